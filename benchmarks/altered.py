"""Edits of real sentences, each of one kind, with what was there before and after; and rewritings that change no fact.

The words are this module's own, written without a look at those that the product knows.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

FIGURE = re.compile(r"(?<![\dA-Za-z.“”·—\-+×/])(\d+(?:\.\d+)?)(?=[%％个件项次家亿万元人名亩户公吨千所座条处场])")
YEAR = re.compile(r"(?<!\d)(20[12]\d)(?=年)")
MONTH = re.compile(r"(?<![\d个])(1[0-2]|[1-9])(?=月(?!球))")
WORDS_OF_TIME = (
    ("上半年", "下半年"),
    ("今年", "去年", "明年"),
    ("一季度", "二季度", "三季度", "四季度"),
    ("年初", "年底"),
    ("“十四五”", "“十五五”", "“十三五”"),
)


def _words(written: str) -> tuple[str, ...]:
    return tuple(written.split())


def _pairs(written: str) -> tuple[tuple[str, str], ...]:
    return tuple((one, other) for one, _, other in (pair.partition("/") for pair in written.split()))


PLACES = (
    _words(
        "北京 天津 上海 重庆 广东 江苏 浙江 山东 河南 四川 湖北 湖南 福建 安徽 河北 陕西 辽宁 江西 云南 广西 贵州 山西"
    ),
    _words("深圳 广州 成都 杭州 武汉 南京 西安 长沙 郑州 青岛 宁波 合肥 昆明 沈阳 大连 厦门 福州 南昌 哈尔滨 济南"),
    _words("杭州市 宁波市 成都市 武汉市 长沙市 青岛市 合肥市 南昌市 昆明市 福州市 石家庄市 太原市 贵阳市 南宁市"),
    _words("浙江省 江苏省 广东省 山东省 河南省 四川省 湖北省 湖南省 福建省 安徽省 河北省 陕西省 江西省"),
)
DENIED = _words("完成 实现 达到 形成 建成 取得 落实 解决 发生 超过 进入 开展 列入 突破 出现 纳入 改善 增加 通过")
DENIALS = _words("未 没有 尚未 未能 不能 不再 并未")
OPPOSITES = _pairs(
    "增长/下降 增加/减少 提高/降低 提升/下降 上升/下滑 扩大/缩小 加强/削弱 强化/弱化 加快/放缓 改善/恶化 开放/封闭 支持/反对 允许/禁止 "
    "稳定/动荡 有效/无效 成功/失败 新增/减少 提前/推迟 巩固/动摇 坚持/放弃 保护/破坏 促进/阻碍 增强/削弱 高于/低于 积极/消极 安全/危险 "
    "富裕/贫困 保留/取消 设立/撤销 集中/分散 公开/保密 必须/不得 启动/停止 优化/恶化 充分/不足 发展/倒退 畅通/堵塞 鼓励/限制"
)
PROMISES = (
    ("探索", "推进"),
    ("推进", "全面推进"),
    ("推动", "全力推动"),
    ("推进", "探索"),
    ("加快", "稳步"),
    ("深入", "初步"),
    ("全面", "逐步"),
    ("全面", "基本"),
    ("力争", "确保"),
    ("确保", "争取"),
    ("努力", "务必"),
    ("大力", "适度"),
    ("鼓励", "必须"),
    ("支持", "确保"),
    ("加快推进", "推进"),
    ("积极", "全力"),
    ("实施", "试行"),
    ("基本", "完全"),
    ("坚决", "尽量"),
    ("推进", "试点"),
)


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit.

    Attributes:
        kind: what was done.
        mine: the sentence.
        theirs: the sentence with the edit.
        old: what was taken out or moved; empty for an insertion.
        new: what was put in its place, or moved; empty for a deletion.
    """

    kind: str
    mine: str
    theirs: str
    old: str
    new: str


Maker = Callable[[str, random.Random, Sequence[str]], Edit | None]


def edits(kind: str, sentences: Sequence[str], count: int, seed: int) -> Iterator[Edit]:
    """Make some edits of a kind, the same ones every time; sentences come again where few of them allow it."""
    draw = random.Random(f"{kind} {seed}")  # noqa: S311
    made: set[tuple[str, str]] = set()
    for _ in range(count * 400):
        edit = MAKERS[kind](draw.choice(sentences), draw, sentences)
        if edit and edit.mine != edit.theirs and (edit.mine, edit.theirs) not in made:
            made.add((edit.mine, edit.theirs))
            yield edit
        if len(made) == count:
            return


def _replaced(kind: str, sentence: str, start: int, end: int, new: str) -> Edit:
    return Edit(kind, sentence, sentence[:start] + new + sentence[end:], sentence[start:end], new)


def _number(sentence: str, draw: random.Random, _: Sequence[str]) -> Edit | None:
    found = list(FIGURE.finditer(sentence))
    if not found:
        return None
    match = draw.choice(found)
    digit = draw.choice([n for n, c in enumerate(match[1]) if c.isdigit()])
    other = draw.choice([d for d in "123456789" if d != match[1][digit]])
    new = match[1][:digit] + other + match[1][digit + 1 :]
    return None if float(new) == float(match[1]) else _replaced("number", sentence, match.start(1), match.end(1), new)


def _place(sentence: str, draw: random.Random, _: Sequence[str]) -> Edit | None:
    group = draw.choice(PLACES)
    held = [name for name in group if name in sentence]
    if not held:
        return None
    old = draw.choice(held)
    start = sentence.index(old)
    new = draw.choice([name for name in group if name not in sentence])
    if len(old) == 2 and sentence[start + 2 : start + 3] in {"省", "市", "话", "路", "湾"}:  # noqa: PLR2004
        return None
    return _replaced("place", sentence, start, start + len(old), new)


def _date(sentence: str, draw: random.Random, _: Sequence[str]) -> Edit | None:
    found = [
        (m.start(1), m.end(1), str(int(m[1]) + draw.choice((-5, -4, -3, -2, -1, 1, 2, 3, 4, 5))))
        for m in YEAR.finditer(sentence)
    ]
    found += [
        (m.start(1), m.end(1), draw.choice([str(n) for n in range(1, 13) if str(n) != m[1]]))
        for m in MONTH.finditer(sentence)
    ]
    for words in WORDS_OF_TIME:
        for word in words:
            if (at := sentence.find(word)) >= 0:
                found.append((at, at + len(word), draw.choice([other for other in words if other != word])))
    return _replaced("date", sentence, *draw.choice(found)) if found else None


def _denial(sentence: str, draw: random.Random, _: Sequence[str]) -> Edit | None:
    at = sentence.find(draw.choice(DENIED))
    return _replaced("denial", sentence, at, at, draw.choice(DENIALS)) if at >= 0 else None


def _opposite(sentence: str, draw: random.Random, _: Sequence[str]) -> Edit | None:
    one, other = draw.choice(OPPOSITES)[:: draw.choice((1, -1))]
    at = sentence.find(one)
    return _replaced("opposite", sentence, at, at + len(one), other) if at >= 0 else None


def _strength(sentence: str, draw: random.Random, _: Sequence[str]) -> Edit | None:
    one, other = draw.choice(PROMISES)
    at = sentence.find(one)
    return _replaced("strength", sentence, at, at + len(one), other) if at >= 0 else None


def clauses(sentence: str) -> list[str]:
    """Cut a sentence behind its commas and the like."""
    return [part for part in re.split(r"(?<=[，；：])", sentence) if part]


def _insertion(sentence: str, draw: random.Random, sentences: Sequence[str]) -> Edit | None:
    parts = clauses(sentence)
    new = draw.choice(clauses(draw.choice(sentences)))
    if new[-1] not in "，；" or new in sentence:
        return None
    at = len("".join(parts[: draw.randrange(len(parts))]))
    return _replaced("insertion", sentence, at, at, new)


def _deletion(sentence: str, draw: random.Random, _: Sequence[str]) -> Edit | None:
    parts = clauses(sentence)
    if len(parts) < 2:  # noqa: PLR2004
        return None
    which = draw.randrange(len(parts) - 1)
    at = len("".join(parts[:which]))
    return _replaced("deletion", sentence, at, at + len(parts[which]), "")


def _replacement(sentence: str, draw: random.Random, sentences: Sequence[str]) -> Edit | None:
    parts = clauses(sentence)
    new = draw.choice(clauses(draw.choice(sentences)))
    if len(parts) < 2 or new[-1] not in "，；" or new in sentence:  # noqa: PLR2004
        return None
    which = draw.randrange(len(parts) - 1)
    at = len("".join(parts[:which]))
    return _replaced("replacement", sentence, at, at + len(parts[which]), new)


def _move(sentence: str, draw: random.Random, _: Sequence[str]) -> Edit | None:
    parts = clauses(sentence)
    if len(parts) < 3:  # noqa: PLR2004
        return None
    which, to = draw.sample(range(len(parts) - 1), 2)
    moved = [*parts[:which], *parts[which + 1 :]]
    moved.insert(to, parts[which])
    return Edit("move", sentence, "".join(moved), parts[which], parts[which])


MAKERS: dict[str, Maker] = {
    "number": _number,
    "place": _place,
    "date": _date,
    "denial": _denial,
    "opposite": _opposite,
    "strength": _strength,
    "insertion": _insertion,
    "deletion": _deletion,
    "replacement": _replacement,
    "move": _move,
}

# Rewritings that change no fact

DIGITS = "〇一二三四五六七八九"
SAID_ALIKE = _pairs(
    "推动/促进 提升/提高 加快/加速 建设/打造 完善/健全 聚焦/围绕 开展/组织 坚持/秉持 优化/改进 加大/加强 保障/保证 取得/获得"
)


def spoken(value: int) -> str:
    """Write 1 to 9999 in Chinese as it is said."""
    said, zero = "", False
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // place % 10
        if digit:
            said += ("零" if zero else "") + ("" if digit == 1 and unit == "十" and not said else DIGITS[digit]) + unit
            zero = False
        else:
            zero = bool(said)
    return said


def _as_words(match: re.Match[str]) -> str:
    """Write a share or a count in Chinese."""
    whole, _, decimals = match[1].partition(".")
    if not 0 < int(whole) < 10_000 or (decimals and not match[2]):  # noqa: PLR2004
        return match[0]
    said = spoken(int(whole)) + ("点" + "".join(DIGITS[int(d)] for d in decimals) if decimals else "")
    if match[2]:
        return f"{said[0]}成" if match[1] in {"20", "30", "40", "60", "70", "80", "90"} else f"百分之{said}"
    return said


def in_words(sentence: str) -> str:
    """Write shares as 百分之… or in tenths, and counts of things in Chinese numerals."""
    sentence = re.sub(r"(?<![\d.A-Za-z“—\-+～~至])(\d+(?:\.\d+)?)([%％])(?![—\-～~至])", _as_words, sentence)
    return re.sub(r"(?<![\d.A-Za-z“—\-+～~至·])(\d+)()(?=[个件项次家名户所座条处场])", _as_words, sentence)


def in_other_units(sentence: str) -> str:
    """Write 亿 as 万."""

    def tens_of_thousands(match: re.Match[str]) -> str:
        value = round(float(match[1]) * 10**4, 4)
        return f"{value:g}万" if value < 10**6 and value == int(value) else match[0]

    return re.sub(r"(?<![\d.—\-～~至万])(\d+(?:\.\d+)?)亿(?=[元吨千斤立人])", tens_of_thousands, sentence)


def with_commas(sentence: str) -> str:
    """Group the digits of large figures."""
    return re.sub(r"(?<![\d.A-Za-z])(\d{4,})(?![\d年.A-Za-z热—\-])", lambda match: f"{int(match[1]):,}", sentence)


def in_full_width(sentence: str) -> str:
    """Write figures in full width."""
    return sentence.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789%"})


def spaced(sentence: str) -> str:
    """Put spaces around figures."""
    return re.sub(r"(\d+(?:\.\d+)?)(?=[亿万])", r"\1 ", sentence)


def in_traditional(sentence: str) -> str:
    """Write Traditional characters."""
    from opencc import OpenCC

    written: str = OpenCC("s2t").convert(sentence)
    return written


def reworded(sentence: str) -> str:
    """Put words in place of others that say the same."""
    for one, other in SAID_ALIKE:
        sentence = sentence.replace(one, "\0").replace(other, one).replace("\0", other)
    return sentence


def rearranged(sentence: str) -> str:
    """Let the first clause change places with the last but one."""
    *parts, last = clauses(sentence)
    return "".join([*parts[-1:], *parts[1:-1], *parts[:1], last]) if len(parts) > 1 else sentence


def longer(sentence: str) -> str:
    """Add a clause without a fact."""
    first, *rest = clauses(sentence)
    return "".join([first, "坚持以人民为中心的发展思想，", *rest])


REWRITINGS: dict[str, Callable[[str], str]] = {
    "20% as 百分之二十 or 两成, 3件 as 三件": in_words,
    "3.5亿 as 35000万": in_other_units,
    "1000 as 1,000": with_commas,
    "full width": in_full_width,
    "spaces": spaced,
    "Traditional characters": in_traditional,
    "other words, the same figures": reworded,
    "clauses that change places": rearranged,
    "a clause more": longer,
}
