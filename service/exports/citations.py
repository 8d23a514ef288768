"""How a passage is cited: plainly, or by GB/T 7714-2015, "Information and documentation: rules for bibliographic references and citations"."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from service.answers import PassageAnswer, ReportFacts
from service.provenance import place, years

_ISSUERS = {"npc": "{}人民代表大会常务委员会", "cppcc": "政协{}委员会", "government": "{}人民政府"}


def plain(passage: PassageAnswer) -> str:
    """Cite in one line: title, region, date, paragraph."""
    facts = passage.report
    return "，".join(
        part for part in (f"《{facts.title}》", place(facts.region), _date(facts), _paragraph(passage)) if part
    )


def gbt7714(passage: PassageAnswer) -> str:
    """Cite as a report, type mark R: author. title[R]. place: issuer, date: paragraph. What is not known is left out."""
    facts = passage.report
    where = place(facts.region)
    issuer = _ISSUERS[facts.body].format(where) if where and facts.body in _ISSUERS else ""
    author = facts.speaker or issuer
    published = ", ".join(part for part in (issuer, _date(facts)) if part)
    head = f"{author}. " if author else ""
    issued = f"{published}: " if published else ""
    return f"{head}{facts.title}[R]. {issued}{_paragraph(passage)}."


STYLES: Mapping[str, Callable[[PassageAnswer], str]] = {"gbt7714": gbt7714, "plain": plain}
"""How passages may be cited, by name."""


def _date(facts: ReportFacts) -> str:
    if facts.date or facts.year:
        return facts.date or str(facts.year)
    return years(facts.covers)


def _paragraph(passage: PassageAnswer) -> str:
    return f"第{passage.id.rpartition(':')[2]}段"
