import pytest

from reports.identity import identify
from reports.report import Body, Identity, Where
from reports.wording import Material, wording, wordings

MEETING = "——2024年1月12日在青岚省岚州市蓼溪县第十七届人民代表大会第三次会议上"


def of(
    title: str,
    *head: str,
    lines: tuple[str, ...] = (),
    page: tuple[str, ...] = (),
    name: str = "file",
    folder: str = "",
) -> Identity:
    """Identify a report by its title block, its text and its file's name."""
    return identify(
        Material(
            head=wordings([title, *head] if title else [], Where.TITLE_BLOCK),
            lines=wordings(lines, Where.TEXT),
            page=wordings(page, Where.PAGE),
            file_name=wording(name, Where.FILE_NAME),
            folder=wording(folder, Where.FOLDER),
        )
    )[0]


@pytest.mark.parametrize(
    ("title", "lines", "body"),
    [
        ("蓼溪县人民代表大会常务委员会工作报告", (), Body.NPC),
        ("市人大常委会2023年履职综述", (), Body.NPC),
        ("中国人民政治协商会议赤碛县委员会常务委员会工作报告", (), Body.CPPCC),
        ("城关区委员会常务委员会工作报告", (), Body.CPPCC),
        ("螺汀市政府工作报告", (), Body.GOVERNMENT),
        ("Report on the Work of the Standing Committee of the People's Congress", (), Body.NPC),
        ("Report on the Work of the Government", (), Body.GOVERNMENT),
        ("工作报告", ("各位委员：",), Body.CPPCC),
        ("工作报告", ("各位代表：",), Body.NPC),
        ("某公司年度总结", ("各位代表：",), Body.OTHER),
    ],
)
def test_the_body_is_named_by_title_or_greeting(title: str, lines: tuple[str, ...], body: Body) -> None:
    """Whose report it is; what is no body's report is other."""
    assert of(title, lines=lines).body is body


def test_day_session_and_speaker_stand_in_the_title_block() -> None:
    """They are given as written, the year by the day."""
    found = of("蓼溪县人民代表大会常务委员会工作报告", MEETING, "蓼溪县人大常委会主任  岑望舒")

    assert (found.date, found.year, found.covers) == ("2024-01-12", 2024, (2023, 2023))
    assert found.session == "第十七届人民代表大会第三次会议"
    assert found.speaker == "岑望舒"
    assert found.kind == "work report"


def test_traditional_characters_are_kept_as_written() -> None:
    """Facts are found in Simplified characters and given in those of the source."""
    found = of("蓼溪縣人民代表大會常務委員會工作報告", "縣人大常委會主任  張學禮", MEETING)

    assert found.title == "蓼溪縣人民代表大會常務委員會工作報告"
    assert found.speaker == "張學禮"
    assert found.body is Body.NPC


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("主任：马建新", "马建新"),
        ("2025年1月14日在某省第十四届人民代表大会第三次会议上省长马建新作政府工作报告。", "马建新"),
        ("市长马建新同志", "马建新"),
        ("马 建 新", None),
        ("李 明", "李明"),
        ("阿布都·买买提", "阿布都·买买提"),
        ("（草案）", None),
    ],
)
def test_speakers_are_names(line: str, speaker: str | None) -> None:
    """A name with its office, a name alone, spaced or dotted; nothing else."""
    assert of("某县人民代表大会常务委员会工作报告", line).speaker == speaker


def test_english_facts_are_found() -> None:
    """Day, session and speaker of a translation."""
    found = of(
        "Report on the Work of the Government",
        "Delivered on January 12, 2024 at the Third Session of the Seventeenth People's Congress",
        "Cen Wangshu, Chair of the Standing Committee",
    )

    assert (found.date, found.speaker, found.covers) == ("2024-01-12", "Cen Wangshu", (2023, 2023))
    assert found.session is not None
    assert found.session.startswith("Third Session of the Seventeenth")


def test_a_day_that_is_none_is_not_made_up() -> None:
    """February 30th is no day; the year is then unknown too."""
    found = of("某县人民代表大会常务委员会工作报告", "——2024年2月30日在某会议上")
    assert (found.date, found.year) == (None, None)


def test_a_year_in_the_title_is_the_year_of_delivery() -> None:
    """A "2025年政府工作报告" reviews 2024."""
    found = of("2025年政府工作报告")
    assert (found.year, found.covers) == (2025, (2024, 2024))


def test_plans_tell_the_year_of_delivery() -> None:
    """Where no day is given, the tasks of 2023 are set out in 2023."""
    found = of("巴南区人民代表大会常务委员会工作报告", lines=("各位代表：", "2023年的工作安排"))
    assert (found.date, found.year, found.covers) == (None, 2023, (2022, 2022))


@pytest.mark.parametrize(
    ("title", "lines", "covers"),
    [
        ("某市人大常委会2023年履职综述", ("正文。",), (2023, 2023)),
        ("十二届某省政协履职工作综述", ("2022年召开会议。",), (2018, 2022)),
        ("某省人大常委会五年工作综述", ("2022年制定法规。",), (2018, 2022)),
        ("某区委员会常务委员会工作报告", ("五年来的工作", "2023年主要任务"), (2018, 2022)),
        ("某区委员会常务委员会工作报告", ("今后五年的工作任务", "2023年主要任务"), (2022, 2022)),
    ],
)
def test_the_years_reviewed_are_one_or_a_term(title: str, lines: tuple[str, ...], covers: tuple[int, int]) -> None:
    """Five years when title or headings speak of the five past ones."""
    assert of(title, lines=lines).covers == covers


def test_what_is_no_report_covers_no_year() -> None:
    """A year in a text that is neither report nor feature is not taken for its years."""
    found = of("", lines=("2022年很热。",), name="notes")
    assert (found.kind, found.covers, found.title) == ("other", None, "notes")


def test_the_page_says_when_it_was_published() -> None:
    """The publication's day is another than the delivery's."""
    found = of("某县人民代表大会常务委员会工作报告", MEETING, page=("发布时间:2024-01-21 10:09:13 来源:日报",))
    assert (found.published, found.date) == ("2024-01-21", "2024-01-12")


@pytest.mark.parametrize(
    ("title", "head", "lines", "name", "path"),
    [
        ("蓼溪县人民代表大会常务委员会工作报告", (MEETING,), (), "x", ("青岚省", "岚州市", "蓼溪县")),
        ("临平区人民代表大会常务委员会工作报告", (), (), "x", ("浙江省", "杭州市", "临平区")),
        (
            "工作报告",
            (),
            ("各位代表：", "我受昌吉回族自治州人大常委会委托，向大会报告。"),
            "x",
            ("新疆维吾尔自治区", "昌吉回族自治州"),
        ),
        ("市人大常委会履职综述", (), ("乌海市人大常委会召开会议。",), "x", ("内蒙古自治区", "乌海市")),
        ("总结", (), ("正文。",), "浙江省杭州市临平区总结", ("浙江省", "杭州市", "临平区")),
        ("总结", (), ("正文。",), "x", None),
    ],
)
def test_the_region_is_looked_for_where_it_is_said_most_surely(
    title: str, head: tuple[str, ...], lines: tuple[str, ...], name: str, path: tuple[str, ...] | None
) -> None:
    """Meeting, title, greeting, text, and last the file's name."""
    region = of(title, *head, lines=lines, name=name).region
    assert (region.path if region else None) == path


def test_an_open_region_lists_what_it_may_be() -> None:
    """A title that two districts have, in a text that does not settle which."""
    found = of("鼓楼区人民代表大会常务委员会工作报告", lines=("江苏省委部署。",))

    assert found.region is not None
    assert found.region.path == ("江苏省", None, "鼓楼区")
    assert len(found.ambiguous) == 2
    assert found.level == "county"


def test_the_day_of_publication_is_no_other_day_of_the_page() -> None:
    """Today's date and the day of a download say nothing of the report; a line that names the day comes first."""
    page = ("今天是2025年2月1日 星期六", "下载日期：2025-03-01", "2025年1月26日", "发布时间：2025-01-25 来源：县政府办")
    assert of("螺汀市政府工作报告", page=page).published == "2025-01-25"
    assert of("螺汀市政府工作报告", page=page[:2]).published is None
