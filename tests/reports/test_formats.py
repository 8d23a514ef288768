from contextlib import suppress

import numpy as np
import pytest

from reports.errors import NotAReport, Unreadable
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
