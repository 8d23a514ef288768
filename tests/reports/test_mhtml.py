from email.message import EmailMessage
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from reports import formats
from reports.errors import Unreadable
from reports.reader import read
from tests.invented import Invented

UNREADABLE = bytes(range(128, 256)) * 4
"""Bytes that are no text in any encoding."""


def saved(*pages: str | bytes, charset: str = "utf-8") -> bytes:
    """Save pages as browsers do: the first is the page, the others are its frames; a picture is among them."""
    archive = MIMEMultipart("related", type="text/html")
    archive["From"], archive["Subject"] = "<Saved by Blink>", "=?utf-8?Q?=E6=8A=A5=E5=91=8A?="
    for page in pages:
        part = MIMEText(page, "html", charset) if isinstance(page, str) else MIMEApplication(page, "xhtml+xml")
        part["Content-Location"] = "https://www.example.cn/art.html"
        archive.attach(part)
    picture = EmailMessage()
    picture.set_content(b"GIF89a", "image", "gif")
    archive.attach(picture)
    return archive.as_bytes()


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_saved_page_reads_as_the_page(charset: str) -> None:
    """The same lines, whatever its letters are carried as."""
    page = f"<meta charset={charset}>" + "".join(f"<p>{line}</p>" for line in Invented().text.splitlines())
    (source,) = formats.sources("报告.mhtml", saved(page, charset=charset))

    assert [line.text.split() for line in source.lines] == [line.split() for line in Invented().text.splitlines()]
    assert read("报告.mht", saved(page, charset=charset))[0].identity == read("报告.html", page.encode())[0].identity


def test_the_text_may_stand_in_a_frame() -> None:
    """Some sites show an article in one; what stands around it is listed."""
    (source,) = formats.sources("报告.mht", saved("<p>甲水县政府</p>", "<p>全年工作圆满完成，请予审议。</p>", ""))

    assert [line.text for line in source.lines] == ["全年工作圆满完成，请予审议。"]
    assert [(line.text, line.why) for line in source.removed] == [("甲水县政府", "frame")]


def test_nothing_of_a_frame_is_lost() -> None:
    """What the frames' own pages leave out is listed, and what is doubtful of them is said."""
    damaged = "<p>甲水县政府</p>".encode() + b"<p>\xff</p>"
    (source,) = formats.sources(
        "报告.mht", saved("<p>全年工作圆满完成，请予审议。</p>", "<p>甲水县<nav>首页</nav>人民政府</p>", damaged)
    )

    assert [line.text for line in source.lines] == ["全年工作圆满完成，请予审议。"]
    assert {(line.text, line.why) for line in source.removed} == {
        ("甲水县", "frame"),
        ("人民政府", "frame"),
        ("甲水县政府", "frame"),
        ("\ufffd", "frame"),
        ("首页", "site navigation"),
    }
    assert "1 damaged character, shown as \ufffd" in source.warnings


def test_a_frame_that_cannot_be_read_is_passed_over_and_said() -> None:
    """The page is larger, and all there."""
    (source,) = formats.sources("报告.mht", saved(f"<p>{'全年工作圆满完成。' * 99}</p>", UNREADABLE))

    assert [line.text for line in source.lines] == ["全年工作圆满完成。" * 99]
    assert [warning.startswith("a frame of this saved page was left out: ") for warning in source.warnings] == [True]


@pytest.mark.parametrize("pages", [[UNREADABLE], ["<p>甲水县政府</p>", UNREADABLE], [UNREADABLE, "", ""]])
def test_a_page_that_cannot_be_read_is_refused_for_what_is_wrong(pages: list[str | bytes]) -> None:
    """Not for holding no text, nor is the frame beside it taken for the report."""
    with pytest.raises(Unreadable) as archived:
        formats.sources("报告.mht", saved(*pages))
    with pytest.raises(Unreadable) as alone:
        formats.sources("报告.html", UNREADABLE)
    assert archived.value.why == alone.value.why


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_page_may_bear_an_archives_name(encoding: str) -> None:
    """It is read as the page that it is."""
    page = "<html><body><p>全年工作圆满完成，请予审议。</p></body></html>".encode(encoding)
    assert formats.sources("报告.mht", page) == formats.sources("报告.html", page)


def test_an_archive_is_known_behind_a_mark_of_byte_order() -> None:
    """And behind empty lines, as editors leave them."""
    (source,) = formats.sources("报告.mht", b"\xef\xbb\xbf\r\n" + saved("<p>全年工作圆满完成。</p>"))
    assert [line.text for line in source.lines] == ["全年工作圆满完成。"]


@pytest.mark.parametrize("pages", [[], [""], ["<p></p>"]])
def test_an_archive_may_hold_plain_text_alone(pages: list[str]) -> None:
    """It is read where no page holds anything; beside a page it is the page once more, and left."""
    plain = MIMEText("全年工作圆满完成。\n\n请予审议。", "plain", "utf-8")
    archive = MIMEMultipart("related")
    for page in pages:
        archive.attach(MIMEText(page, "html"))
    archive.attach(plain)

    for data in (archive.as_bytes(), plain.as_bytes()):
        (source,) = formats.sources("报告.mht", data)
        assert [line.text for line in source.lines] == ["全年工作圆满完成。", "请予审议。"]
    archive.attach(MIMEText("<p>圆满完成。</p>", "html", "utf-8"))
    (source,) = formats.sources("报告.mht", archive.as_bytes())
    assert [line.text for line in source.lines] == ["圆满完成。"]
    assert source.removed == ()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        bytes(99),
        saved(),
        saved(""),
        b"Content-Type: multipart/related; boundary=a\n\n"
        + b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 5000,
        b"Content-Type: multipart/related; boundary=a\n\n--a\n"
        + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(2000)),
    ],
)
def test_what_holds_no_page_is_refused_with_the_way_out(data: bytes) -> None:
    """In one line that names the file."""
    with pytest.raises(Unreadable) as caught:
        formats.sources("报告.mht", data)
    assert "\n" not in str(caught.value)
