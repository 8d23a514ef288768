"""How far long work is, on stderr."""

import io
import sys

import pytest

from service.adding import Progress
from ui.cli.progress import told, waiting


class Terminal(io.StringIO):
    """A terminal that keeps what is written to it."""

    def isatty(self) -> bool:
        """Say that it is one."""
        return True


def test_a_terminal_sees_a_bar_with_the_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done, how much of it, and how long the rest takes."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", Terminal())
    with told() as tell:
        assert tell
        tell(Progress(25, 100, 75.2, "embedding"))
    seen = sys.stderr.getvalue()
    assert "embedding" in seen
    assert "25%" in seen
    assert "1 min 15 s left" in seen


def test_work_that_can_t_say_how_far_it_is_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """With what it is, brackets and all."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", Terminal())
    with waiting("preparing [red]a model[/red]"):
        pass
    assert "preparing [red]a model[/red]" in sys.stderr.getvalue()


def test_nobody_else_sees_anything(capsys: pytest.CaptureFixture[str]) -> None:
    """A pipe, a file, a test."""
    with told() as tell, waiting("preparing"):
        assert tell is None
    assert capsys.readouterr().err == ""
