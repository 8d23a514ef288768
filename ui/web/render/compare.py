"""Two reports side by side: how many passages are of each kind, targets with their results, and the passages row by row."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import groupby

from service.answers import ComparedRow, Comparison, PassageAnswer, Quoted, ReportFacts, Target
from ui.compared import kind_counts, kind_name
from ui.web import addresses
from ui.web.markup import Child, Html, group, tag
from ui.web.render import sides
from ui.web.render.minimap import minimap
from ui.web.render.names import headings, passage_number, provenance
from ui.web.render.occurrences import flag_line
from ui.web.words import Words

HIDDEN = "hide"
"""The name, in a query string, of the kinds of rows that are hidden."""
SHOWN_ONLY = "only"
"""The name of what rows must have to be seen: its one value is "facts", facts that differ."""
_FACTS = "facts"
_BREAK = "\n"
_MOST_FLAGS = 12


def beginning(words: Words, choose: Html, pairs: Sequence[tuple[ReportFacts, ReportFacts]]) -> Html:
    """Offer pairs of reports under the hint how to choose two."""
    if not pairs:
        return choose
    links = [
        tag(
            "li",
            tag("a", provenance(words, one), " ↔ ", provenance(words, other), href=addresses.compare(one.id, other.id)),
        )
        for one, other in pairs
    ]
    return group(choose, tag("section", tag("h2", words("versus.years")), tag("ul", *links), class_="dz-examples"))


def comparison(words: Words, found: Comparison, *, hidden: Collection[str] = (), only_facts: bool = False) -> Html:
    """Show a comparison.

    Args:
        words: the language.
        found: the comparison.
        hidden: the kinds of rows that are hidden at first; the boxes above bring them back.
        only_facts: whether at first only rows are seen in which facts differ.
    """

    def row_at(n: int) -> str:
        return addresses.compare(found.a.id, found.b.id, anchor=f"row-{n}")

    rows = tag("div", *_rows(words, found, row_at), class_="dz-rows")
    return tag(
        "article",
        tag("header", _report(words, "A", found.a), _report(words, "B", found.b), class_="dz-pair"),
        _kinds(words, found, hidden, only_facts=only_facts),
        _targets(words, found.targets),
        tag("p", words("versus.legend"), class_="dz-legend"),
        tag("div", rows, minimap(words, found.rows, found.earlier, row_at), class_="dz-aligned"),
        class_="dz-compare",
    )


def _report(words: Words, side: str, facts: ReportFacts) -> Html:
    title = tag("a", facts.title, href=addresses.report(facts.id))
    return tag(
        "div",
        tag("h2", _letter(side), " ", title),
        tag("p", provenance(words, facts), class_="dz-who"),
        class_="dz-half",
    )


def _letter(side: str) -> Html:
    return tag("span", side, class_="dz-letter")


def _kinds(words: Words, found: Comparison, hidden: Collection[str], *, only_facts: bool) -> Html:
    """Count the rows of each kind; each count is a box that hides and shows its rows."""
    boxes = [
        _box(f"{kind_name(words, kind, found.earlier)} {count}", HIDDEN, kind, kept="off", checked=kind not in hidden)
        for kind, count in kind_counts(found.rows)
    ]
    differing = sum(bool(row.flags) for row in found.rows)
    facts = _box(words("versus.only_facts", n=differing), SHOWN_ONLY, _FACTS, kept="on", checked=only_facts)
    numbers = f"{words('compare.numbers_only')} {sum(row.numbers_only for row in found.rows)}"
    return tag(
        "div",
        *boxes,
        tag("span", facts, class_="dz-apart"),
        tag("span", numbers, class_="dz-hint"),
        class_="dz-kinds",
        role="group",
        aria_label=words("versus.kinds"),
    )


def _box(label: str, name: str, value: str, *, kept: str, checked: bool) -> Html:
    box = tag("input", type="checkbox", value=value, checked=checked, data_keep=name, data_kept=kept)
    return tag("label", box, label, class_=f"dz-box dz-box-{value}")


def _targets(words: Words, targets: Sequence[Target]) -> Html | None:
    """Set what the earlier report set out to do beside what the later one says of it."""
    if not targets:
        return None
    met = sum(bool(target.results) for target in targets)
    head = tag("tr", tag("th", words("compare.target"), scope="col"), tag("th", words("compare.result"), scope="col"))
    rows = [
        tag("tr", tag("td", _quoted(words, target.target)), tag("td", *_results(words, target))) for target in targets
    ]
    return tag(
        "details",
        tag("summary", tag("h2", words("compare.targets")), " ", words("versus.targets", n=len(targets), met=met)),
        tag("table", tag("thead", head), tag("tbody", *rows), class_="dz-table dz-targets"),
        class_="dz-fold",
        id="targets",
    )


def _results(words: Words, target: Target) -> list[Html]:
    if not target.results:
        return [tag("span", words("compare.no_result"), class_="dz-silent")]
    return [tag("p", _quoted(words, result)) for result in target.results]


def _quoted(words: Words, quoted: Quoted) -> Html:
    return group(tag("span", quoted.text, class_="dz-text"), " ", _link(words, quoted.passage))


def _link(words: Words, passage: PassageAnswer) -> Html:
    number = words("passage.number", number=passage_number(passage.id))
    return tag("a", number, href=addresses.reader(passage.id), class_="dz-open")


def _rows(words: Words, found: Comparison, row_at: Callable[[int], str]) -> Iterator[Html]:
    """Show the rows in their order; what is the same is folded, run by run."""
    place_of = {passage.id: row_at(n) for n, row in enumerate(found.rows) for passage in row.b}
    for same, run in groupby(enumerate(found.rows), key=lambda numbered: numbered[1].kind == "same"):
        shown = [_row(words, n, row, found.earlier, place_of) for n, row in run]
        if same:
            name = kind_name(words, "same", found.earlier)
            summary = tag("summary", words.count("versus.same", len(shown), name=name))
            yield tag("details", summary, *shown, class_="dz-fold dz-same dz-row-same dz-no-facts")
        else:
            yield group(*shown)


def _row(words: Words, n: int, row: ComparedRow, earlier: str | None, place_of: dict[str, str]) -> Html:
    old, new = (_BREAK.join(passage.text for passage in side) for side in (row.a, row.b))
    kind = tag("span", kind_name(words, row.kind, earlier), class_=f"dz-kind dz-kind-{row.kind}")
    only = tag("span", words("compare.numbers_only"), class_="dz-kind") if row.numbers_only else None
    about = tag("p", kind, only, _moved(words, row, place_of), class_="dz-row-head")
    if row.kind == "same":
        texts: list[Child] = [_side(words, "A", row.a, None), _side(words, "B", row.b, None), _text(group(new))]
    elif row.a and row.b:
        texts = [
            _side(words, "A", row.a, sides.before(words, old, new, row.changes)),
            _side(words, "B", row.b, sides.after(words, old, new, row.changes)),
        ]
    else:
        texts = [_side(words, "A", row.a, group(old)), _side(words, "B", row.b, group(new))]
    return tag(
        "section",
        about,
        *texts,
        flag_line(words, row.flags[:_MOST_FLAGS]),
        class_=f"dz-row dz-row-{row.kind}{'' if row.flags else ' dz-no-facts'}",
        id=f"row-{n}",
        tabindex=-1,
    )


def _moved(words: Words, row: ComparedRow, place_of: dict[str, str]) -> Html | None:
    """Say where a moved passage went, and lead to what stands before it there."""
    if row.kind != "moved":
        return None
    first = row.b[0].id
    report, number = first.rpartition(":")[0], int(passage_number(first))
    said = words("versus.moved", a=passage_number(row.a[0].id), b=number)
    before = place_of.get(f"{report}:{number - 1}")
    if before is None:
        return tag("span", said, class_="dz-where")
    link = tag("a", words("versus.moved_behind", number=number - 1), href=before)
    return tag("span", said, words("list.comma"), link, class_="dz-where")


def _side(words: Words, side: str, passages: Sequence[PassageAnswer], text: Html | None) -> Html:
    """Show what one report says in a row: where it stands, and the text unless both sides have the same."""
    if not passages:
        return tag(
            "div", tag("p", _letter(side), " ", words("versus.nothing"), class_="dz-where"), class_="dz-half dz-lacks"
        )
    links = [group(_link(words, passage), " ") for passage in passages]
    where = tag("p", _letter(side), " ", *links, headings(passages[0].heading[-1:]), class_="dz-where")
    return tag("div", where, _text(text) if text is not None else None, class_="dz-half")


def _text(text: Html) -> Html:
    return tag("div", text, class_="dz-text")
