"""How a passage is cited."""

from dataclasses import replace

import pytest

from service.answers import PassageAnswer, ReportFacts
from service.exports.citations import gbt7714, plain
from tests.ui.made import facts, passage


def cited(**changed: object) -> PassageAnswer:
    """Give the third passage of a report of these facts."""
    known: ReportFacts = replace(
        facts(),
        title="人大常委会工作报告",
        body="npc",
        region=("青岚省", "岚州市", None),
        speaker="岑望舒",
        date="2025-01-12",
        year=2025,
        covers=(2024, 2024),
    )
    return replace(passage(3), id="ab-1:3", report=replace(known, **changed))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, "岑望舒. 人大常委会工作报告[R]. 青岚省岚州市人民代表大会常务委员会, 2025-01-12: 第3段."),
        (
            {"speaker": None},
            "青岚省岚州市人民代表大会常务委员会. 人大常委会工作报告[R]. 青岚省岚州市人民代表大会常务委员会, 2025-01-12: 第3段.",
        ),
        (
            {"body": "cppcc"},
            "岑望舒. 人大常委会工作报告[R]. 政协青岚省岚州市委员会, 2025-01-12: 第3段.",
        ),
        ({"date": None}, "岑望舒. 人大常委会工作报告[R]. 青岚省岚州市人民代表大会常务委员会, 2025: 第3段."),
        ({"date": None, "year": None, "region": None, "speaker": None}, "人大常委会工作报告[R]. 2024: 第3段."),
        (
            {"date": None, "year": None, "region": None, "speaker": None, "covers": None},
            "人大常委会工作报告[R]. 第3段.",
        ),
        ({"body": "other", "speaker": None}, "人大常委会工作报告[R]. 2025-01-12: 第3段."),
        (
            {"date": None, "year": None, "covers": (2018, 2022)},
            "岑望舒. 人大常委会工作报告[R]. 青岚省岚州市人民代表大会常务委员会, 2018–2022: 第3段.",
        ),
    ],
)
def test_by_the_standard(changed: dict[str, object], expected: str) -> None:
    """What is not known is left out, and never guessed."""
    assert gbt7714(cited(**changed)) == expected


def test_plainly() -> None:
    """Title, region, date, paragraph."""
    assert plain(cited()) == "《人大常委会工作报告》，青岚省岚州市，2025-01-12，第3段"
    assert plain(cited(region=None, date=None, year=None, covers=None)) == "《人大常委会工作报告》，第3段"
