"""The body of a Word document: its paragraphs, tables and text boxes as a reader sees them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reports.formats.docx.numbering import WORD, Numbering, attribute
from reports.formats.docx.styles import Styles
from reports.formats.written import Paragraph, lines, visible
from reports.layout import table_row
from reports.report import Removed

_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_TEXT = {WORD + "t", _MATH + "t"}
_SIGNS = {"br": "\n", "cr": "\n", "tab": " ", "ptab": " ", "noBreakHyphen": "-"}
_SIGN_OF = {WORD + name: sign for name, sign in _SIGNS.items()}
_DELETED = WORD + "del"
_WRITTEN = (*_TEXT, WORD + "delText")
_NOT_READ = {
    WORD + name
    for name in (
        "del",
        "moveFrom",
        "pPr",
        "rPr",
        "tblPr",
        "tblGrid",
        "trPr",
        "tcPr",
        "sdtPr",
        "instrText",
        "rt",
        "delText",
    )
}


class BodyReader:
    """Reads a document's blocks in their order, and keeps apart what is no body.

    Attributes:
        removed: what was met so far that no reader sees, and the lines of the table of contents.
    """

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.removed: list[Removed] = []
        self._styles = styles
        self._numbering = numbering

    def paragraphs(self, root: Any) -> Iterator[Paragraph]:
        """Give the paragraphs below an element; a row of a table is one."""
        carried = ""
        for block in _blocks(root, WORD + "p", WORD + "tbl"):
            if block.tag == WORD + "tbl":
                yield from self._table(block)
                continue
            before, whole, after = self._paragraph(block)
            whole = whole._replace(text=carried + whole.text)
            carried = ""
            yield from before
            if block.find(f"{WORD}pPr/{WORD}rPr/{WORD}del") is not None:
                carried = whole.text  # The mark that ends it is deleted: it goes on in the next.
            elif self._styles.is_contents(block) or _is_in_contents(block):
                self.removed += (Removed(line.text, "table of contents") for line in lines([whole]))
            else:
                yield whole
            yield from after
        if carried:
            yield Paragraph(carried)

    def _paragraph(self, element: Any) -> tuple[list[Paragraph], Paragraph, list[Paragraph]]:
        """Read a paragraph: the text boxes that stand before its text, itself, and the boxes behind."""
        label = self._label(element)
        text = ""
        before: list[Paragraph] = []
        after: list[Paragraph] = []
        open_codes: list[bool] = []
        unseen = {"deleted": "", "hidden": ""}
        for part in self._parts(element, unseen):
            if part.tag == WORD + "fldChar":
                _follow_field(open_codes, attribute(part, "fldCharType"))
            elif part.tag == WORD + "txbxContent":
                (after if visible(text) else before).extend(self.paragraphs(part))
            elif not any(open_codes):
                text += _SIGN_OF.get(part.tag) or part.text or ""
        for why, gone in unseen.items():
            self.removed += (Removed(line.text, why) for line in lines([Paragraph(gone)]))
        whole = Paragraph(
            label + text.lstrip() if label and visible(text) else text, self._styles.heading_level(element)
        )
        return before, whole, after

    def _label(self, element: Any) -> str:
        list_id, level, style = self._styles.list_of(element)
        if not list_id:
            return ""
        if level is None:
            level = self._numbering.level_of_style(list_id, style)
        return self._numbering.next_label(list_id, level)

    def _parts(self, paragraph: Any, unseen: dict[str, str]) -> Iterator[Any]:
        """Give what a reader sees of a paragraph in its order: texts, signs, ends of fields, text boxes.

        The text that is "deleted" or "hidden" is added to `unseen`.
        """
        waiting = list(reversed(paragraph))
        while waiting:
            part = waiting.pop()
            if part.tag == _DELETED:
                unseen["deleted"] += _all_text(part)
            elif part.tag in _NOT_READ:
                continue
            elif part.tag == WORD + "r" and self._styles.hides(part, paragraph):
                unseen["hidden"] += _all_text(part)
            elif part.tag in _TEXT or part.tag in _SIGN_OF or part.tag in {WORD + "fldChar", WORD + "txbxContent"}:
                yield part
            else:
                waiting.extend(reversed(_alternative(part)))

    def _table(self, table: Any) -> Iterator[Paragraph]:
        rows = []
        for row in _blocks(table, WORD + "tr"):
            cells = _cells(row)
            if row.find(f"{WORD}trPr/{WORD}del") is None:
                rows.append(cells)
            else:
                gone = table_row(_all_text(cell) for cell in cells)
                self.removed += (Removed(line.text, "deleted") for line in lines([Paragraph(gone)]))
        one_column = all(sum(not _goes_on(cell, "hMerge") for cell in row) == 1 for row in rows)
        for row in rows:
            shown = [cell for cell in row if not _is_covered(cell)]
            if one_column:
                for cell in shown:
                    yield from self.paragraphs(cell)
            else:
                yield Paragraph(table_row(self._in_one_line(cell) for cell in shown))
            covered = (Paragraph(_all_text(cell)) for cell in row if _is_covered(cell))
            self.removed += (Removed(line.text, "hidden") for line in lines(covered))

    def _in_one_line(self, cell: Any) -> str:
        texts = (visible(text) for paragraph in self.paragraphs(cell) for text in paragraph.text.split("\n"))
        return " ".join(text for text in texts if text)


def _blocks(root: Any, *tags: str) -> Iterator[Any]:
    """Give the elements of some tags below an element, but none that lies inside another of them."""
    waiting = list(reversed(root))
    while waiting:
        block = waiting.pop()
        if block.tag in tags:
            yield block
        elif block.tag not in _NOT_READ:
            waiting.extend(reversed(_alternative(block)))


def _alternative(element: Any) -> list[Any]:
    """Give an element's children; of alternatives for new and old programs only the first that holds text."""
    if element.tag != _ALTERNATIVES:
        return list(element)
    choices = list(element)
    return next((list(choice) for choice in choices if next(choice.iter(*_TEXT), None) is not None), [])


def _all_text(element: Any) -> str:
    """Give the text below an element, be it deleted or not."""
    return "".join(part.text or "" for part in element.iter(*_WRITTEN))


def _cells(row: Any) -> list[Any]:
    return list(_blocks(row, WORD + "tc"))


def _is_covered(cell: Any) -> bool:
    """Tell whether a cell belongs to the one above it or on its left: what it holds itself is not shown."""
    return _goes_on(cell, "vMerge") or _goes_on(cell, "hMerge")


def _goes_on(cell: Any, merge: str) -> bool:
    merged = cell.find(f"{WORD}tcPr/{WORD}{merge}")
    return merged is not None and attribute(merged, "val", "continue") == "continue"


def _is_in_contents(paragraph: Any) -> bool:
    """Tell whether a paragraph stands in the block that Word keeps for the table of contents."""
    galleries = (
        block.find(f"{WORD}sdtPr/{WORD}docPartObj/{WORD}docPartGallery")
        for block in paragraph.iterancestors(WORD + "sdt")
    )
    return any(attribute(gallery, "val") == "Table of Contents" for gallery in galleries)


def _follow_field(open_codes: list[bool], mark: str) -> None:
    """Note whether the reading stands in a field's code (True) or in its result (False), for each open field."""
    if mark == "begin":
        open_codes.append(True)
    elif mark == "separate" and open_codes:
        open_codes[-1] = False
    elif mark == "end" and open_codes:
        open_codes.pop()
