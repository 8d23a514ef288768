"""Short messages in a page: something went wrong, nothing was found, or how to begin."""

from __future__ import annotations

from collections.abc import Iterable

from service.errors import DuizhaoError
from service.filters import Filters
from ui.web import addresses
from ui.web.markup import Child, Html, tag
from ui.web.words import Words


def error_notice(words: Words, error: DuizhaoError) -> Html:
    """Say what went wrong and what to do."""
    key = f"error.{error.code}"
    title = words(key if key in words.entries else "error.error")
    return tag(
        "div",
        tag("b", title),
        tag("p", error.message),
        tag("p", error.hint, class_="dz-hint"),
        class_="dz-notice dz-error",
        role="alert",
    )


def notice(title: str, *body: Child) -> Html:
    """Say something in a quiet box."""
    return tag("div", tag("b", title), *body, class_="dz-notice", role="status")


def empty_library(words: Words) -> Html:
    """Tell how to add the first reports."""
    how = tag("a", words("empty.add"), href="library", class_="dz-button")
    return notice(words("empty.title"), tag("p", words("empty.how")), tag("p", how))


def examples(title: str, links: Iterable[tuple[str, str]]) -> Html:
    """Offer a few things to try: each a text and its address."""
    items = [tag("li", tag("a", text, href=href)) for text, href in links]
    return tag("section", tag("h2", title), tag("ul", *items), class_="dz-examples")


def example_questions(words: Words, questions: Iterable[str]) -> Html:
    """Offer questions that this library can answer."""
    links = [(question, addresses.ask(question, Filters())) for question in questions]
    return examples(words("ask.examples"), links)
