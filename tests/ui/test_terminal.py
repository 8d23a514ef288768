"""What is shown in a terminal: colours and tables, with report text that stays text."""

import io
import os
import pty
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console, RenderableType

from reports.report import Span
from service.answers import Change, ComparedRow, Comparison
from service.library import Library
from service.printable import printable
from tests.ui.made import answer, by_region, comparison, duplicates, facts, family, hit, passage
from ui import printing
from ui.cli import hits, output, tables, terminal

ROOT = Path(__file__).parents[2]
HOSTILE = "[red]全年[/red] [bold]\x1b[31m修路\x1b]0;title\x07[link=http://evil]\x9b2J[/] :smile: \u202e反"
SHOWN = r"[red]全年[/red] [bold]\x1b[31m修路\x1b]0;title\x07[link=http://evil]\x9b2J[/] :smile: \u202e反"


def drawn(things: Iterable[RenderableType], *, colours: bool = False) -> str:
    """Draw for a terminal of 300 columns; without colours the text alone is left."""
    written = io.StringIO()
    console = Console(
        file=written,
        force_terminal=colours,
        width=300,
        theme=terminal._THEME,
        markup=False,
        highlight=False,
        emoji=False,
    )
    for one in things:
        console.print(one)
    return written.getvalue()


def test_control_characters_are_shown_and_the_rest_stays() -> None:
    """Escapes, C1 controls, overriding marks and lone surrogates; not Uyghur's joiners, tabs and line breaks."""
    assert printable(HOSTILE) == SHOWN
    assert printable("ئۇ\u200dيغۇر\t一\n二") == "ئۇ\u200dيغۇر\t一\n二"
    assert printable("\r\ud800\u2066") == r"\x0d\ud800\u2066"


@pytest.mark.parametrize("name", ["reports", "models", "families", "comparison", "answer", "regions", "lines"])
def test_report_text_is_never_markup_nor_a_command(name: str) -> None:
    """Brackets, emoji names and escapes are shown as they stand, in tables and lines."""
    hostile = passage(text=HOSTILE)
    one = replace(hit(), passage=hostile, highlight=(Span(0, len(HOSTILE)),))
    row = ComparedRow(
        "edited", (hostile,), (hostile,), (Change("replace", Span(0, len(HOSTILE)), Span(0, len(HOSTILE))),)
    )
    regions = by_region()
    said = replace(regions.regions[0], best=one)
    model = {"name": HOSTILE, "path": None, "dimensions": 3, "prepared": False, "default": False, "optimised": None}
    things = {
        "reports": lambda: tables.reports({"reports": [facts(title=HOSTILE, warnings=(HOSTILE,))]}),
        "models": lambda: tables.models({"models": [model]}),
        "families": lambda: tables.families(duplicates(family(template=HOSTILE)), [facts()]),
        "comparison": lambda: tables.comparison(Comparison(facts(), facts(), (row,), ())),
        "answer": lambda: hits.answer(answer(hits=(one,))),
        "regions": lambda: hits.regions(replace(regions, regions=(said, regions.regions[1])), "全年"),
        "lines": lambda: map(terminal.coloured, printing.added_lines(_added(HOSTILE))),
    }
    text = drawn(things[name]())
    assert SHOWN in text
    assert not set(text) & {"\x1b", "\x07", "\x9b", "\u202e"}


def _added(title: str) -> Any:
    from service.answers import Added

    return Added((facts(title=title),), (), (), (), ())


def test_what_answers_is_lit_within_its_passage() -> None:
    """The passage stands there whole, and the lit stretch alone is coloured."""
    text = drawn(hits.answer(answer()), colours=True)
    lit = hit().highlight[0].of(hit().passage.text)
    assert f"\x1b[1;33m{lit}\x1b[0m" in text
    plain = drawn(hits.answer(answer()))
    assert hit().passage.text in plain


def test_of_a_long_passage_the_answer_s_surroundings_are_shown() -> None:
    """With a mark where something was left out."""
    long = passage(text="前" * 500 + "答案在此。" + "后" * 500)
    text = drawn(hits.answer(answer(hits=(replace(hit(), passage=long, highlight=(Span(500, 505),)),))))
    assert "…前" in text
    assert "后…" in text.replace("\n", "").replace(" ", "")
    assert "答案在此。" in text
    assert text.count("前") < 200


def test_a_comparison_colours_both_sides() -> None:
    """What was taken away on the left, what was put in on the right."""
    a, b = passage(text="检查3次。"), passage(text="检查15次。")
    steps = (
        Change("equal", Span(0, 2), Span(0, 2)),
        Change("replace", Span(2, 3), Span(2, 4)),
        Change("equal", Span(3, 5), Span(4, 6)),
    )
    found = Comparison(facts(), facts(), (ComparedRow("edited", (a,), (b,), steps),), (), "b")
    text = drawn(tables.comparison(found), colours=True)
    assert "\x1b[9;31m3\x1b[0m" in text
    assert "\x1b[32m15\x1b[0m" in text
    assert "B 是较早的一份" in text


@pytest.mark.parametrize(
    ("variables", "terminal_", "expected"),
    [({}, True, True), ({"NO_COLOR": "1"}, True, False), ({"TERM": "dumb"}, True, False), ({}, False, False)],
)
def test_colours_are_for_terminals_that_want_them(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], *, terminal_: bool, expected: bool
) -> None:
    """Neither pipes nor NO_COLOR nor a dumb terminal get any."""
    stream = io.StringIO()
    monkeypatch.setattr(stream, "isatty", lambda: terminal_)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert output.colourful(stream) is expected


def in_a_terminal(*arguments: str, **environment: str) -> str:
    """Run a command with a terminal for its output, and give what it wrote."""
    main_end, their_end = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "ui.cli", *arguments],
        cwd=ROOT,
        env={
            **{k: v for k, v in os.environ.items() if k != "NO_COLOR"},
            "TERM": "xterm",
            "COLUMNS": "120",
            **environment,
        },
        stdout=their_end,
        stderr=subprocess.DEVNULL,
    ) as program:
        os.close(their_end)
        pieces = []
        while piece := _read(main_end):
            pieces.append(piece)
    os.close(main_end)
    assert program.returncode == 0
    return b"".join(pieces).decode()


def _read(end: int) -> bytes:
    try:
        return os.read(end, 65536)
    except OSError:  # a pseudo-terminal that is closed on the other side
        return b""


def test_a_terminal_gets_a_table_and_no_color_plain_lines(samples_by_pairs: Library) -> None:
    """The same command, in a real terminal."""
    home = {"DUIZHAO_HOME": str(samples_by_pairs.home)}
    table = in_a_terminal("list", "--body", "cppcc", **home)
    assert "\x1b[36m" in table
    assert "编号" in table
    plain = in_a_terminal("list", "--body", "cppcc", NO_COLOR="1", **home)
    listed = [facts for facts in samples_by_pairs.reports() if facts.body == "cppcc"]
    assert plain.split("\r\n") == [*map(printing.report_line, listed), ""]


def test_each_side_keeps_its_own_order() -> None:
    """Where something moved, both sides read as they were written."""
    mine, theirs = tables._sides(
        replace(
            comparison().rows[1],
            a=(passage(text="甲句。乙句。"),),
            b=(passage(text="乙句。甲句。"),),
            changes=(
                Change("move", Span(3, 6), Span(0, 3)),
                Change("equal", Span(0, 3), Span(3, 6)),
            ),
        )
    )
    assert mine.plain.endswith("甲句。乙句。")
    assert theirs.plain.endswith("乙句。甲句。")
