"""The app as it is put together."""

import asyncio
import inspect
import re
import socket
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import gradio as gr
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from service.errors import PortBusy
from service.filters import Filters
from tests.ui.made import MadeLibrary, by_region, passage
from ui.web.addresses import Query, similar_file
from ui.web.app import build
from ui.web.downloads import TAKEN
from ui.web.look import MONO, SANS, SCRIPTS, STYLES
from ui.web.render.regions import NEAREST, as_shown
from ui.web.security import POLICY
from ui.web.serve import listen
from ui.web.site import Site
from ui.web.stubs import no_stubs_written

PAGES = ("/", "/similar", "/duplicates", "/summary", "/compare", "/library", "/report", "/basket")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """The app over a library that answers by hand."""
    return built(tmp_path_factory.mktemp("home"))


def built(home: Path, host: str = "127.0.0.1") -> FastAPI:
    """Build the app inside an event loop: outside of one, Gradio opens loops that nobody closes."""

    async def build_here() -> FastAPI:
        return build(MadeLibrary(home=home), host=host)

    return asyncio.run(build_here())


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    """A browser without JavaScript."""
    return TestClient(app, base_url="http://127.0.0.1")


@pytest.mark.parametrize("page", [*PAGES, "/ask", "/en/", "/en/similar"])
def test_every_page_has_its_address(client: TestClient, page: str) -> None:
    """200, and it names duizhao."""
    answer = client.get(page)
    assert answer.status_code == 200
    assert "duizhao" in answer.text


def test_every_answer_is_guarded(client: TestClient) -> None:
    """Handlers in attributes do not run, and nothing is loaded from elsewhere."""
    headers = client.get("/").headers
    assert headers["content-security-policy"] == POLICY
    assert "script-src-attr 'none'" in POLICY
    assert "http" not in POLICY
    assert headers["x-content-type-options"] == "nosniff"


def test_other_names_for_this_machine_are_refused(client: TestClient) -> None:
    """A page elsewhere can't reach this one by a name of its own (DNS rebinding)."""
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400
    for host in ("localhost:7860", "127.0.0.1:7860", "[::1]:7860"):
        assert client.get("/", headers={"Host": host}).status_code == 200


def test_programs_are_answered_beside_the_pages(client: TestClient) -> None:
    """In JSON, whatever is asked below /api, by names of this machine alone, and with the same headers."""
    for path, status in (("/api/health", 200), ("/api/openapi.json", 200), ("/api/nothing", 404), ("/api", 404)):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["content-type"]) == (status, "application/json")
        assert answer.headers["content-security-policy"] == POLICY
    assert client.get("/api/health", headers={"Host": "evil.example"}).status_code == 400
    foreign = client.delete("/api/reports/aa-1", headers={"Origin": "http://evil.example"})
    assert (foreign.status_code, foreign.json()["error"]["code"]) == (403, "foreign_origin")


@pytest.mark.parametrize(
    ("host", "own", "foreign"),
    [
        ("127.0.0.1", "http://127.0.0.1:7860", "http://localhost:3000"),
        ("127.0.0.1", "http://127.0.0.1:7860", "null"),
        ("0.0.0.0", "http://192.168.1.5:7860", "https://evil.example"),  # noqa: S104
    ],
)
def test_pages_of_other_sites_change_nothing(tmp_path: Path, host: str, own: str, foreign: str) -> None:
    """Through no door: a browser that asks whether it may is not told so, and what it sends all the same is refused."""
    client = TestClient(built(tmp_path, host), base_url=own)
    for method, path in (
        ("PUT", "/library/removed"),
        ("PUT", "/en/library/added"),
        ("DELETE", "/library/job"),
        ("POST", "/download"),
        ("POST", "/mcp"),
        ("POST", "/gradio_api/upload"),
        ("POST", "/en/gradio_api/queue/join"),
        ("DELETE", "/api/reports/aa-1"),
    ):
        asked = client.options(path, headers={"Origin": foreign, "Access-Control-Request-Method": method})
        assert "access-control-allow-origin" not in asked.headers
        refused = client.request(method, path, headers={"Origin": foreign})
        assert (refused.status_code, refused.json()["error"]["code"]) == (403, "foreign_origin")
        assert client.request(method, path, headers={"Origin": own}).status_code != 403


def test_a_server_for_others_answers_to_any_name(tmp_path: Path) -> None:
    """Who listens beyond loopback is known by a name we can't know."""
    client = TestClient(built(tmp_path, "0.0.0.0"))  # noqa: S104
    assert client.get("/", headers={"Host": "reports.example"}).status_code == 200


def _apps(app: FastAPI) -> list[Any]:
    return [route.app for route in app.routes if hasattr(getattr(route, "app", None), "get_blocks")]


def test_gradio_is_told_to_keep_quiet(app: FastAPI) -> None:
    """No telemetry, no event for strangers, bounds on files and on the queue, the library's folder closed."""
    mounted = _apps(app)
    assert len(mounted) == 2
    for one in mounted:
        blocks = one.get_blocks()
        assert not blocks.analytics_enabled
        assert blocks.max_file_size
        assert blocks._queue.max_size
        assert blocks.blocked_paths
        assert not blocks.allowed_paths
        assert {event["api_visibility"] for event in blocks.config["dependencies"]} == {"private"}


def test_the_library_folder_is_not_served(app: FastAPI, client: TestClient) -> None:
    """Not even to one who knows the path of a file in it."""
    kept = Path(_apps(app)[0].get_blocks().blocked_paths[0]) / "library.sqlite"
    kept.write_text("truth")
    for root in ("", "/en"):
        assert client.get(f"{root}/gradio_api/file={kept}").status_code == 403


def test_no_page_shows_reports_through_a_template(app: FastAPI) -> None:
    """Text only ever comes as a value."""
    for one in _apps(app):
        shown = [part for part in one.get_blocks().config["components"] if part["type"] == "html"]
        assert shown
        assert {part["props"]["html_template"] for part in shown} == {"${value}"}


def test_nothing_is_fetched_from_elsewhere() -> None:
    """Fonts are the system's, and our own style and script name no address."""
    assert not [font for font in (*SANS, *MONO) if "/" in font]
    for path in (*STYLES, *SCRIPTS):
        assert not re.search(
            r"https?:|//\w|@import|url\(", re.sub(r"^\s*//.*$", "", path.read_text("utf-8"), flags=re.MULTILINE)
        )


def test_a_busy_port_names_a_free_one() -> None:
    """The hint can be followed."""
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortBusy) as refused:
            listen("127.0.0.1", port)
    assert str(port) in refused.value.message
    free = int(refused.value.hint.rpartition(" ")[2])
    with listen("127.0.0.1", free) as other:
        assert isinstance(other, socket.socket)


def test_gradio_is_imported_without_writing_stubs() -> None:
    """Its own classes have no file for that while; all else has, and afterwards so have they."""
    with no_stubs_written():
        with pytest.raises(OSError, match="Textbox"):
            inspect.getfile(gr.Textbox)
        assert inspect.getfile(Site).endswith("site.py")
    assert inspect.getfile(gr.Textbox).endswith("textbox.py")


@pytest.mark.parametrize("path", ["", "/en"])
def test_a_summary_is_taken_away(client: TestClient, path: str) -> None:
    """As Word and as Markdown, with a name; what can't be had is refused in words."""
    word = client.get(f"{path}/download", params={"as": "docx", "report": "aa-1"})
    assert word.content.startswith(b"PK")
    assert word.headers["content-disposition"] == 'attachment; filename="summary.docx"'
    assert "听取专项工作报告18项。" in client.get(f"{path}/download", params={"as": "md", "report": "aa-1"}).text
    refused = client.get(f"{path}/download", params={"as": "exe", "report": "aa-1"})
    assert (refused.status_code, "choose one of" in refused.text) == (400, True)
    assert client.get(f"{path}/download", params={"report": "aa-1"}).status_code == 400


def test_every_answer_is_taken_away(client: TestClient) -> None:
    """At an address with the page's own query; Excel and CSV have names in the page's language."""
    for what, query in (
        ("answer", {"q": "怎样收集意见？", "year": "2023", "open": "region"}),
        ("answer", {"q": "怎样收集意见？", "by": "region"}),
        ("similar", {"passage": "aa-1:2"}),
        ("similar", {"text": "听取报告18项"}),
        ("families", {"least": "3"}),
        ("overview", {"about": "养老"}),
        ("summary", {"report": "aa-1"}),
    ):
        for path, first in (("", '"序号"'), ("/en", '"No."')):
            got = client.get(f"{path}/download", params={"of": what, "as": "csv", **query})
            assert (got.status_code, got.text.startswith(f"\ufeff{first}")) == (200, True), what
            assert got.headers["content-disposition"] == f'attachment; filename="{what}.csv"'
            assert got.headers["content-type"] == "text/csv; charset=utf-8"


def test_who_else_says_it_is_taken_away_in_the_order_of_the_page() -> None:
    """Nearest first as the cards come, which is by score; else as the service gives the rows."""
    row = by_region().regions[0]
    assert row.best is not None
    rows = tuple(
        replace(row, cells=(), best=replace(row.best, passage=passage(n), score=score))
        for n, score in ((1, 2.0), (2, 5.0), (3, 1.0))
    )
    assert [one.best.passage.id for one in as_shown(rows, NEAREST) if one.best] == ["aa-1:2", "aa-1:1", "aa-1:3"]
    assert as_shown(rows, "wording") == rows
    silent = replace(row, best=None)
    assert as_shown((silent, *rows), NEAREST)[-1] == silent
    page = parse_qs(urlsplit(similar_file("csv", "", "aa-1:2", Filters(), "wording")).query)
    assert page["order"] == ["wording"]


@pytest.mark.parametrize("asked", [{"passage": "aa-1:2"}, {"text": "听取报告18项"}])
def test_a_file_asks_for_rows_in_the_order_of_the_page(asked: dict[str, str]) -> None:
    """As the page does, whether with a passage or a text."""
    for order, rows in (("wording", "wording"), (NEAREST, "region"), ("", "region")):
        library = MadeLibrary()
        TAKEN["similar"](library, Query.of([*asked.items(), ("order", order)]))  # type: ignore[arg-type]
        assert library.asked[-1][2]["order"] == rows


def test_what_is_not_there_is_not_taken_away(client: TestClient) -> None:
    """Neither pages that are none, nor passages, nor styles of citation."""
    assert client.get("/download", params={"of": "secrets", "as": "csv"}).status_code == 404
    for query in ({"as": "csv", "q": "问", "cite": "apa"}, {"q": "问"}, {"as": "../x", "q": "问"}):
        assert client.get("/download", params={"of": "answer", **query}).status_code == 400


def test_a_basket_is_taken_away(client: TestClient) -> None:
    """In the order it is sent, with its notes; what is gone is named; both styles."""
    form = [
        ("passage", "aa-1:2"),
        ("note", "看 & 这里"),
        ("passage", "zz-9:1"),
        ("note", "旧"),
        ("passage", "aa-1:1"),
        ("note", ""),
    ]
    got = client.post("/download", content=_encoded([*form, ("as", "json"), ("cite", "plain")]), headers=FORM).json()
    (part,) = got["parts"]
    assert [(item["passage"]["id"], item["note"]) for item in part["items"]] == [
        ("aa-1:2", "看 & 这里"),
        ("aa-1:1", ""),
    ]
    assert part["lines"] == ["已不在馆中：zz-9:1 旧"]
    assert part["items"][0]["citation"].startswith("《")
    english = client.post("/en/download", content=_encoded([*form, ("as", "md")]), headers=FORM)
    assert "# Basket" in english.text
    assert english.headers["content-disposition"] == 'attachment; filename="basket.md"'


def test_a_basket_has_bounds(client: TestClient) -> None:
    """Too long a form, too many passages, too long a note, notes that fit no passage: refused in words."""
    one = [("passage", "aa-1:2"), ("note", "")]
    for form, status in (
        (one * 1001, 400),
        ([*one, ("passage", "aa-1:1")], 400),
        ([("passage", "aa-1:2"), ("note", "字" * 2001)], 400),
        ([("passage", "aa-1:2"), ("note", "x" * 20_000_001)], 413),
        (one * 1100, 400),
        ([("passage", "aa-1:2"), ("note", "字" * 2000)] * 1000, 200),
    ):
        assert client.post("/download", content=_encoded([("as", "md"), *form]), headers=FORM).status_code == status
    assert client.post("/download", content="é".encode(), headers=FORM).status_code == 400


FORM = {"content-type": "application/x-www-form-urlencoded"}


def _encoded(form: list[tuple[str, str]]) -> Any:
    return urlencode(form)
