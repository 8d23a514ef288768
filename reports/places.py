"""Places: the administrative tree of China, and how a text says where it stands in it.

The table is `places.tsv`; its head says where the facts come from. A place outside the table (abolished, foreign or
invented) is read by the grammar of such names: 某某省某某市某某县.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import NamedTuple

from reports.any_of import any_of
from reports.report import LEVELS, Region, Span

_NATIONS = (
    "壮|满|回|苗|维吾尔|土家|彝|蒙古|藏|布依|侗|瑶|朝鲜|白|哈尼|哈萨克|黎|傣|畲|傈僳|仡佬|东乡|拉祜|水|佤|纳西|羌|土|仫佬|"
    "锡伯|柯尔克孜|达斡尔|景颇|毛南|撒拉|布朗|塔吉克|阿昌|普米|鄂温克|怒|京|基诺|德昂|保安|俄罗斯|裕固|门巴|珞巴|独龙|各"
)
_AUTONOMOUS = re.compile(
    rf"(((?:{_NATIONS})族)+|维吾尔|哈萨克|蒙古|柯尔克孜|塔吉克|锡伯)(自治州|自治县|自治旗)$|(维吾尔|壮族|回族)?自治区$"
)
_SUFFIX = re.compile(r"(特别行政区|自治州|自治县|自治旗|省|地区|林区|特区|新区|市|盟|县|区|旗)$")
_PROVINCE_ENDS = ("省", "自治区", "特别行政区")
_MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")
_LINK = r"[\u4e00-\u9fff]{2,10}?"
_SHORT_LINK = r"[\u4e00-\u9fff]{1,10}?"
_CHAIN = re.compile(
    rf"(?:[（(在/]|^)(?:政协|中国人民政治协商会议)?(?P<province>{_LINK}(?:省|自治区)|(?:北京|天津|上海|重庆)市)"
    rf"(?:/?(?P<prefecture>{_LINK}(?:自治州|地区|盟|市)))?"
    rf"(?:/?(?P<county>{_SHORT_LINK}(?:自治县|自治旗|县|区|旗|市)))?"
    r"(?=第|人民|人大|政协|委员会|[\s，。、）)]|$)"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the table: its code, its full name, and its names from province down."""

    code: str
    name: str
    path: tuple[str, ...]

    @property
    def level(self) -> str:
        """Its level in the administrative tree, by its code."""
        return LEVELS[0] if self.code.endswith("0000") else LEVELS[1] if self.code.endswith("00") else LEVELS[2]

    @property
    def region(self) -> Region:
        """The place as a report names it."""
        return Region(self.path, self.code)


class Chain(NamedTuple):
    """A path that a text writes out, and the stretch of the text that it takes."""

    region: Region
    span: Span


@cache
def table() -> dict[str, Place]:
    """Give all places by code."""
    names = {}
    for row in resources.files("reports").joinpath("places.tsv").read_text("utf-8").splitlines():
        if not row.startswith("#"):
            code, name = row.split("\t")
            names[code] = name
    places = {}
    for code, name in names.items():
        above = [names.get(key) for key in (f"{code[:2]}0000", f"{code[:4]}00") if key != code]
        places[code] = Place(code, name, (*(n for n in above if n and n != name), name))
    return places


@cache
def _by_name() -> dict[str, tuple[Place, ...]]:
    found: dict[str, list[Place]] = defaultdict(list)
    for place in table().values():
        found[place.name].append(place)
    return {name: tuple(places) for name, places in found.items()}


def all_names() -> tuple[str, ...]:
    """Give the full names of all places of the table."""
    return tuple(_by_name())


@cache
def any_name() -> re.Pattern[str]:
    """Give what matches any full name of the table, the longest first."""
    return re.compile(any_of(_by_name()))


@cache
def any_known_name() -> re.Pattern[str]:
    """Give what matches any full name, and the short ones of provinces and prefectures; those of counties are often words: 合作, 和平."""
    shorts = {short(place.name) for place in table().values() if place.level != LEVELS[2]}
    return re.compile(any_of(shorts | set(_by_name())))


def short(name: str) -> str:
    """Shorten a place's name as texts do: 昌吉回族自治州 is 昌吉, 浙江省 is 浙江; one character is too short."""
    stem = _AUTONOMOUS.sub("", name)
    if stem == name:
        stem = _SUFFIX.sub("", name)
    return stem if len(stem) > 1 else name


def names_of(name: str) -> frozenset[str]:
    """Give what a place with a full name is called: 凉山彝族自治州 is also 凉山 and 凉山州."""
    return frozenset({name, short(name)} | ({f"{short(name)}州"} if name.endswith("自治州") else set()))


@cache
def _by_any_name() -> dict[str, tuple[Place, ...]]:
    found: dict[str, list[Place]] = defaultdict(list)
    for place in table().values():
        for name in names_of(place.name):
            found[name].append(place)
    return {name: tuple(places) for name, places in found.items()}


@cache
def _full_or_short() -> re.Pattern[str]:
    return re.compile(any_of(_by_any_name()))


@cache
def names_alone() -> re.Pattern[str]:
    """Give what matches full or short names that are no part of other words: 浙江宁波 in 2024年浙江宁波政府工作报告."""
    names = f"(?:{_full_or_short().pattern})+"
    return re.compile(rf"(?:(?<![\u4e00-\u9fff])|(?<=年)){names}(?=政府|人民|人大|政协|[^\u4e00-\u9fff]|$)")


def names_in(run: str) -> tuple[str, ...]:
    """Divide names that stand one right after another: 浙江宁波 is 浙江 and 宁波."""
    return tuple(_full_or_short().findall(run))


def of_name(name: str) -> tuple[Place, ...]:
    """List the places of a name, full or short."""
    return _by_any_name().get(name, ())


def chain_in(text: str) -> Chain | None:
    """Read a path such as 某某省某某市某某县, or with "/" between, by its grammar; a place of the table comes with its code."""
    match = _CHAIN.search(text)
    if match is None or match["county"] is match["prefecture"] is None:
        return None
    path = tuple(name for name in match.group("province", "prefecture", "county") if name)
    known = next((place for place in _by_name().get(path[-1], ()) if set(path) <= set(place.path)), None)
    span = Span(match.start("province"), max(match.end("prefecture"), match.end("county")))
    return Chain(known.region if known else Region(path), span)


def level_of(region: Region) -> str | None:
    """Say at which level a region lies: by its code, else by its name if that settles it.

    A city right under a province is a prefecture's or one that the province administers itself, at county level.
    """
    if region.code:
        return table()[region.code].level
    name = region.path[-1] or ""
    if len(region.path) == 1:
        return LEVELS[0]
    if name.endswith(("自治州", "盟", "地区")):
        return LEVELS[1]
    return LEVELS[2] if len(region.path) == len(LEVELS) or not name.endswith("市") else None


def settle(name: str, *texts: str) -> tuple[Region | None, tuple[Region, ...]]:
    """Decide which place of a name is meant, by how often texts name what lies above it.

    Args:
        name: the full name of a place, such as 青山区.
        texts: the report, and what lies about it, the most trusted first: each decides what those before leave open.

    Returns:
        The region, with None at each level that the text does not settle, and the places it may be
        (none when it is settled). A name that is not in the table gives (None, ()).
    """
    candidates = _by_name().get(name, ())
    if not candidates:
        return None, ()
    left = list(candidates)
    for text in texts:
        mentions = {place: _mentions_above(place, text) for place in left}
        most = max(mentions.values())
        left = [place for place in left if mentions[place] == most]
    if len(left) == 1:
        return left[0].region, ()
    return Region(_in_common([place.path for place in left])), tuple(place.region for place in left)


def of_short_names(names: Sequence[str]) -> Region | None:
    """Find the place of a path in short names such as 浙江, 杭州.

    Returns:
        None when there is no such place, or several at the same level.
    """
    found = along(names)
    return found[0].region if len(found) == 1 else None


def along(names: Sequence[str]) -> tuple[Place, ...]:
    """List the places that a path in full or short names leads to: of several the highest.

    吉林 is the province, and a name that is repeated the place below: 吉林, 吉林 is the city, if there is one.
    """
    called = [place for place in of_name(names[-1]) if all(_is_along(name, place) for name in names)]
    found = [place for place in called if len(place.path) >= len(names)] or called
    return tuple(place for place in found if len(place.path) == min(len(one.path) for one in found))


def _is_along(name: str, place: Place) -> bool:
    return any(name in names_of(one) for one in place.path)


def _mentions_above(place: Place, text: str) -> tuple[int, int]:
    """Count mentions of the place right above one and of its province: the province alone settles little."""
    above = place.path[:-1] or place.path
    return text.count(short(above[-1])), text.count(short(above[0]))


def _in_common(paths: Sequence[tuple[str, ...]]) -> tuple[str | None, ...]:
    if len({len(path) for path in paths}) > 1:
        return (None, paths[0][-1])
    return tuple(names[0] if len(set(names)) == 1 else None for names in zip(*paths, strict=True))


def most_named(text: str, endings: Iterable[str], attached: str) -> str | None:
    """Find the place that a text speaks of, among those whose names end in one of `endings`.

    Args:
        text: the report.
        endings: suffixes such as 自治区 or 市, from a title that says only "the region" or "the city".
        attached: a regular expression of what follows the name where it is the body's name, as in 乌海市人大.

    Returns:
        A full name of the table, or None when the text names no such place.
    """
    endings = tuple(endings)
    counts: Counter[str] = Counter()
    for name in _by_name():
        if not name.endswith(endings):
            continue
        whole = len(re.findall(name + attached, text))
        is_province = name.endswith(_PROVINCE_ENDS) or name in _MUNICIPALITIES
        counts[name] = 10 * whole + text.count(name) + (text.count(short(name)) if is_province else 0)
    name, count = counts.most_common(1)[0] if counts else ("", 0)
    return name if count else None
