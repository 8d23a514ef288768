import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.reader import read
from reports.report import Body
from tests.invented import DONE, PLANNED, Invented

FIRST = Invented("甲水县")
SECOND = Invented("乙山县", 2023, done=("听取专项报告九项。", "检查条例执行情况三次。"))
THIRD = Invented("丙林区", planned=("修订议事规则，完善工作制度。",))
CPPCC = """政协丁岭县委员会常务委员会工作报告
——2025年1月8日在云岭省丁岭县第九届委员会第三次会议上
政协丁岭县委员会主席  柏 行
各位委员：
一、2024年工作回顾
全年收到提案一百三十件，立案一百一十件。
二、2025年工作任务
坚持建言资政和凝聚共识双向发力。
"""


def together(*texts: str) -> list[str]:
    """Give the titles of the reports in one file."""
    return [report.identity.title for report in read("together.txt", "".join(texts).encode())]


@pytest.mark.parametrize("reports", [[FIRST], [FIRST, SECOND], [SECOND, THIRD, FIRST]])
def test_each_report_of_a_file_reads_as_it_does_alone(reports: list[Invented]) -> None:
    """One, two or three reports in a row: text, facts and outline are those of the single files."""
    alone = [read("alone.txt", report.text.encode())[0] for report in reports]
    found = read("together.txt", "".join(report.text for report in reports).encode())

    assert [(r.text, r.identity, r.headings, r.passages) for r in found] == [
        (r.text, r.identity, r.headings, r.passages) for r in alone
    ]


def test_bodies_may_be_mixed() -> None:
    """A CPPCC report behind a congress's begins at its own title."""
    first, second = read("together.txt", (FIRST.text + CPPCC).encode())

    assert (first.identity.body, second.identity.body) == (Body.NPC, Body.CPPCC)
    assert first.text.endswith(PLANNED[-1])
    assert second.text.startswith("各位委员：")
    assert second.identity.speaker == "柏行"


def test_titles_alone_divide_when_a_greeting_follows() -> None:
    """Compilations often keep the titles and drop days, meetings and speakers."""
    bare = [f"{name}人民代表大会常务委员会工作报告\n各位代表：\n{DONE[0]}\n" for name in ("甲水县", "乙山县", "丙林区")]

    assert together(*bare) == [text.split("\n")[0] for text in bare]


def test_a_title_quoted_in_the_text_does_not_divide() -> None:
    """A sentence that speaks of a work report is no title."""
    inside = Invented(
        done=("大会审议了人大常委会工作报告。", "听取政府工作报告", "并作出决议，同意这个报告，批准各项安排。")
    )
    assert len(together(inside.text)) == 1


FEATURES = """书写立法新篇章
——甲水县人大常委会五年工作综述
本报记者 梁华
五年来，人大常委会制定法规七部，监督条例的执行，常委会审议报告。
人大常委会听取专项报告，人大代表提出建议，常委会督办建议，法规决定由人大常委
凝聚协商新力量
——乙山县政协五年工作综述
本报记者 张梅
会通过，人大代表视察，常委会会议任免人员，监督工作有力。
政协委员提出提案，政协协商议政，委员视察，政协搭建平台。
政协委员继续努力，政协协商凝聚共识。
"""


def test_a_title_block_in_mid_sentence_is_lifted_out() -> None:
    """A newspaper page sets the second headline into the first text: the sentence around it is whole again."""
    first, second = read("page.txt", FEATURES.encode())

    assert first.identity.title == "书写立法新篇章——甲水县人大常委会五年工作综述"
    assert second.identity.title == "凝聚协商新力量——乙山县政协五年工作综述"
    assert (first.identity.author, second.identity.author) == ("梁华", "张梅")
    assert "由人大常委会通过" in first.text + second.text
    assert second.text.endswith("政协协商凝聚共识。")
    assert first.text.startswith("五年来，")


@settings(max_examples=40)
@given(
    st.lists(
        st.builds(
            Invented,
            st.sampled_from(["甲水县", "乙山县", "丙林区"]),
            st.integers(2010, 2030),
            st.lists(st.sampled_from([*DONE, "听取报告九项。", "同时，工作还存在一些不足。"]), min_size=1).map(tuple),
            st.lists(st.sampled_from([*PLANNED, "一、加强监督", "依法任免。"]), min_size=1).map(tuple),
        ),
        min_size=1,
        max_size=3,
    )
)
def test_reports_in_a_row_are_told_apart(reports: list[Invented]) -> None:
    """As many reports come out as were put in, each with its own county and year."""
    found = read("together.txt", "".join(report.text for report in reports).encode())

    assert [(r.identity.title, r.identity.year) for r in found] == [(r.title, r.year + 1) for r in reports]
