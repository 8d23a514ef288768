"""Files to take away, each at an address of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import Response

from service.errors import DuizhaoError, NotFound
from service.exports.sheet import of_summary
from service.exports.write import writer, written

if TYPE_CHECKING:
    from service.library import Library

_MOST_CHARS = 20_000
_MOST_TEXT = 2_000
_MOST_NAME = 40


def downloads(library: Library, path: str) -> APIRouter:
    """Give the addresses of what can be taken away from a library, under the path of a language."""
    router = APIRouter(prefix=path.rstrip("/"))

    @router.get("/download")
    def summary(
        ending: Annotated[str, Query(alias="as", max_length=_MOST_NAME)],
        report: Annotated[str, Query(max_length=_MOST_TEXT)],
        chars: Annotated[int, Query(ge=1, le=_MOST_CHARS)] = 500,
        style: Annotated[str, Query(max_length=_MOST_NAME)] = "general",
        about: Annotated[str, Query(max_length=_MOST_TEXT)] = "",
        section: Annotated[str, Query(max_length=_MOST_TEXT)] = "",
        since: Annotated[str, Query(max_length=_MOST_TEXT)] = "",
    ) -> Response:
        """Take a summary away."""
        try:
            made = library.summarize(
                report, budget_chars=chars, style=style, about=about or None, section=section, since=since or None
            )
            content = written(of_summary(made), f".{ending}")
            media_type = writer(f".{ending}").media_type
        except DuizhaoError as error:
            raise HTTPException(404 if isinstance(error, NotFound) else 400, str(error)) from error
        name = f'attachment; filename="summary.{ending.lower()}"'
        return Response(content, media_type=media_type, headers={"content-disposition": name})

    return router
