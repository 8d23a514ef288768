"""The JSON contract: any of the service's answers as a document of plain lists and objects."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from service.errors import DuizhaoError


def document(answer: Any) -> Any:
    """Turn an answer into what `json.dumps` takes.

    Args:
        answer: one of the classes of `service.answers`, an error, or lists, tuples and mappings of them.
    """
    if is_dataclass(answer) and not isinstance(answer, type):
        return {field.name: document(getattr(answer, field.name)) for field in fields(answer)}
    if isinstance(answer, DuizhaoError):
        return {"code": answer.code, "message": answer.message, "hint": answer.hint}
    if isinstance(answer, Enum):
        return answer.value
    if isinstance(answer, (list, tuple)):
        return [document(part) for part in answer]
    if isinstance(answer, dict):
        return {key: document(part) for key, part in answer.items()}
    return answer
