import textwrap
from pathlib import Path

import pytest

from reports.formats.wrapped import paragraphs

SAMPLES = Path(__file__).parents[2] / "samples"
REPORT = [line.strip() for line in (SAMPLES / "liaoxi-npc-2023.txt").read_text("utf-8").splitlines() if line.strip()]
ENGLISH = [
    line.strip() for line in (SAMPLES / "liaoxi-npc-2024-en.txt").read_text("utf-8").splitlines() if line.strip()
]


def in_lines(text: str, chars: int, first: str) -> list[str]:
    """Wrap Chinese text: a line may not begin with a stop, and takes it up."""
    lines, rest = [], first + text
    while rest:
        end = chars + 1 if len(rest) > chars and rest[chars] in "，。、；：”）" else chars
        lines.append(rest[:end])
        rest = rest[end:]
    return lines


@pytest.mark.parametrize("chars", [30, 38, 44])
@pytest.mark.parametrize(("first", "between"), [("　　", ""), ("", "\n"), ("　　", "\n")])
def test_wrapped_chinese_comes_back_as_it_was(chars: int, first: str, between: str) -> None:
    """Whatever the width, with an indent or a blank line where a paragraph begins."""
    blocks = ["\n".join(in_lines(text, chars, first)) for text in REPORT]

    assert [found.text for found in paragraphs(f"\n{between}".join(blocks))] == REPORT


@pytest.mark.parametrize("columns", [60, 78])
def test_wrapped_english_comes_back_as_it_was(columns: int) -> None:
    """Words go to the next line whole."""
    blocks = [textwrap.fill(text, columns, break_on_hyphens=False) for text in ENGLISH]

    assert [found.text for found in paragraphs("\n\n".join(blocks))] == [" ".join(text.split()) for text in ENGLISH]


def test_a_text_that_is_not_wrapped_stays() -> None:
    """A line is a paragraph; spans cut it out of the text."""
    text = "\r\n".join(f"　{line} " for line in REPORT)
    found = paragraphs(text)

    assert [stretch.text for stretch in found] == REPORT
    assert [stretch.span.of(text) for stretch in found] == REPORT


@pytest.mark.parametrize(
    "line", ["一、加强学习提高水平", "三是做好就业工作稳住基本民生大盘不放松。", "Short lines of one width"]
)
def test_a_list_of_equal_lines_is_no_paragraph(line: str) -> None:
    """Headings or items that happen to be equally long end at stops, or are too short for a margin."""
    assert [found.text for found in paragraphs("\n".join([line] * 20))] == [line] * 20
