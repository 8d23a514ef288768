import re
from functools import cache
from pathlib import Path

import pytest

from reports.reader import read
from reports.report import Report

FILES = Path(__file__).parents[2].parent / "shared" / "files"
NAMES = (
    "report-zh.pdf",
    "report-en.pdf",
    "证券公司客户资金账户管理规则.pdf",
    "附件1-北京市引进人才管理办法（试行）.pdf",
)
WHOLE = [
    # Over the end of a page.
    ("证券公司客户资金账户管理规则.pdf", "客户应当以本人名义申请开立资金账户，", "应当承担相关法律责任。"),
    ("附件1-北京市引进人才管理办法（试行）.pdf", "（一）在京承担国家和本市科技重大专项、", "成员可申请办理人才引进;"),
    ("附件1-北京市引进人才管理办法（试行）.pdf", "第十八条 加大廉政风险防范", "移交司法机关处理。"),
    # Over the end of a column.
    ("report-zh.pdf", "國際上，隨著科技及民主化運動的發展，", "共同推動開放政府資料及透明治理。"),
    ("report-zh.pdf", "政策面上，2012 年「第四階段電子化政府」", "開始督導各二級機關開放資料。"),
]

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not FILES.is_dir(), reason="the real files lie in ../shared, which is not here"),
]


@cache
def found(name: str) -> Report:
    """Read a PDF once."""
    (report,) = read(name, (FILES / name).read_bytes())
    return report


def passages(name: str) -> list[str]:
    """List what its passages say."""
    report = found(name)
    return [passage.span.of(report.text) for passage in report.passages]


@pytest.mark.parametrize(("name", "first", "last"), WHOLE)
def test_paragraphs_are_whole(name: str, first: str, last: str) -> None:
    """A paragraph that a page or column breaks is one passage, and begins and ends where its author did."""
    assert [text.endswith(last) for text in passages(name) if text.startswith(first)] == [True]


@pytest.mark.parametrize("name", NAMES)
def test_no_furniture_stands_in_the_text(name: str) -> None:
    """Running heads and page numbers are set apart."""
    heads = r"開放政府觀察報告 \d|\d 開放政府觀察報告|Taiwan Open Government Report \d|\d Taiwan Open Government Report"
    numbers = r"第 ?\d+ ?页 ?(第|共|$)|[—-] ?\d+ ?[—-]$"

    assert not [line for line in found(name).text.split("\n") if re.search(f"{heads}|^{numbers}", line)]
    assert sum(line.why in {"page number", "running head"} for line in found(name).removed) >= 7


@pytest.mark.parametrize("name", NAMES)
def test_characters_are_whole(name: str) -> None:
    """No mojibake, no radicals, no ligatures, no double letters lost."""
    text = found(name).text

    assert not re.search("[\x00-\x08\u00ad\u2e80-\u2fdf\ue000-\uf8ff\ufb00-\ufb06\ufffd]", text)
    assert not re.search("oficer|efect|dificult|suficient", text)


def test_headings_over_columns_are_kept() -> None:
    """The headings of sections, which look alike on many pages, are no running heads."""
    text = found("report-zh.pdf").text

    assert all(f"3-{n} 案例分析：" in text for n in range(2, 8))


def test_chapters_and_articles_are_headings() -> None:
    """The outline of a rule in chapters."""
    report = found("证券公司客户资金账户管理规则.pdf")

    assert "第二章 资金账户开立" in {heading.text for heading in report.headings}
