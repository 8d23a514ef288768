"""A library of two invented reports, embedded by pairs of characters."""

from pathlib import Path

import pytest

from service.library import Library
from tests.fakes import PairEncoder, open_library
from tests.invented import Invented

FIRST = Invented("甲水县")
SECOND = Invented(
    "乙山县", done=("听取专项工作报告九项，作出审议意见五份。", "检查条例执行情况三次，推动整改问题二十个。")
)


@pytest.fixture
def encoder() -> PairEncoder:
    """A fake model that remembers what it encoded."""
    return PairEncoder()


@pytest.fixture
def empty(tmp_path: Path, encoder: PairEncoder) -> Library:
    """A library without reports."""
    return open_library(tmp_path / "library", encoder)


@pytest.fixture
def library(tmp_path: Path, empty: Library) -> Library:
    """A library of two reports, whose files lie in the folder `given` beside it."""
    empty.add([FIRST.saved(tmp_path / "given"), SECOND.saved(tmp_path / "given")])
    return empty
