"""The frame of the library's page: where files are given, looked for, and confirmed to go."""

from __future__ import annotations

from service.files import SUFFIXES
from ui.web.markup import Html, tag
from ui.web.words import Words


def shelf(words: Words, table: Html, jobs: Html, *, query: str, doubtful: bool) -> Html:
    """Put the page together around its table and its jobs."""
    return tag(
        "div",
        _dropping(words),
        tag(
            "p",
            class_="dz-unseen",
            id="shelf-said",
            role="status",
            data_uploading=words("shelf.uploading", n="{n}", of="{of}"),
            data_failed=words("shelf.failed"),
        ),
        tag("div", id="shelf-notices", role="status"),
        tag("div", jobs, id="shelf-jobs"),
        _looking(words, query, doubtful=doubtful),
        tag("div", table, id="reports"),
        _asking(words),
        id="shelf",
    )


def _dropping(words: Words) -> Html:
    kinds = ", ".join(sorted(suffix.removeprefix(".") for suffix in SUFFIXES))
    files = tag("input", type="file", multiple=True, id="shelf-files", class_="dz-unseen", accept=",".join(SUFFIXES))
    folder = tag("input", type="file", webkitdirectory=True, id="shelf-folder", class_="dz-unseen")
    return tag(
        "section",
        tag("p", tag("b", words("shelf.drop"))),
        tag("p", words("shelf.drop.kinds", kinds=kinds), class_="dz-hint"),
        tag(
            "p",
            files,
            tag("label", words("shelf.choose_files"), for_="shelf-files", class_="dz-button"),
            " ",
            folder,
            tag("label", words("shelf.choose_folder"), for_="shelf-folder", class_="dz-button"),
        ),
        class_="dz-dropping",
        aria_label=words("library.drop"),
    )


def _looking(words: Words, query: str, *, doubtful: bool) -> Html:
    box = tag(
        "input", type="search", id="shelf-query", value=query, placeholder=words("shelf.search"), autocomplete="off"
    )
    only = tag("input", type="checkbox", id="shelf-doubtful", checked=doubtful)
    remove = tag(
        "button",
        words("shelf.remove_chosen"),
        type="button",
        id="shelf-remove",
        disabled=True,
        class_="dz-do",
        data_counted=words("shelf.remove_counted", n="{n}"),
    )
    return tag(
        "div",
        tag("label", words("shelf.search"), for_="shelf-query", class_="dz-unseen"),
        box,
        tag("label", only, " ", words("shelf.doubtful")),
        remove,
        class_="dz-looking",
        role="search",
    )


def _asking(words: Words) -> Html:
    """The question before removing; the script fills in what is to go."""
    keep = tag("button", words("library.keep"), type="button", id="keep", class_="dz-do", autofocus=True)
    remove = tag("button", words("library.remove"), type="button", id="remove", class_="dz-do dz-danger")
    return tag(
        "dialog",
        tag(
            "p",
            tag("b", id="shelf-asked"),
            data_one=words("shelf.ask_remove", title="{title}"),
            data_many=words("shelf.ask_remove.many", n="{n}"),
        ),
        tag("p", words("shelf.ask_remove.hint"), class_="dz-hint"),
        tag("p", keep, " ", remove, class_="dz-answers"),
        id="shelf-asking",
        class_="dz-asking",
        aria_labelledby="shelf-asked",
    )


def welcome(words: Words, *, samples: bool) -> Html:
    """Teach how an empty library is filled.

    Args:
        words: the language.
        samples: whether the invented samples lie beside the program.
    """
    load = tag("button", words("shelf.samples"), type="button", id="shelf-samples", class_="dz-do dz-button")
    return tag(
        "div",
        tag("b", words("empty.title")),
        tag("p", words("empty.how")),
        tag("p", words("shelf.how")),
        tag("p", load, " ", tag("span", words("shelf.samples.hint"), class_="dz-hint")) if samples else None,
        class_="dz-notice dz-welcome",
    )
