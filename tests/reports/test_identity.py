import pytest

from reports.identity import doubts, identify
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


@pytest.mark.parametrize(
    ("title", "text", "name", "folder", "path"),
    [
        ("总结", "正文。", "2024", "山西省/阳泉市/城区", ("山西省", "阳泉市", "城区")),
        ("总结", "正文。", "城区", "资料/山西省/阳泉市", ("山西省", "阳泉市", "城区")),
        ("总结", "学习晋城经验，晋城。", "2024", "山西省阳泉市/城区/2024", ("山西省", "阳泉市", "城区")),
        ("城区政府工作报告", "山西省委部署。", "2024", "山西/阳泉", ("山西省", "阳泉市", "城区")),
        ("城区政府工作报告", "晋城市委要求。", "2024", "山西/阳泉", ("山西省", "晋城市", "城区")),
        ("临平区政府工作报告", "正文。", "南湖区", "城区", ("浙江省", "杭州市", "临平区")),
        ("总结", "正文。", "南湖区总结", "杭州市/临平区", ("浙江省", "嘉兴市", "南湖区")),
        ("总结", "正文。", "总结", "浙江省/南湖区/临平区", ("浙江省", "杭州市", "临平区")),
        ("总结", "正文。", "总结", "浙江省杭州市人大/南湖区", ("浙江省", "嘉兴市", "南湖区")),
        ("总结", "正文。", "总结", "青岚省/岚州市/蓼溪县人大", ("青岚省", "岚州市", "蓼溪县")),
        ("总结", "正文。", "总结", "北京/朝阳/2024", ("北京市", "朝阳区")),
        ("总结", "正文。", "总结", "浙江省/杭州", ("浙江省", "杭州市")),
        ("总结", "正文。", "总结", "集/青岚省/岚州市/蓼溪县/2024年", ("青岚省", "岚州市", "蓼溪县")),
        ("总结", "正文。", "总结", "山西省.zip/太原市", ("山西省", "太原市")),
        ("总结", "正文。", "总结", "公安/资源/reports", None),
        ("市人大常委会工作报告", "乌海市人大常委会部署。", "总结", "杭州市", ("内蒙古自治区", "乌海市")),
    ],
)
def test_folders_say_where_what_the_text_and_the_file_s_name_leave_open(
    title: str, text: str, name: str, folder: str, path: tuple[str, ...] | None
) -> None:
    """The nearest folder first, told from its namesakes by those above; short names only from a province down."""
    region = of(title, lines=(text,), name=name, folder=folder).region
    assert (region.path if region else None) == path


@pytest.mark.parametrize(
    ("name", "folder", "path"),
    [
        ("杭州", "浙江", ("浙江省", "杭州市")),
        ("深圳", "2023/广东", ("广东省", "深圳市")),
        ("临平", "浙江省", ("浙江省", "杭州市", "临平区")),
        ("2024年宁波政府工作报告", "浙江省", ("浙江省", "宁波市")),
        ("2024浙江宁波", "浙江", ("浙江省", "宁波市")),
        ("西昌", "四川/凉山州", ("四川省", "凉山彝族自治州", "西昌市")),
        ("2024", "四川/凉山州", ("四川省", "凉山彝族自治州")),
        ("吉林", "吉林", ("吉林省", "吉林市")),
        ("2024", "吉林/吉林", ("吉林省", "吉林市")),
        ("朝阳", "辽宁", ("辽宁省", "朝阳市")),
        ("上海", "上海", ("上海市",)),
        ("鼓楼", "江苏", ("江苏省", None, "鼓楼区")),
        ("杭州", "福建", None),
        ("公安局工作总结", "湖北", None),
        ("杭州", "", None),
    ],
)
def test_short_names_of_files_count_below_the_folders_place(
    name: str, folder: str, path: tuple[str | None, ...] | None
) -> None:
    """A report filed under its province is the city's that the file is named for; a name repeated is the lower place."""
    region = of("政府工作报告", lines=("各位代表：", "我代表市人民政府作报告。"), name=name, folder=folder).region
    assert (region.path if region else None) == path


@pytest.mark.parametrize(
    ("title", "greeting", "folder", "path"),
    [
        ("政府工作报告", "我代表市人民政府，向大会报告工作。", "浙江省", None),
        ("政府工作报告", "过去一年，我县发展很快。", "浙江", None),
        ("区政府工作报告", "现在报告工作。", "北京市", None),
        ("政府工作报告", "我代表区人民政府，向大会报告工作。", "广西", None),
        ("政府工作报告", "我代表市人民政府，向大会报告工作。", "北京", ("北京市",)),
        ("政府工作报告", "我代表自治区人民政府，向大会报告工作。", "广西", ("广西壮族自治区",)),
        ("政府工作报告", "过去一年，我区发展很快。", "宁夏", ("宁夏回族自治区",)),
        ("政府工作报告", "我代表省人民政府，向大会报告工作。", "浙江省", ("浙江省",)),
        ("政府工作报告", "现在报告工作。", "浙江省", ("浙江省",)),
    ],
)
def test_a_province_s_folder_does_not_make_a_city_s_report_its_own(
    title: str, greeting: str, folder: str, path: tuple[str, ...] | None
) -> None:
    """A text that speaks for a city or county is of a place that is unknown, and that is said."""
    found = of(title, lines=("各位代表：", greeting), name="2024", folder=folder)
    assert (found.region.path if found.region else None) == path
    assert ("region unknown" in doubts(found)) is (path is None)


@pytest.mark.parametrize(
    ("lines", "name", "folder", "year", "covers"),
    [
        (("正文。",), "总结", "蓼溪/2024", None, None),
        (("正文。",), "2024", "2023年", None, None),
        (("正文。",), "总结", "2024年度/蓼溪", None, None),
        (("正文。",), "2024年政府工作报告", "2020", 2024, (2023, 2023)),
        (("正文。",), "蓼溪", "2024年政府工作报告", 2024, (2023, 2023)),
        (("正文。",), "蓼溪", "2017年报告", None, None),
        (("2023年主要工作",), "蓼溪", "2024年政府工作报告", 2024, (2023, 2023)),
        (("2023年主要工作",), "总结", "2024年/蓼溪", 2024, (2023, 2023)),
        (("正文。",), "总结", "2023-2024/3024", None, None),
        (("2023年主要工作",), "2023", "2024", 2024, (2023, 2023)),
        (("2023年主要工作",), "2023", "", None, (2023, 2023)),
        (("2023年主要工作", "2024年主要任务"), "2020", "2019", 2024, (2023, 2023)),
    ],
)
def test_a_plain_year_for_a_name_is_the_year_of_delivery_where_it_fits(
    lines: tuple[str, ...], name: str, folder: str, year: int | None, covers: tuple[int, int] | None
) -> None:
    """The text goes first; a plain year may be the one reviewed, unless it comes right after those the text reviews."""
    found = of("蓼溪县政府工作报告", lines=lines, name=name, folder=folder)
    assert (found.year, found.covers) == (year, covers)


def test_a_year_is_no_year_of_what_is_no_report() -> None:
    """Notes in a folder 2024 were not delivered to anybody."""
    assert of("", lines=("正文。",), name="notes", folder="2024").year is None


@pytest.mark.parametrize(
    ("title", "lines", "name", "folder", "body"),
    [
        ("工作总结", ("正文。",), "总结", "蓼溪/政协", Body.CPPCC),
        ("工作总结", ("正文。",), "县人大总结", "政协", Body.NPC),
        ("工作总结", ("正文。",), "总结", "政协/人大", Body.NPC),
        ("工作报告", ("各位委员：",), "总结", "人大", Body.CPPCC),
        ("蓼溪县政府工作报告", ("正文。",), "总结", "人大", Body.GOVERNMENT),
        ("蓼溪县人民法院工作报告", ("正文。",), "总结", "人大", Body.OTHER),
        ("工作报告", ("正文。",), "临海", "人大政协工作报告/2024", Body.OTHER),
        ("工作报告", ("正文。",), "临海", "人大政协工作报告/政协", Body.CPPCC),
        ("杭州市妇女联合会工作报告", ("正文。",), "总结", "市政府网站下载", Body.OTHER),
        ("杭州市总工会工作报告", ("各位代表：",), "总结", "人大", Body.OTHER),
        ("蓼溪县公安局2024年工作总结", ("正文。",), "总结", "政府", Body.OTHER),
    ],
)
def test_a_folder_names_the_body_that_nothing_else_does(
    title: str, lines: tuple[str, ...], name: str, folder: str, body: Body
) -> None:
    """Title, greeting, file's name, nearest folder; a report with another owner is none of these bodies'."""
    assert of(title, lines=lines, name=name, folder=folder).body is body


@pytest.mark.parametrize(
    ("title", "head", "lines"),
    [
        ("政府工作报告", ("——2024年3月5日在第十四届全国人民代表大会第二次会议上",), ()),
        ("1955年国务院政府工作报告", (), ()),
        ("政府工作报告", (), ("各位代表：", "现在，我代表国务院，向大会报告政府工作。")),
        ("全国人民代表大会常务委员会工作报告", (), ()),
        ("中国人民政治协商会议全国委员会常务委员会工作报告", (), ()),
        ("最高人民法院工作报告", (), ()),
        ("中华人民共和国某年统计公报", (), ()),
        ("Report on the Work of the Government", ("Delivered at the National People's Congress",), ()),
    ],
)
def test_what_is_the_country_s_has_no_region_and_no_doubt(
    title: str, head: tuple[str, ...], lines: tuple[str, ...]
) -> None:
    """Its level says so: a region that is unknown has none."""
    found = of(title, *head, lines=lines)
    assert (found.region, found.level) == (None, "national")
    assert "region unknown" not in doubts(found)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("政府工作报告", ("各位代表：", "过去一年，在国务院领导下，全国人大代表视察。")),
        ("庆祝中华人民共和国成立七十周年总结", ()),
        ("中华人民共和国成立七十周年总结", ()),
    ],
)
def test_to_speak_of_the_country_is_not_to_speak_for_it(title: str, lines: tuple[str, ...]) -> None:
    """What only mentions the State Council is of a place that is unknown."""
    found = of(title, lines=lines)
    assert (found.region, found.level) == (None, None)
    assert "region unknown" in doubts(found)


@pytest.mark.parametrize(
    ("title", "head", "lines", "folder", "path"),
    [
        (
            "常务委员会工作报告",
            ("——2024年1月10日在省政协十三届二次会议上", "全国政协委员、省政协主席 黄莉新"),
            ("各位委员：", "浙江省政协坚持团结和民主。"),
            "",
            ("浙江省",),
        ),
        ("政府工作报告", ("全国人大代表、省长 王浩",), ("各位代表：",), "", None),
        ("关于落实国务院稳经济一揽子政策情况的工作报告", (), ("正文。",), "浙江省", ("浙江省",)),
        ("政府工作报告", (), ("各位代表：", "我市稳增长工作受国务院督查激励。"), "", None),
        ("政府工作报告", (), ("全国人大代表全国政协委员列席。",), "", None),
        ("讲话", ("——在传达十四届全国人大二次会议精神大会上",), ("正文。",), "", None),
    ],
)
def test_a_place_that_names_a_national_body_is_not_the_country(
    title: str, head: tuple[str, ...], lines: tuple[str, ...], folder: str, path: tuple[str, ...] | None
) -> None:
    """A speaker's other office, a policy carried out and praise from above leave a report where it is at home."""
    found = of(title, *head, lines=lines, folder=folder)
    assert found.level != "national"
    assert (found.region.path if found.region else None) == path


@pytest.mark.parametrize(
    ("head", "lines"),
    [
        (("（2024年3月4日在中国人民政治协商会议第十四届全国委员会第二次会议上）",), ()),
        (("——2024年3月4日在全国政协十四届二次会议上",), ()),
        ((), ("各位委员：", "我代表政协第十四届全国委员会常务委员会，向大会报告工作。")),
        ((), ("各位代表：", "我受全国人大常委会委托，向大会报告工作。")),
    ],
)
def test_meeting_and_errand_say_that_it_is_the_country_s(head: tuple[str, ...], lines: tuple[str, ...]) -> None:
    """Where the title says only whose kind of report it is."""
    assert of("常务委员会工作报告", *head, lines=lines).level == "national"


def test_a_place_s_report_is_the_place_s() -> None:
    """A title that names both the State Council and a province is about the province."""
    found = of("国务院关于浙江省规划的批复", lines=("浙江省人民政府：",))
    assert found.level == "province"
