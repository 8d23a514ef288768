"""The reports of the library: listed, sent in, read, corrected, taken out."""

from __future__ import annotations

import shutil
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Body, Query, Request, Response
from fastapi import Path as InPath
from starlette.concurrency import run_in_threadpool

from service.answers import PassageAnswer, ReportFacts
from service.http import examples
from service.http.described import CHANGING, NAMING, answers
from service.http.served import AtHand, TheLibrary
from service.http.shapes import Gone, JobStarted, Outline, ReportPage, ReportPassages, ReportText
from service.http.taken import MOST, Chosen, Corrections, Offset, ReportId, ReportName
from service.http.uploads import FIELD, received

if TYPE_CHECKING:
    from service.adding import OnProgress
    from service.answers import Added
    from service.files import GivenFile
    from service.library import Library

router = APIRouter(tags=["reports"])

_FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "Files, each called as it should be known; a name may be a path whose folders say whose report it is.",
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": [FIELD],
                    "properties": {
                        FIELD: {"type": "array", "minItems": 1, "items": {"type": "string", "format": "binary"}}
                    },
                },
                "example": {FIELD: ["蓼溪县人大常委会工作报告……"]},
            }
        },
    }
}


@router.get("/reports", responses=answers(examples.PAGE, codes=NAMING))
def reports(
    library: TheLibrary,
    filters: Chosen,
    offset: Offset = 0,
    limit: Annotated[int, Query(ge=1, le=MOST, description="Most reports of a page.")] = 100,
) -> ReportPage:
    """List the reports that the filters admit, a page at a time."""
    found = library.reports(filters)
    return ReportPage(found[offset : offset + limit], len(found))


@router.post(
    "/reports",
    status_code=202,
    openapi_extra=_FORM,
    responses=answers(examples.STARTED, codes=("too_many", *CHANGING), status=202, why="Begun: watch the job."),
)
async def add(request: Request, response: Response, served: AtHand) -> JobStarted:
    """Send in files with reports; a job reads them, and its result says what became of each."""
    served.jobs.check_room()
    folder = Path(await run_in_threadpool(tempfile.mkdtemp, prefix="duizhao-upload-"))
    afterwards = partial(shutil.rmtree, folder, ignore_errors=True)
    try:
        files = await received(request, folder)
        job = served.jobs.start("add", partial(_add, served.library, files), afterwards=afterwards)
    except BaseException:
        afterwards()
        raise
    response.headers["Location"] = request.url_for("job", job_id=job.id).path
    return JobStarted(job.id)


def _add(library: Library, files: list[GivenFile], progress: OnProgress) -> Added:
    return library.add(files, progress=progress)


@router.get("/reports/{report}", responses=answers(examples.REPORT, codes=NAMING))
def report(library: TheLibrary, report: ReportName) -> ReportFacts:
    """Give what is known of a report."""
    return library.report(report)


@router.patch("/reports/{report}", responses=answers(examples.REPORT, codes=("not_found", *CHANGING)))
def correct(
    served: AtHand,
    report: ReportId,
    corrections: Annotated[
        Corrections, Body(examples=[{"region": "青岚省/岚州市/蓼溪县", "year": 2024, "speaker": None}])
    ],
) -> ReportFacts:
    """Correct what is known of a report; what is not named stays as it is."""
    return served.library.edit(served.whole_id(report), corrections.facts)


@router.delete("/reports/{report}", responses=answers(examples.GONE, codes=("not_found", *CHANGING)))
def remove(served: AtHand, report: ReportId) -> Gone:
    """Take a report out of the library."""
    return Gone(served.library.remove([served.whole_id(report)]))


@router.get("/reports/{report}/text", responses=answers(examples.TEXT, codes=NAMING))
def text(library: TheLibrary, report: ReportName) -> ReportText:
    """Give a report's text."""
    return ReportText(library.report(report).id, library.text(report), library.removed(report))


@router.get("/reports/{report}/passages", responses=answers(examples.PASSAGES, codes=NAMING))
def passages(library: TheLibrary, report: ReportName) -> ReportPassages:
    """Give a report's passages, in order."""
    return ReportPassages(library.passages(report))


@router.get("/reports/{report}/outline", responses=answers(examples.OUTLINE, codes=NAMING))
def outline(library: TheLibrary, report: ReportName) -> Outline:
    """Give a report's headings, in order, those that open a paragraph among them."""
    return Outline(library.outline(report))


@router.get("/passages/{passage}", responses=answers(examples.PASSAGE, codes=("not_found",)))
def passage(
    library: TheLibrary,
    passage: Annotated[
        str, InPath(description="Its id, as every answer gives it.", max_length=100, examples=["664384959e-1:10"])
    ],
) -> PassageAnswer:
    """Give a passage."""
    return library.passage(passage)
