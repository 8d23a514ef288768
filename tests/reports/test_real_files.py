"""What a careful reader checks in a law, a ministry's page and texts as they were crawled, in GB18030 with their debris."""

import re
from functools import cache
from pathlib import Path

import pytest

from reports.reader import read
from reports.report import Report
from tests.reports.numerals import in_chinese

FILES = Path(__file__).parents[2].parent / "shared" / "files"
CRAWLED = ("1955.txt", "1975.txt", "2006.txt", "2016.txt", "2017.txt", "2018.txt")
LAW = "中华人民共和国招标投标法(2017修正)(FBM-CLI.1.307547) (1).docx"
PAGE = "national_health_insurance_administration.html"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not FILES.is_dir(), reason="the real files lie in ../shared, which is not here"),
]


@cache
def found(name: str) -> list[Report]:
    """Read a file once."""
    path = FILES / "gb18030" / name if name in CRAWLED else FILES / name
    return read(path.name, path.read_bytes())


def passages(report: Report) -> list[str]:
    """List what its passages say."""
    return [passage.span.of(report.text) for passage in report.passages]


@pytest.mark.parametrize("name", [*CRAWLED, LAW, PAGE])
def test_characters_are_whole(name: str) -> None:
    """No replacement characters, no private ones, no Chinese read as Latin."""
    text = "\n".join(report.text for report in found(name))

    assert re.findall("[\x00-\x08\x80-\x9f\ue000-\uf8ff\ufffd]|[À-ÿ]{2}|锟斤拷|\u00a0", text) == []


@pytest.mark.parametrize("name", CRAWLED)
def test_what_crawlers_leave_is_no_text(name: str) -> None:
    """Scripts and their comment signs, turning pages, navigation and credits are set apart."""
    debris = r"<!--|-->|innerHTML|下一页|当前位置|责任编辑|【字体|E-mail推荐"

    assert [text for report in found(name) for text in report.text.split("\n") if re.search(debris, text)] == []


@pytest.mark.parametrize(
    ("name", "date", "session", "headings"),
    [
        ("2006.txt", "2006-03-05", "第十届全国人民代表大会第四次会议", ["一、去年工作回顾"]),
        (
            "2016.txt",
            "2016-03-05",
            "第十二届全国人民代表大会第四次会议",
            ["一、2015年", "二、“十三五", "三、2016年"],
        ),
        ("2017.txt", "2017-03-05", "第十二届全国人民代表大会第五次会议", ["一、2016年", "二、2017年", "三、2017年"]),
        (
            "2018.txt",
            "2018-03-05",
            "第十三届全国人民代表大会第一次会议",
            ["一、过去五年", "二、2018年", "三、对2018年"],
        ),
    ],
)
def test_a_government_report_as_crawled(name: str, date: str, session: str, headings: list[str]) -> None:
    """When it was delivered, to whom, its chapters, and its first words and last."""
    report = found(name)[0]

    assert (report.identity.date, report.identity.session) == (date, session)
    assert [
        (heading.level, text)
        for heading, text in zip(report.headings, headings, strict=True)
        if not heading.text.startswith(text)
    ] == []
    assert {heading.level for heading in report.headings} == {1}
    assert passages(report)[0] == "各位代表："
    assert passages(report)[1].startswith("现在，我代表国务院")
    assert passages(report)[-1].endswith(("国家的重托。", "新的贡献！", "不懈奋斗！"))


def test_six_numbered_sentences_open_paragraphs() -> None:
    """Of the report of 2006: （一） to （六）, below its only chapter."""
    assert [(heading.level, heading.text[:3]) for heading in found("2006.txt")[0].run_ins] == [
        (2, f"（{n}）") for n in "一二三四五六"
    ]


def test_the_table_of_contents_of_1955_is_set_apart_and_its_chapters_stay() -> None:
    """Thirteen entries below 目录, each a heading further on."""
    gone = [line.text for report in found("1955.txt") for line in report.removed if line.why == "table of contents"]
    (first, *_) = [report for report in found("1955.txt") if report.headings]
    entries = list(dict.fromkeys(gone))

    assert len(entries) == 1 + 13
    assert [heading.text for heading in first.headings if heading.text in entries] == entries[1:]


def test_every_article_of_the_law_is_there_in_its_order() -> None:
    """Sixty-eight of them in six chapters, one level below; the table of contents above them is set apart."""
    (report,) = found(LAW)
    articles = [run_in for run_in in report.run_ins if re.fullmatch("第.{1,4}条", run_in.text)]
    chapters = [heading for heading in report.headings if re.match("第.章", heading.text)]

    assert [article.text for article in articles] == [f"第{in_chinese(n)}条" for n in range(1, 69)]
    assert [chapter.text[:3] for chapter in chapters] == [f"第{n}章" for n in "一二三四五六"]
    assert {article.level for article in articles} == {chapters[0].level + 1} == {chapters[-1].level + 1}
    assert [line.text[:3] for line in report.removed if line.why == "table of contents"] == [
        "目录",
        *(f"第{n}章" for n in "一二三四五六"),
    ]


def test_a_lists_items_are_passages_of_their_article() -> None:
    """Article 3 has three, which are no headings; the paragraphs behind them are its own as well."""
    (report,) = found(LAW)
    texts = passages(report)
    (article,) = [n for n, text in enumerate(texts) if text.startswith("第三条")]

    assert [text[:4] for text in texts[article + 1 : article + 6]] == [
        "（一）大",
        "（二）全",
        "（三）使",
        "前款所列",
        "法律或者",
    ]
    assert not [run_in for run_in in report.run_ins if run_in.text.startswith("（")]


def test_running_heads_and_cross_references_of_the_law_are_set_apart() -> None:
    """The database that the law was taken from prints its own on every page and below every article."""
    (report,) = found(LAW)

    assert not [text for text in passages(report) if re.search(r"法宝联想|法宝引证码|^\d+/\d+ \|", text)]
    assert {"running head", "site details"} <= {line.why for line in report.removed}


def test_a_declaration_has_one_heading() -> None:
    """Its title; who signs and when are the last two passages, and no headings."""
    (report,) = found(PAGE)

    assert [(heading.level, heading.text) for heading in report.headings] == [(1, "严正声明")]
    assert passages(report)[-3:] == ["特此声明。", "中国医疗保险研究会", "2023年12月11日"]
