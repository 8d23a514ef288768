import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.formats.pdf.columns import in_reading_order
from reports.formats.pdf.letters import cleaned, joined, without_loose_spaces
from reports.formats.pdf.margins import Page
from reports.formats.pdf.pages import source
from reports.formats.pdf.pieces import Piece

SIZE = 10.0


def piece(text: str, x: float, y: float, size: float = SIZE, ems: float | None = None) -> Piece:
    """Put a text on a page, as wide as its characters."""
    width = (sum(0.5 if c.isascii() else 1.0 for c in text) if ems is None else ems) * size
    return Piece(text, x, x + width, y, y + size, size)


def page(*pieces: Piece) -> Page:
    """Make a page of A5."""
    return Page(420.0, 595.0, pieces)


def texts(*pages: Page) -> list[str]:
    """Read the lines of pages."""
    return [line.text for line in source(pages).lines]


words = st.text(st.sampled_from("甲乙丙丁。，；一二12ABC abc-第条（）…"), min_size=1, max_size=30).filter(str.strip)
placed = st.builds(
    piece, words, st.floats(0, 400), st.floats(0, 590), st.sampled_from([7.0, 9.0, 10.0, 10.5, 16.0, 40.0])
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(placed, max_size=12), min_size=1, max_size=5))
def test_no_character_is_lost(pages: list[list[Piece]]) -> None:
    """Wherever text lies, each character is in a line or in what was removed, but for spaces and hyphens."""
    found = source(page(*pieces) for pieces in pages)
    given = Counter(c for pieces in pages for each in pieces for c in each.text)
    kept = Counter(c for line in [*found.lines, *found.removed] for c in line.text)

    for counts in (given, kept):
        for free in " -":
            del counts[free]
    assert kept == given


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(placed, max_size=8), min_size=1, max_size=3))
def test_no_line_is_empty_and_spans_count_in_the_whole_text(pages: list[list[Piece]]) -> None:
    """A source keeps its promises whatever lies on the pages."""
    lines = source(page(*pieces) for pieces in pages).lines
    whole = "\n".join(line.text for line in lines)

    assert all(line.text.strip() == line.text != "" for line in lines)
    assert [line.span.of(whole) for line in lines] == [line.text for line in lines]


def test_columns_are_read_one_after_the_other() -> None:
    """A headline over two columns comes first, then the left column, then the right."""
    left = [piece("左" * 16, 40, 100 + 16 * n) for n in range(4)]
    right = [piece("右" * 16, 220, 100 + 16 * n) for n in range(4)]
    lines = in_reading_order([*right, *left, piece("题" * 12, 100, 50, 18.0)])

    assert [line.text[0] for line in lines] == list("题左左左左右右右右")


def test_what_stands_far_below_columns_is_none_of_them() -> None:
    """A table at the foot of the page does not come between the left column and the right one."""
    left = [piece("左" * 16, 40, 100 + 16 * n) for n in range(6)]
    right = [piece("右" * 16, 220, 100 + 16 * n) for n in range(6)]
    table = [piece(side * 14, x, 270 + 16 * n) for n in range(4) for side, x in (("表", 40), ("格", 220))]
    lines = in_reading_order([*right, *left, *table])

    assert [line.text[0] for line in lines[:12]] == list("左" * 6 + "右" * 6)


def test_the_columns_of_a_table_are_no_columns_of_text() -> None:
    """Rows of short cells stay rows, and are not joined."""
    cells = [("指标", "单位", "数值"), ("粮食产量", "万吨", "12.5"), ("公路里程", "公里", "340"), ("学校", "所", "17")]
    pieces = [piece(cell, 60 + 120 * x, 100 + 20 * y) for y, row in enumerate(cells) for x, cell in enumerate(row)]

    assert texts(page(*pieces)) == [" ".join(row) for row in cells]


def test_a_table_of_contents_is_set_apart() -> None:
    """Lines with leaders are no text."""
    contents = [piece(f"第{n}章 总体要求{'…' * 10}{p}", 60, 100 + 16 * p) for p, n in enumerate("一二三", start=1)]
    found = source([page(*contents, piece("正文在这里。", 60, 300))])

    assert [line.text for line in found.lines] == ["正文在这里。"]
    assert {line.why for line in found.removed} == {"table of contents"}


def test_a_word_is_whole_again() -> None:
    """A hyphen at a line's end goes, unless the document writes the word with it."""
    lines = [
        "The govern-",
        "ment supports self-regulation of",
        "industries, and well as that self-",
        "regulation of all the other trades.",
    ]
    pieces = [piece(text, 60, 100 + 14 * n, ems=17.0 if n < 3 else 14.0) for n, text in enumerate(lines)]

    assert texts(page(*pieces)) == [
        "The government supports self-regulation of industries, and well as that self-regulation of all the other trades."
    ]


def test_headings_that_look_alike_are_no_running_heads() -> None:
    """Chapters that begin at the top of pages far apart keep their headings."""
    pages = [
        page(
            *([piece(f"Chapter {n}", 60, 50, 16.0)] if n % 4 == 0 else []),
            *(piece(f"{chr(0x4E00 + 37 * n + k)}" * 30, 60, 80 + 16 * k) for k in range(5)),
        )
        for n in range(16)
    ]

    assert sum(text.startswith("Chapter") for text in texts(*pages)) == 4


@pytest.mark.parametrize(
    "number", ["12", "— 12 —", "第 3 页 共 9 页", "第3页", "xii", "Page 3 of 9", "3/9", "- 3 -", "３"]
)
def test_page_numbers_are_known_by_their_shape(number: str) -> None:
    """Whatever dashes and words stand around them."""
    found = source([page(piece("正文在这里。", 60, 300), piece(number, 200, 560))])

    assert [(line.text, line.why) for line in found.removed] == [(number, "page number")]


def test_notes_at_the_foot_of_a_page_do_not_break_its_paragraph() -> None:
    """A sentence goes on over the note to the next page."""
    text = [piece("甲" * 30, 60, 100 + 16 * n) for n in range(6)]
    note = piece("① 数据来自统计公报。", 60, 500, 7.0)
    after = [piece("乙" * 30, 60, 60), piece("丙丙丙。", 60, 76)]
    found = source([page(*text, note), page(*after)])

    assert [line.text for line in found.lines] == ["甲" * 180 + "乙" * 30 + "丙丙丙。"]
    assert [(line.text, line.why) for line in found.removed] == [(note.text, "footnote")]


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("⼀⽉⼯作", "一月工作"),
        ("ﬁnance\u00ad", "finance"),
        ("a\x00b\ue001", "ab"),
        ("，（１）", "，（１）"),
        ("⻓⻔", "长门"),
    ],
)
def test_characters_get_their_ordinary_form(raw: str, plain: str) -> None:
    """Radicals and ligatures are written out; full-width punctuation stays."""
    assert cleaned(raw) == plain


def test_spaces_stand_where_words_would_touch() -> None:
    """None between Chinese characters, one between words of an alphabet."""
    assert joined("工作", "报告") == "工作报告"
    assert joined("work", "report") == "work report"
    assert joined("于", "2014 年", spaced=True) == "于 2014 年"
    assert joined("于", "2014年") == "于2014年"
    assert without_loose_spaces("目   录") == "目录"
    assert without_loose_spaces("第一章  总则") == "第一章 总则"
    assert not re.search(r"\s", without_loose_spaces("各 位 代 表 ："))


def test_bare_numerals_that_count_the_pages_are_page_numbers() -> None:
    """At one place of several pages, each one more than on the page before."""
    found = source([page(piece(f"这是第{n}页。", 60, 200), piece(n, 205, 560)) for n in ("九", "十", "十一")])

    assert [line.text for line in found.lines] == ["这是第九页。", "这是第十页。", "这是第十一页。"]
    assert [(line.text, line.why) for line in found.removed] == [(n, "page number") for n in ("九", "十", "十一")]


def test_a_bare_numeral_alone_is_a_heading() -> None:
    """So are numerals that do not count the pages: chapters that begin on top of some."""
    tops = ("一", "", "二", "三")
    body = [[piece(f"{at}正文" * 8 + "。", 60, 200), piece(f"{at}下文" * 6 + "。", 60, 216)] for at in range(4)]
    found = source([page(*([piece(n, 160, 40, 16.0)] if n else []), *body[at]) for at, n in enumerate(tops)])

    assert [line.text for line in found.lines if len(line.text) == 1] == ["一", "二", "三"]
    assert found.removed == ()
