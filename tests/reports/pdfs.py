"""PDFs made up for a test: known paragraphs, set on pages."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pypdfium2

WIDTH, HEIGHT = 420.0, 595.0
MARGIN = 60.0
HEAD = "甲水县人民政府公报"


@dataclass
class Setting:
    """How paragraphs are set.

    Attributes:
        columns: how many stand side by side.
        indent: the first line's indent, in ems.
        gap: space between paragraphs, in points.
        watermark: set across each page, if any.
        turned: whether every page lies on its side.
    """

    columns: int = 1
    indent: int = 2
    gap: float = 0.0
    size: float = 12.0
    watermark: str = ""
    head: str = HEAD
    number: str = "— {} —"
    turned: bool = False

    def pdf(self, paragraphs: list[str]) -> bytes:
        """Set paragraphs; one that begins with "# " is a heading, larger and centred."""
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.cidfonts import UnicodeCIDFont
        from reportlab.pdfgen.canvas import Canvas

        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
        out = BytesIO()
        canvas = Canvas(out, pagesize=(HEIGHT, WIDTH) if self.turned else (WIDTH, HEIGHT), invariant=True)
        self._set(canvas, paragraphs)
        canvas.save()
        return out.getvalue()

    def _set(self, canvas: Any, paragraphs: list[str]) -> None:
        gutter = 24.0
        width = (WIDTH - 2 * MARGIN - gutter * (self.columns - 1)) / self.columns
        column, y, page = 0, HEIGHT - MARGIN - 20, 1
        self._furnish(canvas, page)
        for text in paragraphs:
            heading = text.startswith("# ")
            size = self.size * 1.5 if heading else self.size
            indent = 0 if heading else self.indent
            for n, line in enumerate(wrapped(text.removeprefix("# "), int(width / size), indent)):
                if y < MARGIN + 10:
                    column, y = column + 1, HEIGHT - MARGIN - 20
                    if column == self.columns:
                        canvas.showPage()
                        column, page = 0, page + 1
                        self._furnish(canvas, page)
                canvas.setFont("STSong-Light", size)
                x = MARGIN + column * (width + gutter)
                if heading:
                    canvas.drawCentredString(x + width / 2, y, line)
                else:
                    canvas.drawString(x + (indent * size if n == 0 else 0), y, line)
                y -= 1.6 * size
            y -= self.gap
        canvas.showPage()

    def _furnish(self, canvas: Any, page: int) -> None:
        if self.turned:
            canvas.translate(HEIGHT, 0)
            canvas.rotate(90)
        canvas.setFont("STSong-Light", 9)
        canvas.drawString(MARGIN, HEIGHT - 40, self.head)
        canvas.drawCentredString(WIDTH / 2, 30, self.number.format(page))
        if self.watermark:
            canvas.saveState()
            canvas.setFont("STSong-Light", 40)
            canvas.translate(WIDTH / 2, HEIGHT / 2)
            canvas.rotate(45)
            canvas.drawCentredString(0, 0, self.watermark)
            canvas.restoreState()


def wrapped(text: str, ems: int, indent: int) -> list[str]:
    """Break a text of full-width characters into lines; no line begins with a full stop or comma."""
    lines, line = [], ""
    room = ems - indent
    for n, character in enumerate(text):
        line += character
        if len(line) >= room and text[n + 1 : n + 2] not in {"，", "。", "；", "：", "、"}:
            lines.append(line)
            line, room = "", ems
    return [*lines, line] if line else lines


def scanned(data: bytes, scale: float = 2.5) -> bytes:
    """Make pictures of a PDF's pages, and a PDF of the pictures."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=True)
    document = pypdfium2.PdfDocument(data)
    for page in document:
        picture = page.render(scale=scale).to_pil()
        canvas.drawImage(ImageReader(picture), 0, 0, WIDTH, HEIGHT)
        canvas.showPage()
    document.close()
    canvas.save()
    return out.getvalue()
