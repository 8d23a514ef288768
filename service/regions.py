"""The regions of a library as a tree, and how a name finds its place in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cached_property

from embeddings.words import normal
from reports.places import all_names, short
from reports.report import Region
from service.errors import Ambiguous, NotFound

Path = tuple[str | None, ...]

_LATIN = re.compile("[a-z]")

UNSETTLED = "?"
"""Stands in a written path for a level that the text does not settle."""


class RegionTree:
    """The regions of some reports, and all that lie above them."""

    def __init__(self, regions: Iterable[Region]) -> None:
        """Take the regions of the reports; each may come many times."""
        self._codes: dict[str, Path] = {}
        self.paths: dict[Path, None] = {}
        for region in regions:
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
        known = ", ".join(display(path) for path in list(self.paths)[:8]) or "none yet"
        raise NotFound(f"no report of the region {name!r}", hint=f"the library has: {known}")

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of these regions and of what lies above them, in full and short."""
        full = {name for path in self.paths for name in path if name}
        return tuple(sorted(full | {short(name) for name in full}))

    @cached_property
    def any_name(self) -> re.Pattern[str]:
        """Matches any of these names, and any full name of the national table, the longest first."""
        return re.compile("|".join(map(re.escape, sorted({*self.names, *all_names()}, key=len, reverse=True))))

    def named_in(self, asked: str) -> Path | None:
        """Find the region that a question names, the longest of the names that stand in it.

        Args:
            asked: the question, in the form in which words are compared.
        """
        written = next((path for name, path in self._written if name in asked), None)
        if written or not _LATIN.search(asked):  # pinyin takes half a second to open
            return written
        return next((path for name, path in self._spoken if re.search(rf"\b{re.escape(name)}\b", asked)), None)

    @cached_property
    def _written(self) -> list[tuple[str, Path]]:
        """Names in full and short, each meaning one region of this library."""
        return self._sure(lambda name: {normal(name), normal(short(name))})

    @cached_property
    def _spoken(self) -> list[tuple[str, Path]]:
        """Short names in pinyin without tones, each meaning one region of this library."""
        return self._sure(lambda name: {_pinyin(short(name))})

    def _sure(self, ways: Callable[[str], set[str]]) -> list[tuple[str, Path]]:
        meant: dict[str, set[Path]] = {}
        for path in self.paths:
            for way in ways(path[-1] or ""):
                meant.setdefault(way, set()).add(path)
        sure = [(way, next(iter(paths))) for way, paths in meant.items() if len(paths) == 1]
        return sorted(sure, key=lambda pair: (-len(pair[0]), pair[0]))


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


def _pinyin(name: str) -> str:
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(name)).lower()
