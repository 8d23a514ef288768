"""The page of settings, from their table."""

from __future__ import annotations

from docs.reference.markdown import code, table
from docs.reference.markdown import page as whole
from service.settings import SETTINGS

_INTRODUCTION = """What can be set: by a flag of the command line, else by an environment variable, else its default. `NO_COLOR` keeps colours and tables out
of a terminal. From Python, `Library.open` takes the same."""


def page() -> str:
    """Write it."""
    rows = ((code(f"--{one.name}"), code(one.variable), one.help, _default(one.where, one.default)) for one in SETTINGS)
    return whole("Settings", _INTRODUCTION, [table(("flag", "environment variable", "what it is", "default"), rows)])


def _default(where: str, default: str) -> str:
    return where or (code(default) if default else "none")
