"""Plain text and Markdown."""

from __future__ import annotations

import re
from pathlib import PurePath

from reports.encodings import decode
from reports.errors import Unreadable
from reports.formats import markdown
from reports.formats.wrapped import paragraphs
from reports.report import Removed
from reports.source import Line, Source

_COMMENT_OPENS, _COMMENT_CLOSES = "<!--", "-->"
_WEB_PAGE = re.compile(r"\s*(<\?xml[^>]*>\s*)?<(!doctype html|html|head)\b", re.IGNORECASE)
_HAN = re.compile("[\u4e00-\u9fff]")


def sources(name: str, data: bytes) -> list[Source]:
    """Read a text; blank lines are left out, lines wrapped by width are joined, `#` headings keep their level.

    The other signs of Markdown are taken for such only in files that say that they are Markdown.

    Raises:
        Unreadable: the bytes are no text, or a web page's.
    """
    decoded, doubts = decode(name, data)
    if _WEB_PAGE.match(decoded):
        raise Unreadable(name, "this is a web page under another name; let its name end in .html")
    plain = decoded.replace("\xa0", " ")
    if PurePath(name).suffix.lower() in markdown.SUFFIXES:
        line_of, stretches = markdown.line, paragraphs(plain, opening=markdown.ITEM, alone=markdown.ALONE)
    else:
        line_of, stretches = markdown.heading, paragraphs(plain)
    found: list[Line] = []
    removed: list[Removed] = []
    in_comment = False
    for stretch in stretches:
        sign = stretch.text in {_COMMENT_OPENS, _COMMENT_CLOSES}
        in_comment = stretch.text == _COMMENT_OPENS if sign else in_comment and not _HAN.search(stretch.text)
        if sign or in_comment:  # A program stands in comments; whatever is Chinese is text.
            removed.append(Removed(stretch.text, "rest of a web page"))
            continue
        line = line_of(stretch.text, stretch.span)
        if line is not None and line.text:
            found.append(line)
        else:
            removed.append(Removed(stretch.text, "Markdown"))
    return [Source(tuple(found), tuple(removed), doubts)]
