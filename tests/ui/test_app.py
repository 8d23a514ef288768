"""The app as it is put together."""

import asyncio
import inspect
import re
import socket
from pathlib import Path
from typing import Any

import gradio as gr
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from service.errors import PortBusy
from tests.ui.made import MadeLibrary
from ui.web.app import build
from ui.web.look import MONO, SANS
from ui.web.security import POLICY
from ui.web.serve import listen
from ui.web.site import Site
from ui.web.stubs import no_stubs_written

WEB = Path(__file__).parents[2] / "ui" / "web"
PAGES = ("/", "/similar", "/duplicates", "/summary", "/library", "/report")


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
    for name in ("style.css", "page.js"):
        assert not re.search(
            r"https?:|//\w|@import|url\(", re.sub(r"^\s*//.*$", "", (WEB / name).read_text("utf-8"), flags=re.MULTILINE)
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
    assert client.get(f"{path}/download", params={"as": "md"}).status_code == 422
