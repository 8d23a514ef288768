"""The regions of a library as a tree, and how a name finds its place in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple

from reports.any_of import any_of
from reports.places import all_names, short
from reports.report import Region
from service.errors import Ambiguous, NotFound
from service.gazetteer import Gazetteer, Mention, Path

_NAMED = 8
UNSETTLED = "?"
"""Stands in a written path for a level that the text does not settle."""


class Named(NamedTuple):
    """What a question names of the regions.

    Attributes:
        region: the region of the library that it asks of; the one above them where it names several; None for none.
        absent: the place that it names where the library has no report of it nor of one above it; None where it names
            a region of the library too.
        words: the names, as the question has them, of that region and of what lies above it.
    """

    region: Path | None = None
    absent: str | None = None
    words: tuple[str, ...] = ()


class RegionTree:
    """The regions of some reports, and all that lie above them."""

    def __init__(self, regions: Iterable[Region]) -> None:
        """Take the regions of the reports; each may come many times."""
        self._codes: dict[str, Path] = {}
        self._reporting: set[Path] = set()
        self.paths: dict[Path, None] = {}
        for region in regions:
            self._reporting.add(region.path)
            for depth in range(1, len(region.path) + 1):
                if region.path[depth - 1]:
                    self.paths[region.path[:depth]] = None
                    self._codes.setdefault(_code_above(region, depth), region.path[:depth])

    def find(self, name: str) -> Path:
        """Find the region that a name, a path such as 浙江省/杭州市, or a code means here.

        Raises:
            NotFound: it is none of this library's regions.
            Ambiguous: it is more than one.
        """
        if name and name in self._codes:
            return self._codes[name]
        wanted = [part.strip() for part in name.split("/") if part.strip() not in {"", UNSETTLED}]
        for means in (_is_exactly, _is, _is_short):
            found = [path for path in self.paths if wanted and means(path, wanted)]
            if len(found) == 1:
                return found[0]
            if found:
                choices = ", ".join(display(path) for path in found)
                raise Ambiguous(f"the region {name!r} may be {choices}", hint="give one of these paths")
        known = ", ".join(display(path) for path in list(self.paths)[:_NAMED]) or "none yet"
        known += f" … and {len(self.paths) - _NAMED} more" if len(self.paths) > _NAMED else ""
        raise NotFound(f"no report of the region {name!r}", hint=f"the library has: {known}")

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of these regions and of what lies above them, in full and short."""
        full = {name for path in self.paths for name in path if name}
        return tuple(sorted(full | {short(name) for name in full}))

    @cached_property
    def any_name(self) -> re.Pattern[str]:
        """Matches any of these names, and any full name of the national table, the longest first."""
        return re.compile(any_of({*self.names, *all_names()}))

    def named_in(self, asked: str) -> Named:
        """Find the region that a question names, in any script.

        A name of several places means the one beside another that is named (南京鼓楼区), else a province, else what the
        library has, else the highest; where that leaves several, or the question names several, what lies above them all.

        Args:
            asked: the question, in the form in which words are compared.
        """
        mentions = self._gazetteer.mentions(asked)
        meant = [self._meant(mention, [other for other in mentions if other is not mention]) for mention in mentions]
        named = {place for places in meant for place in places}
        deepest = [places for places in meant if not any(_is_above(_in_common(places), one) for one in named)]
        held = [[region for place in places if (region := self._nearest(place))] for places in deepest]
        if any(held):
            region = self._named_part(_in_common([_in_common(regions) for regions in held if regions]))
            return Named(region, words=tuple(_naming(region or (), zip(mentions, meant, strict=True))))
        return Named(absent=next((_shown(places) for places in deepest if places), None))

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return Gazetteer(self.paths)

    def _meant(self, mention: Mention, others: Sequence[Mention]) -> list[Path]:
        """List the places that a mention means beside the others."""
        around = {place for other in others for place in other.places}
        below = [place for place in mention.places if any(_is_above(one, place) for one in around)]
        beside = below or [place for place in mention.places if any(_is_above(place, one) for one in around)]
        meant = below if mention.doubtful else beside or mention.places
        places = sorted(meant, key=lambda path: tuple(name or "" for name in path))
        provinces = [place for place in places if len(place) == 1]
        held = [place for place in places if place in self.paths] or [place for place in places if self._nearest(place)]
        left = provinces or held or places
        return [place for place in left if len(place) == min(map(len, left))]

    def _nearest(self, place: Path) -> Path | None:
        """Give the region of the library that speaks of a place: itself, or the nearest above it that reports."""
        if place in self.paths:
            return place
        above = (place[:depth] for depth in range(len(place) - 1, 0, -1))
        return next((path for path in above if path in self._reporting), None)

    def _named_part(self, path: Path) -> Path | None:
        """Cut a path to where a name stands that the library has."""
        return next((path[:depth] for depth in range(len(path), 0, -1) if path[:depth] in self.paths), None)


def display(path: Path) -> str:
    """Write a path as filters take it: 浙江省/杭州市/临平区."""
    return "/".join(name or UNSETTLED for name in path)


def _code_above(region: Region, depth: int) -> str:
    """Give the code of what lies above a region at some depth of its path; it ends in zeros."""
    if not region.code or depth == len(region.path):
        return region.code or ""
    return region.code[: 2 * depth].ljust(len(region.code), "0")


def _is_exactly(path: Path, wanted: list[str]) -> bool:
    return [name for name in path if name] == wanted


def _is(path: Path, wanted: list[str]) -> bool:
    names = [name for name in path if name]
    return names[-1] == wanted[-1] and set(wanted) <= set(names)


def _is_short(path: Path, wanted: list[str]) -> bool:
    names = [short(name) for name in path if name]
    return names[-1] == short(wanted[-1]) and {short(part) for part in wanted} <= set(names)


def _shown(places: Sequence[Path]) -> str:
    """Write a place, or the names of those that it may be."""
    return display(places[0]) if len(places) == 1 else " / ".join(dict.fromkeys(path[-1] or "" for path in places))


def _is_above(path: Path, other: Path) -> bool:
    return 0 < len(path) < len(other) and other[: len(path)] == path


def _naming(region: Path, mentions: Iterable[tuple[Mention, list[Path]]]) -> Iterator[str]:
    """Give the words that mean a region or what lies above it; whatever means more tells passages of it apart."""
    return (mention.words for mention, places in mentions if any(region[: len(place)] == place for place in places))


def _in_common(paths: Sequence[Path]) -> Path:
    levels = takewhile(lambda names: len(set(names)) == 1, zip(*paths, strict=False))
    return tuple(names[0] for names in levels)
