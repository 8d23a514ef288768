"""Tables in a terminal: reports, models, recurring text, two reports side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from ui import printing, side_by_side
from ui.cli.terminal import coloured, styled
from ui.compared import kind_name
from ui.web.words import Words, is_chinese, words_of

_PLACES_SHOWN = 3
_FLAGS_SHOWN = 6


def reports(found: Any) -> Iterator[RenderableType]:
    """Draw a list of reports."""
    listed = found["reports"]
    if not listed:
        yield styled("no reports")
        return
    words = _spoken(one.title for one in listed)
    table = _table(words, "id", "region", "body", "years", "report", "notes")
    for one in listed:
        notes = [*one.warnings, *([f"= {one.duplicate_of}"] if one.duplicate_of else [])]
        table.add_row(
            Text(one.id, style="id", no_wrap=True),
            styled(printing.place(one.region, one.level)),
            styled(words(f"body.{one.body}")),
            Text(printing.years(one.covers), no_wrap=True),
            styled(one.title),
            styled("; ".join(notes), "doubt"),
        )
    yield table


def models(found: Any) -> Iterator[RenderableType]:
    """Draw the list of models, and below it what is known of their eight-bit forms."""
    table = _table(words_of("en"), "model", "dimensions", "state")
    for model in found["models"]:
        state = f"prepared in {model['path']}" if model["prepared"] else "not prepared"
        default = " (the default)" if model["default"] else ""
        table.add_row(
            styled(model["name"] + default, "id"),
            str(model["dimensions"]),
            styled(state, "good" if model["prepared"] else "doubt"),
        )
    yield table
    for model in found["models"]:
        if model["optimised"]:
            yield from map(coloured, printing.optimised_lines({"name": model["name"], **model["optimised"]}))


def families(found: Any, held: Sequence[Any]) -> Iterator[RenderableType]:
    """Draw the families of recurring text, then what the plain lines say of reports."""
    words = _spoken([*(one.template for one in found.families[:1]), *(one.title for one in held)])
    if found.families:
        table = _table(words, "regions", "reports", "kind", "template", "where")
        for family in found.families:
            table.add_row(
                str(family.region_count),
                str(family.report_count),
                styled(words(f"kind.{family.kind}"), "faint"),
                _template(family.template),
                _where(words, family),
            )
        yield table
    yield from map(coloured, printing.shared_lines(words, found, held))


def comparison(found: Any) -> Iterator[RenderableType]:
    """Draw two reports side by side: what was taken away struck through, what was put in green, what moved blue."""
    words = side_by_side.spoken(found)
    yield from map(coloured, side_by_side.heading_lines(words, found))
    table = Table(box=SIMPLE_HEAD, show_lines=True, padding=(0, 1))
    for name in ("", "A", "B"):
        table.add_column(name, ratio=None if not name else 1, overflow="fold")
    for row in found.rows:
        if row.kind != "same":
            table.add_row(_kind(words, row, found.earlier), *_sides(row))
    if table.row_count:
        yield table
    yield from map(coloured, side_by_side.target_lines(words, found))


def _spoken(texts: Iterable[str]) -> Words:
    return words_of("zh" if is_chinese("".join(texts)) else "en")


def _table(words: Words, *columns: str) -> Table:
    table = Table(box=SIMPLE_HEAD, padding=(0, 1), header_style="heading")
    for column in columns:
        table.add_column(words(f"terminal.{column}"), overflow="fold")
    return table


def _template(template: str) -> Text:
    text = styled(template)
    text.highlight_regex(r"⟨[^⟩]*⟩", "lit")
    return text


def _where(words: Words, family: Any) -> Text:
    shown = [styled(f"{printing.whose(words, one.passage)}") for one in family.occurrences[:_PLACES_SHOWN]]
    more = len(family.occurrences) - _PLACES_SHOWN
    if more > 0:
        shown.append(styled(words.count("answer.places", more), "faint"))
    text = Text("\n").join(shown)
    text.highlight_regex(r"\[[^\[\]]+\]$", "id")
    return text


def _kind(words: Words, row: Any, earlier: str | None) -> Text:
    text = styled(kind_name(words, row.kind, earlier), "heading")
    if row.numbers_only:
        text.append("\n" + words("compare.numbers_only"), "faint")
    for flag in row.flags[:_FLAGS_SHOWN]:
        text.append_text(styled(f"\n{words(f'flag.{flag.kind}')} {flag.mine or '–'} → {flag.theirs or '–'}", "doubt"))
    return text


def _sides(row: Any) -> tuple[Text, Text]:
    """Write what each report says, the changes coloured in both."""
    texts = ["\n".join(passage.text for passage in side) for side in (row.a, row.b)]
    sides = (Text(overflow="fold"), Text(overflow="fold"))
    if not row.changes:
        return _named(row.a, styled(texts[0])), _named(row.b, styled(texts[1]))
    for side, text, which, style in zip(sides, texts, ("mine", "theirs"), ("old", "new"), strict=True):
        here = [(getattr(change, which), change.kind) for change in row.changes if getattr(change, which)]
        for span, kind in sorted(here):
            side.append_text(styled(span.of(text), {"equal": "", "move": "moved"}.get(kind, style)))
    return _named(row.a, sides[0]), _named(row.b, sides[1])


def _named(passages: Sequence[Any], text: Text) -> Text:
    if not passages:
        return text
    return Text("\n", overflow="fold").join([styled(" + ".join(f"[{one.id}]" for one in passages), "id"), text])
