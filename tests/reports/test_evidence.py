"""Evidence: the words behind each fact, where they stand, and that they are there."""

import json
import re
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import guarded
from reports.chinese import as_written, plain
from reports.errors import Unreadable
from reports.places import short
from reports.reader import read
from reports.report import Body, Identity, Report, Where
from tests.invented import Invented
from tests.reports.test_seeds import GOLD, SEEDS, found

WITHOUT = {"ambiguous"}
FACTS = {field.name for field in fields(Identity)} - WITHOUT


def words(report: Report, fact: str) -> list[tuple[str, str]]:
    """Give the words that say a fact, each with its place."""
    return [(one.quote, one.place.value) for one in report.evidence if one.fact == fact]


def is_supported(report: Report) -> None:
    """Check that each fact that is known has evidence, each that is not has none, and that all of it is there.

    That a body is none of those known by name is no fact, unless a column says so.
    """
    known = {fact for fact in FACTS if getattr(report.identity, fact) not in {None, "other", Body.OTHER}}
    assert {one.fact for one in report.evidence} - known <= {"body"} & {
        one.fact for one in report.evidence if one.place is Where.GIVEN
    }
    assert known <= {one.fact for one in report.evidence}
    for one in report.evidence:
        assert one.quote
        assert report.text_at(one.place)[one.span.start : one.span.end] == one.quote


def test_each_fact_has_the_words_that_say_it() -> None:
    """As a reader would underline them in a report with a title block, on a page that is dated."""
    page = "发布时间：2025-01-21 来源：日报\n"
    (report,) = read("蓼溪.txt", (page + Invented(county="蓼溪县").text).encode())

    assert {one.fact: words(report, one.fact) for one in report.evidence} == {
        "title": [("蓼溪县人民代表大会常务委员会工作报告", "title block")],
        "body": [("人民代表大会", "title block")],
        "kind": [("工作报告", "title block")],
        "region": [("青岚省岚州市蓼溪县", "title block")],
        "level": [("青岚省岚州市蓼溪县", "title block")],
        "covers": [("2024年主要工作", "text")],
        "year": [("2025年1月12日", "title block")],
        "date": [("2025年1月12日", "title block")],
        "session": [("第十七届人民代表大会第三次会议", "title block")],
        "speaker": [("岑望舒", "title block")],
        "published": [("2025-01-21", "page")],
    }
    is_supported(report)


def test_places_have_the_texts_that_a_reader_sees() -> None:
    """Title block and page are the lines left out, the file's name and folders those that were given."""
    (report,) = read("集/蓼溪/甲.txt", ("— 1 —\n" + Invented().text).encode())

    assert report.text_at(Where.TEXT) == report.text
    assert report.text_at(Where.TITLE_BLOCK).split("\n") == Invented().text.split("\n")[:3]
    assert report.text_at(Where.PAGE) == "— 1 —"
    assert report.text_at(Where.FILE_NAME) == "甲.txt"
    assert report.text_at(Where.FOLDER) == "集/蓼溪"
    assert report.text_at(Where.GIVEN) == ""


def test_the_machine_s_own_folders_are_no_place() -> None:
    """An absolute path says where a program put the file, not where somebody filed it."""
    (report,) = read("/home/浙江省/政协/2024/甲.txt", "全年工作圆满完成。".encode())

    assert report.text_at(Where.FOLDER) == ""
    assert (report.identity.region, report.identity.body, report.identity.year) == (None, Body.OTHER, None)


def test_words_are_quoted_in_the_characters_of_the_source() -> None:
    """Traditional characters, wide digits and spaces in a name stand in the quote as they are written."""
    text = "臨平區人民代表大會常務委員會工作報告\n——２０２４年１月１２日在第十七屆人民代表大會第三次會議上\n主任  張 學\n各位代表：\n全年工作圓滿完成。\n"
    (report,) = read("a.txt", text.encode())

    assert words(report, "region") == [("臨平區", "title block")]
    assert words(report, "date") == [("２０２４年１月１２日", "title block")]
    assert words(report, "session") == [("第十七屆人民代表大會第三次會議", "title block")]
    assert words(report, "speaker") == [("張 學", "title block")]
    assert report.identity.speaker == "張學"
    assert report.identity.session == "第十七屆人民代表大會第三次會議"


def test_the_name_of_several_places_is_quoted_with_what_settles_it() -> None:
    """The title's name, and the first mention of what lies above the place that is meant."""
    text = "青山区人民代表大会常务委员会工作报告\n各位代表：\n武汉的明天更好，湖北走在前列，武汉加油。\n"
    (report,) = read("a.txt", text.encode())

    assert words(report, "region") == [("青山区", "title block"), ("湖北", "text"), ("武汉", "text")]
    assert [one.span for one in report.evidence if one.fact == "region"] == [(0, 3), (14, 16), (6, 8)]


def test_a_place_found_by_counting_is_quoted_at_its_first_mention() -> None:
    """A title that says only "the city": the name stands first in the second line."""
    text = "市人大常委会工作报告\n各位代表：\n……去年，乌海市人大常委会召开会议。乌海市人大常委会听取报告。\n"
    (report,) = read("a.txt", text.encode())

    (one,) = (one for one in report.evidence if one.fact == "region")
    assert (one.quote, one.span) == ("乌海市", (11, 14))


def test_a_term_is_covered_by_two_quotes() -> None:
    """The year it ends with, and the words that make it five years."""
    text = "甲水县委员会常务委员会工作报告\n各位委员：\n五年来的工作\n一切顺利。\n2023年主要任务\n改造小区。\n"
    (report,) = read("a.txt", text.encode())

    assert report.identity.covers == (2018, 2022)
    assert words(report, "covers") == [("2023年主要任务", "text"), ("五年来的工作", "text")]


def test_given_facts_are_quoted_from_their_cells() -> None:
    """A column weighs more than the text: its cell is the evidence, and the text's words are none any more."""
    row = {
        "text": Invented().text,
        "title": "另一个\n标题",
        "地区": "浙江/杭州",
        "year": "2026年",
        "机构": "政协",
        "date": "2026-02-03 00:00",
    }
    (report,) = read("a.jsonl", json.dumps(row).encode())

    assert words(report, "title") == [("另一个\n标题", "given")]
    assert words(report, "region") == words(report, "level") == [("浙江/杭州", "given")]
    assert words(report, "year") == [("2026年", "given")]
    assert words(report, "body") == [("政协", "given")]
    assert words(report, "date") == [("2026-02-03 00:00", "given")]
    assert words(report, "session") == [("第十七届人民代表大会第三次会议", "title block")]
    is_supported(report)


def test_a_given_title_tells_what_it_tells_where_it_is_given() -> None:
    """Body and kind of a text without a title stand in the column's title; a day given tells the year and those covered."""
    (report,) = read(
        "2020/a.jsonl",
        json.dumps({"text": "全年工作圆满完成。", "title": "甲水县政府工作报告", "date": "2024-01-02"}).encode(),
    )

    assert words(report, "body") == [("政府", "given")]
    assert words(report, "kind") == [("工作报告", "given")]
    assert (report.identity.year, report.identity.covers) == (2024, (2023, 2023))
    assert words(report, "year") == words(report, "covers") == [("2024-01-02", "given")]
    is_supported(report)


def test_the_day_of_a_page_is_each_of_its_reports() -> None:
    """The line stands with both reports; the page's other lines stand with the first alone."""
    page = "当前位置: 新闻 > 甲\n发布时间：2025-01-21 来源：日报\n"
    text = page + Invented().text + Invented(county="乙山县").text
    first, second = read("a.txt", text.encode())

    assert (first.text_at(Where.PAGE), second.text_at(Where.PAGE)) == (page.strip(), page.split("\n")[1])
    assert words(first, "published") == words(second, "published") == [("2025-01-21", "page")]
    is_supported(first)
    is_supported(second)


def test_evidence_comes_through_the_child() -> None:
    """The guarded reader gives the same evidence, file and given facts."""
    data = json.dumps({"text": Invented().text, "year": 2026}).encode()
    assert guarded.read("浙江省/甲.jsonl", data) == read("浙江省/甲.jsonl", data)


PIECES = [
    "蔗林縣人民代表大會常務委員會工作報告",
    "鼓楼区人民代表大会常务委员会工作报告",
    "市政府工作报告",
    "2025年国务院政府工作报告",
    "——２０２４年１月１２日在汀南省蔗林縣第十二屆人民代表大會第三次會議上",
    "——2025年1月10日在昌吉回族自治州第十六届人民代表大会第五次会议上",
    "Delivered on January 12, 2024 at the Third Session of the Congress ",
    "不负人民重托 书写履职新篇章",
    "——市人大常委会2023年履职综述",
    "县人大常委会主任  張 學",
    "本报记者 何龙",
    "各位代表：",
    "各位代表：我受政协兰州市城关区委员会……委托，报告……工作。",
    "我代表国务院，向大会报告政府工作。",
    "……①乌海市人大常委会㎡，江苏省2022年……",
    "2023年主要工作",
    "① 五年来的工作……",
    "2024年主要任务",
    "今后五年的工作建议",
    "学习二十大精神。",
    "发布时间:2024-01-21 10:09:13 来源:日报",
    "当前位置: 新闻 > 昌吉新闻",
    "# 政府工作报告",
    "全年共召开常委会会议8次，听取报告17项。",
]
NAMES = [
    "a",
    "2024",
    "2024年度",
    "政协",
    "浙江省",
    "杭州市",
    "鼓楼区",
    "福建",
    "福州",
    "江蘇省",
    "青岚省",
    "岚州市",
    "②县",
]
CHARACTERS = "㈠①…㎡％１臨縣會議張乾隆后後里裏发髮干幹abc国é县 ﷺ"

lines = st.lists(st.one_of(st.sampled_from(PIECES), st.text(CHARACTERS, max_size=9)), max_size=12)
names = st.lists(st.sampled_from(NAMES), min_size=1, max_size=4)


@given(lines, names)
def test_every_fact_that_is_known_is_supported(pieces: list[str], path: list[str]) -> None:
    """Whatever the lines and the names of file and folders: the words are there, and nothing unknown is evidenced."""
    with suppress(Unreadable):
        for report in read("/".join(path) + ".txt", "\n".join([*pieces, "全年工作圆满完成。"]).encode()):
            is_supported(report)


@given(
    lines,
    st.fixed_dictionaries(
        {},
        optional={
            "title": st.sampled_from(PIECES),
            "region": st.sampled_from([*NAMES, "浙江省/杭州市", "城区"]),
            "year": st.sampled_from(["2024", "去年", "2020年"]),
            "body": st.sampled_from(["政协", "other", "花园"]),
            "date": st.sampled_from(["2024-01-12", "2024-13-12", "2020/1/2"]),
        },
    ),
)
def test_every_fact_of_a_table_s_row_is_supported(pieces: list[str], facts: dict[str, str]) -> None:
    """The same with facts beside the text, understood or not."""
    row = {"text": "\n".join([*pieces, "全年工作圆满完成。"]), **facts}
    with suppress(Unreadable):
        for report in read("2023/表.jsonl", json.dumps(row).encode()):
            is_supported(report)


@given(st.text(CHARACTERS, min_size=1, max_size=12), st.data())
def test_a_stretch_of_the_plain_form_is_found_in_the_written(text: str, data: st.DataObject) -> None:
    """Character by character: those that became it, and none that did not."""
    whole = plain(text)
    start = data.draw(st.integers(0, len(whole) - 1))
    end = data.draw(st.integers(start + 1, len(whole)))
    stretch = as_written(text, start, end)

    forms = [(n, c) for n, written in enumerate(text) for c in plain(written)]
    if "".join(c for _, c in forms) == whole:
        owners = [n for n, _ in forms[start:end]]
        assert stretch == (owners[0], owners[-1] + 1)


@pytest.mark.parametrize(
    ("text", "start", "end", "stretch"),
    [
        ("……乌海市", 6, 9, (2, 5)),
        ("第①届", 1, 2, (1, 2)),
        ("面积5㎡，臨平區", 6, 9, (5, 8)),
        ("e\u0301乌海市", 1, 4, None),
    ],
)
def test_characters_that_become_several_or_one_are_reckoned_with(
    text: str, start: int, end: int, stretch: tuple[int, int] | None
) -> None:
    """An ellipsis becomes six stops; two that became one can't be told apart, and the whole line is quoted then."""
    assert as_written(text, start, end) == stretch


def seeds() -> list[Any]:
    """Number the real reports."""
    return [pytest.param(n, id=str(n)) for n in range(len(GOLD))]


@pytest.mark.shared
@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real reports lie in ../shared, which is not here")
@pytest.mark.parametrize("n", seeds())
def test_real_facts_are_quoted_from_what_says_them(n: int) -> None:
    """The quotes say what a careful reader found: the place's name, the day's numbers, the person."""
    gold, report = GOLD[n], found()[n][1]

    is_supported(report)
    assert any(short(gold["region"][-1]) in quote for quote, _ in words(report, "region"))
    for quote, _ in words(report, "date"):
        assert [int(part) for part in re.findall(r"\d+", quote)] == [int(part) for part in gold["date"].split("-")]
    assert {re.sub(r"\s", "", quote) for quote, _ in words(report, "speaker")} == set(
        filter(None, [gold.get("speaker")])
    )
    assert [quote for quote, _ in words(report, "author")] == list(filter(None, [gold.get("author")]))
    assert "".join(quote for quote, _ in words(report, "title")) == gold["title"]


@pytest.mark.shared
@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real reports lie in ../shared, which is not here")
@pytest.mark.parametrize(
    "path", sorted((Path(SEEDS).parent / "files" / "gb18030").glob("*.txt")), ids=lambda path: path.stem
)
def test_state_council_reports_are_the_country_s(path: Path) -> None:
    """None of the reports to the national congress is doubted for want of a region."""
    for report in read(path.name, path.read_bytes()):
        assert (report.identity.region, report.identity.level) == (None, "national")
        assert "region unknown" not in report.warnings
        assert all(re.search("国务院|全国", quote) for quote, _ in words(report, "level"))
        is_supported(report)
