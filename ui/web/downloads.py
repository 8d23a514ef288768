"""Files to take away: each page's answer at an address with the page's own query, and the basket as a form that is sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import parse_qsl

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from service.errors import BadRequest, DuizhaoError, NotFound
from service.exports.found import of_passages
from service.exports.sheet import Sheet
from service.exports.sheets import Takeable, sheet_of
from service.exports.write import writer, written
from service.http.errors import STATUSES
from ui.web.addresses import Query, filters_in, left_open_in
from ui.web.handlers.basket import MOST, found
from ui.web.handlers.duplicates import LIMIT
from ui.web.handlers.similar import rows_in
from ui.web.handlers.summary import POINTS
from ui.web.language import mount_path
from ui.web.render.regions import NEAREST, as_shown

if TYPE_CHECKING:
    from service.library import Library

Taken: TypeAlias = "tuple[Takeable, str]"
"""What the service answers to a query, and what was asked in it."""

_MOST_CHARS = 20_000
_MOST_FORM_BYTES = 20_000_000
"""Longest form of a basket; a Chinese character in a note takes nine bytes of it."""


def downloads(library: Library, language: str) -> APIRouter:
    """Give the addresses of what can be taken away from a library, in a language."""
    router = APIRouter(prefix=mount_path(language).rstrip("/"))

    @router.get("/download")
    def answered(request: Request) -> Response:
        """Take away what a page shows: `of` says which of `TAKEN`, `as` and `cite` how, the rest is the page's own query."""
        query = Query.of(request.query_params.multi_items())
        what = query.one("of", "summary")

        def made() -> Sheet:
            if what not in TAKEN:
                raise NotFound(f"nothing is taken away as {what!r}", hint=f"choose one of: {', '.join(TAKEN)}")
            answer, asked = TAKEN[what](library, query)
            return sheet_of(answer, asked=asked, language=language)

        return _file(what, made, query)

    @router.post("/download")
    async def basket(request: Request) -> Response:
        """Take collected passages away: a form with `passage` and `note` as often as there are, `as` and `cite`."""
        form = Query.of(await _form(request))
        return await run_in_threadpool(_file, "basket", lambda: _collected(library, form, language), form)

    return router


def _summary(library: Library, query: Query) -> Taken:
    about = query.one("about")
    made = library.summarize(
        query.one("report"),
        budget_chars=min(query.number("chars", 500), _MOST_CHARS),
        style=query.one("style", "general"),
        about=about or None,
        section=query.one("section"),
        since=query.one("since") or None,
    )
    return made, about


def _overview(library: Library, query: Query) -> Taken:
    about = query.one("about")
    return library.overview(about=about or None, filters=filters_in(query), limit=POINTS), about


def _answer(library: Library, query: Query) -> Taken:
    question = query.one("q")
    ask = library.ask_by_region if query.one("by") == "region" else library.ask
    return ask(question, filters=filters_in(query), ignoring=left_open_in(query)), question


def _similar(library: Library, query: Query) -> Taken:
    text, filters, order = query.one("text").strip(), filters_in(query), query.one("order", NEAREST)
    if text:
        found, asked = library.similar(text, filters=filters, order=rows_in(order)), text
    else:
        passage = query.one("passage")
        found = library.similar_to(passage, filters=filters, order=rows_in(order))
        asked = library.selection(passage)
    return replace(found, regions=as_shown(found.regions, order)), asked


def _families(library: Library, query: Query) -> Taken:
    return library.duplicates(filters=filters_in(query), min_regions=query.number("least", 2), limit=LIMIT), ""


def _comparison(library: Library, query: Query) -> Taken:
    return library.compare(query.one("a"), query.one("b")), ""


TAKEN: Mapping[str, Callable[[Library, Query], Taken]] = MappingProxyType(
    {
        "summary": _summary,
        "overview": _overview,
        "answer": _answer,
        "similar": _similar,
        "families": _families,
        "comparison": _comparison,
    }
)
"""What can be taken away, by name."""


def _collected(library: Library, form: Query, language: str) -> Sheet:
    passages, notes = form.values.get("passage", ()), form.values.get("note", ())
    if len(notes) != len(passages):
        raise BadRequest(
            f"{len(passages)} passages and {len(notes)} notes", hint="send a note for each, or an empty one"
        )
    collected = found(library, zip(passages, notes, strict=True))
    held = [(one.passage, one.note) for one in collected if one.passage]
    gone = [f"{one.id} {one.note}".strip() for one in collected if not one.passage]
    return of_passages(held, gone=gone, language=language)


async def _form(request: Request) -> list[tuple[str, str]]:
    """Read a form, and no more of it than a basket may be long."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MOST_FORM_BYTES:
            raise HTTPException(413, "the basket is too long; take some passages out")
    try:
        return parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=2 * MOST + 8)
    except ValueError as error:
        raise HTTPException(400, "this is no form of a basket") from error


def _file(name: str, sheet: Callable[[], Sheet], query: Query) -> Response:
    """Answer with the file that `as` and `cite` ask for; what can't be written is refused before anything is looked for."""
    ending = query.one("as")
    try:
        media_type = writer(f".{ending}").media_type
        content = written(sheet(), f".{ending}", query.one("cite", "gbt7714"))
    except DuizhaoError as error:
        raise HTTPException(STATUSES[error.code], str(error)) from error
    named = f'attachment; filename="{name}.{ending.lower()}"'
    return Response(content, media_type=media_type, headers={"content-disposition": named})
