"""The gazetteer: which places the words of a question may mean, in Chinese and in other scripts.

It holds the regions of the library and the national table. A short name is believed as far as it is telling: that of a
province always; any other only where it stands free on one side, 丽江 is no part of 美丽江苏; and one that is a common word
only where it stands free on both: 富裕 is a county, but not in 共同富裕. Short names of counties are known only where the
library has them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from reports.places import names_of, table
from reports.report import LEVELS
from reports.spellings import key, spellings

Path = tuple[str | None, ...]

_WORDS_TOO = re.compile("城区|郊区|矿区|东区|西区|新城区|老城区|古城区|港口区|新市区|海港区|城中区|市中区")
"""Full names that are words as well; they mean a place only beside one that lies above it, or before a body."""
_BODY_AFTER = re.compile("人大|政协|人民|政府|委员会")
_SHORTEST = 2
"""A full name of two characters, such as 和县, stands across words too: 县和县之间."""
_COMMON = re.compile(
    "安定|安居|安宁|白银|城关|城中|大安|大方|大关|大化|大理|大通|大同|大新|大兴|灯塔|东方|东风|东海|富民|富裕|港口|"
    "高要|工农|公安|共和|古城|光明|海港|合作|和平|和顺|和政|红旗|宏伟|互助|惠民|惠农|建安|解放|江北|江口|江南|江山|"
    "金沙|金山|开放|乐业|龙门|民和|民乐|南部|南山|平安|平和|平原|前进|青山|清水|三江|上高|双城|太平|天等|通道|同德|"
    "同心|万全|文昌|文山|武功|西湖|小金|新和|新华|新建|新平|新乡|新兴|新城|兴业|延长|永定|永和|友好|友谊|运河|增城|"
    "长安|长寿|长治|振兴|正定|政和|中山|中原|资源|资中"
)
"""Short names that stand as words, or across words, in reports of several other provinces (counted in 53 real reports)."""
_FREE_BEFORE = re.compile(r"[^\u3400-\u9fff]?|[在从到去与和跟及对给为向比是的问查看请由把像据年省市州区县]")
_FREE_AFTER = re.compile(
    r"[^\u3400-\u9fff]|$|[的在有是和与跟及同向对从到去前今明每当这那哪怎如什几多为各全本等要想将准打计把给被里内也还又党县市区州省]"
    r"|人大|政协|政府|人民|委员|代表|地区|上[年一]|最近|近[年期几两三五]"
)
_NO_PLACE_AFTER = re.compile("岸|街|大道|路(?![网政况])|产业|会海|巴巴|装|石|久安|治(?!理)|[场面](?!面)")
_OTHER_WORDS = re.compile(
    "ali|aba|boxing|dean|guan|guide|guiding|hailing|jingle|jinping|lean|mile|mulan|saga|xinhua|yuan|"
    "[а-яё]{1,3}|бабу|боли|голо|дали|кайли|каши|либо|люба|мило|сага|тайгу|толи|хули|хунта|цзиньпин|шансы"
)
"""Spellings of places that are common words or people (found among wordfreq's 60,000 of English, 100,000 of Russian)."""
_LETTERS = re.compile(r"[^\W\d_\u3400-\u9fff]+")
_JOINED = re.compile(r"[\s'’‘ʼ\-]{1,2}")
_MOST_WORDS = 4
_FEWEST_LETTERS = 4
"""No place has fewer; a question that says no more than GDP or APP is not worth opening pinyin for."""
_KINDS = {
    **dict.fromkeys(["province", "sheng"], ("省",)),
    "region": ("自治区", "特别行政区", "地区"),
    "municipality": ("市",),
    **dict.fromkeys(["prefecture", "zhou", "diqu"], ("州", "地区")),
    **dict.fromkeys(["league", "meng"], ("盟",)),
    **dict.fromkeys(["city", "shi"], ("市",)),
    **dict.fromkeys(["county", "xian"], ("县",)),
    **dict.fromkeys(["district", "qu"], ("区",)),
    **dict.fromkeys(["banner", "qi"], ("旗",)),
}
_BEFORE_KIND = re.compile(
    "autonomous|special|administrative|uygur|uyghur|hui|zhuang|mongol|mongolian|kazak|kazakh|tibetan"
)
_CASES = re.compile(
    r"(?:а|у|ом|е|ск(?:ий|ого|ому|ом|им|ая|ой|ую|ое|ие|их))$|(?P<soft>я|ю|ем)$"
    r"|(?:نىڭ(?:كى)?|[دت][ىە]ن|[دت][اە](?:كى|ىكى)?|[دت]ىكى|[غقگك][اە]|نى|لىق|لىك)$"
)


class Mention(NamedTuple):
    """A place that a question names.

    Attributes:
        words: as the question has them, in the form in which words are compared.
        places: what they may mean; a word that is a name only beside another has `doubtful` set.
    """

    words: str
    places: frozenset[Path]
    doubtful: bool = False


class Gazetteer:
    """The names of the regions of a library, and of all places of the national table."""

    def __init__(self, regions: Iterable[Path]) -> None:
        """Take the regions that a library's reports are of, and those above them."""
        self._regions = tuple(regions)

    def mentions(self, asked: str) -> list[Mention]:
        """List the places that a question names, the longest name at each place of it.

        Args:
            asked: the question, in the form in which words are compared.
        """
        return [*self._in_chinese(asked), *self._in_letters(asked)]

    def _in_chinese(self, asked: str) -> Iterator[Mention]:
        start, before = 0, 0
        while start < len(asked):
            ends = [
                start + n for n in self._lengths.get(asked[start : start + _SHORTEST], ()) if start + n <= len(asked)
            ]
            found = next((end for end in ends if self._is_name(asked, start, end, before)), None)
            if found:
                words = asked[start:found]
                yield Mention(words, self._written[words], self._is_doubtful(words, asked[found:]))
                before = found
            start = found or start + 1

    def _is_name(self, asked: str, start: int, end: int, before: int) -> bool:
        """Tell whether a stretch is a name and no part of other words; `before` is where the last name ended."""
        words = asked[start:end]
        if words not in self._written:
            return False
        after = asked[end : end + 2]
        if _NO_PLACE_AFTER.match(after) and not words.endswith(("县", "区", "州", "省")):
            return False
        free_before = start == before > 0 or bool(_FREE_BEFORE.fullmatch(asked[max(start - 1, 0) : start]))
        if words in self._full:
            return len(words) > _SHORTEST or free_before
        free_after = bool(_FREE_AFTER.match(after)) or any(
            asked[end : end + n] in self._written for n in self._lengths.get(asked[end : end + _SHORTEST], ())
        )
        return free_before + free_after >= min(_sides_to_be_free(words, path) for path in self._written[words])

    def _is_doubtful(self, words: str, after: str) -> bool:
        held = not self._written[words].isdisjoint(self._regions)
        if _WORDS_TOO.fullmatch(words):
            return not (held and _BODY_AFTER.match(after))
        return words in self._full and len(words) == _SHORTEST and not held

    def _in_letters(self, asked: str) -> Iterator[Mention]:
        """Find names in other scripts; pinyin is opened only for a question that has letters."""
        words = [(match.start(), match.end()) for match in _LETTERS.finditer(asked)]
        at = 0 if sum(end - start for start, end in words) >= _FEWEST_LETTERS else len(words)
        while at < len(words):
            found = next((n for n in range(_MOST_WORDS, 0, -1) if self._spelt_by(asked, words[at : at + n], n)), 0)
            if found:
                places = self._spelt_by(asked, words[at : at + found], found)
                following = [asked[a:b] for a, b in words[at + found : at + found + 4]]
                yield Mention(asked[words[at][0] : words[at + found - 1][1]], _of_kind(places, following))
            at += found or 1

    def _spelt_by(self, asked: str, words: list[tuple[int, int]], count: int) -> frozenset[Path]:
        gaps = [asked[one[1] : other[0]] for one, other in pairwise(words)]
        if len(words) < count or not all(_JOINED.fullmatch(gap) for gap in gaps):
            return frozenset()
        written = key(asked[words[0][0] : words[-1][1]])
        spelt = self._spelt
        return next((spelt[form] for form in _base_forms(written) if form in spelt), frozenset())

    @cached_property
    def _places(self) -> frozenset[Path]:
        return frozenset(self._regions) | {place.path for place in table().values()}

    @cached_property
    def _full(self) -> frozenset[str]:
        return frozenset(path[-1] or "" for path in self._places)

    @cached_property
    def _lengths(self) -> dict[str, list[int]]:
        """How long names in Chinese are that begin with the same characters, the longest first."""
        found: dict[str, set[int]] = defaultdict(set)
        for name in self._written:
            if len(name) >= _SHORTEST:
                found[name[:_SHORTEST]].add(len(name))
        return {begun: sorted(lengths, reverse=True) for begun, lengths in found.items()}

    @cached_property
    def _written(self) -> dict[str, frozenset[Path]]:
        """The places of each name in Chinese."""
        return self._by(self._called)

    @cached_property
    def _spelt(self) -> dict[str, frozenset[Path]]:
        """The places of each spelling, for all but the counties that the library lacks."""
        found = self._by(lambda path: spellings(path[-1] or "") if path in self._known_in_short else ())
        return {spelling: places for spelling, places in found.items() if not _OTHER_WORDS.fullmatch(spelling)}

    def _called(self, path: Path) -> frozenset[str]:
        name = path[-1] or ""
        return names_of(name) if path in self._known_in_short else frozenset({name})

    @cached_property
    def _known_in_short(self) -> frozenset[Path]:
        return frozenset(self._regions) | {place.path for place in table().values() if place.level != LEVELS[2]}

    def _by(self, ways: Callable[[Path], Iterable[str]]) -> dict[str, frozenset[Path]]:
        found: dict[str, set[Path]] = defaultdict(set)
        for path in self._places:
            for way in ways(path):
                found[way].add(path)
        return {way: frozenset(paths) for way, paths in found.items()}


def _sides_to_be_free(name: str, path: Path) -> int:
    return 2 if _COMMON.fullmatch(name) else len(path) > 1


def _of_kind(places: frozenset[Path], following: list[str]) -> frozenset[Path]:
    """Keep the places that the words after a name allow: Jilin City, Bayingolin Mongol Autonomous Prefecture."""
    kind = next((word for word in following if not _BEFORE_KIND.fullmatch(word)), "")
    return frozenset(path for path in places if (path[-1] or "").endswith(_KINDS.get(kind, ""))) or places


def _base_forms(written: str) -> Iterator[str]:
    """Give what a word of Russian or Uyghur may be a case of: Синьцзяна and شىنجاڭدا name Синьцзян and شىنجاڭ."""
    yield written
    ending = _CASES.search(written)
    if ending:
        stem = written[: ending.start()]
        if not ending["soft"]:
            yield stem
        if ending["soft"] or ending[0] == "е":
            yield from (stem + "й", stem + "ь")
