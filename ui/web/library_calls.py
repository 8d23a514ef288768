"""What the library's page asks of the server while it is open: pieces of the page, and what a person does.

What changes anything is a PUT or DELETE, which `service.http.origin` refuses to pages of other sites.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, wraps
from typing import Annotated, Any, ParamSpec

from fastapi import APIRouter, Body, Query, Request

from service.answers import Added
from service.errors import DuizhaoError
from service.files import GivenFile, files_in
from service.removing import Bin
from ui.web.handlers import library as handlers
from ui.web.handlers.opening import held
from ui.web.render.header import holdings
from ui.web.render.notices import error_notice
from ui.web.site import Site
from ui.web.uploads import Uploads

_LONGEST = 2_000
_MOST_REMOVED = 5_000
P = ParamSpec("P")
Name = Annotated[str, Query(max_length=_LONGEST)]
Value = Annotated[str, Body(embed=True, max_length=_LONGEST)]
Reports = Annotated[list[str], Body(embed=True, min_length=1, max_length=_MOST_REMOVED)]


def library_calls(site: Site, uploads: Uploads, removed: Bin, path: str) -> APIRouter:
    """Give the addresses that the library's page of one language calls.

    Args:
        site: the library, its jobs, and the language.
        uploads: the files that were sent and not added yet.
        removed: what was removed and can be put back.
        path: where the pages of the language are.
    """
    calls = _Calls(site, uploads, removed)
    router = APIRouter(prefix=f"{path.rstrip('/')}/library")
    routes: tuple[tuple[str, str, Callable[..., Any]], ...] = (
        ("GET", "/table", calls.table),
        ("GET", "/jobs", calls.jobs),
        ("GET", "/form", calls.form),
        ("PUT", "/added", calls.add),
        ("PUT", "/samples", calls.add_samples),
        ("PUT", "/fact", calls.correct),
        ("PUT", "/removed", calls.remove),
        ("PUT", "/put-back", calls.put_back),
        ("DELETE", "/job", calls.cancel),
    )
    for method, address, call in routes:
        router.add_api_route(address, _saying(site, call), methods=[method])
    router.add_api_route("/file", calls.take, methods=["PUT"])
    return router


def _saying(site: Site, call: Callable[P, dict[str, Any]]) -> Callable[P, dict[str, Any]]:
    """Let a call say in words what was refused."""

    @wraps(call)
    def safely(*args: P.args, **kwargs: P.kwargs) -> dict[str, Any]:
        try:
            return call(*args, **kwargs)
        except DuizhaoError as error:
            return _refused(site, error)

    return safely


@dataclass(frozen=True, slots=True)
class _Calls:
    """What can be called, in one language."""

    site: Site
    uploads: Uploads
    removed: Bin

    def table(self, q: Name = "", doubtful: Annotated[bool, Query()] = False) -> dict[str, Any]:  # noqa: FBT002  # a query's
        shown = handlers.table(self.site, handlers.Search(q, doubtful=doubtful))
        return {"table": shown, "holdings": holdings(self.site.words, held(self.site)), **self.jobs()}

    def jobs(self) -> dict[str, Any]:
        return {"jobs": handlers.jobs(self.site), "busy": handlers.busy(self.site)}

    def form(self, report: Name) -> dict[str, Any]:
        return {"form": handlers.form(self.site, report)}

    async def take(self, request: Request, batch: Name, name: Name) -> dict[str, Any]:
        try:
            await self.uploads.take(batch, name, request.stream())
        except DuizhaoError as error:
            return _refused(self.site, error)
        return {}

    def add(self, batch: Name) -> dict[str, Any]:
        self.site.jobs.check_room()
        given = self.uploads.files(batch)
        _start_adding(self.site, given, afterwards=partial(self.uploads.forget, given))
        return self.jobs()

    def add_samples(self) -> dict[str, Any]:
        _start_adding(self.site, files_in([handlers.SAMPLES]))
        return self.jobs()

    def cancel(self, job: Name) -> dict[str, Any]:
        self.site.jobs.cancel(job)
        return self.jobs()

    def correct(self, report: Name, fact: Name, value: Value) -> dict[str, Any]:
        return {"row": handlers.correct(self.site, report, fact, value)}

    def remove(self, reports: Reports) -> dict[str, Any]:
        word, gone = self.removed.remove(reports)
        return {"notice": handlers.removed(self.site, gone, word)}

    def put_back(self, word: Name) -> dict[str, Any]:
        self.site.jobs.start("put back", self.removed.restoring(word))
        return self.jobs()


def _start_adding(site: Site, given: list[GivenFile], *, afterwards: Callable[[], None] = lambda: None) -> None:
    def work(progress: Any) -> Added:
        return site.library.add(given, progress=progress)

    try:
        site.jobs.start("add", work, afterwards=afterwards)
    except DuizhaoError:
        afterwards()
        raise


def _refused(site: Site, error: DuizhaoError) -> dict[str, Any]:
    """Say why something was not done; in the page where it stands, or in a notice of its own."""
    if isinstance(error, handlers.Unfitting):
        return {"ok": False, "message": error.message}
    return {"ok": False, "notice": error_notice(site.words, error)}
