from dataclasses import replace

import pytest

from reports.report import Span
from service.answers import ReportFacts, Source
from service.kinds import kind_of

COUNTY = ReportFacts(
    id="a-1",
    title="甲水县人民代表大会常务委员会工作报告",
    body="npc",
    kind="work report",
    region=("青岚省", "岚州市", "甲水县"),
    region_code=None,
    level="county",
    covers=(2024, 2024),
    year=2025,
    date="2025-01-12",
    session=None,
    speaker=None,
    complete=True,
    ambiguous=(),
    warnings=(),
    duplicate_of=None,
    passages=1,
    source=Source("a.txt", "0" * 64, Span(0, 1)),
)
OTHER = replace(COUNTY, id="b-1", title="乙山县人民政府工作报告", region=("青岚省", "岚州市", "乙山县"))
CITY = replace(COUNTY, id="c-1", title="岚州市工作报告", region=("青岚省", "岚州市"), level="prefecture")
NATION = replace(COUNTY, id="d-1", title="政府工作报告", region=None, level="national")
UNKNOWN = replace(COUNTY, id="e-1", region=None, level=None)
NEWS = "全年新建农村公路一百二十公里，群众出行更加方便。"


@pytest.mark.parametrize(
    "text",
    [
        "各位代表，请予审议。",
        "更加紧密地团结在以习近平同志为核心的党中央周围，奋力推进各项工作。",
        "在肯定成绩的同时，我们也清醒认识到工作中的不足。",
        "Fellow deputies, I submit this report to you for deliberation.",
    ],
)
def test_formulas_are_ceremonial(text: str) -> None:
    """Where a fifth of the text is formula, wherever it stands; the formula is named, and stands in the text."""
    kind, why = kind_of(text, [COUNTY, CITY], 9, 9)
    assert kind == "ceremonial"
    assert why.split("“")[1].split("”")[0] in text


def test_a_formula_in_much_else_is_none() -> None:
    """Four of twenty characters are a fifth; of twenty-one they are not."""
    formula = "各位代表"
    assert kind_of(formula + "建" * 16, [COUNTY, OTHER], 2, 9)[0] == "ceremonial"
    assert kind_of(formula + "建" * 17, [COUNTY, OTHER], 2, 9)[0] == "substantive"


@pytest.mark.parametrize("reports", [[COUNTY, CITY], [CITY, COUNTY], [COUNTY, OTHER, CITY]])
def test_what_stands_above_is_mandated(reports: list[ReportFacts]) -> None:
    """A report of the region that another's lies in says it too, and is named."""
    kind, why = kind_of(NEWS, reports, 2, 100)
    assert kind == "mandated"
    assert CITY.title in why


def test_what_the_nation_says_is_mandated() -> None:
    """A national report is above every region, and above nothing where there is none."""
    assert kind_of(NEWS, [NATION, COUNTY], 2, 100)[0] == "mandated"
    assert kind_of(NEWS, [NATION, UNKNOWN], 2, 100)[0] == "substantive"


@pytest.mark.parametrize("reports", [[COUNTY, OTHER], [COUNTY, COUNTY], [UNKNOWN, COUNTY], [CITY, CITY]])
def test_beside_one_another_nobody_is_above(reports: list[ReportFacts]) -> None:
    """Neighbours, years of one region, and regions that nobody knows."""
    assert kind_of(NEWS, reports, 2, 100)[0] == "substantive"


@pytest.mark.parametrize(
    ("regions", "of", "kind"),
    [(3, 3, "substantive"), (4, 8, "mandated"), (4, 9, "substantive"), (5, 9, "mandated"), (49, 100, "substantive")],
)
def test_what_most_regions_say_is_mandated(regions: int, of: int, kind: str) -> None:
    """Half of the regions, and four at least; the count is given."""
    found, why = kind_of(NEWS, [COUNTY, OTHER], regions, of)
    assert found == kind
    assert f"{regions} of {of} regions" in why
