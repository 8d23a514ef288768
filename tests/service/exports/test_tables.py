"""Sheets as tables: what a spreadsheet reads is what went in, and nothing of it is a formula."""

import csv
import json
from io import BytesIO, StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from service.answers import Commonness, Flag
from service.exports.characters import clean
from service.exports.comma_separated import comma_separated, guarded
from service.exports.excel import MOST_CHARS, shown, xlsx
from service.exports.record import record
from service.exports.sheet import Item, Pair, Part, Piece, Sheet, Side
from tests.ui.made import passage

ITEMS = (
    "序号",
    "组",
    "地区",
    "年份",
    "机构",
    "报告",
    "标题",
    "段",
    "正文",
    "意思",
    "字面",
    "见于几地",
    "共几地",
    "不同之处",
    "备注",
    "引用",
    "段落编号",
)
DANGEROUS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠a", " =1", "'=1", '=1";=2')
ODD = st.text(st.characters(codec=None), max_size=80) | st.sampled_from(DANGEROUS)


def of(text: str, note: str = "") -> Sheet:
    """Make a sheet of one text."""
    found = Item(text, passage(1), note, 0.91234, 0.5, Commonness(3, 17), (Flag("number", "18", "28"),))
    return Sheet("表", (Part("组甲", (found,), lines=("说明一",)),))


def fields(content: bytes) -> list[list[str]]:
    """Read comma-separated values as a spreadsheet does."""
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def cells(content: bytes, sheet: int = 0) -> list[list[Any]]:
    """Read the rows of a workbook."""
    return [list(row) for row in load_workbook(BytesIO(content)).worksheets[sheet].iter_rows(values_only=True)]


def test_every_row_tells_where_its_text_stands() -> None:
    """Names above, and below them the facts of the passage beside what was found."""
    names, row = fields(comma_separated(of("听取报告28项。", "看这里"), "plain"))
    assert tuple(names) == ITEMS
    assert row == [
        "1",
        "组甲",
        "汀南省稻川县",
        "2023",
        "人大",
        "稻川县人大常委会工作报告",
        "一、全年工作",
        "1",
        "听取报告28项。",
        "0.9123",
        "0.5",
        "3",
        "17",
        "数字 18 → 28",
        "看这里",
        "《稻川县人大常委会工作报告》，汀南省稻川县，2024-01-12，第1段",
        "aa-1:1",
    ]


def test_a_workbook_has_the_same_rows() -> None:
    """With numbers as numbers, names that stay in sight, and a second worksheet with what is said of each group."""
    names, row = cells(xlsx(of("听取报告28项。"), "plain"))
    assert tuple(names) == ITEMS
    assert row[0] == 1
    assert row[9:13] == [0.9123, 0.5, 3, 17]
    assert cells(xlsx(of("一")), 1) == [["组", "说明"], ["组甲", "说明一"]]
    assert load_workbook(BytesIO(xlsx(of("一")))).worksheets[0].freeze_panes == "A2"


def test_english_names_for_english_readers() -> None:
    """The sheet's language is the table's."""
    sheet = Sheet("t", of("x").parts, "en")
    assert fields(comma_separated(sheet))[0][:5] == ["No.", "Group", "Region", "Years", "Body"]


@given(ODD)
def test_no_field_is_a_formula(text: str) -> None:
    """Whatever stands in it; one apostrophe taken off again gives the text back."""
    field = fields(comma_separated(of(text)))[1][8]
    assert not field.lstrip().startswith(tuple("=+-@＝＋－＠"))
    assert not field.startswith(("\t", "\r", "\n"))
    assert clean(text) in {field, field.removeprefix("'")}
    assert (field == clean(text)) == (guarded(text) == clean(text))


@pytest.mark.parametrize("text", DANGEROUS)
def test_each_sign_of_a_formula_is_guarded(text: str) -> None:
    """OWASP's list, in both widths, and behind white space and apostrophes."""
    assert guarded(text) == f"'{text}"


def test_what_is_no_formula_stays_as_it_is() -> None:
    """Figures, dashes inside, apostrophes in front."""
    for text in ("3-5年", "增长5%", "'十四五'", "——", "", " 一"):
        assert guarded(text) == text


@given(ODD)
def test_every_text_in_a_workbook_is_text(text: str) -> None:
    """Formulas, dates, errors, codes of characters: read again it is what went in, but for what XML forbids."""
    cell = load_workbook(BytesIO(xlsx(of(text)))).worksheets[0].cell(2, 9)
    assert cell.data_type in ("s", "inlineStr") or cell.value is None
    assert unescape(cell.value or "") == unescape(shown(text, "…"))
    assert unescape(shown(text, "…")) == clean(text).replace("\r\n", "\n").replace("\r", "\n")


@given(st.text(st.sampled_from("_xX0041dD"), max_size=24))
def test_a_code_of_a_character_is_not_taken_for_it(text: str) -> None:
    """Excel would read _x0041_ as A."""
    assert unescape(shown(text, "…")) == text


def test_a_text_too_long_for_a_cell_is_cut_and_says_so() -> None:
    """Counted as Excel counts, so that a character outside the basic plane is two."""
    for sign in ("字", "𠀀"):
        (value,) = cells(xlsx(of(sign * 40_000)))[1][8:9]
        assert value.endswith("……（超过表格一格的长度，后面略去）")
        assert MOST_CHARS - 1 <= len(value.encode("utf-16-le")) // 2 <= MOST_CHARS
    assert cells(xlsx(of("字" * MOST_CHARS)))[1][8] == "字" * MOST_CHARS


def test_pairs_stand_beside_one_another() -> None:
    """Both texts whole, what differs, and the citations of both."""
    a, b = Side((Piece("一"), Piece("二", "deleted")), (passage(1),)), Side((Piece("一"),), (passage(1), passage(2)))
    sheet = Sheet("表", (Part("", pairs=(Pair("改动", a, b, (Flag("place", "", "甲县"),)),)),), sides=("前", "后"))
    names, row = fields(comma_separated(sheet, "plain"))
    assert names[3:6] == ["前", "后", "不同之处"]
    assert row[2:6] == ["改动", "一二", "一", "地名 ∅ → 甲县"]
    assert row[-1] == "aa-1:1\naa-1:2"
    assert row[-2].count("\n") == 1


@given(ODD)
def test_json_gives_back_what_went_in(text: str) -> None:
    """Each text with its note, its passage and its citation; only halves of characters are left out."""
    told = json.loads(record(of(text, text), "plain"))
    (item,) = told["parts"][0]["items"]
    kept = text.encode("utf-8", "ignore").decode()
    assert (item["text"], item["note"], item["passage"]["id"]) == (kept, kept, "aa-1:1")
    assert item["citation"].startswith("《稻川县人大常委会工作报告》")
    assert told["parts"][0]["lines"] == ["说明一"]
