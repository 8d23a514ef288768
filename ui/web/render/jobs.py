"""Long work in the background, and in words what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from service.answers import Added, ReportFacts
from service.jobs import Job
from ui.web import addresses
from ui.web.markup import Html, group, tag
from ui.web.render.notices import error_notice
from ui.web.words import Words

_MOST_LINES = 12
_MINUTE_SECONDS = 60


def jobs(words: Words, shown: Sequence[Job]) -> Html:
    """Show jobs, the latest first; what came of older ones is folded."""
    return group(*(_job(words, job, latest=n == 0) for n, job in enumerate(reversed(shown))))


def _job(words: Words, job: Job, *, latest: bool) -> Html:
    if job.state in {"queued", "running"}:
        return _going_on(words, job)
    body = _ended(words, job)
    said = in_a_word(words, job)
    if latest:
        return tag("section", body, class_="dz-job", data_job=job.id, data_state=job.state, data_said=said)
    folded = tag("details", tag("summary", said), body)
    return tag("section", folded, class_="dz-job", data_job=job.id, data_state=job.state)


def _going_on(words: Words, job: Job) -> Html:
    bar = tag("progress", value=job.done, max=job.total, aria_label=words("shelf.progress"))
    cancel = tag("button", words("shelf.cancel"), type="button", class_="dz-do", data_cancel=job.id)
    line = tag("span", how_far(words, job), class_="dz-how-far")
    said = words(f"shelf.job.{job.state}")
    return tag("section", bar, line, cancel, class_="dz-job", data_job=job.id, data_state=job.state, data_said=said)


def how_far(words: Words, job: Job) -> str:
    """Say how far a job is, with the time left in words."""
    if job.state == "queued":
        return words("shelf.job.queued")
    left, so_far = job.seconds_left, {"percent": 100 * job.done // job.total}
    if left is None:
        return words("progress.step", **so_far)
    if left < _MINUTE_SECONDS:
        return words("progress.seconds", seconds=max(1, round(left)), **so_far)
    return words("progress.minutes", minutes=round(left / _MINUTE_SECONDS), **so_far)


def in_a_word(words: Words, job: Job) -> str:
    """Say in one line what came of a job."""
    if job.state != "done" or not isinstance(job.result, Added):
        return words(f"shelf.job.{job.state}")
    counts = [
        (what, len(getattr(job.result, what))) for what in ("added", "replaced", "unchanged", "skipped", "failed")
    ]
    said = [words.count(f"library.{what}", count) for what, count in counts if count]
    return words("list.comma").join(said) or words("shelf.job.nothing")


def _ended(words: Words, job: Job) -> Html:
    if job.error:
        return error_notice(words, job.error)
    if isinstance(job.result, Added):
        return added(words, job.result)
    return tag("div", words(f"shelf.job.{job.state}"), class_="dz-notice")


def added(words: Words, result: Added) -> Html:
    """Say what became of the files that were given."""
    parts = [
        _reports(words, "added", result.added),
        _reports(words, "replaced", result.replaced),
        _lines(words, "unchanged", result.unchanged),
        _lines(words, "skipped", (_why(words, one.file, one.why) for one in result.skipped)),
        _lines(words, "failed", (_why(words, one.file, one.error) for one in result.failed)),
    ]
    nothing = None if any(parts) else words("shelf.job.nothing")
    return tag("div", *parts, nothing, class_="dz-notice dz-outcome")


def _why(words: Words, file: str, why: str) -> Html:
    return group(file, words("colon"), tag("span", why, lang="en"))


def _reports(words: Words, what: str, found: Sequence[ReportFacts]) -> Html | None:
    return _lines(words, what, (tag("a", facts.title, href=addresses.report(facts.id)) for facts in found))


def _lines(words: Words, what: str, lines: Iterable[str]) -> Html | None:
    items = [tag("li", line) for line in lines]
    if not items:
        return None
    title = tag("summary", tag("b", words.count(f"library.{what}", len(items))))
    return tag("details", title, tag("ul", *items), class_=f"dz-{what}", open=len(items) <= _MOST_LINES)
