"""What requests may say: parameters and bodies, with their bounds."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias, TypeVar

from fastapi import Depends, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from service.ask import QUESTION_CHARS
from service.filters import BodyName, Filters, PartName
from service.frame import KINDS
from service.http.errors import TooLarge
from service.orders import Order

MOST = 1000
QUESTIONS = 100
TEXT_CHARS = 100_000
SUMMARY_CHARS = 20_000
_NAME_CHARS = 500
_FILTERS = 100

Style: TypeAlias = Literal["general", "distinctive"]
Name: TypeAlias = Annotated[str, Field(min_length=1, max_length=_NAME_CHARS)]
Year: TypeAlias = Annotated[int, Field(ge=1, le=9999)]

Kept = TypeVar("Kept")
Several: TypeAlias = Kept | Annotated[list[Kept], Field(max_length=_FILTERS)]

Question: TypeAlias = Annotated[
    str,
    Query(
        description=f"The question, in any language, of {QUESTION_CHARS:,} characters at most; a part in quotation marks is "
        "looked for as it is.",
        examples=["蓼溪县怎样解决蔺草收购差价？"],
    ),
]
About: TypeAlias = Annotated[str | None, Query(description="A question that it is to be about.", examples=["蔺草收购"])]
ReportName: TypeAlias = Annotated[
    str,
    Path(
        description="An id, an unambiguous beginning of one, or an unambiguous part of a title.",
        max_length=_NAME_CHARS,
        examples=["664384959e-1"],
    ),
]
ReportId: TypeAlias = Annotated[str, Path(description="A whole id.", max_length=_NAME_CHARS, examples=["664384959e-1"])]
Limit: TypeAlias = Annotated[int, Query(ge=1, le=MOST, description="How many at most.")]
Offset: TypeAlias = Annotated[int, Query(ge=0, le=10**6, description="How many to pass over.")]


async def _filters(
    region: Annotated[
        list[Name],
        Query(
            max_length=_FILTERS,
            description="A name, path (青岚省/岚州市) or code of a region; it includes what lies below. May be repeated, as may all "
            "filters: several of one kind mean or, of different kinds and.",
            examples=["青岚省/岚州市"],
        ),
    ] = [],  # noqa: B006  # FastAPI's way; it is not changed
    year: Annotated[list[Year], Query(max_length=_FILTERS, description="A year that a report covers.")] = [],  # noqa: B006
    body: Annotated[list[BodyName], Query(max_length=_FILTERS, description="Whose reports.")] = [],  # noqa: B006
    part: Annotated[list[PartName], Query(max_length=_FILTERS, description="Which part of a report.")] = [],  # noqa: B006
) -> Filters:
    return Filters(tuple(region), tuple(year), tuple(body), tuple(part))


Chosen: TypeAlias = Annotated[Filters, Depends(_filters)]


def ignored(*, as_asked: bool) -> tuple[str, ...]:
    """Say what of the things that a question may name makes no difference to where it is looked up."""
    return KINDS if as_asked else ()


def measured(text: str, most: int = QUESTION_CHARS) -> str:
    """Refuse a text that is too long.

    Raises:
        TooLarge: it is longer than `most` characters.
    """
    if len(text) > most:
        raise TooLarge(f"the text has {len(text):,} characters, more than {most:,}", hint="give a shorter one")
    return text


class _Body(BaseModel):
    """A JSON object without names that nobody knows."""

    model_config = ConfigDict(extra="forbid")


class _Filtered(_Body):
    """What can be narrowed, each by a value or a list of them."""

    region: Several[Name] = Field([], description="As in addresses.")
    year: Several[Year] = []
    body: Several[BodyName] = []
    part: Several[PartName] = []

    @property
    def filters(self) -> Filters:
        """The filters."""
        return Filters(_listed(self.region), _listed(self.year), _listed(self.body), _listed(self.part))


class Questions(_Filtered):
    """Several questions."""

    questions: list[str] = Field(min_length=1, description=f"At most {QUESTIONS}.")
    limit: int = Field(10, ge=1, le=MOST, description="Most hits of each.")
    per_report: int = Field(3, ge=1, le=MOST, description="Most hits from one report.")
    as_asked: bool = Field(False, description="Look everywhere, whatever region, year, body or part a question names.")


class Similar(_Filtered):
    """What to look for, and where: exactly one of text, passage and report."""

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": [name]} for name in ("text", "passage", "report")]}
    )

    text: str | None = Field(None, description=f"Any text of {TEXT_CHARS:,} characters at most.")
    passage: Name | None = Field(None, description="A passage's id, or a stretch of one: ID[start:end].")
    report: Name | None = Field(None, description="A report, named as in addresses: taken passage by passage.")
    order: Order = Field("region", description="How regions come.")
    limit: int = Field(3, ge=0, le=MOST, description="Most further passages of a region.")


class Corrections(_Body):
    """Corrected facts: as a report's own JSON has them, or as text; null or "" makes a fact unknown."""

    title: Name | None = None
    body: BodyName | None = None
    region: str | Annotated[list[str | None], Field(max_length=10)] | None = Field(
        None, description='A path: "浙江省/杭州市" or ["浙江省", "杭州市"].'
    )
    covers: str | int | Annotated[list[int], Field(min_length=1, max_length=2)] | None = Field(
        None, description='Years: "2018-2022", [2018, 2022] or 2023.'
    )
    year: int | str | None = None
    date: str | None = None
    session: str | None = Field(None, max_length=_NAME_CHARS)
    speaker: str | None = Field(None, max_length=_NAME_CHARS)

    @property
    def facts(self) -> dict[str, str]:
        """The facts that were given, as `Library.edit` takes them."""
        return {name: _written(getattr(self, name), "-" if name == "covers" else "/") for name in self.model_fields_set}


def _written(value: Any, between: str) -> str:
    if isinstance(value, list):
        return between.join(str(one) for one in value if one is not None)
    return "" if value is None else str(value)


def _listed(given: Any) -> tuple[Any, ...]:
    return tuple(given) if isinstance(given, list) else (given,)
