"""Records: what was read, as JSON and back; nothing in a record can do more than be a wrong value."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")
_Reader = Callable[..., Any]


def to_json(value: Any) -> bytes:
    """Write dataclasses, tuples, enumerations and plain values as JSON in UTF-8."""
    written = json.dumps(value, default=_fields_of, ensure_ascii=False, separators=(",", ":"))
    return written.encode("utf-8", "surrogatepass")


def from_record(kind: type[T], record: Any) -> T:
    """Make a value of a type from parsed JSON, by the types that its class declares.

    Raises:
        ValueError: the record is none of that type.
    """
    try:
        made: T = _reader(kind)(record)  # type: ignore[arg-type]  # classes can be hashed
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"no record of {kind}: {error!r}") from error
    return made


def _fields_of(value: Any) -> dict[str, Any]:
    if isinstance(value, Mapping):
        return dict(value)
    if not is_dataclass(value):
        raise TypeError(f"{type(value).__name__} has no place in a record")
    return {field.name: getattr(value, field.name) for field in fields(value)}


@cache
def _reader(kind: Any) -> _Reader:
    """Find what makes a value of a type: a dataclass, a named tuple, a tuple, an optional or a plain type."""
    origin, inside = get_origin(kind), get_args(kind)
    if origin is tuple:
        return _many(_reader(inside[0])) if inside[-1] is Ellipsis else _row(tuple, [_reader(each) for each in inside])
    if origin is UnionType:
        (some,) = (each for each in inside if each is not NoneType)
        return _optional(_reader(some))
    if isinstance(kind, type) and is_dataclass(kind):
        return _whole(kind, {name: _reader(hint) for name, hint in get_type_hints(kind).items()})
    if issubclass(kind, tuple):
        return _row(lambda values: kind(*values), [_reader(hint) for hint in get_type_hints(kind).values()])
    return kind if issubclass(kind, Enum) else _plain(kind)


def _many(read: _Reader) -> _Reader:
    return lambda record: tuple([read(each) for each in _plain(list)(record)])


def _row(make: _Reader, readers: list[_Reader]) -> _Reader:
    return lambda record: make([read(each) for read, each in zip(readers, record, strict=True)])


def _optional(read: _Reader) -> _Reader:
    return lambda record: None if record is None else read(record)


def _whole(kind: _Reader, readers: dict[str, _Reader]) -> _Reader:
    return lambda record: kind(**{name: readers[name](each) for name, each in record.items()})


def _plain(kind: type) -> _Reader:
    def read(record: Any) -> Any:
        if type(record) is not kind:
            raise ValueError(f"{record!r:.80} is no {kind.__name__}")
        return record

    return read
