import csv
import json
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import formats
from reports.errors import Unreadable
from reports.reader import read
from reports.report import Report
from tests.invented import Invented

TEXT = "各位代表：\n全年新建农村公路一百二十公里，群众出行更加方便。"
LINES = ["各位代表：", "全年新建农村公路一百二十公里，群众出行更加方便。"]


def workbook(*sheets: list[list[Any]]) -> bytes:
    """Give the bytes of a workbook with these sheets of rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_csv(*rows: str) -> bytes:
    """Give the bytes of rows."""
    return "\n".join(rows).encode()


def as_jsonl(*rows: Any) -> bytes:
    """Give the bytes of objects, one a line."""
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


def told(data: bytes, name: str = "表.csv") -> list[tuple[list[str], dict[str, str]]]:
    """Read each row's lines and facts."""
    return [([line.text for line in source.lines], dict(source.facts)) for source in formats.sources(name, data)]


def one(**facts: Any) -> Report:
    """Read the report of a table of one row with these facts."""
    (report,) = read("表.jsonl", as_jsonl({"text": TEXT, **facts}))
    return report


def test_each_row_is_a_text_with_its_facts() -> None:
    """Columns are known by their Chinese names; a text of several lines keeps them."""
    quoted = f'"{TEXT}"'
    data = as_csv(
        "标题,省份,城市,区县,年份,机构,日期,正文", f"甲报告,浙江省,杭州市,临平区,2024,人大,2024-01-12,{quoted}"
    )

    assert told(data) == [
        (
            LINES,
            {"title": "甲报告", "region": "浙江省/杭州市/临平区", "year": "2024", "body": "人大", "date": "2024-01-12"},
        )
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_separator_and_encoding_are_known_by_the_bytes(delimiter: str, encoding: str) -> None:
    """What Excel saves in any country is read without a question."""
    rows = [["题目", "全文"], ["甲, 乙", "第一段；第二段。"], ["丙", '"他说""好""。"']]
    rows[1][0] = '"甲, 乙"'
    data = "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)

    assert told(data) == [(["第一段；第二段。"], {"title": "甲, 乙"}), (['他说"好"。'], {"title": "丙"})]


def test_the_same_table_in_three_formats_reads_the_same() -> None:
    """Numbers lose their point, days their hour; empty cells are no facts."""
    rows = [["Title", "Year", "Date", "Region", "Content"], ["甲报告", 2024, date(2024, 1, 12), None, TEXT]]
    text = TEXT.replace("\n", "\\n")
    expected = [(LINES, {"title": "甲报告", "year": "2024", "date": "2024-01-12"})]

    assert told(as_csv("Title,Year,Date,Region,Content", f'甲报告,2024,2024-01-12,,"{TEXT}"')) == expected
    assert told(workbook(rows), "表.xlsx") == expected
    rows[1][1:3] = [2024.0, datetime(2024, 1, 12)]  # noqa: DTZ001 - as Excel keeps days
    assert told(workbook(rows), "表.xlsx") == expected
    line = f'{{"Title": "甲报告", "Year": 2024.0, "Date": "2024-01-12", "Region": null, "Content": "{text}"}}'
    assert told(line.encode(), "表.jsonl") == expected


def test_without_its_name_the_column_of_the_longest_texts_is_it() -> None:
    """Facts and addresses are never the text, however long."""
    data = as_csv(
        "标题,网址,说的话",
        "甲水县人民代表大会常务委员会二〇二四年度工作报告,https://example.org/a/very/long/address/of/a/page,全年新建公路一百二十公里，出行方便。",
        "乙,https://example.org/b,全年新增就业四千二百人，比上年多三百人。",
    )

    assert [lines for lines, _ in told(data)] == [
        ["全年新建公路一百二十公里，出行方便。"],
        ["全年新增就业四千二百人，比上年多三百人。"],
    ]


def test_every_sheet_with_texts_is_read() -> None:
    """A sheet of notes beside it is passed over."""
    data = workbook([["说明"], ["请填写"]], [["text"], ["第一段。"]], [], [[None], ["正文"], ["第二段。"]])

    assert [lines for lines, _ in told(data, "表.xlsx")] == [["第一段。"], ["第二段。"]]


def test_a_sheet_without_texts_is_named_beside_one_with_texts() -> None:
    """Nobody should think that it was read."""
    found = read("表.xlsx", workbook([["说明"], ["请填写"]], [["text"], ["第一段。"]], []))

    assert found[0].warnings[-1] == "sheets without a column of texts were passed over: Sheet"


def test_a_cell_that_is_neither_text_nor_fact_is_listed_as_left_out() -> None:
    """With the name of its column; of equal names all but the first are numbered."""
    data = as_csv("标题,备注,正文,备注,title,正文", "甲,其一,第一段。,其二,乙,另文。", ",,,独行,,")
    (source,) = formats.sources("表.csv", data)

    assert [line.text for line in source.lines] == ["第一段。"]
    assert source.facts == {"title": "甲"}
    assert [(line.text, line.why) for line in source.removed] == [
        ("独行", "row without a text"),
        ("其一", "another column: 备注"),
        ("其二", "another column: 备注 (2)"),
        ("乙", "another column: title"),
        ("另文。", "another column: 正文 (2)"),
    ]


def test_a_json_object_keeps_the_values_of_equal_names() -> None:
    """As a table does."""
    (source,) = formats.sources("表.jsonl", '{"text": "第一段。", "text": "第二段。"}'.encode())

    assert [line.text for line in source.lines] == ["第一段。"]
    assert [(line.text, line.why) for line in source.removed] == [("第二段。", "another column: text (2)")]


@pytest.mark.parametrize(
    ("rows", "texts"),
    [
        (
            ("全年新建农村公路一百二十公里", "全年新增就业四千二百人"),
            ["全年新建农村公路一百二十公里", "全年新增就业四千二百人"],
        ),
        (("甲,第一段的话说到这里。", "乙,第二段的话说到这里。"), ["第一段的话说到这里。", "第二段的话说到这里。"]),
        (
            ("甲,,第一段的话说到这里的时候", "乙,丙,第二段的话说到这里。"),
            ["第一段的话说到这里的时候", "第二段的话说到这里。"],
        ),
        (("序号,说的话", "1,第一段的话说到这里。"), ["第一段的话说到这里。"]),
        (("内容", "第一段。"), ["第一段。"]),
    ],
)
def test_only_names_are_a_header(rows: tuple[str, ...], texts: list[str]) -> None:
    """A first row of sentences, or with holes, or of a table that is one column, is a text like the others."""
    assert [line for lines, _ in told(as_csv(*rows)) for line in lines] == texts


def test_a_title_above_the_header_is_left_out() -> None:
    """It names the table, not its columns."""
    data = workbook([["各县报告汇总"], [None, "二〇二四年"], ["标题", "正文"], ["甲", "第一段。"], ["乙", "第二段。"]])
    first, second = formats.sources("表.xlsx", data)

    assert [first.facts, second.facts] == [{"title": "甲"}, {"title": "乙"}]
    assert [(line.text, line.why) for line in (*first.removed, *second.removed)] == [
        ("各县报告汇总", "title of the table"),
        ("二〇二四年", "title of the table"),
    ]


WORDS = st.text('甲乙丙丁一二,;|\t"\n。 ', max_size=12)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=4), min_size=1, max_size=6))
def test_no_word_of_a_table_is_lost(rows: list[list[str]]) -> None:
    """It stands in a line, in a fact or in what was left out."""
    stream = StringIO()
    csv.writer(stream).writerows([["标题", "正文", "备注", "备注"], *rows])
    try:
        found = formats.sources("表.csv", stream.getvalue().encode())
    except Unreadable:
        return
    kept = [line.text for source in found for line in (*source.lines, *source.removed)]
    kept += [fact for source in found for fact in source.facts.values()]

    given_words = "".join(cell for row in rows for cell in row)
    assert sorted("".join("".join(kept).split())) == sorted("".join(given_words.split()))


def test_rows_without_a_text_are_passed_over_and_counted() -> None:
    """The first report of the table says so."""
    found = read("表.csv", as_csv("正文,年份", "第一段。,2024", ",2023", "第二段。,2022"))

    assert [report.text for report in found] == ["第一段。", "第二段。"]
    assert "rows of this table without a text were passed over: 1 of 3" in found[0].warnings


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        (
            "表.csv",
            as_csv("标题,年份", "甲水县人大常委会工作报告甲水县人大常委会工作报告,2024"),
            "标题, 年份.*name the one",
        ),
        ("表.csv", as_csv("正文,年份"), "no column holds texts"),
        ("表.csv", b"", "empty"),
        ("表.xlsx", workbook([["年份"], [2024]]), "年份"),
        ("表.xlsx", workbook([]), "no columns"),
        ("表.xlsx", b"PK\x03\x04" + bytes(100), "no workbook"),
        ("表.xlsx", b"text", "no workbook"),
        ("表.xlsx", b"\xd0\xcf\x11\xe0" + bytes(100), "password"),
        ("表.jsonl", b'{"text": "\xe7\x94\xb2"}\n\n{"text": ', "line 3 is no JSON"),
        ("表.jsonl", b'["text"]', "line 1 is no JSON object"),
        ("表.jsonl", b"[" * 100_000, "line 1 is no JSON"),
    ],
)
def test_what_is_no_table_of_texts_is_refused_with_the_way_out(name: str, data: bytes, why: str) -> None:
    """The message names the columns that are there, or the line that is broken."""
    with pytest.raises(Unreadable, match=why) as caught:
        formats.sources(name, data)
    assert "\n" not in str(caught.value)


def test_a_table_of_reports_reads_as_the_reports_do() -> None:
    """Without facts beside it a row is read like a file; covers, session and speaker always come from the text."""
    (expected,) = read("表.txt", Invented().text.encode())
    (bare,) = read("表.jsonl", as_jsonl({"text": Invented().text}))
    (given,) = read("表.jsonl", as_jsonl({"text": Invented().text, "title": "另一个标题", "year": 2026}))

    assert (bare.identity, bare.text, bare.passages) == (expected.identity, expected.text, expected.passages)
    assert (given.identity.title, given.identity.year) == ("另一个标题", 2026)
    assert (given.identity.covers, given.identity.session) == (expected.identity.covers, expected.identity.session)


@pytest.mark.parametrize(
    ("written", "path", "level"),
    [
        ("浙江省/杭州市/临平区", ("浙江省", "杭州市", "临平区"), "county"),
        ("杭州市", ("浙江省", "杭州市"), "prefecture"),
        ("浙江/杭州", ("浙江省", "杭州市"), "prefecture"),
        ("吉林", ("吉林省",), "province"),
        ("昌吉", ("新疆维吾尔自治区", "昌吉回族自治州"), "prefecture"),
        ("青岚省/岚州市/甲水县", ("青岚省", "岚州市", "甲水县"), "county"),
        ("甲水县", ("甲水县",), "county"),
    ],
)
def test_a_given_region_is_found_in_the_tree(written: str, path: tuple[str, ...], level: str) -> None:
    """Paths and names, whole or short; an invented place is as it is given."""
    identity = one(地区=written).identity

    assert identity.region is not None
    assert identity.region.path == path
    assert identity.level == level


def test_a_given_region_with_homonyms_is_doubted() -> None:
    """A name of two places says which they are, and does not replace what the text knows better."""
    homonym = one(region="城区")
    assert len(homonym.identity.ambiguous) == 3
    assert homonym.identity.level == "county"
    assert homonym.warnings[0].startswith("region not settled: 山西省阳泉市城区 / ")
    (report,) = read("表.jsonl", as_jsonl({"text": Invented().text, "region": "甲水县"}))
    assert report.identity.region is not None
    assert report.identity.region.path == ("青岚省", "岚州市", "甲水县")


@pytest.mark.parametrize(
    ("written", "body"),
    [
        ("人大", "npc"),
        ("甲水县人大常委会", "npc"),
        ("CPPCC", "cppcc"),
        ("政协", "cppcc"),
        ("政府", "government"),
        ("other", "other"),
    ],
)
def test_a_given_body_is_known_by_its_name(written: str, body: str) -> None:
    """In Chinese and English, short and long."""
    assert one(机构=written).identity.body.value == body


@pytest.mark.parametrize(
    "written", ["2024-01-12", "2024/1/12", "2024年1月12日", "20240112", "2024.1.12", "2024-01-12 00:00:00"]
)
def test_a_given_day_is_written_in_any_way(written: str) -> None:
    """It tells the year, too."""
    assert (one(日期=written).identity.date, one(日期=written).identity.year) == ("2024-01-12", 2024)


def test_a_given_title_tells_what_a_title_tells() -> None:
    """Body, kind and years are read from it where the text has no title of its own."""
    identity = one(title="甲水县人大常委会2025年工作报告", year="2025年").identity

    assert (identity.title, identity.body.value, identity.kind) == (
        "甲水县人大常委会2025年工作报告",
        "npc",
        "work report",
    )
    assert (identity.year, identity.covers) == (2025, (2024, 2024))


@pytest.mark.parametrize(
    ("name", "value"),
    [("year", "去年"), ("date", "2024-13-45"), ("date", "春天"), ("body", "花园"), ("region", "某地"), ("region", "/")],
)
def test_a_fact_that_is_not_understood_is_a_warning(name: str, value: str) -> None:
    """The text is read all the same, and says what it says."""
    report = one(**{name: value})

    assert report.text == TEXT
    assert f"the given {name} is not understood: {value}" in report.warnings
    assert getattr(report.identity, name) == getattr(one().identity, name)


def test_facts_beside_a_text_of_several_reports_belong_to_none() -> None:
    """Nobody can say which is meant."""
    both = Invented().text + Invented(county="乙山县").text
    found = read("表.jsonl", as_jsonl({"text": both, "title": "两个报告"}))

    assert [report.identity.title for report in found] == [Invented().title, Invented(county="乙山县").title]
    assert all("it holds 2 reports" in " ".join(report.warnings) for report in found)
