import pytest

from reports.outline import part_of, part_of_heading, with_headings
from reports.report import Part, Span
from reports.source import Line


def levels(*texts: str, markup: dict[str, int] | None = None) -> list[tuple[int | None, str]]:
    """Give the level and text of each line of an outline."""
    lines = [Line(text, Span(0, len(text)), (markup or {}).get(text)) for text in texts]
    return [(line.level, line.text) for line in with_headings(lines)]


def test_levels_follow_the_order_in_which_styles_open() -> None:
    """Unnumbered, 一、 and （一） nest in that order, and each comes back to its own level."""
    assert levels(
        "2024年主要工作", "一、立法", "（一）质量", "正文。", "（二）数量", "二、监督", "2025年主要任务", "一、立法"
    ) == [
        (1, "2024年主要工作"),
        (2, "一、立法"),
        (3, "（一）质量"),
        (None, "正文。"),
        (3, "（二）数量"),
        (2, "二、监督"),
        (1, "2025年主要任务"),
        (2, "一、立法"),
    ]


def test_the_same_signs_may_stand_deeper_elsewhere() -> None:
    """Where 一、 opens the report, it is the outermost level."""
    assert levels("一、2022年工作回顾", "（一）学习", "二、2023年工作任务") == [
        (1, "一、2022年工作回顾"),
        (2, "（一）学习"),
        (1, "二、2023年工作任务"),
    ]


def test_markup_says_what_is_a_heading() -> None:
    """Headings by `#` nest as they are marked."""
    assert levels("甲", "乙", "丙。", "丁", markup={"甲": 1, "乙": 2, "丁": 1}) == [
        (1, "甲"),
        (2, "乙"),
        (None, "丙。"),
        (1, "丁"),
    ]


def test_a_headline_in_two_lines_is_one() -> None:
    """Two unnumbered headings in a row are one, unless either says which part begins."""
    assert levels("主动作为", "坚持党的领导", "正文。") == [(1, "主动作为 坚持党的领导"), (None, "正文。")]
    assert levels("2024年主要工作", "坚持党的领导", "正文。") == [
        (1, "2024年主要工作"),
        (1, "坚持党的领导"),
        (None, "正文。"),
    ]


@pytest.mark.parametrize(
    "text", ["各位代表：", "这是一句话。", "——推进立法", "甲，乙，丙，丁", "长" * 61, "一、这也是一句话。"]
)
def test_sentences_and_greetings_are_no_headings(text: str) -> None:
    """What ends like a sentence, greets, lists or runs on is a paragraph."""
    assert levels(text) == [(None, text)]


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("2024年主要工作", Part.DONE),
        ("一、2022年工作回顾", Part.DONE),
        ("过去一年的主要工作", Part.DONE),
        ("2025年主要任务", Part.PLANNED),
        ("2023年的工作安排", Part.PLANNED),
        ("2023年主要工作安排", Part.PLANNED),
        ("2025年主要任務", Part.PLANNED),
        ("今后五年的目标", Part.PLANNED),
        ("存在的问题和不足", Part.PROBLEMS),
        ("Main Work in 2023", Part.DONE),
        ("Main Tasks for 2024", Part.PLANNED),
        ("Shortcomings", Part.PROBLEMS),
        ("二、聚焦重点领域，加强监督工作", None),
        ("工作报告名词解释", None),
    ],
)
def test_headings_say_which_part_begins(heading: str, part: Part | None) -> None:
    """Work done, work planned, or what is still wrong, in Simplified, Traditional and English words."""
    assert part_of_heading(heading) is part


def test_the_outermost_heading_decides() -> None:
    """A subsection's words do not move it out of its chapter."""
    assert part_of(("2024年主要工作", "三、规划建设"), "全年完成。") is Part.DONE
    assert part_of(("一、立法", "2025年主要任务"), "全年完成。") is Part.PLANNED
    assert part_of((), "全年完成。") is None


def test_a_confession_is_of_problems_wherever_it_stands() -> None:
    """The paragraph that admits shortcomings is found under a heading of work done."""
    assert part_of(("2024年主要工作",), "同时，我们也清醒地看到，工作中还存在一些问题和不足。") is Part.PROBLEMS
    assert part_of(("Main Work in 2023",), "We are soberly aware of our shortcomings.") is Part.PROBLEMS


def test_a_law_nests_by_its_own_order() -> None:
    """Chapter, section, article, whichever comes first: the first chapter may have no sections."""
    assert levels(
        "第一章 总则",
        "第一条",
        "正文。",
        "第二章 管理",
        "第一节 建立",
        "第二条",
        "正文。",
        "第三章 附则",
        "第三条",
        "正文。",
    ) == [
        (1, "第一章 总则"),
        (2, "第一条"),
        (None, "正文。"),
        (1, "第二章 管理"),
        (2, "第一节 建立"),
        (3, "第二条"),
        (None, "正文。"),
        (1, "第三章 附则"),
        (2, "第三条"),
        (None, "正文。"),
    ]


def test_a_signature_is_no_heading() -> None:
    """Nothing stands under who signs and when; an annex whose content is elsewhere is named all the same."""
    assert levels("特此声明。", "某研究会", "2023年12月11日") == [
        (None, "特此声明。"),
        (None, "某研究会"),
        (None, "2023年12月11日"),
    ]
    assert levels("正文。", "附件：名词解释") == [(None, "正文。"), (1, "附件：名词解释")]


def test_headlines_in_capitals_may_be_long() -> None:
    """English ones are; the same words in a sentence that a page broke are none, and two are not joined beyond measure."""
    history = "Legislative History of Citizen Participation and Collaboration"
    laws = "Laws, Regulations, and Policies on Open Data and Open Government in Taiwan"
    assert levels(history, "While there are laws.") == [(1, history), (None, "While there are laws.")]
    assert levels(history.lower(), "while there are laws.")[0] == (None, history.lower())
    assert levels(laws, history, "While there are laws.")[:2] == [(1, laws), (1, history)]
