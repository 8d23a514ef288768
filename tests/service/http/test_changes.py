"""Sending in, watching, cancelling, correcting, taking out."""

import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from service.adding import OnProgress, Progress
from service.jobs import Jobs
from service.library import Library
from tests.invented import Invented

SOON_SECONDS = 20
REPORT = Invented("丁原县")
LIAOXI = "664384959e-1"


def _ended(client: TestClient, job: str) -> Any:
    until = time.monotonic() + SOON_SECONDS
    while (seen := client.get(f"/api/jobs/{job}").json())["state"] in {"queued", "running"}:
        assert time.monotonic() < until, "the job goes on and on"
        time.sleep(0.01)
    return seen


@pytest.fixture
def aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder where what is sent in lies while it is read."""
    folder = tmp_path / "aside"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def _content(tmp_path: Path) -> bytes:
    return REPORT.saved(tmp_path / "given").path.read_bytes()


def test_files_are_read_by_a_job(changing: TestClient, tmp_path: Path, aside: Path) -> None:
    """Its result says what became of each; they are called what they were called, and lie nowhere afterwards."""
    files = [
        ("files", ("浙江省/../../丁原县.txt", _content(tmp_path))),
        ("files", ("picture.png", b"\x89PNG")),
        ("files", ("/etc/passwd.docx", b"no document")),
    ]
    begun = changing.post("/api/reports", files=files)
    assert (begun.status_code, begun.json().keys()) == (202, {"job"})
    job = begun.json()["job"]
    assert begun.headers["location"] == f"/api/jobs/{job}"
    seen = _ended(changing, job)
    assert (seen["what"], seen["state"], seen["done"], seen["error"]) == ("add", "done", seen["total"], None)
    (added,) = seen["result"]["added"]
    assert added["source"]["file"] == "浙江省/../../丁原县.txt"
    assert [skipped["file"] for skipped in seen["result"]["skipped"]] == ["picture.png"]
    assert [failed["file"] for failed in seen["result"]["failed"]] == ["/etc/passwd.docx"]
    assert changing.get(f"/api/reports/{added['id']}").json() == added
    assert changing.get("/api/jobs").json()["jobs"] == [seen]
    assert list(aside.iterdir()) == []


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"files": [("other", ("a.txt", b"x"))]}, "no file"),
        ({"data": {"files": "x"}, "files": [("other", ("a.txt", b"x"))]}, "no file"),
        ({"files": [("files", ("x" * 1001 + ".txt", b"x"))]}, "name"),
        ({"json": {"files": ["x"]}}, "multipart"),
        ({"content": b"x", "headers": {"Content-Type": "multipart/form-data"}}, "boundary"),
        ({"content": b"junk", "headers": {"Content-Type": "multipart/form-data; boundary=b"}}, "form"),
    ],
)
def test_forms_that_hold_no_files_are_refused(
    changing: TestClient, jobs: Jobs, aside: Path, sent: dict[str, Any], says: str
) -> None:
    """With a reason; no job begins, and nothing is left behind."""
    refused = changing.post("/api/reports", **sent)
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, "bad_request")
    assert says in refused.json()["error"]["message"]
    assert jobs.all() == ()
    assert list(aside.iterdir()) == []


def _holding(begun: threading.Event, go: threading.Event) -> Callable[..., object]:
    """Add nothing, and take the time that is given."""

    def add(_: Library, __: object, *, progress: OnProgress) -> object:
        progress(Progress(1, 4, 2.5, "embedding"))
        begun.set()
        assert go.wait(SOON_SECONDS)
        progress(Progress(2, 4, 1.5, "embedding"))
        return None

    return add


def test_jobs_are_watched_and_cancelled_and_no_more_wait_than_may(
    changing: TestClient, monkeypatch: pytest.MonkeyPatch, aside: Path
) -> None:
    """How far one is can be seen; what waits ends at once, what runs at its next step; all files are cleared away."""
    begun, go = threading.Event(), threading.Event()
    monkeypatch.setattr(Library, "add", _holding(begun, go))
    files = [("files", ("a.txt", b"x"))]
    first, second, third = (changing.post("/api/reports", files=files).json()["job"] for _ in range(3))
    assert begun.wait(SOON_SECONDS)
    running = changing.get(f"/api/jobs/{first}").json()
    assert (running["state"], running["done"], running["total"], running["seconds_left"]) == ("running", 1, 4, 2.5)
    refused = changing.post("/api/reports", files=files)
    assert (refused.status_code, refused.json()["error"]["code"]) == (429, "too_many")
    assert int(refused.headers["Retry-After"]) > 0
    assert len(list(aside.iterdir())) == 3
    for waiting in (second, third):
        assert changing.delete(f"/api/jobs/{waiting}").json()["state"] == "cancelled"
    assert changing.delete(f"/api/jobs/{first}").json()["state"] == "running"
    go.set()
    assert _ended(changing, first)["state"] == "cancelled"
    until = time.monotonic() + SOON_SECONDS
    while list(aside.iterdir()):
        assert time.monotonic() < until, "files are left behind"
        time.sleep(0.01)


def test_a_job_that_fails_says_why(changing: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the shape of every error."""

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Library, "add", broken)
    job = changing.post("/api/reports", files=[("files", ("a.txt", b"x"))]).json()["job"]
    seen = _ended(changing, job)
    assert (seen["state"], seen["result"], seen["error"]["code"]) == ("failed", None, "error")


def test_facts_are_corrected_as_they_are_given_or_as_text(changing: TestClient) -> None:
    """What is not named stays; null takes a fact away."""
    path = f"/api/reports/{LIAOXI}"
    before = changing.get(path).json()
    given = {"region": ["青岚省", "岚州市"], "covers": [2021, 2022], "year": 2023, "speaker": None}
    after = changing.patch(path, json=given).json()
    assert after == {**before, **given, "level": after["level"]}
    assert after == changing.get(path).json()
    written = {"region": "青岚省/岚州市", "covers": "2021-2022", "year": "2023", "speaker": ""}
    assert changing.patch(path, json=written).json() == after
    assert changing.patch(path, json={}).json() == after


@pytest.mark.parametrize(
    "facts", [{"colour": "red"}, {"covers": [2022, 2021]}, {"year": 12}, {"title": ""}, {"body": None}, {"date": "x"}]
)
def test_facts_that_do_not_fit_are_refused(changing: TestClient, facts: dict[str, Any]) -> None:
    """Nothing is changed, also of what would fit."""
    path = f"/api/reports/{LIAOXI}"
    before = changing.get(path).json()
    refused = changing.patch(path, json={"speaker": "某某", **facts})
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, "bad_request")
    assert changing.get(path).json() == before


def test_a_report_is_taken_out_once(changing: TestClient) -> None:
    """It is told what went, and then that it is not there."""
    facts = changing.get(f"/api/reports/{LIAOXI}").json()
    assert changing.delete(f"/api/reports/{LIAOXI}").json() == {"removed": [facts]}
    assert changing.delete(f"/api/reports/{LIAOXI}").status_code == 404
    assert changing.get("/api/reports").json()["total"] == 24
