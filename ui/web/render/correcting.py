"""The form in which a person corrects a report's facts, each field on its own."""

from __future__ import annotations

from reports.report import Body
from service.answers import ReportFacts
from service.corrections import FACTS
from ui.web import addresses
from ui.web.markup import Html, tag
from ui.web.words import Words

_SPAN = 8


def form(words: Words, facts: ReportFacts) -> Html:
    """Show the facts of a report as fields: a row of the table that holds the reports."""
    fields = [_field(words, facts, name) for name in FACTS]
    close = tag("button", words("shelf.close"), type="button", class_="dz-do", data_close=facts.id)
    hint = tag("p", words("shelf.correct.hint"), " ", close, class_="dz-hint")
    return tag(
        "tr",
        tag("td", tag("form", *fields, class_="dz-facts-form"), hint, colspan=_SPAN),
        class_="dz-correcting",
        data_correcting=facts.id,
    )


def value_of(facts: ReportFacts, name: str) -> str:
    """Write a fact as `Library.edit` reads it; empty where it is unknown."""
    if name == "region":
        return addresses.region_path(facts.region or ())
    if name == "covers":
        first, last = facts.covers or ("", "")
        return f"{first}" if first == last else f"{first}-{last}"
    return str(getattr(facts, name) or "")


def wrong(words: Words, name: str, value: str) -> str:
    """Say why a fact does not fit, and how it is written."""
    if not value.strip():
        return words("shelf.wrong.empty", fact=words(f"shelf.fact.{name}"))
    return words("shelf.wrong", value=value, example=_example(words, name))


def _example(words: Words, name: str) -> str:
    key = f"shelf.example.{name}"
    return words(key) if key in words.entries else FACTS[name]


def _field(words: Words, facts: ReportFacts, name: str) -> Html:
    field, value = f"fact-{name}-{facts.id}", value_of(facts, name)
    known = {"id": field, "name": name, "data_fact": name, "data_of": facts.id, "aria_describedby": f"{field}-said"}
    if name == "body":
        choices = [tag("option", words(f"body.{body}"), value=body, selected=body == value) for body in Body]
        control = tag("select", *choices, **known)
    else:
        control = tag("input", type="text", value=value, placeholder=_example(words, name), autocomplete="off", **known)
    label = tag("label", words(f"shelf.fact.{name}"), for_=field)
    return tag("div", label, control, tag("p", id=f"{field}-said", class_="dz-field-said", role="status"))
