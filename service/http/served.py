"""What every address has at hand: the library, its jobs, and the questions that gather."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from service.answers import Answer
from service.errors import NotFound
from service.http.gathering import Choices, Gathering
from service.jobs import Jobs
from service.library import Library


@dataclass(frozen=True, slots=True)
class Served:
    """What is served."""

    library: Library
    jobs: Jobs
    gathering: Gathering

    @classmethod
    def of(cls, library: Library, jobs: Jobs) -> Served:
        """Serve a library."""

        def ask_many(questions: Sequence[str], chosen: Choices) -> list[Answer]:
            return library.ask_many(
                questions,
                filters=chosen.filters,
                limit=chosen.limit,
                per_report=chosen.per_report,
                ignoring=chosen.ignoring,
            )

        return cls(library, jobs, Gathering(ask_many))

    def whole_id(self, report: str) -> str:
        """See that a report goes by exactly this id: what changes something takes no beginnings and no titles.

        Raises:
            NotFound: none does.
        """
        if all(facts.id != report for facts in self.library.reports()):
            raise NotFound(f"no report has the id {report!r}", hint="GET reports lists them; give a whole id")
        return report


async def _served(request: Request) -> Served:
    served: Served = request.app.state.served
    return served


async def _library(request: Request) -> Library:
    served: Served = request.app.state.served
    return served.library


AtHand = Annotated[Served, Depends(_served)]
TheLibrary = Annotated[Library, Depends(_library)]
