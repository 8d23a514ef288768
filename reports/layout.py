"""Layout: what belongs to the page goes, and paragraphs that the page broke are joined again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import count, pairwise, takewhile

from reports.chinese import AT_MEETING, NUMERAL, plain
from reports.report import Removed, Span
from reports.source import Line
from reports.titles import are_halves, closed_up, names_work_report

HEADLINE_CHARS = 60
"""A longer line is no heading and no title."""
CELL_BETWEEN = " | "
"""Stands between the cells of a table's row, which formats give as one line: a row is no heading, and whole."""

_BUTTONS = r"字号|字体|纠错|打印|关闭|分享|收藏|保存|放大|缩小|默认|本页|窗口|到|大|中|小"
_DETAILS = (
    r"发布时间|发布日期|发文日期|发稿时间|更新时间|来源|信息来源|文章来源|稿件来源|稿源|浏览次数|浏览量|阅读次数|阅读量|"
    r"访问次数|访问量|点击数|点击量|字号|字体|作者|编辑|视力保护色|原文链接"
)
_CONTENTS = "table of contents"
_CONTENTS_TITLE = re.compile(r"^目\s*录$")
_FURNITURE = (
    (
        re.compile(r"^欢迎(进入|访问|光临)|^(当前|所在)位置|^您(现在)?(的|所在的?)位置|^(网站)?首页\s*[>＞›»]"),
        "site navigation",
    ),
    (
        re.compile(
            r"^((网站)?首页|友情链接|网站地图|网站声明|联系我们|关于我们|隐私(政策|声明)|设为首页|加入收藏|无障碍(阅读|浏览)?|"
            r"返回顶部|相关(链接|新闻|阅读|文章)|上一篇.*|下一篇.*)\s*[:：]?$"
        ),
        "site navigation",
    ),
    (re.compile(rf"^({_DETAILS})\s*[:：]|^日期\s*[:：]\s*\d{{4}}[-/.]"), "site details"),
    (
        re.compile(
            r"^(主办|主管|承办|协办)(单位)?\s*[:：]|^技术支持\s*[:：]|ICP备\d|公网安备|^(网站)?备案号|^(网站)?标识码|网站标识码\s*[:：]|"
            r"^版权所有|版权所有$|^copyright\b|^©",
            re.IGNORECASE,
        ),
        "site details",
    ),
    (
        re.compile(
            rf"^[\[【(（]?\s*(责任编辑|值班编辑|责编|编辑|审核|初审|终审|校对)\s*[:：][^。]{{0,20}}$|"
            rf"^(?=[\s\[【(（]*({_BUTTONS}))({_BUTTONS}|[\s|｜:：\[\]【】()（）])+$"
        ),
        "site details",
    ),
    (
        re.compile(
            r"^[\[【(（]?[^。，,]{0,8}(扫一扫|扫码|二维码)[^。，,]{0,8}$|加微信|点击[:：]?\s*(www|http)|免费资料库|"
            r"^点击?(上方|下方|个|亮)?\s*[“「【]?(蓝字|在看)|^(精选留言|写留言|阅读原文|喜欢作者|预览时标签不可点)(\s|$)|^长按.{0,8}(识别|关注)"
        ),
        "advertisement",
    ),
    (re.compile(r"^(?=.*[上下]一页)(上一页|下一页|首页|尾页|末页|[\d\s|\[\]<>«»])+$"), "site navigation"),
    (_CONTENTS_TITLE, _CONTENTS),
    (re.compile(r"^[—\-－\s]*\d{1,3}[—\-－\s]*$|^第\s*\d+\s*页(\s*共\s*\d+\s*页)?$"), "page number"),
    (re.compile(r"^.{2,20}(门户|政府|人大|政协)网站?$"), "site navigation"),
    (re.compile(r"^[（(]\s*(下转|上接).{1,12}[)）]$"), "continued elsewhere"),
    (re.compile(r"^新华社.{0,14}\d日电$"), "site details"),
    (re.compile(r"^[【\[]?E-?mail推荐\s*[】\]]?$|^[】）)\]]$", re.IGNORECASE), "site navigation"),
    (re.compile(r"(记者|通讯员).{0,12}(摄|摄影|供图)[)）]?$"), "picture credit"),
)
_CROSS_REFERENCES = re.compile(r"^法宝联想\s*[:：](\s*[\u4e00-\u9fff]+\s*\d+\s*篇)+$")
"""What the database of laws PKULaw prints below an article; it may be long."""
_CREDIT = "picture credit"
CONTINUED = "continued elsewhere"
_IN_CHARGE = re.compile(r"^(主办|主管|承办|协办)(单位)?(?=\s*[:：])")
_TASK_LINES = 4
"""So many lines above those who are in charge of a task begins the task."""
_TITLE_LINES = 8
_REPORT = re.compile(r"^关于.*报告$")
_LEADER = " \t.·"
_FINISHED = re.compile(r"[。！？；：!?;:…～.][”’」』）》】)\"']*$|[”」』]$")
_PLAIN_HEADING_CHARS = 40
_LATIN_HEADLINE_CHARS = 120
_SMALL_WORD_LETTERS = 3
_NEARLY_ALL = 0.8
_NUMBER = re.compile(
    rf"^([{NUMERAL}]+、|[（(][{NUMERAL}\d]+[)）]|\d+[.、．](?!\d)|第[{NUMERAL}\d]+(章|节|条|编|部分)|[IVX]+[.、]\s|[A-Z][.)]\s|Part\s)"
)
_LABEL = re.compile(r"^(?!附)[\u4e00-\u9fff]{2,6}[：:]")  # 主办单位：省教育厅
_ITEM = re.compile(rf"^(——|[{NUMERAL}]+是)")
_SALUTATION = re.compile(
    r"^(各位(代表|委员|领导|同志|来宾)|同志们|(fellow|esteemed|distinguished|dear)?\s*(deputies|members|delegates)\b)",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"^(自治区|自治州|[省市县区州旗])?(人大常委会|人民代表大会常务委员会|政协|政协常委会|人民政府)$"
)


def table_row(cells: Iterable[str]) -> str:
    """Set a table's row as one line; an empty cell before a filled one keeps its place, so that no value changes its column."""
    texts = list(cells)
    filled = [place for place, text in enumerate(texts) if text]
    if len(filled) <= 1:
        return "".join(texts)
    return CELL_BETWEEN.join(texts[: filled[-1] + 1]).replace("  ", " ").strip()


def without_furniture(lines: Iterable[Line]) -> tuple[list[Line], list[Removed]]:
    """Take out the lines that belong to the page: navigation, credits, page numbers, advertisements, the table of contents.

    Returns:
        The lines that stay, and those that went with the reason, both in their order.
    """
    lines = list(lines)
    in_charge = _tasks_offices(lines)
    contents = _contents(lines)
    stay: list[Line] = []
    gone: list[Removed] = []
    for place, line in enumerate(lines):
        why = _CONTENTS if place in contents else None if place in in_charge else _belongs_to_page(line.text)
        if why is None:
            stay.append(line)
            continue
        if why == _CREDIT and stay and _is_caption(stay[-1].text):
            gone.append(Removed(stay.pop().text, "picture caption"))
        gone.append(Removed(line.text, why))
    return stay, gone


def _belongs_to_page(text: str) -> str | None:
    if _CROSS_REFERENCES.match(text):
        return "site details"
    if len(text) > HEADLINE_CHARS:
        return None
    text = _plain_start(text)
    if _SIGNATURE.match(text):
        return "signature"
    if re.search(AT_MEETING, text):
        return None
    why = next((why for pattern, why in _FURNITURE if pattern.search(text)), None)
    return None if why in {"site details", "advertisement"} and text.endswith(("。", ";", "!", "?")) else why


@lru_cache(maxsize=2**16)
def _plain_start(text: str) -> str:
    """Give the plain form of a line's beginning: enough for a short line, and for a long one to know its label."""
    return plain(text[:HEADLINE_CHARS])


def _tasks_offices(lines: Sequence[Line]) -> set[int]:
    """Find the places that name the offices in charge of a report's tasks, and look like the credits of a page.

    They stand among numbered tasks; below the last task only what was named below one before.
    """
    found: set[int] = set()
    named: set[str] = set()
    labels = {
        place: label[0] for place, line in enumerate(lines) if (label := _IN_CHARGE.match(_plain_start(line.text)))
    }
    end = 0
    for start in labels:
        if start < end:
            continue
        above = range(max(end, start - _TASK_LINES), start)
        end = next(place for place in count(start) if place not in labels)
        around = [lines[place].text for place in (start - 1, end) if 0 <= place < len(lines)]
        if not any(is_numbered(lines[place].text) for place in above) or any(map(_belongs_to_page, around)):
            continue
        block = {labels[place]: place for place in reversed(range(start, end))}
        if end < len(lines) and is_numbered(lines[end].text):
            named.update(block)
            found.update(range(start, end))
        else:
            found.update(place for label, place in block.items() if label in named)
    return found


def _contents(lines: Sequence[Line]) -> set[int]:
    """Find the places of tables of contents: below their titles, the headings that come again before the next table."""
    found: set[int] = set()
    for start, end in pairwise([*_contents_titles(lines), len(lines)]):
        texts = [_without_leader(line.text) for line in lines[start:end]]
        again = Counter(texts)
        entries: set[str] = set()
        for place, text in enumerate(texts[1:], start=start + 1):
            if _is_contents_title(lines[place]):
                continue
            begins = again[text] == 1 or text in entries or not may_be_heading(lines[place])
            if begins or _opens_report(lines, place):
                break
            entries.add(text)
            found.add(place)
    return found


def _contents_titles(lines: Sequence[Line]) -> list[int]:
    """Find where tables of contents begin; a title repeated at the top of a table's next page begins none."""
    found: list[int] = []
    text_since = True
    for place, line in enumerate(lines):
        if _is_contents_title(line):
            found += [place] if text_since else []
            text_since = False
        else:
            text_since = text_since or not may_be_heading(line)
    return found


def _is_contents_title(line: Line) -> bool:
    return len(line.text) <= HEADLINE_CHARS and _CONTENTS_TITLE.match(_plain_start(line.text)) is not None


def _opens_report(lines: Sequence[Line], place: int) -> bool:
    """Tell whether a line is the title of the report below it: before any other title, a greeting or its meeting follow."""
    title, *below = (closed_up(_plain_start(line.text)) for line in lines[place : place + _TITLE_LINES])
    if not below or is_numbered(title):
        return False
    if below[0].startswith("——"):
        return True
    if are_halves(title, below[0]):
        below = below[1:]
    elif not _REPORT.search(title) and not names_work_report(title):
        return False
    head = takewhile(lambda text: not names_work_report(text), below)
    return any(addresses(text) or re.search(AT_MEETING, text) for text in head)


def _without_leader(text: str) -> str:
    """Give an entry of a table of contents without the dots and the page number behind it, and without spaces."""
    text = plain(text)
    before_page = text.rstrip("0123456789")
    entry = before_page.rstrip(_LEADER)
    return "".join((entry if len(entry) < len(before_page) < len(text) else text).split())


def _is_caption(text: str) -> bool:
    """Tell whether the line above a picture credit is its caption: one short sentence about a day's event."""
    return len(text) <= HEADLINE_CHARS and re.match(r"^(图为|\d{1,2}月\d{1,2}日)", text) is not None


def is_unfinished(line: Line) -> bool:
    """Tell whether a paragraph stops in the middle of a sentence, as a page's or a column's end leaves it."""
    if line.level is not None or line.is_item or CELL_BETWEEN in line.text:
        return False
    return not may_be_heading(line) and not _is_label(line.text) and _FINISHED.search(line.text) is None


def may_be_heading(line: Line) -> bool:
    """Tell whether a line has the shape of a heading: short, no sentence, and if without a number of few clauses."""
    if line.level is not None or line.is_item:
        return not line.is_item
    text = line.text
    in_capitals = _is_in_capitals(text)
    if (len(text) > HEADLINE_CHARS and not in_capitals) or text.startswith(("——", "“")) or CELL_BETWEEN in text:
        return False
    if re.search(r"[。！？!?；;]|[，,、：:…]$|\.$", text) or _is_label(text):
        return False
    few_clauses = len(re.findall("[，,]", text)) <= 1
    return is_numbered(text) or in_capitals or (len(text) <= _PLAIN_HEADING_CHARS and few_clauses)


def _is_in_capitals(text: str) -> bool:
    """Tell whether a Latin line is set as headlines are: its longer words begin with capitals, and hardly one does not."""
    if len(text) > _LATIN_HEADLINE_CHARS or not text.isascii():
        return False
    words = [word for word in re.findall(r"[A-Za-z]+", text) if len(word) > _SMALL_WORD_LETTERS]
    return len(words) > 1 and sum(word[0].isupper() for word in words) >= _NEARLY_ALL * len(words)


def addresses(text: str) -> bool:
    """Tell whether a line turns to the audience: 各位代表, Fellow Deputies."""
    return _SALUTATION.match(_plain_start(text)) is not None


def _is_label(text: str) -> bool:
    return len(text) <= HEADLINE_CHARS and _LABEL.match(text) is not None


def is_numbered(text: str) -> bool:
    """Tell whether a line begins with the number of a heading or of a list's item."""
    return _NUMBER.match(_plain_start(text)) is not None


def rejoined(lines: Iterable[Line]) -> list[Line]:
    """Join the paragraphs that a page or column end broke: an unfinished one goes on in the next."""
    whole: list[Line] = []
    for line in lines:
        if whole and is_unfinished(whole[-1]) and _goes_on(line):
            before = whole.pop()
            gap = " " if before.text[-1].isascii() and line.text[0].isascii() else ""
            span = Span(before.span.start, line.span.end)
            whole.append(replace(before, text=before.text + gap + line.text, span=span))
        else:
            whole.append(line)
    return whole


def _goes_on(line: Line) -> bool:
    if may_be_heading(line) or line.is_item or CELL_BETWEEN in line.text:
        return False
    if _is_label(line.text) or addresses(line.text):
        return False
    return not is_numbered(line.text) and _ITEM.match(line.text) is None
