"""Addresses: what is seen is kept in the query string, so that a link reopens it.

They are relative, so that each language keeps to its own pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urlencode

from service.filters import Filters

Pairs: TypeAlias = "Iterable[tuple[str, str | int | None]]"

ASK = "./"
"""The page that asks; it stands at the root of its language."""

FILTER_NAMES = ("region", "year", "body", "part")
"""The names of the filters in a query string, in the order of the filter bar: also what a question may name."""
OPEN = "open"
"""The name, in a query string, of what a question names and is left open all the same."""

_DIGITS = 9
"""So many digits of a number are read; Python refuses to read thousands."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query string, read: names with their values, in order."""

    values: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Query:
        """Gather the pairs of a query string by name."""
        gathered: dict[str, tuple[str, ...]] = {}
        for name, value in pairs:
            gathered[name] = (*gathered.get(name, ()), value)
        return cls(gathered)

    def all(self, name: str) -> tuple[str, ...]:
        """Every value under a name that says something."""
        return tuple(value for value in self.values.get(name, ()) if value.strip())

    def one(self, name: str, default: str = "") -> str:
        """The first value under a name."""
        return next(iter(self.all(name)), default)

    def number(self, name: str, default: int) -> int:
        """The first value under a name, if it is a whole number."""
        value = self.one(name)
        return int(value) if _is_number(value) else default


def _is_number(value: str) -> bool:
    """Tell whether a value is a whole number of a length that anything here has."""
    return value.isdecimal() and len(value) <= _DIGITS


def filters_from(chosen: Sequence[Sequence[str] | None]) -> Filters:
    """Filters from what is chosen, a list each in the order of `FILTER_NAMES`; years that are none are passed over."""
    regions, years, bodies, parts = (tuple(values or ()) for values in chosen)
    return Filters(regions, tuple(int(year) for year in years if _is_number(year)), bodies, parts)


def filters_in(query: Query) -> Filters:
    """The filters that a query string asks for."""
    return filters_from([query.all(name) for name in FILTER_NAMES])


def filter_pairs(filters: Filters) -> list[tuple[str, str | int | None]]:
    """The filters as pairs of a query string."""
    values: tuple[Sequence[str | int], ...] = (filters.regions, filters.years, filters.bodies, filters.parts)
    return [(name, value) for name, chosen in zip(FILTER_NAMES, values, strict=True) for value in chosen]


def address(path: str, pairs: Pairs = (), anchor: str = "") -> str:
    """Put an address together; pairs without a value are left out."""
    query = urlencode([(name, value) for name, value in pairs if value not in (None, "")])
    return path + (f"?{query}" if query else "") + (f"#{anchor}" if anchor else "")


def left_open_in(query: Query) -> tuple[str, ...]:
    """What a query string leaves open of what its question names."""
    return tuple(name for name in FILTER_NAMES if name in query.all(OPEN))


def ask(question: str, filters: Filters, *, by: str | None = None, left_open: Sequence[str] = ()) -> str:
    """Where a question is answered."""
    return address(ASK, [("q", question), ("by", by), *filter_pairs(filters), *((OPEN, name) for name in left_open)])


def reader(passage_id: str) -> str:
    """Where a passage is read in its report."""
    report, _, number = passage_id.rpartition(":")
    return address("report", [("id", report), ("passage", number)], f"p{number}")


def report(report_id: str) -> str:
    """Where a report is read from its beginning."""
    return address("report", [("id", report_id)])


def similar(passage_id: str) -> str:
    """Where a passage is held beside those of other regions."""
    return address("similar", [("passage", passage_id)])


def compare(a: str, b: str = "", *, anchor: str = "") -> str:
    """Where two reports are set side by side, or a row of them, or where a second one is chosen."""
    return address("compare", [("a", a), ("b", b)], anchor)


def basket(entries: Iterable[tuple[str, str]]) -> str:
    """Where a basket is opened: passages in order, each with a note; where no one has a note, without notes."""
    listed = list(entries)
    notes = [("note", note) for _, note in listed] if any(note for _, note in listed) else []
    query = urlencode([*(("passage", passage) for passage, _ in listed), *notes])
    return f"basket?{query}" if query else "basket"


def region_path(path: Iterable[str | None]) -> str:
    """How a filter writes a region: the known names of its path."""
    return "/".join(name for name in path if name)


def duplicates(
    filters: Filters, *, least: int | None = None, hide: Sequence[str] = (), show: Sequence[str] = (), anchor: str = ""
) -> str:
    """Where the recurring text of what the filters admit is listed, or a family in it."""
    switches = [*(("hide", name) for name in hide), *(("show", name) for name in show)]
    return address("duplicates", [*filter_pairs(filters), ("least", least), *switches], anchor)


def summary(report_id: str) -> str:
    """Where a report is summarised."""
    return address("summary", [("report", report_id)])


def summary_file(report_id: str, ending: str, *, chars: int, **wanted: str | None) -> str:
    """Where a summary is taken away as a file; `wanted` as for `Library.summarize`."""
    return address(
        "download", [("of", "summary"), ("as", ending), ("report", report_id), ("chars", chars), *wanted.items()]
    )


def answer_file(ending: str, question: str, filters: Filters, *, by: str, left_open: Sequence[str] = ()) -> str:
    """Where the answer to a question is taken away as a file."""
    asked: list[tuple[str, str | int | None]] = [("of", "answer"), ("as", ending), ("q", question), ("by", by)]
    return address("download", [*asked, *filter_pairs(filters), *((OPEN, name) for name in left_open)])


def similar_file(ending: str, text: str, passage_id: str, filters: Filters, order: str) -> str:
    """Where it is taken away as a file who else says a text, or the passage with an id, in the order of the page."""
    return address(
        "download",
        [
            ("of", "similar"),
            ("as", ending),
            ("text", text),
            ("passage", None if text else passage_id),
            ("order", order),
            *filter_pairs(filters),
        ],
    )


def families_file(ending: str, filters: Filters, *, least: int) -> str:
    """Where recurring text is taken away as a file."""
    return address("download", [("of", "families"), ("as", ending), ("least", least), *filter_pairs(filters)])


def comparison_file(ending: str, a: str, b: str) -> str:
    """Where two reports are taken away as a file, side by side."""
    return address("download", [("of", "comparison"), ("as", ending), ("a", a), ("b", b)])


def overview_file(ending: str, about: str | None) -> str:
    """Where an overview of all reports is taken away as a file."""
    return address("download", [("of", "overview"), ("as", ending), ("about", about)])
