import time
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, strategies

from reports.encodings import decode
from reports.errors import NotAReport, Unreadable
from reports.formats import sources
from reports.reader import read
from tests.invented import Invented

TEXT = Invented().text
NOISE = np.random.default_rng(1).bytes(4000)
ENCODED = {
    "utf-8": TEXT.encode(),
    "utf-8 with a mark": TEXT.encode("utf-8-sig"),
    "utf-16 little-endian": b"\xff\xfe" + TEXT.encode("utf-16-le"),
    "utf-16 big-endian": b"\xfe\xff" + TEXT.encode("utf-16-be"),
    "gb18030": TEXT.encode("gb18030"),
    "gbk": TEXT.encode("gbk"),
    "windows line ends": TEXT.replace("\n", "\r\n").encode(),
    "old mac line ends": TEXT.replace("\n", "\r").encode(),
    "blank lines between": TEXT.replace("\n", "\n\n \u3000\n").encode(),
    "indented": TEXT.replace("\n", "\n\u3000\u3000").encode(),
}


@pytest.mark.parametrize("name", ENCODED)
def test_a_report_reads_the_same_however_it_is_encoded(name: str) -> None:
    """Encodings, byte order marks, line ends and indents leave no trace in text and facts."""
    (expected,) = read("report.txt", TEXT.encode())
    (found,) = read("report.txt", ENCODED[name])

    assert (found.text, found.identity, found.passages) == (expected.text, expected.identity, expected.passages)


@pytest.mark.parametrize("name", ["report.md", "report.markdown", "REPORT.TXT"])
def test_the_ending_says_the_format(name: str) -> None:
    """Endings are told apart without regard to case."""
    assert read(name, TEXT.encode())[0].identity.title == Invented().title


def test_markdown_headings_keep_their_levels() -> None:
    """`#` signs go, and the outline follows them."""
    (report,) = read(
        "notes.md", "# 总结\n\n第一段话在这里。\n\n## 经验\n\n第二段话在这里。\n\n# 展望 #\n\n第三段。".encode()
    )

    assert [(heading.level, heading.text) for heading in report.headings] == [(1, "总结"), (2, "经验"), (1, "展望")]
    assert [passage.heading for passage in report.passages] == [("总结",), ("总结", "经验"), ("展望",)]


MARKDOWN = """# 工作总结

---
| 指标 | **2023年** | 2024年 |
|------|:---:|--:|
| 公路 |  | 12\\|0 |

## **一、主要工作**
- 加强农村公路建设
* **二、改造危桥**，方便群众
> 三、领导讲话
-
全年新建公路**一百二十**公里，2*3**2不变。
"""


def test_the_signs_of_markdown_are_no_text() -> None:
    """Rows are rows, items of lists and quotations are no headings and not joined, and lines of signs are left out."""
    (source,) = sources("notes.md", MARKDOWN.encode())

    assert [(line.level, line.is_item, line.text) for line in source.lines] == [
        (1, False, "工作总结"),
        (None, False, "指标 | 2023年 | 2024年"),
        (None, False, "公路 | | 12|0"),
        (2, False, "一、主要工作"),
        (None, True, "加强农村公路建设"),
        (None, True, "二、改造危桥，方便群众"),
        (None, True, "三、领导讲话"),
        (None, False, "全年新建公路一百二十公里，2*3**2不变。"),
    ]
    assert [(line.text, line.why) for line in source.removed] == [
        ("---", "Markdown"),
        ("|------|:---:|--:|", "Markdown"),
        ("-", "Markdown"),
    ]
    (report,) = read("notes.md", MARKDOWN.encode())
    assert [heading.text for heading in report.headings] == ["工作总结", "一、主要工作"]
    assert "\n加强农村公路建设\n" in report.text


def test_in_plain_text_the_signs_of_markdown_are_text() -> None:
    """Somebody may have meant them."""
    (source,) = sources("notes.txt", "- 甲\n---\n**乙**\n|丙|丁|".encode())

    assert [line.text for line in source.lines] == ["- 甲", "---", "**乙**", "|丙|丁|"]


def test_a_section_right_under_its_chapter_is_not_the_chapter() -> None:
    """Two headings in a row that are marked with different levels are two."""
    (report,) = read("notes.md", "# 总结\n\n## 经验\n\n第一段话在这里。".encode())

    assert [(heading.level, heading.text) for heading in report.headings] == [(1, "总结"), (2, "经验")]


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n", "\u3000\u3000\n".encode()])
def test_a_file_without_text_is_said_to_be_empty(data: bytes) -> None:
    """No bytes, white space and a lone mark hold no text."""
    with pytest.raises(Unreadable, match=r"empty|no text") as caught:
        read("empty.txt", data)
    assert caught.value.name == "empty.txt"


@pytest.mark.parametrize(
    "data",
    [
        b"\x00\x01\x02" * 100,
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        b"%PDF-1.7\n" + NOISE[:2000],
        NOISE.replace(b"\x00", b"\x01"),
        b"\xff\xfe" + NOISE[:2001],
    ],
    ids=["nul", "png", "pdf", "noise", "utf-16 noise"],
)
def test_a_binary_file_is_no_text_whatever_its_name(data: bytes) -> None:
    """Bytes that are no text are refused in one line instead of being indexed as rubbish."""
    with pytest.raises(Unreadable) as caught:
        read("binary.txt", data)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["photo.jpg", "tool.exe", "truth.json", "README", "report.txt.zip"])
def test_files_of_other_types_are_passed_over(name: str) -> None:
    """The ending alone decides, and the message names those that can be read."""
    with pytest.raises(NotAReport, match=r"\.txt"):
        read(name, TEXT.encode())


def test_a_text_without_a_title_is_one_report_of_nobody() -> None:
    """Unknown facts are null, the file's name stands for the title, and a warning says so."""
    (report,) = read("随笔.txt", "今天天气很好。我们去散步。".encode())

    identity = report.identity
    assert identity.title == "随笔"
    assert (identity.body.value, identity.kind) == ("other", "other")
    assert (identity.region, identity.level, identity.covers, identity.year) == (None, None, None, None)
    assert (identity.date, identity.session, identity.speaker) == (None, None, None)
    assert report.warnings == ("region unknown", "years unknown")


def test_a_few_odd_bytes_do_not_spoil_a_text() -> None:
    """A control character in a long text is no sign of a binary file."""
    assert read("report.txt", (TEXT + "\x07").encode())[0].identity.title == Invented().title


@pytest.mark.parametrize("text", ["首页\n友情链接\n", "甲水县人民代表大会常务委员会工作报告\n", "— 1 —"])
def test_a_page_without_a_report_is_a_report_or_a_clear_refusal(text: str) -> None:
    """Navigation alone, or a title alone, is read or refused; it is no crash and not silently nothing."""
    with suppress(Unreadable):
        assert read("page.txt", text.encode())


SIMPLIFIED = (
    "现在，我代表县人民代表大会常务委员会，向大会报告工作，请予审议。去年新建农村公路三十公里，完成投资2.5亿元。"
)
TRADITIONAL = (
    "現在，我代表縣人民代表大會常務委員會，向大會報告工作，請予審議。去年新建農村公路三十公里，完成投資2.5億元。"
)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-32"])
@pytest.mark.parametrize(
    "text", [SIMPLIFIED, TRADITIONAL, SIMPLIFIED[:12], TRADITIONAL[12:24], "报告\nhas English in it too\n"]
)
def test_an_encoding_is_told_by_what_makes_sense(encoding: str, text: str) -> None:
    """Twelve characters are enough, with marks and without."""
    assert decode("a.txt", text.encode(encoding))[0] == text


@pytest.mark.parametrize("text", [TRADITIONAL, TRADITIONAL[:12], "一～三月", "臺灣地區的經濟情況"])
def test_big5_is_told_from_gb18030(text: str) -> None:
    """Almost any bytes are characters in both; in the wrong one they are rare ones."""
    assert decode("a.txt", text.encode("cp950"))[0] == text


def test_a_guess_is_named() -> None:
    """Where bytes are too few to tell, and for European text always."""
    assert decode("a.txt", SIMPLIFIED.encode("gb18030"))[1] == ()
    assert decode("a.txt", "中文".encode("gb18030")) == ("中文", ("read as GB18030: the bytes alone do not settle it",))
    found, warnings = decode("a.txt", "Überblick für das Jahr — très déjà vu".encode("cp1252"))
    assert (found, warnings) == (
        "Überblick für das Jahr — très déjà vu",
        ("read as Windows-1252: the bytes alone do not settle it",),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_a_text_cut_in_the_middle_of_a_character_is_read(encoding: str) -> None:
    """With a sign for what is lost, and a warning that counts it."""
    found, warnings = decode("a.txt", SIMPLIFIED[:-1].encode(encoding) + "元".encode(encoding)[:-1])
    assert found == SIMPLIFIED[:-1] + "\ufffd"
    assert warnings == ("1 damaged character, shown as \ufffd",)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_few_broken_bytes_are_counted(encoding: str) -> None:
    """The text around them stays, in the encoding it is in."""
    line = (SIMPLIFIED * 9 + "\n").encode(encoding)
    (report,) = read("a.txt", (line + b"\xff\n") * 3)
    assert report.text.count(SIMPLIFIED) == 27
    assert "3 damaged characters, shown as \ufffd" in report.warnings


def test_what_r_wrote_for_characters_becomes_them() -> None:
    """<U+00A0> is a space; what is no character stays."""
    text = "总理<U+00A0>李克强，<U+4E2D>国，<U+0007>，<U+FFFFFFFF>"
    (report,) = read("a.txt", text.encode("gb18030"))
    assert report.text == "总理 李克强，中国，<U+0007>，<U+FFFFFFFF>"


@given(
    strategies.text(strategies.characters(exclude_categories=["Cs", "Cc"])),
    strategies.sampled_from(["utf-8", "utf-16", "utf-32"]),
)
def test_any_text_comes_back(text: str, encoding: str) -> None:
    """In UTF-8 without a mark, and in the others with one."""
    text = text.replace("\ufeff", "").replace("<U", "") + "文"
    assert decode("a.txt", text.encode(encoding))[0] == text


@given(
    strategies.lists(strategies.sampled_from(SIMPLIFIED + "abc 123\n"), max_size=99),
    strategies.sampled_from(["gb18030", "utf-16-le", "utf-16-be"]),
)
def test_any_chinese_comes_back(signs: list[str], encoding: str) -> None:
    """Without a mark, whatever stands between."""
    text = "".join(signs) + SIMPLIFIED[:9]
    assert decode("a.txt", text.encode(encoding))[0] == text


@given(strategies.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    """No other error, and no surrogates."""
    with suppress(Unreadable):
        decode("a.txt", data)[0].encode("utf-8")


@pytest.mark.parametrize(
    "line",
    [
        "（",
        "1.",
        "一、",
        "。",
        ". ",
        "”",
        "。”",
        "#",
        "# ",
        "年月日在",
        "记者 张三 ",
        " ",
        "\t",
        "届",
        "代表",
        "存在",
        "..\u3000",
        "a.)",
        "第一",
    ],
)
@pytest.mark.parametrize("before", ["", "# ", "甲水县人大常委会工作报告\n", "甲水县综述\n——砥砺前行谱新篇\n"])
def test_a_line_without_an_end_takes_no_time(line: str, before: str) -> None:
    """No pattern goes over a long line again and again: a quarter of a million characters in seconds."""
    started = time.process_time()
    with suppress(Unreadable):
        read("a.txt", f"{before}各位代表：\n{line * (250_000 // len(line))}x\n{line * 99_999}".encode())
        read("a.txt", f"{before}{line * (250_000 // len(line))}x".encode())
    assert time.process_time() - started < 10


def test_a_broken_byte_does_not_make_english_chinese() -> None:
    """Two letters of English are a rare character in UTF-16."""
    found, warnings = decode("a.txt", b"The work of the year " + b"\xff" + b" was done. " * 99)
    assert "was done.  was done." in found
    assert warnings


def test_a_web_page_under_another_name_is_an_error() -> None:
    """Its signs are no text of a report; a text that speaks of HTML is one."""
    with pytest.raises(Unreadable, match=r"page.txt: this is a web page .* \.html"):
        sources("page.txt", "<!DOCTYPE html>\n<html><body><p>各位代表：</p></body></html>".encode())
    (source,) = sources("notes.txt", "HTML 的 <html> 标签写在最前。".encode())
    assert [line.text for line in source.lines] == ["HTML 的 <html> 标签写在最前。"]
