"""How things are called on the screens: places, years, bodies, and the line to cite a passage by."""

from __future__ import annotations

from collections.abc import Iterable

from service.answers import Commonness, PassageAnswer, ReportFacts
from service.provenance import years as years_of
from ui.web.markup import Html, group, joined, tag
from ui.web.words import Words

_SHADES = 9


def region_name(words: Words, path: tuple[str | None, ...] | None) -> str:
    """The whole path of a region in one line."""
    known = [name for name in path or () if name]
    return ("" if words.language == "zh" else " ").join(known) or words("region.unknown")


def region(words: Words, path: tuple[str | None, ...] | None) -> Html:
    """A region with the places above it set back."""
    known = [name for name in path or () if name]
    if not known:
        return tag("span", words("region.unknown"), class_="dz-region dz-unknown")
    above = tag("span", " ".join(known[:-1]), " ", class_="dz-above") if known[1:] else None
    return tag("span", above, known[-1], class_="dz-region")


def years(facts: ReportFacts) -> str:
    """The years that a report covers, or the year it was delivered; empty when neither is known."""
    return years_of(facts.covers) or str(facts.year or "")


def body(words: Words, name: str) -> str:
    """Whose report it is."""
    return words(f"body.{name}") if f"body.{name}" in words.entries else name


def dotted(pieces: Iterable[str | None]) -> Html:
    """Facts in one line with a middle dot between them; those that are unknown are left out."""
    return joined(tag("span", " · ", class_="dz-dot"), [piece for piece in pieces if piece])


def provenance(words: Words, facts: ReportFacts) -> Html:
    """Region, body and years of a report, in one line."""
    return dotted([region(words, facts.region), body(words, facts.body), years(facts)])


def passage_number(passage_id: str) -> str:
    """The number of a passage in its report."""
    return passage_id.rpartition(":")[2]


def citation(words: Words, passage: PassageAnswer) -> str:
    """The line to cite a passage by: title, region, date, paragraph."""
    facts = passage.report
    return words(
        "cite.line",
        title=facts.title,
        region=region_name(words, facts.region),
        date=facts.date or (str(facts.year) if facts.year else years(facts)) or words("date.unknown"),
        number=passage_number(passage.id),
    )


def commonness_words(words: Words, commonness: Commonness) -> str:
    """In how many regions something stands beside its own, and in how many years; nothing when only its own has it."""
    others = commonness.regions - 1
    if others < 1:
        return ""
    regions = words("common.also", regions=others, of=commonness.of)
    if commonness.years == 1:
        return regions
    return words("list.comma").join([regions, words("common.years", years=commonness.years)])


def commonness_class(commonness: Commonness | None) -> str:
    """The class that colours the left edge, from dz-common-0 (only here) to dz-common-9 (everywhere)."""
    if commonness is None:
        return "dz-common-none"
    share = (commonness.regions - 1) / max(1, commonness.of - 1)
    return f"dz-common-{round(_SHADES * min(1.0, max(0.0, share)))}"


def headings(heading: tuple[str, ...]) -> Html:
    """The headings above a passage, outermost first."""
    return joined(tag("span", " › ", class_="dz-dot"), heading)


def where(words: Words, passage: PassageAnswer) -> Html:
    """The headings above a passage and its number."""
    number = words("passage.number", number=passage_number(passage.id))
    trail = headings(passage.heading)
    return group(trail, tag("span", " › ", class_="dz-dot"), number) if trail else group(number)
