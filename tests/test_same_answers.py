"""The command line, Python, MCP and HTTP are faces of one library: the same question gets the same answer from each.

An answer is told here by what every face gives of it, the ids of passages foremost.
"""

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from mcp import Client
from starlette.testclient import TestClient

from service.filters import Filters
from service.http.api import api
from service.jobs import Jobs
from service.json import document
from service.library import Library
from service.mcp.server import server
from tests.fakes import PairEncoder
from ui.cli import main

QUESTION = "蓼溪县怎样解决蔺草收购差价？"
NOWHERE = "南极科考站的极夜供暖"
PASSAGE = "664384959e-1:3"
FIRST, SECOND = "dffced64a2-1", "664384959e-1"
EVERYTHING = 50

Face = Callable[..., Any]
"""Takes a job and what it is asked with; gives what is told of the answer."""


def contract(job: str, found: Any) -> Any:
    """Tell an answer in the JSON of the contract."""
    if job == "ask":
        return found["confident"], round(found["confidence"], 4), [hit["passage"]["id"] for hit in found["hits"]]
    if job == "similar":
        said = {"/".join(row["region"]): row["best"]["passage"]["id"] for row in found["regions"] if row["best"]}
        return found["region_count"], found["silent"], said
    if job == "duplicates":
        return [(one["id"], one["region_count"], one["report_count"], one["kind"]) for one in found["families"]]
    if job == "summarize":
        return [(one["passage"]["id"], one["text"], one["also_in"]) for one in found["sentences"]]
    targets = [one["target"]["passage"]["id"] for one in found["targets"]]
    return found["earlier"], rows(row for row in found["rows"] if row["kind"] != "same"), targets


def tools(job: str, found: Any) -> Any:
    """Tell an answer of the tools, which give less of it, in shapes of their own."""
    if job == "similar":
        said = {one["region"]: one["best"]["passage"]["id"] for one in found["saying"]}
        return found["region_count"], found["silent"], said
    if job == "summarize":
        return [(one["passage"], one["text"], one["also_in"]) for one in found["sentences"]]
    if job == "compare":
        return found["earlier"], rows(found["rows"]), [one["passage"] for one in found["targets"]]
    return contract(job, found)


def rows(compared: Any) -> list[Any]:
    """Tell the rows of a comparison."""
    return [(row["kind"], *([p["id"] for p in row[side]] for side in "ab")) for row in compared]


def in_python(library: Library) -> Face:
    """Ask the library itself."""
    jobs: Mapping[str, Face] = {
        "ask": lambda question, region=(), year=(): library.ask(
            question, filters=Filters(tuple(region), tuple(year)), limit=5
        ),
        "similar": library.similar_to,
        "duplicates": lambda least: library.duplicates(min_regions=least, limit=5),
        "summarize": lambda report, chars: library.summarize(report, budget_chars=chars),
        "compare": library.compare,
    }
    return lambda job, *asked, **filters: contract(job, document(jobs[job](*asked, **filters)))


def on_the_command_line(library: Library, printed: Callable[[], str]) -> Face:
    """Ask by commands with --json."""
    flags: Mapping[str, Face] = {
        "ask": lambda question: [question, "--limit", 5],
        "similar": lambda passage: ["--passage", passage],
        "duplicates": lambda least: ["--min-regions", least, "--limit", 5],
        "summarize": lambda report, chars: [report, "--chars", chars],
        "compare": lambda a, b: [a, b],
    }

    def run(job: str, *asked: Any, **filters: Any) -> Any:
        printed()
        narrowed = [part for name, values in filters.items() for value in values for part in (f"--{name}", value)]
        arguments = [job, *flags[job](*asked), *narrowed, "--json", "--home", library.home, "--model", "pairs"]
        assert main([str(one) for one in arguments]) == 0
        return contract(job, json.loads(printed()))

    return run


def over_http(library: Library, jobs_of_server: Jobs) -> Face:
    """Ask the API."""
    client = TestClient(api(library, jobs_of_server), base_url="http://127.0.0.1")
    jobs: Mapping[str, Face] = {
        "ask": lambda question, **filters: client.get("/ask", params={"q": question, "limit": 5, **filters}),
        "similar": lambda passage: client.post("/similar", json={"passage": passage}),
        "duplicates": lambda least: client.get("/duplicates", params={"min_regions": least, "limit": 5}),
        "summarize": lambda report, chars: client.get(f"/reports/{report}/summary", params={"chars": chars}),
        "compare": lambda a, b: client.get("/compare", params={"a": a, "b": b}),
    }

    def get(job: str, *asked: Any, **filters: Any) -> Any:
        answer = jobs[job](*asked, **filters)
        assert answer.status_code == 200, answer.text
        return contract(job, answer.json())

    return get


def over_mcp(library: Library) -> Face:
    """Ask the tools with the official client."""
    made = server(library)
    taken: Mapping[str, Face] = {
        "ask": lambda question: {"question": question, "limit": 5},
        "similar": lambda passage: {"passage": passage, "limit": EVERYTHING},
        "duplicates": lambda least: {"min_regions": least, "limit": 5},
        "summarize": lambda report, chars: {"report": report, "chars": chars},
        "compare": lambda a, b: {"a": a, "b": b, "limit": 100},
    }

    async def call(job: str, arguments: dict[str, Any]) -> Any:
        async with Client(made) as client:
            return await client.call_tool(job, arguments)

    def run(job: str, *asked: Any, **filters: Any) -> Any:
        result = asyncio.run(call(job, {**taken[job](*asked), **filters}))
        assert not result.is_error, result.content
        return tools(job, result.structured_content)

    return run


@pytest.fixture
def faces(
    samples_by_pairs: Library, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[dict[str, Face]]:
    """Every face of the samples."""
    monkeypatch.setattr("service.encoder.load_encoder", lambda model, **_: PairEncoder(model))
    jobs = Jobs()
    yield {
        "Python": in_python(samples_by_pairs),
        "the command line": on_the_command_line(samples_by_pairs, lambda: capsys.readouterr().out),
        "MCP": over_mcp(samples_by_pairs),
        "HTTP": over_http(samples_by_pairs, jobs),
    }
    jobs.close()


@pytest.mark.parametrize(
    ("job", "arguments", "filters"),
    [
        ("ask", (QUESTION,), {}),
        ("ask", (NOWHERE,), {}),
        ("ask", ("代表怎样联系群众",), {"region": ["青岚省"], "year": [2023]}),
        ("similar", (PASSAGE,), {}),
        ("duplicates", (5,), {}),
        ("summarize", (SECOND, 300), {}),
        ("compare", (FIRST, SECOND), {}),
        ("compare", (SECOND, FIRST), {}),
    ],
)
def test_every_face_gives_the_same_answer(
    faces: dict[str, Face], job: str, arguments: tuple[Any, ...], filters: dict[str, Any]
) -> None:
    """And it is an answer of something."""
    told = {name: face(job, *arguments, **filters) for name, face in faces.items()}
    expected = told["Python"]
    assert len(json.dumps(expected)) > 100
    assert {name: one for name, one in told.items() if one != expected} == {}
