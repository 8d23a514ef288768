"""Short reports in the forms that sites and offices give them."""

from typing import Any

import pytest

from reports.reader import read
from reports.report import Part, Report

DELIVERED = "——2024年1月10日在宁波市第十六届人民代表大会第三次会议上\n"
HEAD = f"政府工作报告\n{DELIVERED}各位代表：\n"


def only(text: str) -> Report:
    """Read a text that holds one report."""
    (report,) = read("报告.txt", text.encode())
    return report


def passages(report: Report) -> list[str]:
    """List the paragraphs."""
    return [passage.span.of(report.text) for passage in report.passages]


FACTS: dict[str, tuple[str, dict[str, Any]]] = {
    "a date with spaces": (
        "政府工作报告\n——2024 年 1 月 10 日在宁波市第十六届人民代表大会第三次会议上\n宁波市市长 汤飞帆\n各位代表：\n很好。",
        {"title": "政府工作报告", "body": "government", "date": "2024-01-10", "speaker": "汤飞帆"},
    ),
    "a date in Chinese numerals": (
        "政府工作报告\n二○二四年一月十日在台州市第六届人民代表大会第三次会议上\n各位代表：\n很好。",
        {"date": "2024-01-10", "session": "第六届人民代表大会第三次会议"},
    ),
    "a plan under the year of delivery": (
        HEAD + "一、过去一年工作回顾\n很好。\n二、2024年主要工作\n要干。",
        {"year": 2024, "covers": (2023, 2023)},
    ),
    "five years and a plan": (
        HEAD + "一、过去五年工作回顾\n很好。\n二、2024年重点工作\n要干。",
        {"covers": (2019, 2023)},
    ),
    "a title in two lines": (
        "上海市浦东新区人民代表大会常务委员会\n工作报告\n——2024年1月9日在第七届人民代表大会第三次会议上\n各位代表：\n好。",
        {"title": "上海市浦东新区人民代表大会常务委员会工作报告", "body": "npc"},
    ),
    "a plan report in two lines": (
        "关于平阳县2023年计划执行情况\n与2024年计划草案的报告\n——2024年1月22日在平阳县第十七届人民代表大会第三次会议上\n好。",
        {"title": "关于平阳县2023年计划执行情况与2024年计划草案的报告", "date": "2024-01-22"},
    ),
    "a title in one line with its meeting": (
        "政 府 工 作 报 告 ——2006年3月5日在第十届全国人民代表大会第四次会议上\n国务院总理　温家宝\n各位代表：\n好。",
        {"title": "政府工作报告", "speaker": "温家宝", "year": 2006},
    ),
    "a site's name above": (
        "宁波市人民政府网站\n政府工作报告\n现在，我代表宁波市人民政府报告工作。",
        {"title": "政府工作报告", "body": "government"},
    ),
    "a court": (
        "临泽县人民法院工作报告\n——2024年1月9日在临泽县第十九届人民代表大会第三次会议上\n各位代表：\n好。",
        {"body": "other"},
    ),
    "a conference named first": (
        "政协常委会工作报告\n——2024年1月10日在政协第十五届杭州市委员会第三次会议上\n各位委员：\n好。",
        {"body": "cppcc", "session": "政协第十五届杭州市委员会第三次会议"},
    ),
    "the name before the office": (
        "政府工作报告\n——2024年1月10日张三丰市长在宁波市第十六届人民代表大会第三次会议上的报告\n各位代表：\n好。",
        {"speaker": "张三丰"},
    ),
}


@pytest.mark.parametrize("name", FACTS)
def test_facts_are_found_in_every_form(name: str) -> None:
    """As a reader would say them."""
    text, expected = FACTS[name]
    identity = only(text).identity

    assert {fact: getattr(identity, fact) for fact in expected} == expected


def test_a_heading_of_the_year_of_delivery_is_a_plan() -> None:
    """Whatever it says of work; one that looks back on that year is none."""
    report = only(HEAD + "一、过去一年工作回顾\n很好。\n二、2024年主要工作\n要干。")

    assert [passage.part for passage in report.passages] == [None, Part.DONE, Part.PLANNED]


def test_a_heading_that_names_a_work_report_is_no_title() -> None:
    """Nor is the sentence below it part of a title block."""
    body = "（一）紧扣大局\n很好。\n（二）听取“一府两院”工作报告\n听取法院、检察院专项工作报告。\n各位代表！\n过去一年很好。"
    assert passages(only(HEAD + body))[2:] == ["听取法院、检察院专项工作报告。", "各位代表！", "过去一年很好。"]


def test_labels_stay_apart() -> None:
    """Neither from one another nor from the text behind them is anything joined; broken prose still is."""
    body = "一、主要目标\n地区生产总值：增长6%\n城镇新增就业：10万人\n我们要实干争先，\n勇立潮头！"
    expected = ["地区生产总值：增长6%", "城镇新增就业：10万人", "我们要实干争先，勇立潮头！"]
    assert passages(only(HEAD + body))[1:] == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "来源：财政收入来源多元化，全年完成100亿元。",
        "编辑：完成《宁波年鉴》编纂出版工作。",
        "加微信群1200个，服务群众3万人次。",
        "主办：全国双创周主会场活动。",
    ],
)
def test_what_looks_like_a_credit_and_is_a_sentence_stays(sentence: str) -> None:
    """A credit ends without a stop."""
    assert sentence in passages(only(HEAD + sentence))


def test_a_report_that_goes_on_in_the_same_file_is_complete() -> None:
    """It breaks off only where nothing takes it up again."""
    assert only(HEAD + "很好，\n（下转第二版）\n（上接第一版）\n更好。").complete
    assert not only(HEAD + "很好，\n（下转第二版）").complete


WECHAT = """<!DOCTYPE html><meta charset=utf-8><meta property="og:title" content="政府工作报告"><div id=js_article>
<h1>政府工作报告</h1><div><span>甲水发布</span><em>2025年1月13日 09:00</em></div>
<div id=js_content style="visibility: hidden; opacity: 0;"><section><p>点击上方<strong>蓝字</strong>关注我们</p>
<p>——2025年1月12日在甲水市第十八届人民代表大会第四次会议上</p><p>各位代表：</p><section><span>01</span>
<section><strong>2024年工作回顾</strong></section></section><p><span>　　地区生产总值</span><span>增长5%</span>，好于预期，新建农村公路一百二十公里。</p>
<p><br></p><section><span>02</span><section><strong>2025年工作安排</strong></section></section><p>实施提振消费行动，发放消费券一亿元。</p>
<p>来源：甲水日报</p><p>编辑：张三　校对：李四</p><p>点个“在看”分享给更多人</p></section></div></div><div>精选留言 写留言</div>"""


def test_a_page_of_wechat_gives_the_report_alone() -> None:
    """Hidden until a script shows it, its headings numbered in boxes of their own, with what the app asks for around it."""
    (report,) = read("微信.html", WECHAT.encode())

    assert [heading.text for heading in report.headings] == ["2024年工作回顾", "2025年工作安排"]
    assert passages(report) == [
        "各位代表：",
        "地区生产总值增长5%，好于预期，新建农村公路一百二十公里。",
        "实施提振消费行动，发放消费券一亿元。",
    ]
    assert report.identity.date == "2025-01-12"
