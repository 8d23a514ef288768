"""What kind of recurrence a family is, and by what that was decided."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reports.report import NATIONAL
from service.answers import ReportFacts

_CEREMONIAL = re.compile(
    r"各位(?:代表|委员)|请予审议|提出意见|列席|(?:崇高的?)?敬意|衷心的?感谢|更?加?紧密地?团结|高举|伟大旗帜|"
    r"以习近平同志为核心的党中央|习近平新时代中国特色社会主义思想|习近平总书记|重要(?:讲话|指示|批示)|精神|党的[一二三四五六七八九十]+(?:大|届)|"
    r"[一二三四五六七八九十]+中全会|稳中求进工作总基调|新发展理念|新发展格局|决策部署|坚强领导|民主党派|工商联|无党派人士|人民团体|各界人士|"
    r"港澳台同胞|海外侨胞|国际友人|解放军|武警(?:部队)?官兵|指战员|人大代表|政协委员|"
    r"两个确立|两个维护|四个意识|四个自信|踔厉奋发|勇毅前行|清醒地?(?:认识|看)到|不足|奋斗|"
    r"fellow deputies|submit(?:ted)? .{0,30}(?:for|to) .{0,20}(?:deliberation|consideration|review)|sincere gratitude",
    re.IGNORECASE,
)
_CEREMONIAL_SHARE = 0.2
_MOST_REGIONS = 0.5
_MANY = 4


def kind_of(typical: str, reports: Sequence[ReportFacts], regions: int, all_regions: int) -> tuple[str, str]:
    """Say what kind of recurrence a family is, and why.

    Args:
        typical: its most typical text.
        reports: those that it stands in.
        regions: in how many regions.
        all_regions: how many the library has.

    Returns:
        "ceremonial" where formulas are a fifth of the text; "mandated" where it stands in a report from above, or in most regions;
        else "substantive"; and what that was decided by.
    """
    formulas = [match[0] for match in _CEREMONIAL.finditer(typical)]
    if sum(map(len, formulas)) >= _CEREMONIAL_SHARE * len(typical):
        return "ceremonial", f"holds the formula “{max(formulas, key=len)}”"
    above = _above(reports)
    if above:
        return "mandated", f"stands in a report from above: {above.title}"
    if regions >= max(_MANY, _MOST_REGIONS * all_regions):
        return "mandated", f"stands in {regions} of {all_regions} regions"
    return "substantive", f"stands in {regions} of {all_regions} regions, in no report from above, and is no formula"


def _above(reports: Sequence[ReportFacts]) -> ReportFacts | None:
    """Find a national report, or one of a region that another of the regions lies in."""
    paths = {facts.region for facts in reports if facts.region}
    for facts in reports:
        if facts.level == NATIONAL and paths:
            return facts
        own = facts.region
        if own and any(len(path) > len(own) and path[: len(own)] == own for path in paths):
            return facts
    return None
