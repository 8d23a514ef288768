"""The reference is what the code says."""

import re

import pytest

from docs.reference.__main__ import HERE, PAGES
from service import answers
from service.library import Library
from service.settings import SETTINGS
from ui.cli.parser import GROUPS


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_what_the_code_writes(name: str) -> None:
    """`make reference` after a change."""
    assert (HERE / name).read_text("utf-8") == PAGES[name](), "run `make reference`"


def test_no_page_is_left_over() -> None:
    """Each page has what writes it."""
    assert {path.name for path in HERE.glob("*.md")} == set(PAGES)


def test_the_pages_leave_nothing_out() -> None:
    """Every command, setting, method and answer has its place."""
    texts = {name: (HERE / name).read_text("utf-8") for name in PAGES}
    for group in GROUPS.values():
        for command in group:
            assert f"### duizhao {command.name}\n" in texts["commands.md"]
            assert command.example in texts["commands.md"]
    for setting in SETTINGS:
        assert f"`{setting.variable}`" in texts["settings.md"]
    for method in ("open", "add", "ask", "similar_to", "duplicates", "summarize", "compare"):
        assert callable(getattr(Library, method))
        assert f"### {method}\n" in texts["python.md"]
    assert answers.Hit.__name__ in re.findall(r"^### (\w+)$", texts["python.md"], re.MULTILINE)
    assert "## GET /api/ask" in texts["http.md"]


def test_no_page_names_this_machine() -> None:
    """Not the home folder of whoever wrote it."""
    for name in PAGES:
        assert not re.search(r"/(home|root|Users|tmp)/", (HERE / name).read_text("utf-8")), name
