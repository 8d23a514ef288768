"""The page of the Python API, from signatures and docstrings."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from docs.reference.markdown import code, table
from docs.reference.markdown import page as whole
from service import answers, errors
from service.filters import Filters
from service.library import Library

_INTRODUCTION = """`from service import Library` is the way in; everything is typed. Answers are frozen dataclasses whose fields have the names that the JSON has:
`service.json.document(answer)` turns any of them into what `json.dumps` takes."""
_WIDE = 100


def page() -> str:
    """Write it."""
    parts = ["## Library", _docstring(Library), *_methods(), "## Filters", *_class(Filters), "## Answers"]
    for one in vars(answers).values():
        if isinstance(one, type) and is_dataclass(one) and one.__module__ == answers.__name__:
            parts += [f"### {one.__name__}", *_class(one)]
    return whole("Python", _INTRODUCTION, [*parts, "## Errors", f"```\n{inspect.getdoc(errors)}\n```"])


def _methods() -> Iterator[str]:
    """Write the public methods of the library, in the order of the source."""
    for name, member in vars(Library).items():
        method = member.__func__ if isinstance(member, classmethod) else member
        if name.startswith("_") or not inspect.isfunction(method):
            continue
        yield f"### {name}"
        yield f"```python\n{_signature(name, method)}\n```"
        yield _docstring(method)


def _signature(name: str, method: Any) -> str:
    """Write a signature in one line, or a parameter a line."""
    signature = inspect.signature(method)
    taken: list[str] = []
    for one in signature.parameters.values():
        if one.kind is one.KEYWORD_ONLY and "*" not in taken:
            taken.append("*")
        if one.name not in {"self", "cls"}:
            taken.append(_parameter(one))
    result = f" -> {signature.return_annotation}"
    short = f"{name}({', '.join(taken)}){result}"
    return short if len(short) <= _WIDE else f"{name}(\n    " + ",\n    ".join(taken) + f",\n){result}"


def _parameter(one: inspect.Parameter) -> str:
    if one.default is one.empty:
        return f"{one.name}: {one.annotation}"
    default = "Filters()" if one.default == Filters() else repr(one.default)
    return f"{one.name}: {one.annotation} = {default}"


def _docstring(documented: Any) -> str:
    """Write a docstring, its sections as lists."""
    lines, inside = [], False
    for line in (inspect.getdoc(documented) or "").splitlines():
        if re.fullmatch(r"(Args|Returns|Raises|Attributes):", line):
            lines += [f"*{line[:-1]}*", ""]
            inside = True
        elif inside and re.match(r"    \S", line):
            lines.append(re.sub(r"^    ([\w]+):", r"- `\1`:", line) if ":" in line else line.strip())
        else:
            lines.append(line.strip() if not inside else line)
    return "\n".join(lines)


def _class(made: Any) -> Iterator[str]:
    """Write a dataclass: what it is, and a row for each field."""
    text = inspect.getdoc(made) or ""
    about, _, attributes = text.partition("Attributes:\n")
    told = dict(_attributes(attributes))
    yield about.strip()
    yield table(
        ("field", "type", "what it is"),
        ((code(field.name), code(str(field.type)), told.get(field.name, "")) for field in fields(made)),
    )


def _attributes(section: str) -> Iterator[tuple[str, str]]:
    for found in re.finditer(r"^    (\w+): (.*(?:\n        .*)*)", section, re.MULTILINE):
        yield found[1], found[2]
