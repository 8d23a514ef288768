"""Jobs: one after another, watched, cancelled, and never lost without a word."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from service.adding import OnProgress, Progress
from service.errors import BadRequest, DuizhaoError, NotFound, TooMany
from service.jobs import Job, Jobs
from service.json import document
from service.library import GivenFile, Library

_SOON_SECONDS = 20.0


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    """No jobs yet; those begun are ended."""
    begun = Jobs(waiting=3, kept=2)
    yield begun
    begun.close()


def _ended(jobs: Jobs, id_: str) -> Job:
    until = time.monotonic() + _SOON_SECONDS
    while (job := jobs.job(id_)).state in {"queued", "running"}:
        assert time.monotonic() < until, "the job goes on and on"
        time.sleep(0.005)
    return job


class _Held:
    """Work that tells its progress and then waits to be let go."""

    def __init__(self) -> None:
        self.begun, self.go = threading.Event(), threading.Event()

    def __call__(self, progress: OnProgress) -> str:
        progress(Progress(1, 4, 9.0, "embedding"))
        self.begun.set()
        assert self.go.wait(_SOON_SECONDS)
        progress(Progress(4, 4, None, "done"))
        return "made"


def test_a_job_runs_tells_how_far_it_is_and_gives_its_answer(jobs: Jobs) -> None:
    """It is watched from queued to done."""
    work = _Held()
    started = jobs.start("add", work)
    assert work.begun.wait(_SOON_SECONDS)
    running = jobs.job(started.id)
    assert (running.state, running.done, running.total, running.seconds_left) == ("running", 1, 4, 9.0)
    work.go.set()
    done = _ended(jobs, started.id)
    assert (done.state, done.done, done.result, done.error) == ("done", 4, "made", None)


def test_jobs_run_one_after_another_and_no_more_wait_than_may(jobs: Jobs) -> None:
    """One runs, the others wait in their order; one more is refused."""
    first, others = _Held(), [_Held(), _Held()]
    ids = [jobs.start("add", work).id for work in (first, *others)]
    assert first.begun.wait(_SOON_SECONDS)
    assert [job.state for job in jobs.all()] == ["running", "queued", "queued"]
    with pytest.raises(TooMany, match="3 jobs are waiting"):
        jobs.start("add", _Held())
    for work in (first, *others):
        work.go.set()
    assert [_ended(jobs, id_).result for id_ in ids] == ["made"] * 3


def test_cancelling_ends_what_waits_at_once_and_what_runs_at_its_next_word(jobs: Jobs) -> None:
    """What waits never begins; what is needed no more is cleared away either way."""
    running, waiting, gone = _Held(), _Held(), []
    first = jobs.start("add", running, afterwards=lambda: gone.append("first")).id
    second = jobs.start("add", waiting, afterwards=lambda: gone.append("second")).id
    assert running.begun.wait(_SOON_SECONDS)
    assert jobs.cancel(second).state == "cancelled"
    assert gone == ["second"]
    assert jobs.cancel(first).state == "running"
    running.go.set()
    assert _ended(jobs, first).state == "cancelled"
    assert not waiting.begun.is_set()
    jobs.close()
    assert gone == ["second", "first"]


@pytest.mark.parametrize(
    ("broken", "code", "said"),
    [
        (BadRequest("no file", hint="give one"), "bad_request", "no file"),
        (ZeroDivisionError("by zero"), "error", "zero"),
    ],
)
def test_what_goes_wrong_is_kept_with_the_job(jobs: Jobs, broken: Exception, code: str, said: str) -> None:
    """An error of ours as it is, any other as an error of ours."""

    def work(_: OnProgress) -> Any:
        raise broken

    failed = _ended(jobs, jobs.start("add", work).id)
    assert failed.state == "failed"
    assert isinstance(failed.error, DuizhaoError)
    told = document(failed)["error"]
    assert told["code"] == code
    assert said in told["message"]
    assert told["hint"]


def test_jobs_that_ended_long_ago_are_forgotten(jobs: Jobs) -> None:
    """Only the latest are remembered."""
    ids = []
    for n in range(5):
        ids.append(jobs.start("add", lambda _, n=n: n).id)
        _ended(jobs, ids[-1])
    with pytest.raises(NotFound, match="no job"):
        jobs.job(ids[0])
    assert jobs.job(ids[-1]).result == 4


def test_adding_can_be_cancelled_and_the_library_stays_whole(library: Library, tmp_path: Path, jobs: Jobs) -> None:
    """Nothing of a file is there, and adding it again adds it."""
    path = tmp_path / "赤碛县2030.txt"
    path.write_text("赤碛县人民代表大会常务委员会工作报告\n\n" + "听取和审议专项工作报告。\n" * 50, encoding="utf-8")
    before = [facts.id for facts in library.reports()]

    def work(progress: OnProgress) -> Any:
        def stopped(step: Progress) -> None:
            jobs.cancel(jobs.all()[-1].id)
            progress(step)

        return library.add([GivenFile(path=path, name=path.name)], progress=stopped)

    assert _ended(jobs, jobs.start("add", work).id).state == "cancelled"
    assert [facts.id for facts in library.reports()] == before
    assert len(library.add([GivenFile(path=path, name=path.name)]).added) == 1
