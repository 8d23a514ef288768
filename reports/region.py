"""Region: which place a report is about, looked for where it is said most surely first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reports import places
from reports.chinese import NUMERAL, plain
from reports.report import NATIONAL, Region, Span, Where
from reports.wording import Found, Material, Quote, Wording, wording

_GENERIC = re.compile(r"自治区|自治州|(?<![\u4e00-\u9fff])[省市县区州旗](?=人大|政协|人民|政府|委员会|常委会|十|第)")
_ATTACHED = r"(?:人大|人民代表大会|政协|委员会|人民政府|政府)"
_ADDRESSED = re.compile(r"(?:受|代表).*?(?:委托|[,，]|人民政府|常务委员会)")
_CONGRESS = r"(?:National People.s Congress|CPPCC National Committee)"
_SPOKEN_FOR = re.compile(r"(?:代表|受)(自治[区州]|[市县区州旗])(?=人民|人大|政协|政府|委员会|常委会)|(我[市县区州旗])")
_COUNTRY_S_BODY = (
    r"(?:国务院|全国人民代表大会|全国人大|全国政协|最高人民(?:法院|检察院)|"
    rf"(?:政协|中国人民政治协商会议)(?:第?[{NUMERAL}\d]+届)?全国委员会)"
)
_OWNED_BY_THE_COUNTRY = re.compile(
    rf"^(?:\d{{4}}年)?(?:中华人民共和国(?!成立)|{_COUNTRY_S_BODY})|"
    rf"^(?:Report on the Work of )?(?:the )?(?:Standing Committee of the )?(?:State Council|{_CONGRESS})",
    re.IGNORECASE,
)
_BEFORE_THE_COUNTRY = re.compile(
    rf"(?:^|[日在])(?:中华人民共和国)?(?:第?[{NUMERAL}\d]+届全国(?:人民代表大会|人大)|全国政协第?[{NUMERAL}\d]+届|"
    rf"(?:政协|中国人民政治协商会议)(?:第?[{NUMERAL}\d]+届)?全国委员会)[^，。]{{0,12}}?会议|\bat\b.*\b{_CONGRESS}",
    re.IGNORECASE,
)
_FOR_THE_COUNTRY = re.compile(rf"受{_COUNTRY_S_BODY}[^，。]{{0,12}}委托|(?<!大)代表{_COUNTRY_S_BODY}(?!委员(?!会))")


class Located(NamedTuple):
    """Where a report is at home.

    Attributes:
        region: the place; None for the whole country.
        ambiguous: the places it may be, when that is not settled.
        level: its level in the administrative tree.
    """

    region: Region | None
    ambiguous: tuple[Region, ...]
    level: str | None


_OF_THE_COUNTRY = Located(None, (), NATIONAL)


def locate(title: Sequence[Wording], material: Material) -> Found[Located] | None:
    """Find the place: by title and meeting, the greeting, the whole text, the file's name, the folders' names.

    Args:
        title: the title, and the subtitle.
        material: all that may say it.
    """
    said = (*title, *material.head)
    opening = material.opening
    addressed = _ADDRESSED.search(opening.plain)
    greeting = Span(*addressed.span()) if addressed else Span(0, 0)
    return (
        _first(_chain(line) for line in (*said, opening))
        or _first(_named(line, material) for line in said)
        or _named(opening, material, greeting)
        or _of_the_country(title, material)
        or _most_named(title, material)
        or _of_file(title, material)
    )


def _first(found: Iterable[Found[Located] | None]) -> Found[Located] | None:
    return next((one for one in found if one), None)


def _of_the_country(title: Sequence[Wording], material: Material) -> Found[Located] | None:
    """Find that it is the whole country's: a national body has it for its title, its meeting, or its speaker's errand.

    To name such a body is not enough: a local speaker is a deputy to the national congress, a city carries out its laws.
    """
    return (
        _first(line.says(_OF_THE_COUNTRY, _OWNED_BY_THE_COUNTRY) for line in title)
        or _first(line.says(_OF_THE_COUNTRY, _BEFORE_THE_COUNTRY) for line in material.head)
        or material.opening.says(_OF_THE_COUNTRY, _FOR_THE_COUNTRY)
    )


def _chain(line: Wording) -> Found[Located] | None:
    """Find a path such as 某某省某某市某某县."""
    chain = places.chain_in(line.plain)
    return _located(chain.region, (), (line.quote(*chain.span),)) if chain else None


def _named(line: Wording, material: Material, within: Span | None = None) -> Found[Located] | None:
    """Find the place that is named last, and quote it with the names that stand right before it."""
    start, end = within or (0, len(line.plain))
    names = list(places.any_name().finditer(line.plain, start, end))
    if not names:
        return None
    start, end = names[-1].span()
    for before in reversed(names[:-1]):
        start = before.start() if before.end() == start else start
    return _settled(names[-1][0], line.quote(start, end), material)


def _settled(name: str, quote: Quote, material: Material) -> Found[Located]:
    """Decide between the places of a name, by what stands around it before the rest, and quote what decides."""
    lines = (*material.head, *material.lines)
    text = "\n".join(line.plain for line in lines)
    filed = (material.file_name.plain, material.folder.plain)
    nearest_first = (*filed, text) if quote.place in {Where.FILE_NAME, Where.FOLDER} else (text, *filed)
    region, ambiguous = places.settle(name, *nearest_first)
    above = [places.short(one) for one in (region.path[:-1] if region else ()) if one]
    wanted = [one for one in above if len(places.of_name(name)) > 1 and one not in plain(quote.words)]
    mentions = (_mention(one, (*lines, *material.names)) for one in wanted)
    return _located(region, ambiguous, (quote, *(mention for mention in mentions if mention)))


def _most_named(title: Sequence[Wording], material: Material) -> Found[Located] | None:
    """Find the place that the text speaks of most, where title or meeting say only what kind of place it is."""
    endings = _endings(title) or _endings(material.head)
    lines = (*material.head, *material.lines)
    name = places.most_named("\n".join(line.plain for line in lines), endings, _ATTACHED) if endings else None
    quote = (_mention(name, lines) or _mention(places.short(name), lines)) if name else None
    return _settled(name, quote, material) if name and quote else None


def _endings(lines: Sequence[Wording]) -> list[str]:
    return [ending for line in lines for ending in _GENERIC.findall(line.plain)]


def _of_file(title: Sequence[Wording], material: Material) -> Found[Located] | None:
    """Find the place by how the file was filed: its own name first, then the folders, the nearest before the others."""
    own, *folders = material.names
    filed = _first(
        _chain_to(folder, material.folder) or _named(folder, material) or _in_short(folders[n:])
        for n, folder in enumerate(folders)
    )
    said = _chain(own) or _named(own, material)
    if said or filed is None or filed.value.region is None:
        return said or filed
    fits = _is_spoken_of(filed.value.region, title, material)
    return _below(filed.value.region, own, filed.quotes, material) or (filed if fits else None)


def _below(above: Region, own: Wording, quotes: tuple[Quote, ...], material: Material) -> Found[Located] | None:
    """Read short names in the file's own name; they may be any words, so that they must lie below the folders' place."""
    names = places.names_alone().search(own.plain)
    if names is None:
        return None
    path = [name for name in above.path if name]
    found = [one for one in places.along([*path, *places.names_in(names[0])]) if set(path) < set(one.path)]
    if not found:
        return None
    quote = own.quote(*names.span())
    if len(found) > 1 and len({one.name for one in found}) == 1:
        return _settled(found[0].name, quote, material)
    return _located(found[0].region, (), (quote, *quotes)) if len(found) == 1 else None


def _is_spoken_of(region: Region, title: Sequence[Wording], material: Material) -> bool:
    """Tell whether a folder's province may be the one that reports: not where the text speaks for a city or a county."""
    for_whom = _SPOKEN_FOR.findall(material.opening.plain)
    kinds = [kind for kind in (*_endings(title), *map("".join, for_whom)) if kind != "省"]
    return len(region.path) > 1 or not kinds or any(_is_kind(kind, region) for kind in kinds)


def _is_kind(kind: str, region: Region) -> bool:
    """Tell whether a place calls itself so: an autonomous region may be 我区, but its government is no 区人民政府."""
    name = region.path[-1] or ""
    return name.endswith(kind.removeprefix("我")) and not (kind == "区" and name.endswith("自治区"))


def _chain_to(folder: Wording, path: Wording) -> Found[Located] | None:
    """Find a path of places, such as 浙江省/杭州市/临平区, that ends in the name of a folder."""
    upwards = wording(path.written[: folder.all.span.end], path.place)
    found = _chain(upwards)
    return found if found and found.quotes[0].span.end > folder.start else None


def _in_short(upwards: Sequence[Wording]) -> Found[Located] | None:
    """Read folders such as 浙江/杭州/临平; a short name alone may be any word, so that they must begin with a province.

    Args:
        upwards: the names of a folder and of those above it.
    """
    named = [line for line in upwards if places.of_name(line.plain)]
    if not named or named[0] is not upwards[0] or all(len(one.path) > 1 for one in places.of_name(named[-1].plain)):
        return None
    region = places.of_short_names([line.plain for line in reversed(named)])
    quotes = tuple(line.quote(0, len(line.plain)) for line in named)
    return _located(region, (), quotes) if region else None


def _mention(name: str, lines: Iterable[Wording]) -> Quote | None:
    """Quote where a name stands first."""
    found = ((line, line.plain.find(name)) for line in lines)
    return next((line.quote(at, at + len(name)) for line, at in found if at >= 0), None)


def _located(region: Region | None, ambiguous: tuple[Region, ...], quotes: tuple[Quote, ...]) -> Found[Located]:
    return Found(Located(region, ambiguous, places.level_of(region) if region else None), quotes)
