"""Questions that wait together are answered together, and each as if it were alone."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

from service.answers import Answer
from service.errors import BadRequest, TooMany
from service.filters import Filters
from service.http.gathering import Choices, Gathering
from service.http.served import Served
from service.jobs import Jobs
from service.library import Library
from tests.truth import TRUTH

SOON_SECONDS = 20
PLAIN, FEW = Choices(), Choices(limit=1)


class Held:
    """Answers by the question itself, once it is let go, and remembers what was asked together."""

    def __init__(self) -> None:
        self.asked: list[tuple[list[str], Choices]] = []
        self.begun, self.go = threading.Semaphore(0), threading.Semaphore(0)

    def __call__(self, questions: Sequence[str], choices: Choices) -> list[Any]:
        """Answer, as `Gathering` has it done."""
        self.asked.append((list(questions), choices))
        self.begun.release()
        assert self.go.acquire(timeout=SOON_SECONDS)
        return list(questions)


def _given(waiting: Sequence[Future[Answer]]) -> list[Any]:
    return [future.result(SOON_SECONDS) for future in waiting]


@pytest.fixture
def held() -> Held:
    """Answers nothing until it may."""
    return Held()


def test_what_comes_meanwhile_is_answered_in_one_go(held: Held) -> None:
    """The first at once and alone; then those that have waited longest with those that chose the same, so many at most."""
    gathering = Gathering(held, together=3)
    first = gathering.ask("甲", PLAIN)
    assert held.begun.acquire(timeout=SOON_SECONDS)
    others = [gathering.ask(q, c) for q, c in (("乙", PLAIN), ("丙", FEW), ("丁", PLAIN), ("戊", PLAIN), ("己", PLAIN))]
    for _ in range(4):
        held.go.release()
    assert _given([first, *others]) == ["甲", "乙", "丙", "丁", "戊", "己"]
    assert held.asked == [(["甲"], PLAIN), (["乙", "丁", "戊"], PLAIN), (["丙"], FEW), (["己"], PLAIN)]


def test_no_more_wait_than_may_and_bad_questions_never(held: Held) -> None:
    """They are refused at once; whoever leaves makes room, and is not answered."""
    gathering = Gathering(held, waiting=2)
    running = gathering.ask("甲", PLAIN)
    assert held.begun.acquire(timeout=SOON_SECONDS)
    left, stays = gathering.ask("乙", PLAIN), gathering.ask("丙", PLAIN)
    with pytest.raises(TooMany, match="2 questions are waiting"):
        gathering.ask("丁", PLAIN)
    with pytest.raises(BadRequest, match="empty"):
        gathering.ask(" ", PLAIN)
    assert left.cancel()
    held.go.release(2)
    assert _given([running, stays]) == ["甲", "丙"]
    assert [questions for questions, _ in held.asked] == [["甲"], ["丙"]]


def test_several_are_taken_all_or_none(held: Held) -> None:
    """Where there is no room for all, none is answered for nobody; one that can't be asked takes no room."""
    gathering = Gathering(held, waiting=2)
    running = gathering.ask("甲", PLAIN)
    assert held.begun.acquire(timeout=SOON_SECONDS)
    with pytest.raises(TooMany):
        gathering.ask_all(["乙", "丙", "丁"], PLAIN)
    first, refused, second = gathering.ask_all(["乙", " ", "丙"], PLAIN)
    assert isinstance(refused, BadRequest)
    held.go.release(2)
    assert isinstance(first, Future)
    assert isinstance(second, Future)
    assert _given([running, first, second]) == ["甲", "乙", "丙"]
    assert [questions for questions, _ in held.asked] == [["甲"], ["乙", "丙"]]


def test_what_goes_wrong_reaches_whoever_asked(held: Held) -> None:
    """All of one go, and nobody else; then it goes on."""

    def broken(questions: Sequence[str], choices: Choices) -> list[Any]:
        if choices == FEW:
            raise ZeroDivisionError
        return held(questions, choices)

    gathering = Gathering(broken)
    held.go.release(2)
    assert gathering.ask("甲", PLAIN).result(SOON_SECONDS)
    with pytest.raises(ZeroDivisionError):
        gathering.ask("乙", FEW).result(SOON_SECONDS)
    assert gathering.ask("丙", PLAIN).result(SOON_SECONDS)


@pytest.mark.parametrize("library", ["samples_by_pairs", "samples_library"])
def test_the_answers_are_those_of_one_by_one(library: str, request: pytest.FixtureRequest) -> None:
    """From many threads at once, with different choices, also with the real model."""
    asked: Library = request.getfixturevalue(library)
    jobs = Jobs()
    gathering = Served.of(asked, jobs).gathering
    jobs.close()
    questions = [question["question"] for question in TRUTH["questions"]][::3]
    chosen = [PLAIN, Choices(Filters(years=(2023,)), limit=3, per_report=1), Choices(ignoring=("region",))]
    pairs = [(question, chosen[n % 3]) for n, question in enumerate(questions)]

    def ask(pair: tuple[str, Choices]) -> Answer:
        return gathering.ask(*pair).result(SOON_SECONDS)

    with ThreadPoolExecutor(16) as clients:
        together = list(clients.map(ask, pairs))
    assert together == [_alone(asked)(question, choices) for question, choices in pairs]


def _alone(library: Library) -> Callable[[str, Choices], Answer]:
    return lambda question, c: library.ask(
        question, filters=c.filters, limit=c.limit, per_report=c.per_report, ignoring=c.ignoring
    )
