"""The objects that only HTTP has, around those of `service.answers`: pages of lists, jobs, health, errors."""

from __future__ import annotations

from dataclasses import dataclass

from models.record import Record
from reports.report import Heading, Removed
from service.answers import Added, Answer, PassageAnswer, ReportFacts
from service.errors import DuizhaoError
from service.jobs import Job


@dataclass(frozen=True, slots=True)
class ErrorFacts:
    """What went wrong.

    Attributes:
        code: a name for programs, which stays the same.
        message: what is wrong, and with which object.
        hint: what to do.
    """

    code: str
    message: str
    hint: str

    @classmethod
    def of(cls, error: DuizhaoError) -> ErrorFacts:
        """Tell an error."""
        return cls(error.code, error.message, error.hint)


@dataclass(frozen=True, slots=True)
class ErrorAnswer:
    """An error: every answer that is none."""

    error: ErrorFacts


@dataclass(frozen=True, slots=True)
class ReportPage:
    """Some of a list of reports.

    Attributes:
        reports: those of this page, in the order they were added.
        total: how many there are on all pages.
    """

    reports: tuple[ReportFacts, ...]
    total: int


@dataclass(frozen=True, slots=True)
class ReportText:
    """A report's text, in whose characters spans count.

    Attributes:
        report: its id.
        removed: lines of the source that are not in it, with the reasons.
    """

    report: str
    text: str
    removed: tuple[Removed, ...]


@dataclass(frozen=True, slots=True)
class ReportPassages:
    """A report's passages, in order."""

    passages: tuple[PassageAnswer, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A report's headings, in order."""

    headings: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class Gone:
    """The reports that were taken out."""

    removed: tuple[ReportFacts, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers to some questions, in their order: where one can't be asked, its error stands in its place."""

    answers: tuple[Answer | ErrorAnswer, ...]


@dataclass(frozen=True, slots=True)
class JobStarted:
    """The id of a job that was put behind those that wait."""

    job: str


@dataclass(frozen=True, slots=True)
class JobSeen:
    """A job, as it stands.

    Attributes:
        what: what it does, such as "add".
        state: "queued", "running", "done", "failed" or "cancelled".
        done: how much of `total` is done.
        total: all of it, at least 1.
        seconds_left: an estimate, as soon as there is one.
        result: of files that were sent in, what became of them, once the job is done.
        error: what went wrong, if it failed.
    """

    id: str
    what: str
    state: str
    done: int
    total: int
    seconds_left: float | None
    result: Added | None
    error: ErrorFacts | None

    @classmethod
    def of(cls, job: Job) -> JobSeen:
        """Tell a job; what pages of the web app made of theirs is no business of programs."""
        result = job.result if isinstance(job.result, Added) else None
        error = ErrorFacts.of(job.error) if job.error else None
        return cls(job.id, job.what, job.state, job.done, job.total, job.seconds_left, result, error)


@dataclass(frozen=True, slots=True)
class JobList:
    """The latest jobs, in the order they were started."""

    jobs: tuple[JobSeen, ...]


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """An embedding model that is known by name.

    Attributes:
        path: its folder on this machine, if it is there.
        prepared: whether it can be loaded at once.
        default: whether it is taken where none is named.
        optimised: what was found when its eight-bit form was made; null where it was not.
    """

    name: str
    dimensions: int
    path: str | None
    prepared: bool
    default: bool
    optimised: Record | None


@dataclass(frozen=True, slots=True)
class ModelList:
    """The embedding models that are known by name."""

    models: tuple[ModelFacts, ...]


@dataclass(frozen=True, slots=True)
class Health:
    """That the server answers, and what it holds.

    Attributes:
        status: "ok".
        reports: how many the library holds.
        passages: how many they have.
    """

    status: str
    reports: int
    passages: int
