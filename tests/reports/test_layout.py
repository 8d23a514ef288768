from time import perf_counter

import pytest

from reports.layout import may_be_heading, rejoined, table_row, without_furniture
from reports.report import Span
from reports.source import Line


def lines(*texts: str) -> list[Line]:
    """Set texts as the lines of a source, one after another."""
    found, start = [], 0
    for text in texts:
        found.append(Line(text, Span(start, start + len(text))))
        start += len(text) + 1
    return found


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("欢迎进入中国昌吉网!", "site navigation"),
        ("当前位置: 新闻 > 昌吉新闻", "site navigation"),
        ("首页", "site navigation"),
        ("友情链接", "site navigation"),
        ("发布时间:2025-01-21 10:09:13 来源:昌吉日报", "site details"),
        ("[责任编辑:陆云]", "site details"),
        ("首页 > 政务公开 > 政府工作报告", "site navigation"),
        ("您所在的位置：首页", "site navigation"),
        ("友情链接：", "site navigation"),
        ("日期：2023-12-11 访问次数：字号：[ 大 中 小 ]", "site details"),
        ("[字号 大 中 小]", "site details"),
        ("【打印】【关闭】", "site details"),
        ("分享到：", "site details"),
        ("审核：陆云", "site details"),
        ("主办：甲水县人民政府办公室", "site details"),
        ("青ICP备05000000号-1", "site details"),
        ("版权所有：甲水县人民政府", "site details"),
        ("扫一扫在手机打开当前页", "advertisement"),
        ("[手机扫一扫]", "advertisement"),
        ("点击上方蓝字关注我们", "advertisement"),
        ("点个“在看”分享给更多人", "advertisement"),
        ("精选留言 写留言", "advertisement"),
        ("长按二维码识别关注", "advertisement"),
        ("上一页  1   2   3   4   下一页", "site navigation"),
        ("目  录", "table of contents"),
        ("— 12 —", "page number"),
        ("第 3 页 共 20 页", "page number"),
        ("(下转06版)", "continued elsewhere"),
        ("本报记者 何龙 摄", "picture credit"),
        ("市人民政府", "signature"),
    ],
)
def test_lines_of_the_page_go_with_the_reason(text: str, why: str) -> None:
    """Navigation, credits, page numbers and advertisements are taken out and listed."""
    stay, gone = without_furniture(lines("各位代表：", text, "全年工作圆满完成。"))

    assert [line.text for line in stay] == ["各位代表：", "全年工作圆满完成。"]
    assert [(line.text, line.why) for line in gone] == [(text, why)]


@pytest.mark.parametrize(
    "text",
    [
        "编辑出版文史资料三辑，发行五千册。",
        "欢迎社会各界批评监督。",
        "来源可查、去向可追的食品追溯体系基本建成。",
        "2024",
        "一、目录清单之外一律不得收费",
        "作者群体不断壮大。",
        "分享发展成果 促进共同富裕",
        "打印社区服务窗口便民清单",
        "在每个代表联络站张贴二维码，群众扫码就能反映意见。",
        "推行政务服务“扫一扫”，群众少跑腿。",
        "主办乡村运动会十二场，参加的群众三万人。",
        "版权登记四千件。",
        "日期：一月十二日上午",
        "小中大班额全部达标",
        "审核预算草案五件。",
        "——",
        "首页改版后，点击量翻番。",
    ],
)
def test_lines_of_the_report_stay(text: str) -> None:
    """Words that pages use too do not make a line furniture: no sentence and no heading of a report is lost."""
    stay, gone = without_furniture(lines("各位代表：", text))

    assert [line.text for line in stay] == ["各位代表：", text]
    assert gone == []


def test_a_caption_goes_with_its_credit() -> None:
    """The short sentence above a photographer's name belongs to the picture."""
    stay, gone = without_furniture(lines("正文一段。", "1月5日，大会开幕。", "本报记者 何龙 摄"))

    assert [line.text for line in stay] == ["正文一段。"]
    assert [line.why for line in gone] == ["picture caption", "picture credit"]


def test_a_long_paragraph_is_never_furniture() -> None:
    """Furniture is short."""
    text = "欢迎进入" + "新时代的人大工作要求我们不断前进，" * 5
    assert len(without_furniture(lines(text))[0]) == 1


def test_a_broken_paragraph_is_joined_over_any_number_of_lines() -> None:
    """A paragraph that stops in mid-sentence goes on in the next, and its span covers all its lines."""
    middle = "任免国家机关工作人员94人次，切实增强被任命人员的法治意识，进一步完善任前审查的程序，组织"
    broken = lines("全年开展专题询问2次，执法检查3次，依法", middle, "宪法宣誓5场。", "下一段。")

    found = rejoined(broken)

    assert [line.text for line in found] == [
        f"全年开展专题询问2次，执法检查3次，依法{middle}宪法宣誓5场。",
        "下一段。",
    ]
    assert found[0].span == Span(0, broken[2].span.end)


def test_broken_english_gets_its_space_back() -> None:
    """Two Latin halves are joined with a space, Chinese ones without."""
    first = "During the year, the committee, its members and its staff,"
    assert [line.text for line in rejoined(lines(first, "met nine times."))] == [f"{first} met nine times."]


@pytest.mark.parametrize(
    "following",
    ["二、坚持依法监督", "（二）聚焦民生", "2. 修建道路。", "——推进立法。", "二是强化监督。", "第三章 监督"],
)
def test_an_unfinished_paragraph_does_not_swallow_what_begins_anew(following: str) -> None:
    """Headings, numbered lines and items of a list stand for themselves, even behind a missing full stop."""
    broken = lines("全年开展专题询问2次，执法检查3次，依法", following)
    assert [line.text for line in rejoined(broken)] == [line.text for line in broken]


@pytest.mark.parametrize("end", ["。", "！", "？", "；", "：", "。”", "……", "”", "!", ":"])
def test_a_finished_paragraph_stays_alone(end: str) -> None:
    """Full stops, colons and closing quotes end a paragraph."""
    whole = lines(f"全年开展专题询问2次，执法检查3次，依法履职{end}", "任免国家机关工作人员，组织宣誓，效果良好。")
    assert len(rejoined(whole)) == 2


def test_rows_of_a_table_stand_alone() -> None:
    """A row of a table is no heading and no half sentence: it is glued to nothing."""
    broken = lines(
        "全年开展专题询问2次，执法检查3次，依法", "指标 | 2023年", "公路，桥梁 | 120", "宪法宣誓5场，效果良好。"
    )

    assert [line.text for line in rejoined(broken)] == [line.text for line in broken]
    assert not any(may_be_heading(line) for line in broken)


def test_the_entries_of_a_table_of_contents_go_with_its_title() -> None:
    """As far as they come again: with the page numbers of their lines, up to where the text begins."""
    contents = ("目　录", "第一章 总则", "第二章 管理……3")
    body = ("第一章　总则", "第一条 为了规范管理，制定本法。", "第二章 管理", "第二条 目录由国务院公布。")
    stay, gone = without_furniture(lines("某某法", *contents, *body))

    assert [line.text for line in stay] == ["某某法", *body]
    assert [(line.text, line.why) for line in gone] == [(text, "table of contents") for text in contents]


def test_offices_in_charge_of_numbered_tasks_are_no_credits() -> None:
    """A report that lays down who does what names them below each task; the page's own stands below the last."""
    offices = ("一、教育厅", "二、民政厅", "三、交通厅")
    tasks = [text for office in offices for text in (f"{office}的实事", "年度目标：十件。", f"主办单位：{office[2:]}")]
    stay, gone = without_furniture(lines(*tasks, "主办：某省人民政府办公厅"))

    assert [line.text for line in stay] == tasks
    assert [line.text for line in gone] == ["主办：某省人民政府办公厅"]


def test_the_credits_of_many_pages_are_credits() -> None:
    """However many pages a file holds, and whatever number stands above the end of each."""
    pages = [
        ("政府工作报告", "一、回顾", f"{city}很好。", f"主办：{city}人民政府办公厅")
        for city in ("甲市", "乙市", "丙市")
    ]
    stay, gone = without_furniture(lines(*(text for page in pages for text in page)))

    assert [line.text for line in stay] == [text for page in pages for text in page[:-1]]
    assert [line.text for line in gone] == [page[-1] for page in pages]


def test_a_credit_next_to_others_is_one() -> None:
    """Also between numbered lines, as where a text is cut into pages."""
    named = ("主办：甲市人民政府办公厅", "承办：甲市信息中心", "青ICP备05000000号-1")
    stay, gone = without_furniture(lines("一、回顾", *named, "二、任务"))

    assert [line.text for line in stay] == ["一、回顾", "二、任务"]
    assert [line.text for line in gone] == [*named]


CONTENTS = ("目 录", "一、2023年工作回顾", "二、2024年工作任务")


def report_of(city: str) -> tuple[str, ...]:
    """Give a city's report with its title."""
    meeting = f"（2024年1月10日在{city}第十四届人民代表大会第三次会议上）"
    return ("政府工作报告", meeting, "各位代表：", CONTENTS[1], f"{city}很好。", CONTENTS[2], f"{city}要干。")


def test_each_report_has_its_own_table_of_contents() -> None:
    """A title is none of its entries, though the next report bears the same."""
    first, second = report_of("甲市"), report_of("乙市")
    for between in (CONTENTS, ()):
        stay, gone = without_furniture(lines(*CONTENTS, *first, *between, *second))

        assert [line.text for line in stay] == [*first, *second]
        assert [line.text for line in gone] == [*CONTENTS, *between]


def test_a_table_of_contents_of_titles_goes() -> None:
    """A compilation's lists its reports: the last entry stands right above the first report's own title."""
    titles = ("甲县人民法院工作报告", "乙县人民法院工作报告")
    texts = [text for title in titles for text in (title, "各位代表：", "很好。")]
    stay, _ = without_furniture(lines("目录", *titles, *texts))

    assert [line.text for line in stay] == texts


def test_a_table_of_contents_may_go_over_pages() -> None:
    """Each with the title on its top."""
    report = report_of("甲市")
    assert [line.text for line in without_furniture(lines("目录", CONTENTS[1], "目录", CONTENTS[2], *report))[0]] == [
        *report
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ["目录"] * 20_000,
        ["目录", "一、回顾"] * 10_000,
        ["目录", "很好。"] * 10_000,
        ["目录", "一" + "." * 50_000 + "二"],
    ],
)
def test_many_tables_of_contents_take_no_time(texts: list[str]) -> None:
    """Each line is looked at once."""
    begun = perf_counter()
    without_furniture(lines(*texts))

    assert perf_counter() - begun < 3


@pytest.mark.parametrize("text", ["目　錄", "上一頁  1   2   3   下一頁", "點擊上方藍字關注我們", "主辦：甲縣人民政府"])
def test_a_page_in_traditional_characters_is_known_too(text: str) -> None:
    """What goes is listed as it was written."""
    stay, gone = without_furniture(lines("各位代表：", text, "全年工作圓滿完成。"))

    assert [line.text for line in stay] == ["各位代表：", "全年工作圓滿完成。"]
    assert [line.text for line in gone] == [text]


@pytest.mark.parametrize(
    ("cells", "row"),
    [
        (["指标", "目标", "完成"], "指标 | 目标 | 完成"),
        (["粮食产量", "", "312.8"], "粮食产量 | | 312.8"),
        (["", "2023年", "2024年"], "| 2023年 | 2024年"),
        (["机场旅客", "90", ""], "机场旅客 | 90"),
        (["合计", "", ""], "合计"),
        (["", ""], ""),
    ],
)
def test_no_value_of_a_table_changes_its_column(cells: list[str], row: str) -> None:
    """A result without a target must not pass for a target; what is empty at the end needs no place."""
    assert table_row(cells) == row


def test_numbers_between_the_pages_of_a_site_take_no_time() -> None:
    """A line of navigation that is none after all is tried once, not in every way to divide its digits."""
    begun = perf_counter()
    without_furniture(lines("上一页 " + "1234567891011121314151617181920" + " 下一页 共20页"))

    assert perf_counter() - begun < 1
