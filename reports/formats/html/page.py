"""Web pages: the text without the site around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import lxml.html
from lxml import etree

from reports.encodings import decode, is_marked, likeliest
from reports.errors import Unreadable
from reports.formats import written
from reports.formats.html.blocks import blocks
from reports.formats.html.main_text import reasons_to_leave_out
from reports.formats.html.styles import ListStyles
from reports.formats.written import Paragraph
from reports.report import Removed
from reports.source import Source

_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.-]+)", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
_BELIEVED = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    **dict.fromkeys(("gb2312", "gbk", "gb_2312-80", "x-gbk", "gb18030"), "gb18030"),
    "big5": "big5",
    "big5-hkscs": "big5hkscs",
}
"""What a page may say of its encoding, and how that is decoded; what else it says is no better than a guess."""
_NO_TEXT = ("script", "style", "head")
_NO_TEXT_OF_THE_PAGE = {"template": "hidden", "iframe": "hidden", "svg": "drawing", "select": "site navigation"}
"""Elements whose text is none of the page's, wherever they stand in it, and why."""
_META_TITLES = ("ArticleTitle", "og:title")
_TOO_DEEP = "Excessive depth"
_UNSEEN = re.compile(r"<(script|style|template|title)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)[^<>]*>")
_BREAKS = re.compile(r"<br>(?:\s*<br>)+")
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "big",
        "em",
        "font",
        "i",
        "label",
        "mark",
        "o:p",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
    ]
)


def sources(name: str, data: bytes) -> list[Source]:
    """Read a page; the lines of the site stand apart in `removed`. Nothing is fetched.

    Raises:
        Unreadable: the bytes are no text, or the page holds no element.
    """
    markup, guesses = _decode(name, data)
    page, doubts = _parsed(name, markup)
    title = _title(page)
    styles = ListStyles(page)
    etree.strip_elements(page, *_NO_TEXT, with_tail=False)
    apart = _set_apart(page)
    found = list(blocks(page, styles))
    reasons = reasons_to_leave_out(found, title)
    stay = [
        Paragraph(block.text, block.level, block.is_item)
        for block, why in zip(found, reasons, strict=True)
        if why is None
    ]
    gone = [(block.text, why) for block, why in zip(found, reasons, strict=True) if why]
    removed = (Removed(line.text, why) for text, why in (*apart, *gone) for line in written.lines([Paragraph(text)]))
    return [Source(written.lines(stay), tuple(removed), (*guesses, *doubts))]


def _set_apart(page: Any) -> list[tuple[str, str]]:
    """Take the elements whose text is none of the page's out of it, and give their texts with the reason."""
    found = []
    for element in page.iter(*_NO_TEXT_OF_THE_PAGE):
        if next(element.iterancestors(*_NO_TEXT_OF_THE_PAGE), None) is None:
            text = " ".join(" ".join(element.itertext()).split())
            found.append((text, _NO_TEXT_OF_THE_PAGE[element.tag]))
    etree.strip_elements(page, *_NO_TEXT_OF_THE_PAGE, with_tail=False)
    return found


def _decode(name: str, data: bytes) -> tuple[str, tuple[str, ...]]:
    """Decode by byte order mark, else by what the page says of itself if that is true, else as plain text is decoded.

    Returns:
        The markup, and what a reader should doubt of it.
    """
    said = _CHARSET.search(data[:4096])
    encoding = _BELIEVED.get(said[1].decode("ascii", "replace").lower()) if said else None
    if encoding and not is_marked(data) and likeliest(data, (encoding, "utf-8")) == encoding:
        with suppress(UnicodeDecodeError):
            return data.decode(encoding), ()
    return decode(name, data)


def _parsed(name: str, markup: str) -> tuple[Any, tuple[str, ...]]:
    """Parse a page; one nested deeper than the parser goes is read without its structure, and says so."""
    page, log = _tree(name, markup)
    if not any(_TOO_DEEP in error.message for error in log):
        return page, ()
    flat = _TAG.sub(lambda tag: "" if tag[2].lower() in _INLINE else "<br>", _UNSEEN.sub(" ", markup))
    page, _ = _tree(name, _BREAKS.sub("<br>", flat))
    return page, ("the page is nested too deep to tell its text from the site's; lines of the site may have stayed",)


def _tree(name: str, markup: str) -> tuple[Any, Sequence[Any]]:
    parser = lxml.html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    try:
        page = lxml.html.document_fromstring(_DECLARATION.sub("", markup).replace("\x00", ""), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(name, "this page holds no text; save it from the browser and try again") from error
    return page, parser.error_log


def _title(page: Any) -> str:
    """Give what the page says of itself in its head: the article's title, else the window's."""
    named = {meta.get("name") or meta.get("property"): meta.get("content") or "" for meta in page.iter("meta")}
    window = next((element.text_content() for element in page.iter("title")), "")
    return next((named[key] for key in _META_TITLES if named.get(key)), window)
