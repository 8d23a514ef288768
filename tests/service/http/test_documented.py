"""The examples of docs/http.md do what it says."""

import json
import re
import shlex
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from service.http.routes import about, ask, reports, similar, summaries
from service.http.routes import jobs as jobs_routes
from service.jobs import Jobs
from service.library import Library
from tests.service.http.conftest import mounted
from ui.web.serve import listen

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs/http.md").read_text("utf-8")
ADDRESS = "http://127.0.0.1:7860"
ROUTES = (about, ask, jobs_routes, reports, similar, summaries)
SOON_SECONDS = 30


@pytest.fixture
def address(own: Library, jobs: Jobs) -> Iterator[str]:
    """Where the API answers, over samples of the test's own."""
    with listen("127.0.0.1", 0) as listening:
        server = uvicorn.Server(uvicorn.Config(mounted(own, jobs), log_level="warning", access_log=False))
        running = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        running.start()
        until = time.monotonic() + SOON_SECONDS
        while not server.started:
            assert time.monotonic() < until, "it never starts"
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        running.join(SOON_SECONDS)


def test_the_curl_examples_are_answered(address: str) -> None:
    """Each with an object, and none with an error."""
    if shutil.which("curl") is None:
        pytest.skip("there is no curl here")
    commands = re.findall(r"^curl .*$", PAGE, re.MULTILINE)
    assert len(commands) == 8
    answers = [
        json.loads(
            subprocess.run(
                shlex.split(command.replace(ADDRESS, address)), cwd=ROOT, check=True, capture_output=True
            ).stdout
        )
        for command in commands
    ]
    assert [
        set(answer) & {"status", "reports", "hits", "regions", "sentences", "job", "jobs"} for answer in answers
    ] == [
        {"status", "reports"},
        {"reports"},
        {"hits"},
        {"regions"},
        {"regions"},
        {"sentences"},
        {"job"},
        {"jobs"},
    ]


def test_the_python_example_runs(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As it stands: a report goes in, and a question is answered."""
    code = re.search(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert code
    (tmp_path / "report.txt").write_bytes((ROOT / "samples/tangpu-npc-2024.txt").read_bytes() + "另有说明。".encode())
    monkeypatch.chdir(tmp_path)
    exec(compile(code[1].replace(ADDRESS, address), "http.md", "exec"), {})  # noqa: S102
    told = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"done \['\w{10}-1'\]", told[0])
    assert len(told) == 4
    assert all(re.match(r"\w{10}-\d+:\d+ .", line) for line in told[1:])


def test_every_address_is_named() -> None:
    """Nothing that the API serves is left out of the page."""
    told = PAGE[PAGE.index("| address |") : PAGE.index("`region`, `year`")]
    served = {word for routes in ROUTES for route in routes.router.routes for word in route.path.split("/")}
    words = {word for word in served if word and not word.startswith("{")}
    assert {"reports", "ask", "summary"} <= words
    assert [word for word in words if word not in told] == []
