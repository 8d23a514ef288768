import pytest

from service.answers import RegionAnswer
from service.by_region import counted
from tests.service.test_tree import row
from ui.matrix import matrix_lines
from ui.web.words import words_of


@pytest.fixture
def answer() -> RegionAnswer:
    """Two counties of one province, of which one says it, and a region without a report on the year."""
    return counted(
        [row(("甲省", "东县"), says=True), row(("甲省", "西县")), row(("乙省", "南县"), covers=False)], [2024]
    )


def test_a_province_counts_what_it_opens_into(answer: RegionAnswer) -> None:
    """Said, the nearest miss and no report are three different things, and columns stand under one another."""
    head, province, east, west, other, south, legend = matrix_lines(words_of("zh"), answer)
    assert head.split() == ["2024"]
    assert province.split() == ["甲省", "1/2", "1/2"]
    assert east.split() == ["东县", f"{answer.regions[0].cells[0].best.similarity:.2f}"]  # type: ignore[union-attr]
    assert west.split() == ["西县", "(0.50)"]
    assert other.split() == ["乙省", "0/1", "·"]
    assert south.split() == ["南县", "·"]
    assert "无报告" in legend


def test_without_years_there_is_no_matrix() -> None:
    """Reports that cover no known year are in no column."""
    assert list(matrix_lines(words_of("en"), counted([], []))) == []
