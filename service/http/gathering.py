"""Questions that wait at the same moment are answered together, several times as fast as one after another.

While some are being answered, those that come in gather, and are answered in one go when those are done. A question that
comes alone waits for nobody. Two goes at a time were slower: they take each other's cores, and have fewer questions each.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeAlias

from service.answers import Answer
from service.ask import check_question
from service.errors import BadRequest, TooMany
from service.filters import Filters
from service.frame import Ignored

_EVERYTHING = Filters()


@dataclass(frozen=True, slots=True)
class Choices:
    """What is chosen beside a question, as for `Library.ask`; questions with the same choices are answered together."""

    filters: Filters = _EVERYTHING
    limit: int = 10
    per_report: int = 3
    ignoring: Ignored = ()


AskMany: TypeAlias = Callable[[Sequence[str], Choices], list[Answer]]
"""Answers questions in their order."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A question that nobody has taken yet, and where its answer will be."""

    question: str
    choices: Choices
    future: Future[Answer] = field(default_factory=Future)


class Gathering:
    """Answers questions that wait together. Any thread may ask."""

    def __init__(self, ask_many: AskMany, *, together: int = 16, waiting: int = 256) -> None:
        """Take what answers.

        Args:
            ask_many: answers questions in their order, each as if it were alone.
            together: most questions that are answered in one go.
            waiting: most questions that wait.
        """
        self._ask_many = ask_many
        self._together = together
        self._most_waiting = waiting
        self._lock = threading.Lock()
        self._waiting: list[_Waiting] = []
        self._working = False
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="duizhao-ask")

    def ask(self, question: str, choices: Choices) -> Future[Answer]:
        """Put a question to those that wait.

        Returns:
            Where its answer will be, or what went wrong with all that were asked in one go.

        Raises:
            BadRequest: it is empty or too long.
            TooMany: as many wait as may.
        """
        (asked,) = self.ask_all([question], choices)
        if isinstance(asked, BadRequest):
            raise asked
        return asked

    def ask_all(self, questions: Sequence[str], choices: Choices) -> list[Future[Answer] | BadRequest]:
        """Put some questions to those that wait, all of them or none; one that can't be asked has its error in its place.

        Raises:
            TooMany: there is no room for all.
        """
        asked = [_checked(question, choices) for question in questions]
        waiting = [one for one in asked if isinstance(one, _Waiting)]
        with self._lock:
            if len(self._waiting) + len(waiting) > self._most_waiting:
                raise TooMany(f"{len(self._waiting)} questions are waiting", hint="ask again in a few seconds")
            self._waiting += waiting
            if self._waiting and not self._working:
                self._working = True
                self._worker.submit(self._work)
        return [one.future if isinstance(one, _Waiting) else one for one in asked]

    def close(self) -> None:
        """Let go of the worker; what waits is answered."""
        self._worker.shutdown(wait=False)

    def _work(self) -> None:
        while taken := self._taken():
            self._answer([asked for asked in taken if asked.future.set_running_or_notify_cancel()])

    def _taken(self) -> list[_Waiting]:
        """Take the question that has waited longest, and others with the same choices; none when nobody waits."""
        with self._lock:
            if not self._waiting:
                self._working = False
                return []
            choices = self._waiting[0].choices
            taken = [asked for asked in self._waiting if asked.choices == choices][: self._together]
            chosen = set(map(id, taken))
            self._waiting = [asked for asked in self._waiting if id(asked) not in chosen]
            return taken

    def _answer(self, taken: Sequence[_Waiting]) -> None:
        if not taken:
            return
        try:
            answers = self._ask_many([asked.question for asked in taken], taken[0].choices)
            pairs = list(zip(taken, answers, strict=True))
        except BaseException as error:  # noqa: BLE001  # whoever asked is told, whatever it is
            for asked in taken:
                asked.future.set_exception(error)
        else:
            for asked, answer in pairs:
                asked.future.set_result(answer)


def _checked(question: str, choices: Choices) -> _Waiting | BadRequest:
    try:
        return _Waiting(check_question(question), choices)
    except BadRequest as error:
        return error
