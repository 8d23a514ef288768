"""Long work that goes on in the background: watched, and cancelled."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path

from service.http import examples
from service.http.described import answers
from service.http.served import AtHand
from service.http.shapes import JobList, JobSeen

router = APIRouter(tags=["jobs"])

JobId = Annotated[
    str, Path(description="As it was given when the job began.", max_length=100, examples=[examples.STARTED.job])
]


@router.get("/jobs", responses=answers(examples.JOBS))
async def jobs(served: AtHand) -> JobList:
    """List the latest jobs of this server, in the order they were started."""
    return JobList(tuple(map(JobSeen.of, served.jobs.all())))


@router.get("/jobs/{job_id}", responses=answers(examples.ADDING, examples.ADDED, codes=("not_found",)))
async def job(served: AtHand, job_id: JobId) -> JobSeen:
    """Tell how a job stands."""
    return JobSeen.of(served.jobs.job(job_id))


@router.delete("/jobs/{job_id}", responses=answers(examples.ADDING, codes=("foreign_origin", "not_found")))
async def cancel(served: AtHand, job_id: JobId) -> JobSeen:
    """End a job: at once if it waits, else at its next step. What it has committed stays."""
    return JobSeen.of(served.jobs.cancel(job_id))
