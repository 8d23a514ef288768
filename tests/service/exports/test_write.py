"""Sheets as files: what went in comes out."""

from io import BytesIO

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from service.answers import Flag
from service.errors import BadRequest
from service.exports.document import docx
from service.exports.markdown import markdown
from service.exports.sheet import Item, Pair, Part, Piece, Sheet, Side
from service.exports.summaries import of_overview, of_summary
from service.exports.write import written
from service.library import Library
from tests.truth import report_of
from tests.ui.made import passage, summary

SOURCES = "出处"
BAD = "<script>alert(1)</script> *a* [b](javascript:x) `c` # d | $e$ 1. f"


def sheet(*texts: str, heading: str = "一、工作") -> Sheet:
    """Make a sheet of texts, each of a passage of its own."""
    items = tuple(Item(text, passage(n)) for n, text in enumerate(texts, 1))
    return Sheet("报告", (Part(heading, items),))


def test_markdown_holds_text_and_sources() -> None:
    """Each text with the number of its source; each source once."""
    again = Item("再说一次。", passage(1))
    lines = (
        markdown(Sheet("报告", (Part("", (Item("一句。", passage(1)), Item("两句。", passage(2)), again)),)))
        .decode()
        .splitlines()
    )
    assert lines[0] == "# 报告"
    assert [line for line in lines if line.endswith("]")] == ["一句。 \\[1\\]", "两句。 \\[2\\]", "再说一次。 \\[1\\]"]
    sources = lines[lines.index(f"## {SOURCES}") + 2 :]
    assert [line[:3] for line in sources if line] == ["1. ", "2. "]


@pytest.mark.parametrize("text", [BAD, "1. 一", "- 二", "+ 三", "# 四", "> 五", "12) 六", "*七*"])
def test_report_text_is_no_markup_in_markdown(text: str) -> None:
    """Read as CommonMark would, no sign of the text does anything: all that could stand escaped."""
    (line,) = [line for line in markdown(sheet(text)).decode().splitlines() if line.endswith("\\[1\\]")]
    shown = line.removesuffix(" \\[1\\]")
    bare = shown.replace("\\\\", "")
    for sign in "`*_{}[]<>#|~$!&":
        assert bare.count(sign) == bare.count(f"\\{sign}")
    assert not shown.startswith(("- ", "+ ", "1. ", "12) "))
    assert "".join(shown.split("\\")) == "".join(text.split("\\"))


@given(st.text(min_size=1, max_size=200))
def test_word_opens_whatever_stands_in_it(text: str) -> None:
    """Any characters: the document opens again, and holds them but for those that XML forbids."""
    opened = Document(BytesIO(docx(sheet(text, heading=text))))
    allowed = "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
    kept = opened.paragraphs[-3].text.removesuffix("[1]")
    assert kept.split() == allowed.split()


def test_word_numbers_its_sources() -> None:
    """Title, heading, texts with numbers, and the sources at the end."""
    opened = [paragraph.text for paragraph in Document(BytesIO(docx(sheet("一句。", "两句。"), "plain"))).paragraphs]
    assert opened[:4] == ["报告", "一、工作", "一句。[1]", "两句。[2]"]
    assert opened[4] == SOURCES
    assert opened[5].startswith("[1] 《")


def pairs(old: str = "督办建议三十件。", new: str = "督办建议四十件。") -> Sheet:
    """Make a comparison of one edited row, in which a clause moved, and one that only the later has."""
    a = Side((Piece("一、"), Piece(old, "deleted"), Piece("走访。", "moved")), (passage(1),))
    b = Side((Piece("走访。", "moved"), Piece("一、"), Piece(new, "inserted")), (passage(2, report_id="bb-1"),))
    rows = (Pair("改动", a, b, (Flag("number", "三十", "四十"),)), Pair("仅乙有", Side(), b))
    return Sheet("甲与乙", (Part("", pairs=rows),), sides=("甲 2023", "乙 2024"))


def test_word_marks_changes_without_colour() -> None:
    """A row a pair: deleted is struck, inserted underlined, what moved stands between arrows; what differs stands beside it."""
    (table,) = Document(BytesIO(docx(pairs(), "plain"))).tables
    assert [cell.text for cell in table.rows[0].cells] == ["异同", "甲 2023", "乙 2024"]
    kind, a, b = table.rows[1].cells
    assert kind.text == "改动\n数字 三十 → 四十"
    assert (a.text, b.text) == ("一、督办建议三十件。→走访。←[1]", "→走访。←一、督办建议四十件。[2]")
    marks = [[(run.font.strike, run.underline, run.font.color.rgb) for run in c.paragraphs[0].runs] for c in (a, b)]
    assert marks[0][:3] == [(None, None, None), (True, None, None), (None, None, None)]
    assert marks[1][:3] == [(None, None, None), (None, None, None), (None, True, None)]
    assert [cell.text for cell in table.rows[2].cells][:2] == ["仅乙有", ""]


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_comparison_in_word_holds_both_texts(old: str, new: str) -> None:
    """Any characters: taken off its marks, each side says what went in, but for characters that XML forbids."""
    (table,) = Document(BytesIO(docx(pairs(old, new)))).tables
    for cell, text in zip(table.rows[1].cells[1:], (f"一、{old}走访。", f"走访。一、{new}"), strict=True):
        said = "".join(run.text.removeprefix("→").removesuffix("←") for run in cell.paragraphs[0].runs[:-1])
        bare = text.replace("→", "").replace("←", "")
        assert said.replace("→", "").replace("←", "").split() == "".join(filter(_in_xml, bare)).split()


def _in_xml(character: str) -> bool:
    return character in "\t\n\r" or (character >= " " and character not in "\ufffe\uffff")


def test_markdown_marks_changes_in_a_table() -> None:
    """A table of three columns; signs of the reports do not end a cell."""
    text = markdown(pairs(old="a|b", new="*c*")).decode()
    assert "| 异同 | 甲 2023 | 乙 2024 |\n|---|---|---|\n" in text
    assert "| 一、<del>a\\|b</del>→走访。← \\[1\\] | →走访。←一、<ins>\\*c\\*</ins> \\[2\\] |" in text
    assert "| 仅乙有 |  | →走访。" in text


def test_a_summary_keeps_its_order_and_says_what_is_common() -> None:
    """Under the headings they stand under."""
    taken = of_summary(summary())
    assert [item.text for item in taken.items()] == [one.text for one in summary().sentences]
    assert [item.note for item in taken.items()] == ["", "另有15个地区也说"]


def test_an_overview_names_all_who_say_it(samples_by_pairs: Library) -> None:
    """A part a point."""
    found = samples_by_pairs.overview(limit=4)
    taken = of_overview(found, "综述")
    assert [len(part.items) for part in taken.parts] == [len(point.said_by) for point in found.points]
    assert taken.parts[0].heading.startswith(f"{len(found.points[0].said_by)}/{len(found.reports)}：")


def test_a_real_summary_comes_out_as_it_went_in(samples_by_pairs: Library) -> None:
    """Every sentence of it, in Word and in Markdown."""
    made = samples_by_pairs.summarize(report_of(samples_by_pairs, "shangu-cppcc-2023.txt"))
    texts = [paragraph.text for paragraph in Document(BytesIO(written(of_summary(made), ".docx"))).paragraphs]
    for one in made.sentences:
        assert any(text.startswith(one.text) for text in texts)
    assert written(of_summary(made), ".MD") == markdown(of_summary(made))


def test_what_cannot_be_written_is_refused() -> None:
    """An ending or a style that nobody knows."""
    for ending, style in ((".pdf", "gbt7714"), ("", "gbt7714"), (".md", "apa")):
        with pytest.raises(BadRequest, match="choose one of"):
            written(sheet("一句。"), ending, style)
