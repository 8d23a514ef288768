"""The tools: each a job of the library, with what it takes and gives said for a model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Annotated, Literal, Protocol

from mcp_types import CallToolResult, TextContent
from pydantic import Field

from service.errors import BadRequest, DuizhaoError, NotFound
from service.filters import BodyName, Filters, PartName
from service.json import document
from service.mcp.asked import Asked
from service.mcp.compared import Compared
from service.mcp.held import Listed, Read
from service.mcp.quoting import harmless
from service.mcp.recurring import AllRecurring
from service.mcp.similar import Similar
from service.mcp.summed import Overviewed, Summarised
from service.orders import Order

if TYPE_CHECKING:
    from service.library import Library

Regions = Annotated[
    tuple[str, ...],
    Field(description="Only these regions: names, paths such as 浙江省/杭州市, or codes; what lies below is included."),
]
Years = Annotated[tuple[int, ...], Field(description="Only reports that review one of these years.")]
Bodies = Annotated[
    tuple[BodyName, ...],
    Field(description="Only reports of the people's congress, the consultative conference, the government, others."),
]
Parts = Annotated[
    tuple[PartName, ...],
    Field(description="Only what was done, what is planned, or what went wrong."),
]
ReportName = Annotated[
    str, Field(description="A report: its id, an unambiguous beginning of it, or an unambiguous part of its title.")
]


class _Told(Protocol):
    def told(self) -> Iterator[str]:
        """Write it for a reader."""


class Tools:
    """What a model may do with a library: look, and change nothing."""

    def __init__(self, library: Library) -> None:
        """Take a library."""
        self._library = library

    @property
    def all(self) -> tuple[Callable[..., CallToolResult], ...]:
        """The tools, the most useful first."""
        return (
            self.ask,
            self.similar,
            self.duplicates,
            self.summarize,
            self.overview,
            self.compare,
            self.read_passage,
            self.list_reports,
        )

    def ask(
        self,
        question: Annotated[
            str,
            Field(description="In any language. A part in quotation marks must stand in the passage as it is."),
        ],
        region: Regions = (),
        year: Years = (),
        body: Bodies = (),
        part: Parts = (),
        limit: Annotated[int, Field(ge=1, le=20, description="Most passages.")] = 5,
        per_report: Annotated[int, Field(ge=1, le=20, description="Most passages of one report.")] = 3,
    ) -> Annotated[CallToolResult, Asked]:
        """Find the passages of official reports that answer a question, best first, with the sentences that answer.

        A region, year, body or part that the question names is looked in first. Where `confident` is false nothing answers, and the
        passages are near misses. Cite each passage that you use by its citation and id.
        """
        filters = Filters(region, year, body, part)
        return _result(
            lambda: Asked.of(self._library.ask(question, filters=filters, limit=limit, per_report=per_report))
        )

    def similar(
        self,
        text: Annotated[str, Field(description="A text of any length. Give this, or `passage`, or `report`.")] = "",
        passage: Annotated[str, Field(description="The id of a passage, such as 664384959e-1:10.")] = "",
        report: Annotated[str, Field(description="A report, all of whose passages are looked for.")] = "",
        region: Regions = (),
        year: Years = (),
        body: Bodies = (),
        part: Parts = (),
        order: Annotated[
            Order,
            Field(
                description="How regions come: by code, nearest in meaning, verbatim first, most shared, least shared."
            ),
        ] = "meaning",
        limit: Annotated[int, Field(ge=1, le=50, description="Most regions that say it; all are counted.")] = 8,
    ) -> Annotated[CallToolResult, Similar]:
        """Find which regions say the same as a text, a passage or a report, the best passage of each, and who is silent."""
        filters = Filters(region, year, body, part)

        def found() -> Similar:
            library = self._library
            jobs = ((text, library.similar), (passage, library.similar_to), (report, library.similar_to_report))
            given = [(what, job) for what, job in jobs if what]
            if len(given) != 1:
                raise BadRequest("there is not one thing to look for", hint="give one of text, passage and report")
            ((what, job),) = given
            return Similar.of(job(what, filters=filters, limit=0, order=order), limit)

        return _result(found)

    def duplicates(
        self,
        region: Regions = (),
        year: Years = (),
        body: Bodies = (),
        part: Parts = (),
        min_regions: Annotated[int, Field(ge=1, description="Fewest regions that a text stands in.")] = 2,
        limit: Annotated[int, Field(ge=1, le=50, description="Most families.")] = 10,
    ) -> Annotated[CallToolResult, AllRecurring]:
        """List text that recurs across regions: its template, how widely it stands, of what kind it is, and where."""
        filters = Filters(region, year, body, part)
        return _result(
            lambda: AllRecurring.of(self._library.duplicates(filters=filters, min_regions=min_regions, limit=limit))
        )

    def summarize(
        self,
        report: ReportName,
        chars: Annotated[int, Field(ge=20, le=5000, description="Most characters.")] = 500,
        style: Annotated[
            Literal["general", "distinctive"],
            Field(description='"distinctive" for what other regions do not say.'),
        ] = "general",
        about: Annotated[str, Field(description="A question that the summary is to be about.")] = "",
        section: Annotated[str, Field(description="Words of a heading: of what stands under it alone.")] = "",
        since: Annotated[str, Field(description="An earlier report: for what that one does not say yet.")] = "",
    ) -> Annotated[CallToolResult, Summarised]:
        """Summarise a report in its own sentences, each with the passage that it stands in."""
        return _result(
            lambda: Summarised.of(
                self._library.summarize(
                    report, budget_chars=chars, style=style, about=about or None, section=section, since=since or None
                )
            )
        )

    def overview(
        self,
        about: Annotated[str, Field(description="A question that the reports are read for.")] = "",
        region: Regions = (),
        year: Years = (),
        body: Bodies = (),
        part: Parts = (),
        limit: Annotated[int, Field(ge=1, le=30, description="Most points.")] = 8,
    ) -> Annotated[CallToolResult, Overviewed]:
        """Tell what many reports say, all of them or some, and which: for a question, or what weighs most in each."""
        filters = Filters(region, year, body, part)
        return _result(
            lambda: Overviewed.taken(self._library.overview(about=about or None, filters=filters, limit=limit))
        )

    def compare(
        self,
        a: ReportName,
        b: ReportName,
        limit: Annotated[int, Field(ge=1, le=100, description="Most rows that differ, and most targets.")] = 12,
    ) -> Annotated[CallToolResult, Compared]:
        """Set two reports side by side: what was edited, moved, or stands in one alone; for two years, targets and results."""
        return _result(lambda: Compared.of(self._library.compare(a, b), limit))

    def read_passage(
        self,
        passage: Annotated[str, Field(description="Its id, as every answer gives it, such as 664384959e-1:10.")],
        start: Annotated[int, Field(ge=0, description="How many characters to pass over in a long one.")] = 0,
        around: Annotated[int, Field(ge=0, le=3, description="How many passages before and after it as well.")] = 0,
    ) -> Annotated[CallToolResult, Read]:
        """Read a passage, with its neighbours if wanted: what an answer cut short, and what stands around a claim."""

        def found() -> Read:
            wanted = self._library.passage(passage)
            passages = self._library.passages(wanted.report.id)
            place = next((n for n, one in enumerate(passages) if one.id == wanted.id), None)
            if place is None:
                raise NotFound(
                    f"the passage {passage!r} is no longer there", hint="ask again for its report's passages"
                )
            if start >= len(wanted.text):
                raise BadRequest(
                    f"the passage has {len(wanted.text):,} characters, none from {start:,} on",
                    hint="give a smaller start",
                )
            return Read.of(passages, place, start=start, around=around)

        return _result(found)

    def list_reports(
        self,
        region: Regions = (),
        year: Years = (),
        body: Bodies = (),
        offset: Annotated[int, Field(ge=0, description="How many reports to pass over.")] = 0,
        limit: Annotated[int, Field(ge=1, le=100, description="Most reports.")] = 20,
    ) -> Annotated[CallToolResult, Listed]:
        """List the reports of the library: which regions, bodies and years it holds."""
        return _result(lambda: Listed.of(self._library.reports(Filters(region, year, body)), offset, limit))


def refused(error: DuizhaoError) -> CallToolResult:
    """Give what can't be done as an error that says what to do."""
    said = TextContent(type="text", text=harmless(str(error)))
    return CallToolResult(content=[said], structured_content={"error": document(error)}, is_error=True)


def _result(job: Callable[[], _Told]) -> CallToolResult:
    """Give an answer as data and as text."""
    try:
        found = job()
    except DuizhaoError as error:
        return refused(error)
    text = "\n\n".join(found.told())
    return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=document(found))
