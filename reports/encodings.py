"""Encodings: bytes become characters, by their marks or by which reading makes most sense.

Chinese text gives itself away by its characters: read rightly, most are among the few hundred that are used all the time;
read wrongly, they lie scattered over tens of thousands (Li & Momoi 2001, "A composite approach to language/encoding
detection", the method of character distribution).
"""

from __future__ import annotations

import codecs
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import chain

from reports.errors import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16's, with which it begins
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_NAMES = {
    "utf-8": "UTF-8",
    "gb18030": "GB18030",
    "big5hkscs": "Big5",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32-le": "UTF-32",
    "utf-32-be": "UTF-32",
    "cp1252": "Windows-1252",
}
_AS_WINDOWS_HAS_IT = str.maketrans("•､∼¥¢£", "‧﹑～￥￠￡")
"""Big5 leaves open which characters some bytes are; encoding.spec.whatwg.org has them as Windows does."""

_LOST = "\ufffd"
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_ESCAPED = re.compile(r"<U\+([0-9A-Fa-f]{4,8})>")
_MOST_LOST = _MOST_CONTROLS = 0.01
_SAMPLE_BYTES = 2**19
_LEAST_SENSE_WITH_NULS = -0.4
_BINARY = "this is a binary file, not text; give the report itself"
_SURE = 4.0
_EUROPEAN = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüýßœÀÁÂÄÅÆÇÈÉÊÎÏÑÓÔÖØÜ€£§°«»“”‘’–—…•·©®")
_CHINESE_MARKS = frozenset("，。、；：？！（）《》〈〉【】「」『』“”‘’—…·％〔〕＋－／～　")
_COMMON = frozenset(
    # Simplified, and behind them the Traditional ones that differ.
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起"
    "看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政"
    "美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变"
    "四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象"
    "完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运笔省县委府议审查监督协案推项投农村改革创增消费企服障环境态落"
    "快坚持党央习近"
    "這個們來爲為國說説時會對於著過發後裏裡種經麼學現當沒動還進樣開從實軍無與長機關點業將兩間問並應戰頭體見產話內給門兒東聲員論處義幾認條氣題爾別變總電數報"
    "結務場計資許統區隊決馬書則聽卻達強難權設記類據邊張該規萬覺術領確傳師觀讓識帶導爭運筆縣議審監協項農創費環態堅黨習隻鬥臺台係繫僅價"
)


def is_marked(data: bytes) -> bool:
    """Tell whether a byte order mark says the encoding."""
    return data.startswith(tuple(mark for mark, _ in _MARKS))


def decode(name: str, data: bytes) -> tuple[str, tuple[str, ...]]:
    """Turn the bytes of a text into characters.

    What R wrote as <U+00A0> for want of a better encoding becomes the character.

    Args:
        name: the file's name, for errors.
        data: its bytes, in UTF-8, UTF-16, UTF-32, GB18030 (with all of GBK and GB2312), Big5 or Windows-1252.

    Returns:
        The text, with U+FFFD where bytes are no character, and what a reader should doubt.

    Raises:
        Unreadable: the bytes are no text.
    """
    if not data.strip():
        raise Unreadable(name, "the file is empty")
    encoding, sense, lead = _encoding(data)
    if b"\0" in data and sense < _LEAST_SENSE_WITH_NULS:
        raise Unreadable(name, _BINARY)
    text = data.decode(encoding, "replace")
    if encoding == "big5hkscs":
        text = text.translate(_AS_WINDOWS_HAS_IT)
    lost = text.count(_LOST)
    shown = _NAMES.get(encoding, encoding)
    if len(_CONTROL.findall(text)) > _MOST_CONTROLS * len(text):
        raise Unreadable(name, _BINARY)
    if lost > max(_MOST_LOST * len(text), 1):
        raise Unreadable(name, "this is no text in UTF-8, UTF-16, GB18030 or Big5; save it as UTF-8 and try again")
    doubts = []
    if encoding == "cp1252" or lead < _SURE:
        doubts.append(f"read as {shown}: the bytes alone do not settle it")
    if lost > 0:
        doubts.append(f"{lost} damaged character{'s' * (lost > 1)}, shown as {_LOST}")
    return _ESCAPED.sub(_unescaped, text), tuple(doubts)


def likeliest(data: bytes, among: Sequence[str]) -> str:
    """Say in which of some encodings bytes make most sense; of equals the first."""
    return max(among, key=lambda encoding: _sense(data, encoding)[0])


def _encoding(data: bytes) -> tuple[str, float, float]:
    """Find the encoding, how much sense the bytes make in it, and how many characters it is ahead of the next."""
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    if marked:
        return marked, 1, _SURE
    if b"\0" not in data:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            return "utf-8", 1, _SURE
    # From the first byte that is no ASCII on: what comes before says nothing.
    telling = re.search(rb"[^\x01-\x7f]", data)
    start = telling.start() // 4 * 4 if telling else 0
    sample = data[start : start + _SAMPLE_BYTES]
    made = {encoding: _sense(sample, encoding) for encoding in _NAMES}
    if b"\0" not in data:
        # ASCII by twos is rare Chinese: without zeros, UTF-16 must make sense to be thought of.
        made = {
            encoding: found
            for encoding, found in made.items()
            if not encoding.startswith(("utf-16", "utf-32")) or found[0] > 0
        }
    best, second = sorted(made, key=lambda encoding: made[encoding][0], reverse=True)[:2]
    sense, characters = made[best]
    return best, sense, (sense - max(made[second][0], 0)) * characters


def _sense(data: bytes, encoding: str) -> tuple[float, int]:
    """Say how much sense bytes make in an encoding: the mean over the characters that are no ASCII, and their number."""
    counts = Counter(data.decode(encoding, "replace"))
    unusual = {c: n for c, n in counts.items() if not ("\x20" <= c <= "\x7e" or c in "\t\n\r\f\v\x85")}
    total = sum(unusual.values())
    worth = {"utf-8": _worth_in_utf_8, "cp1252": _worth_in_europe, "cp437": _worth_in_europe}.get(encoding, _worth)
    return sum(n * worth(c) for c, n in unusual.items()) / total if total else 0.0, total


def _worth(c: str) -> float:
    """Say how much a character speaks for the encoding that gives it."""
    if c in _COMMON or c in _CHINESE_MARKS:
        return 1.0
    if c in _taught():
        return 0.4
    if "\u4e00" <= c <= "\u9fff":
        return -0.3
    if c == _LOST or unicodedata.category(c) in {"Co", "Cn", "Cc", "Cs"}:
        return -4.0
    return 0.2 if c in _EUROPEAN or "\uff01" <= c <= "\uff5e" else -0.5


def _worth_in_utf_8(c: str) -> float:
    """Hardly any bytes that are not meant as UTF-8 have its form, whatever character they give."""
    return -4.0 if c == _LOST or unicodedata.category(c) == "Cc" else 1.0


def _worth_in_europe(c: str) -> float:
    """Every byte is a character: only the letters that European languages use speak for one."""
    return 0.5 if c in _EUROPEAN else -1.0


@cache
def _taught() -> frozenset[str]:
    """List the everyday characters: the first level of GB 2312 and that of Big5."""
    simplified = (
        bytes((row, cell)).decode("gb2312", "ignore") for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)
    )
    cells = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    traditional = (bytes((row, cell)).decode("big5", "ignore") for row in range(0xA4, 0xC7) for cell in cells)
    return frozenset(chain(simplified, traditional))


def _unescaped(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    character = chr(code) if code <= sys.maxunicode else "\0"
    return character if character.isprintable() or unicodedata.category(character) == "Zs" else match[0]
