from reports.outline import is_glossary, with_headings
from reports.reader import read
from reports.report import Span
from reports.runin import run_ins
from reports.source import Line


def found(*texts: str) -> dict[str, tuple[int, bool]]:
    """Give the level of each run-in heading, and whether it leads the paragraphs behind it."""
    lines = with_headings(Line(text, Span(0, len(text))) for text in texts)
    return {lines[n].text[: run_in.chars]: (run_in.level, run_in.leads) for n, run_in in run_ins(lines).items()}


def test_a_numbered_first_sentence_is_a_heading() -> None:
    """It stands one level below the heading above it."""
    assert found("一、2024年工作回顾", "（一）增长稳。全年增长百分之五。", "（二）民生好。新建学校三所。") == {
        "（一）增长稳。": (2, False),
        "（二）民生好。": (2, False),
    }


def test_items_stand_below_their_heading() -> None:
    """Styles nest in the order in which they open, and come back."""
    texts = ("一、加强学习。我们学习。", "一是学理论。读了三本书。", "二是学法律。", "二、改进作风。我们改进。")
    assert {name: level for name, (level, _) in found(*texts).items()} == {
        "一、加强学习。": 1,
        "一是学理论。": 2,
        "二是学法律。": 2,
        "二、改进作风。": 1,
    }


def test_long_sentences_and_lists_are_no_headings() -> None:
    """A heading is short, and does not introduce what follows by a colon."""
    assert found("（一）" + "长" * 70 + "。正文。", "（二）主要有：甲、乙。正文。", "十分重要。正文。") == {}


def test_items_of_a_list_are_no_headings() -> None:
    """What ends with a semicolon, stands alone in its paragraph, or has no first of its row, is an item of a list."""
    assert (
        found("第三条", "（一）有营业场所；", "（二）有专业力量；", "（三）其他条件。", "前款所列由国务院规定。") == {}
    )
    assert found("第四条", "（一）" + "长" * 70 + "；", "（二）人员应当在场。见证人签字。") == {}
    assert found("第五条", "（二）人员应当在场。见证人签字。") == {}


def test_the_first_of_a_row_may_be_no_heading() -> None:
    """Its sentence is too long, or stands inside the paragraph above: the others are headings all the same."""
    rest = ("（二）产业转型取得新突破。增长快。", "（三）民生福祉得到新改善。收入高。")
    assert found("一、回顾", "（一）坚持以" + "长" * 70 + "。成绩很大。", *rest) == {
        "（二）产业转型取得新突破。": (2, False),
        "（三）民生福祉得到新改善。": (2, False),
    }
    assert found("一、回顾", "主要做了三件事。一是抓项目。", "二是抓产业。增长快。", "三是抓民生。收入高。") == {
        "二是抓产业。": (2, False),
        "三是抓民生。": (2, False),
    }


def test_the_first_of_another_section_begins_no_row() -> None:
    """A heading of its own stands between."""
    assert found("一、回顾", "（一）" + "长" * 70 + "。好。", "二、任务", "（二）扩大投资。要快。") == {}


def test_articles_in_traditional_characters_are_known_too() -> None:
    """With their numbers as they are written."""
    assert found("某某條例", "第一條　為了規範管理，制定本法。", "第二條　目錄由國務院公布。") == {
        "第一條": (2, False),
        "第二條": (2, False),
    }


def test_numbers_in_digits_count_too() -> None:
    """So are the practical matters of a year set; a glossary's terms are not, nor is a number alone a sentence."""
    texts = (
        "一、十件实事",
        "1.医疗。免费接种。",
        "2. 养老。建中心。",
        "10. 除险。建站。",
        "名词解释",
        "1.两重。指重大战略。",
    )
    assert found(*texts) == {"1.医疗。": (2, False), "2. 养老。": (2, False), "10. 除险。": (2, False)}


def test_a_new_introduction_begins_a_new_row() -> None:
    """A paragraph that stands under none of a row closes it: what it introduces stands beside the row, not below."""
    texts = (
        "一、回顾",
        "（一）产业好。增长快。",
        "（二）民生好。收入高。",
        "着重抓了以下工作：",
        "一是抓项目。开工多。",
    )
    assert [level for level, _ in found(*texts).values()] == [2, 2, 2]
    texts = (
        "一、任务",
        "（一）改善民生",
        "要办实事。",
        "各位代表，今年办两件实事：",
        "1.医疗。免费接种。",
        "2.养老。建中心。",
    )
    assert [level for level, _ in found(*texts).values()] == [2, 2]


def test_it_leads_where_one_of_its_row_does() -> None:
    """What stands behind the last alone may end the section; what stands between two is under the first."""
    led = ("一、任务", "（一）扩大投资。要快。", "修路。", "（二）促进消费。要稳。", "发券。")
    assert found(*led) == {"（一）扩大投资。": (2, True), "（二）促进消费。": (2, True)}
    not_led = ("一、任务", "（一）扩大投资。要快。", "（二）促进消费。要稳。", "一年来成绩很大。")
    assert found(*not_led) == {"（一）扩大投资。": (2, False), "（二）促进消费。": (2, False)}


REPORT = """政府工作报告
各位代表：
一、2025年工作安排
（一）扩大投资。要快。
修路三百公里。
（二）促进消费。要稳。
发放消费券。
各位代表！让我们团结起来。
附件
名词解释
1.“两重”：国家重大战略实施和重点领域安全能力建设。
"""


def test_passages_know_what_they_stand_under() -> None:
    """The heading's own paragraph is not under itself, an address to the audience is under the outermost alone."""
    (report,) = read("甲县.txt", REPORT.encode())

    assert [(p.span.of(report.text)[:4], p.heading) for p in report.passages[1:6]] == [
        ("（一）扩", ("一、2025年工作安排",)),
        ("修路三百", ("一、2025年工作安排", "（一）扩大投资。")),
        ("（二）促", ("一、2025年工作安排",)),
        ("发放消费", ("一、2025年工作安排", "（二）促进消费。")),
        ("各位代表", ("一、2025年工作安排",)),
    ]
    assert report.passages[-1].part is None
    assert is_glossary(report.passages[-1].heading)
    assert [(run_in.level, run_in.span.of(report.text)) for run_in in report.run_ins] == [
        (2, "（一）扩大投资。"),
        (2, "（二）促进消费。"),
    ]
    assert all(run_in.text == run_in.span.of(report.text) for run_in in report.run_ins)
