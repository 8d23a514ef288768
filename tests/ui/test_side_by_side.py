"""A comparison in the terminal."""

from dataclasses import replace

from reports.report import Span
from service.answers import Change, ComparedRow, Comparison, Flag, PassageAnswer, Quoted, Target
from service.library import Library
from tests.truth import report_of
from ui.side_by_side import comparison_lines

FILES = ("luoting-government-2023.txt", "luoting-government-2024.txt")


def compared(library: Library) -> Comparison:
    """Compare two years of one city."""
    return library.compare(*(report_of(library, file) for file in FILES))


def test_all_but_what_is_the_same_is_shown(samples_by_pairs: Library) -> None:
    """Each passage that differs is named by its id, and what is new stands there whole."""
    found = compared(samples_by_pairs)
    lines = list(comparison_lines(found))
    said = "\n".join(lines)

    for row in found.rows:
        ids = [f"[{passage.id}]" for passage in (*row.a, *row.b)]
        assert all(
            (f"  {id_}" in said or f"→ {id_}" in said or f"+ {id_}" in said) is (row.kind != "same") for id_ in ids
        )
        if row.kind == "only_b":
            assert f"   {row.b[0].text}" in lines


def test_changes_stand_in_place(samples_by_pairs: Library) -> None:
    """Old and new as wdiff writes them, long stretches folded, flags below, targets at the end."""
    found = compared(samples_by_pairs)
    a, b = (next(p for p in samples_by_pairs.passages(facts.id)) for facts in (found.a, found.b))
    old, new = "开展检查3次，推动整改，全面保护森林资源和水资源。", "开展检查5次，全面保护森林资源和水资源，推动整改。"
    row = ComparedRow(
        "edited",
        (_with_text(a, old),),
        (_with_text(b, new),),
        (
            Change("equal", Span(0, 4), Span(0, 4)),
            Change("replace", Span(4, 5), Span(4, 5)),
            Change("equal", Span(5, 7), Span(5, 7)),
            Change("delete", Span(7, 11), None),
            Change("equal", Span(11, 24), Span(7, 20)),
            Change("insert", None, Span(20, 25)),
        ),
        (Flag("number", "3", "5"),),
        numbers_only=False,
    )
    quoted = Quoted(a, Span(0, 2), a.text[:2])
    lines = list(
        comparison_lines(Comparison(found.a, found.b, (row,), (Target(quoted, ()), Target(quoted, (quoted,)))))
    )

    assert "   开展检查[-3-]{+5+}次，[-推动整改-]" in "\n".join(lines)
    assert "   数字 3 → 5" in lines
    assert "   此后未提" in lines
    assert f"   结果  {a.text[:2]}  [{a.id}]" in lines


def test_two_years_are_told_by_what_became_of_passages(samples_by_pairs: Library) -> None:
    """What only the earlier has was dropped, what only the later has is new, whichever is named first."""
    ids = [report_of(samples_by_pairs, file) for file in FILES]
    forth, back = samples_by_pairs.compare(*ids), samples_by_pairs.compare(*reversed(ids))
    assert (forth.earlier, back.earlier) == ("a", "b")
    for found, dropped in ((forth, "only_a"), (back, "only_b")):
        lines = list(comparison_lines(found))
        row = next(row for row in found.rows if row.kind == dropped)
        assert f"不再提  [{(row.a or row.b)[0].id}]" in lines
        assert lines[2].startswith("保留 ")
        assert lines[3].startswith("B 是较早的一份") is (found is back)
    other = samples_by_pairs.compare(ids[0], report_of(samples_by_pairs, "chiqi-npc-2025.txt"))
    assert other.earlier is None
    assert list(comparison_lines(other))[2].startswith("相同 ")


def _with_text(passage: PassageAnswer, text: str) -> PassageAnswer:
    return replace(passage, text=text)
