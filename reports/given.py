"""Facts that stand beside a text, as a table's columns or a person give them; they weigh more than what the text says."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from reports import places
from reports.identity import WORK_REPORT, body_named
from reports.report import Body, Evidence, Identity, Region, Where
from reports.wording import Quote, Wording, wordings

_YEAR = re.compile(r"((?:19|20)\d\d)(?:\s*年度?|\.0)?")
_THE_COUNTRY = frozenset({"全国", "国家", "中国", "中华人民共和国"})
_SAY_THE_YEAR = frozenset({"year", "date"})
_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d\d)(\d\d))(?:[T\s].*)?")


def cells(facts: Mapping[str, str]) -> dict[str, Wording]:
    """Give what is given for each fact, one below another as `Report.given` has them."""
    return dict(zip(facts, wordings(facts.values(), Where.GIVEN), strict=True))


def with_facts(
    identity: Identity, evidence: Sequence[Evidence], facts: Mapping[str, str]
) -> tuple[Identity, tuple[Evidence, ...], tuple[str, ...]]:
    """Put given facts in the place of those that the text says.

    Args:
        identity: what the text says.
        evidence: the words that say it.
        facts: any of "title", "region", "year", "body" and "date", as they are written.

    Returns:
        The identity, its evidence, and a warning for each fact that can't be understood and is passed over.
    """
    warnings = []
    if _SAY_THE_YEAR & facts.keys():
        identity, evidence = _without_filed_years(identity, evidence)
    for name, cell in cells(facts).items():
        try:
            put = _PUT[name](identity, cell.written)
        except (KeyError, ValueError):
            warnings.append(f"the given {name} is not understood: {' '.join(cell.written.split())}")
            continue
        if name in _SAY_THE_YEAR and put.covers is None and put.kind == WORK_REPORT:
            put = replace(put, covers=(put.year - 1, put.year - 1))
        evidence = _supported(evidence, cell.all, _changed(identity, put))
        identity = put
    return identity, tuple(evidence), tuple(warnings)


def _without_filed_years(identity: Identity, evidence: Sequence[Evidence]) -> tuple[Identity, tuple[Evidence, ...]]:
    """Forget the years that only the names of the file and its folders say."""
    filed = {one.fact for one in evidence if one.place in {Where.FILE_NAME, Where.FOLDER}} & {"year", "covers"}
    forgotten: dict[str, Any] = dict.fromkeys(filed)
    return replace(identity, **forgotten), tuple(one for one in evidence if one.fact not in filed)


def _changed(before: Identity, after: Identity) -> dict[str, Any]:
    """Name the facts that are others than before, with what they are now."""
    now = {field.name: getattr(after, field.name) for field in fields(Identity) if field.name != "ambiguous"}
    return {fact: value for fact, value in now.items() if value != getattr(before, fact)}


def _supported(evidence: Sequence[Evidence], quote: Quote, changed: Mapping[str, Any]) -> list[Evidence]:
    """Let a quote support the facts that are changed; one that is no longer known has no support."""
    known = [Evidence(fact, *quote) for fact, value in changed.items() if value is not None]
    return [*(one for one in evidence if one.fact not in changed), *known]


def region(value: str) -> Region:
    """Read a region as a person writes it: a name that means one place, or a path such as 浙江省/杭州市 or 浙江/杭州.

    Raises:
        ValueError: there is no name in it, or that of the whole country, which is no region.
    """
    names = [name.strip() for name in re.split("[/／]", value) if name.strip()]
    if not names or names[-1] in _THE_COUNTRY:
        raise ValueError(value)
    chain = places.chain_in("".join(names))
    if chain:
        return chain.region
    settled, doubtful = (
        places.settle(names[-1], "".join(names))
        if places.any_name().search(names[-1])
        else (places.of_short_names(names), ())
    )
    return settled if settled and not doubtful else Region(tuple(names))


def _with_title(identity: Identity, value: str) -> Identity:
    return replace(identity, title=" ".join(value.split()))


def _with_region(identity: Identity, value: str) -> Identity:
    found = region(value)
    name = found.path[-1] or ""
    said = identity.region
    if found.code is None and len(found.path) == 1 and said is not None and said.path[-1] == name:
        return identity  # The text knows more of the same place.
    settled, doubtful = places.settle(name, value) if found.code is None else (None, ())
    if found.code is None and not doubtful and places.short(name) == name:
        raise ValueError(value)
    return replace(identity, region=settled or found, ambiguous=doubtful, level=_level_of(settled or found))


def _level_of(found: Region) -> str | None:
    """Say at which level a region lies; a name alone is no province's unless it says so."""
    name = found.path[-1] or ""
    alone = found.code is None and len(found.path) == 1 and not name.endswith(("省", "自治区"))
    return places.level_of(Region((None, *found.path)) if alone else found)


def _with_year(identity: Identity, value: str) -> Identity:
    match = _YEAR.fullmatch(value.strip())
    if match is None:
        raise ValueError(value)
    return replace(identity, year=int(match[1]))


def _with_body(identity: Identity, value: str) -> Identity:
    body = next((body for body in Body if body.value == value.strip().lower()), None) or body_named(value)
    if body is None:
        raise ValueError(value)
    return replace(identity, body=body)


def _with_date(identity: Identity, value: str) -> Identity:
    match = _DAY.fullmatch(value.strip())
    if match is None:
        raise ValueError(value)
    year, month, day = (int(part) for part in match.groups() if part)
    found = date(year, month, day)
    return replace(identity, date=found.isoformat(), year=identity.year or found.year)


_PUT: dict[str, Callable[[Identity, str], Any]] = {
    "title": _with_title,
    "region": _with_region,
    "year": _with_year,
    "body": _with_body,
    "date": _with_date,
}
