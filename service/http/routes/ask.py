"""Asking questions, one or several."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future
from typing import Annotated, Literal

from fastapi import APIRouter, Body, Query
from starlette.concurrency import run_in_threadpool

from service.answers import Answer, RegionAnswer
from service.errors import BadRequest
from service.http import examples
from service.http.described import ASKING, answers
from service.http.errors import TooLarge
from service.http.gathering import Choices
from service.http.served import AtHand
from service.http.shapes import Answers, ErrorAnswer, ErrorFacts
from service.http.taken import QUESTIONS, Chosen, Limit, Question, Questions, ignored, measured

router = APIRouter(tags=["ask"])

AsAsked = Annotated[bool, Query(description="Look everywhere, whatever region, year, body or part the question names.")]


@router.get("/ask", responses=answers(examples.ANSWER, examples.ASKED_REGIONS, codes=ASKING))
async def ask(
    served: AtHand,
    q: Question,
    filters: Chosen,
    *,
    by: Annotated[Literal["passage", "region"], Query(description="One list, or the best of each region.")] = "passage",
    limit: Limit = 10,
    per_report: Annotated[int, Query(ge=1, le=1000, description="Most hits from one report.")] = 3,
    as_asked: AsAsked = False,
) -> Answer | RegionAnswer:
    """Find the passages that answer a question, best first, or the best answer of each region."""
    ignoring = ignored(as_asked=as_asked)
    if by == "region":
        return await run_in_threadpool(
            served.library.ask_by_region, measured(q), filters=filters, limit=limit, ignoring=ignoring
        )
    waiting = served.gathering.ask(measured(q), Choices(filters, limit, per_report, ignoring))
    return await asyncio.wrap_future(waiting)


@router.post("/ask", responses=answers(examples.ANSWERS, codes=("foreign_origin", *ASKING)))
async def ask_many(
    served: AtHand,
    asked: Annotated[Questions, Body(examples=[{"questions": [examples.QUESTION, ""], "limit": 1}])],
) -> Answers:
    """Answer several questions, in their order; one that can't be asked has its error in its place."""
    if len(asked.questions) > QUESTIONS:
        raise TooLarge(f"{len(asked.questions):,} questions are more than {QUESTIONS}", hint="ask fewer at a time")
    chosen = Choices(asked.filters, asked.limit, asked.per_report, ignored(as_asked=asked.as_asked))
    waiting = served.gathering.ask_all(asked.questions, chosen)
    return Answers(tuple([await _answer(one) for one in waiting]))


async def _answer(waiting: Future[Answer] | BadRequest) -> Answer | ErrorAnswer:
    if isinstance(waiting, BadRequest):
        return ErrorAnswer(ErrorFacts.of(waiting))
    return await asyncio.wrap_future(waiting)
