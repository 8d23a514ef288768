import re
from functools import cache
from pathlib import Path

import pytest

from reports.reader import read
from reports.report import Report
from tests.reports.numerals import in_chinese

FILES = Path(__file__).parents[2].parent / "shared" / "files"
NAMES = (
    "report-zh.pdf",
    "report-en.pdf",
    "证券公司客户资金账户管理规则.pdf",
    "附件1-北京市引进人才管理办法（试行）.pdf",
)
LAW, CITY, TAIWAN, ENGLISH = (
    "证券公司客户资金账户管理规则.pdf",
    "附件1-北京市引进人才管理办法（试行）.pdf",
    "report-zh.pdf",
    "report-en.pdf",
)
# What stands on both sides of the end of a page or column, as the pages look: one paragraph goes on, or two stand there.
GOES_ON = [
    (LAW, "开立资", "金账户。客户违反规定"),
    (CITY, "创新型总部企业、", "新型研发机构等"),
    (CITY, "之一的人员", "可申请办理人才引进："),
    (CITY, "5亿元以上的创", "业投资基金管理人"),
    (CITY, "引进人才本人签署诚信", "声明，对所提供"),
    (TAIWAN, "人民對於政府", "透明及開放的需求"),  # The end of a column.
    (TAIWAN, "計畫中納入", "了「開放資料的"),
    (TAIWAN, "2015年行政", "院國發會發布"),  # The end of a column.
    (TAIWAN, "有責任「主動公開」政", "府資訊"),  # The end of a column.
    (ENGLISH, "is confined to", "safeguarding"),  # The end of a column.
    (ENGLISH, "the idea", "from outside"),
]
TWO_STAND_THERE = [
    (LAW, "账户业务。", "证券公司应当严格根据"),
    (LAW, "从其规定。", "资金账户开户前，"),
    (LAW, "其他开户方式。", "证券公司应当做好"),
    (LAW, "应当符合以下规定：", "（一）同一客户最多"),
    (LAW, "相应的法律责任。", "证券公司发现客户的姓名"),
    (LAW, "其他终止情形的；", "（五）客户身份不明的；"),
    (LAW, "利益冲突等事项。", "证券公司应当按照安全"),
    (LAW, "司法机关处理。", "本规则由协会负责解释。"),
    (CITY, "引进人才：", "（一）在京承担国家"),
    (CITY, "可申请办理人才引进。", "第十二条建立自由职业者"),
    (TAIWAN, "曾憲立2016）。", "國際上，隨著科技"),
    (TAIWAN, "其他四院[註2]。", "相較於開放資料"),
    (TAIWAN, "專屬流程。", "少數推動開放資料"),  # The end of a column.
    (TAIWAN, "明確策略規畫。", "此節討論三個不同"),
    (TAIWAN, "新的治理模型。", "開放資料是指「資料"),
    (TAIWAN, "更大的應用效益。", "本章節兼採質性"),
    (TAIWAN, "本章節的論述。", "開放資料的「政策脈絡"),  # The end of a column.
    (ENGLISH, "Zeng, 2016).", "Across the "),
    (ENGLISH, "government.", "While there "),
    (ENGLISH, "Kuo, 1999).", "The 1994 Env"),  # The end of a column.
    (ENGLISH, "data requests.", "Promoting op"),  # The end of a column.
    (ENGLISH, "legislation.", "This part of"),
    (ENGLISH, "participate.", "This case di"),
    (ENGLISH, "approval.", "After the g0"),
    (ENGLISH, "Tsai and Tang.", "Although vT"),  # The end of a column.
]
ENDS = {
    LAW: ("各证券公司", "19号〕同时废止。"),
    CITY: ("附件1：", "38号）同时废止。"),
}

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not FILES.is_dir(), reason="the real files lie in ../shared, which is not here"),
]


@cache
def found(name: str) -> Report:
    """Read a PDF once."""
    (report,) = read(name, (FILES / name).read_bytes())
    return report


def close(text: str) -> str:
    """Give a text without its spaces, which PDFs have as their fonts like it."""
    return "".join(text.split())


def passages(name: str) -> list[str]:
    """List what its passages say."""
    report = found(name)
    return [passage.span.of(report.text) for passage in report.passages]


@pytest.mark.parametrize(("name", "before", "after"), GOES_ON)
def test_a_paragraph_goes_on_over_the_end_of_a_page(name: str, before: str, after: str) -> None:
    """It is one passage, with nothing of the page in between."""
    across = close(before + after)

    assert any(across in close(text) for text in passages(name))
    assert not any(close(text).endswith(close(before)) for text in passages(name))


@pytest.mark.parametrize(("name", "before", "after"), TWO_STAND_THERE)
def test_a_page_may_end_a_paragraph(name: str, before: str, after: str) -> None:
    """Then one passage ends there, and another begins."""
    texts = [close(text) for text in passages(name)]

    assert any(text.endswith(close(before)) for text in texts)
    assert any(text.startswith(close(after)) for text in texts)


@pytest.mark.parametrize("name", ENDS)
def test_the_first_and_the_last_passage(name: str) -> None:
    """Nothing is lost at the ends."""
    first, last = ENDS[name]

    assert close(passages(name)[0]).startswith(first)
    assert close(passages(name)[-1]).endswith(last)


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


@pytest.mark.parametrize(("name", "articles"), [(LAW, 38), (CITY, 19)])
def test_every_article_is_there_in_its_order(name: str, articles: int) -> None:
    """On a line of its own in the one, run in in the other; all of one level below their chapter or section."""
    report = found(name)
    headings = [*report.headings, *report.run_ins]
    numbers = [heading.text for heading in sorted(headings, key=lambda heading: heading.span.start)]

    expected = [f"第{in_chinese(n)}条" for n in range(1, articles + 1)]
    assert [text for text in numbers if re.fullmatch("第.{1,4}条", text)] == expected


def test_chapters_sections_and_articles_nest() -> None:
    """Six chapters beside one another, the third in sections; articles below."""
    levels = {close(heading.text): heading.level for heading in found(LAW).headings}
    chapter = levels["第一章总则"]

    assert [text for text in levels if re.match("第.章", text)] == [
        "第一章总则",
        "第二章资金账户开立",
        "第三章资金账户管理",
        "第四章内部控制",
        "第五章自律管理",
        "第六章附则",
    ]
    assert {levels[text] for text in levels if re.match("第.章", text)} == {chapter}
    assert {levels["第一节资金存管关系建立"], levels["第二节资金账户持续管理"]} == {chapter + 1}
    assert [levels[f"第{n}条"] - chapter for n in ("一", "十七", "十八", "二十八", "二十九", "三十八")] == [
        1,
        1,
        2,
        2,
        1,
        1,
    ]


def test_page_numbers_are_kept_apart_each_once() -> None:
    """第 1 页 to 第 10 页, and 1 to 7."""
    assert [close(line.text) for line in found(LAW).removed] == [f"第{n}页" for n in range(1, 11)]
    assert [line.text for line in found(CITY).removed] == [str(n) for n in range(1, 8)]
