"""The API as it is put together: its addresses, its errors in one shape, its limits, and its description."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import FastAPI

from service.http.bodies import BodyLimit
from service.http.described import finished
from service.http.errors import told_by
from service.http.origin import SameOrigin
from service.http.routes import about, ask, jobs, reports, similar, summaries
from service.http.served import Served

if TYPE_CHECKING:
    from service.jobs import Jobs
    from service.library import Library

_ABOUT = """Official reports side by side: ask, find who else says a thing, find boilerplate, summarise.

Spans `[start, end]` count characters (Unicode code points), end exclusive. Unknown facts are null. Everything that goes wrong
is told as `{"error": {"code", "message", "hint"}}`."""


class Api(FastAPI):
    """The addresses below /api."""

    def openapi(self) -> dict[str, Any]:
        """Describe them, in OpenAPI."""
        if self.openapi_schema is None:
            self.openapi_schema = finished(super().openapi())
        return self.openapi_schema


def api(library: Library, jobs_of_server: Jobs) -> FastAPI:
    """Put the API together.

    Args:
        library: the library it serves.
        jobs_of_server: where files that are sent in are read.
    """
    app = Api(
        title="duizhao 对照",
        version="1",
        description=_ABOUT,
        openapi_url="/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.served = Served.of(library, jobs_of_server)
    for routes in (reports, ask, similar, summaries, jobs, about):
        app.include_router(routes.router)
    app.add_middleware(BodyLimit, uploads="/reports")
    app.add_middleware(SameOrigin)
    told_by(app)
    return app
