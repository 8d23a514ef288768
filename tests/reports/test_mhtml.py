from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from reports import formats
from reports.errors import Unreadable
from reports.reader import read
from tests.invented import Invented


def saved(*pages: str, charset: str = "utf-8") -> bytes:
    """Save pages as browsers do: the first is the page, the others are its frames; a picture is among them."""
    archive = MIMEMultipart("related", type="text/html")
    archive["From"], archive["Subject"] = "<Saved by Blink>", "=?utf-8?Q?=E6=8A=A5=E5=91=8A?="
    for page in pages:
        part = MIMEText(page, "html", charset)
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


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        bytes(99),
        saved(),
        saved(""),
        b"Content-Type: multipart/related; boundary=a\n\n"
        + b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 5000,
    ],
)
def test_what_holds_no_page_is_refused_with_the_way_out(data: bytes) -> None:
    """In one line that names the file."""
    with pytest.raises(Unreadable) as caught:
        formats.sources("报告.mht", data)
    assert "\n" not in str(caught.value)
