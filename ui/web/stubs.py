"""Importing Gradio without the work that it does for editors.

Each time it is imported, Gradio parses the source of all its components and writes their type stubs into its own folder
again. That is half of the time that importing it takes, two seconds on two cores, and a server has no use for it.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch


@contextmanager
def no_stubs_written() -> Iterator[None]:
    """Let Gradio find no source file of its own components, for which it then writes no stubs."""
    usual = inspect.getfile

    def getfile(thing: object) -> str:
        if isinstance(thing, type) and thing.__module__.startswith("gradio."):
            raise OSError(f"{thing.__name__}'s source is not looked at")
        return usual(thing)  # type: ignore[arg-type]

    with patch.object(inspect, "getfile", getfile):
        yield
