"""What is too large is refused while it comes in; what another site's page asks for is refused before."""

import asyncio
import json
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from service.http import bodies, uploads
from service.http.bodies import JSON_BYTES
from service.jobs import Jobs
from service.library import Library
from tests.service.http.conftest import mounted

CHUNK = b"x" * 2**16
FORM = "multipart/form-data; boundary=b"


def _part(name: str, field: str = "files") -> bytes:
    return f'--b\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'.encode()


def _endless(*first: bytes) -> Iterator[bytes]:
    yield from first
    while True:
        yield CHUNK


class Sent:
    """A request whose body comes piece by piece.

    Attributes:
        status: of the answer.
        error: what it says went wrong.
        pieces: how many pieces of the body were asked for.
    """

    def __init__(
        self, app: FastAPI, path: str, body: Iterator[bytes], content_type: str, length: int | None = None
    ) -> None:
        self.status, self.pieces, self._body, self._answer = 0, 0, body, b""
        headers = [(b"content-type", content_type.encode()), (b"host", b"127.0.0.1")]
        headers += [] if length is None else [(b"content-length", str(length).encode())]
        scope = {
            "type": "http",
            "method": "POST",
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "headers": headers,
            "scheme": "http",
            "root_path": "",
            "server": ("127.0.0.1", 80),
            "client": ("127.0.0.1", 1),
            "http_version": "1.1",
            "asgi": {"version": "3.0"},
        }
        asyncio.run(app(scope, self._receive, self._send))
        self.error = json.loads(self._answer).get("error")

    async def _receive(self) -> dict[str, Any]:
        piece = next(self._body, None)
        self.pieces += 1
        assert self.pieces < 10_000, "nobody stops it"
        return {"type": "http.request", "body": piece or b"", "more_body": piece is not None}

    async def _send(self, message: dict[str, Any]) -> None:
        self.status = message.get("status", self.status)
        self._answer += message.get("body", b"")


@pytest.fixture
def app(samples_by_pairs: Library, jobs: Jobs) -> FastAPI:
    """The API over the samples."""
    return mounted(samples_by_pairs, jobs)


@pytest.mark.parametrize("path", ["/api/similar", "/api/ask"])
def test_a_body_without_end_is_read_no_further_than_its_limit(app: FastAPI, path: str) -> None:
    """Nothing said how long it is; a megabyte is taken, and the next piece refused."""
    sent = Sent(app, path, _endless(b'{"text": "'), "application/json")
    assert (sent.status, sent.error["code"]) == (413, "too_large")
    assert sent.pieces <= JSON_BYTES // len(CHUNK) + 2


@pytest.mark.parametrize("length", [JSON_BYTES + 1, 10**30])
def test_a_body_that_says_it_is_too_large_is_not_read(app: FastAPI, length: int) -> None:
    """Its length tells."""
    sent = Sent(app, "/api/similar", _endless(), "application/json", length)
    assert (sent.status, sent.error["code"], sent.pieces) == (413, "too_large", 0)


def test_a_file_without_end_is_read_no_further_than_its_limit(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch, jobs: Jobs
) -> None:
    """The file is named, and no job begins; one before it is no reason to read on."""
    monkeypatch.setattr(uploads, "FILE_BYTES", 2**20)
    sent = Sent(app, "/api/reports", _endless(_part("a.txt"), b"x\r\n", _part("b.txt")), FORM)
    assert (sent.status, sent.error["code"]) == (413, "too_large")
    assert "b.txt" in sent.error["message"]
    assert sent.pieces <= 2**20 // len(CHUNK) + 5
    assert jobs.all() == ()


def test_files_without_end_are_read_no_further_than_so_many(app: FastAPI, jobs: Jobs) -> None:
    """However small each is."""
    parts = (_part(f"{n}.txt") + b"x\r\n" for n in count())
    sent = Sent(app, "/api/reports", parts, FORM)
    assert (sent.status, sent.error["code"]) == (413, "too_large")
    assert sent.pieces == uploads.FILES + 1
    assert jobs.all() == ()


def test_all_files_together_have_a_limit(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where each is small enough."""
    monkeypatch.setattr(bodies, "UPLOAD_BYTES", 2**20)
    parts = (_part(f"{n}.txt") + CHUNK + b"\r\n" for n in count())
    sent = Sent(app, "/api/reports", parts, FORM)
    assert (sent.status, sent.error["code"]) == (413, "too_large")
    assert sent.pieces <= 17


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "http://127.0.0.1:8000"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://127.0.0.1"},
    ],
)
def test_pages_of_other_sites_change_nothing(changing: TestClient, headers: dict[str, str]) -> None:
    """Whatever the method; what changes nothing is served."""
    report = "664384959e-1"
    for method, path, body in (
        ("POST", "/api/reports", None),
        ("POST", "/api/similar", {"text": "x"}),
        ("PATCH", f"/api/reports/{report}", {"year": 1999}),
        ("DELETE", f"/api/reports/{report}", None),
        ("DELETE", "/api/jobs/none", None),
    ):
        refused = changing.request(method, path, json=body, headers=headers)
        assert (refused.status_code, refused.json()["error"]["code"]) == (403, "foreign_origin")
    kept = changing.get(f"/api/reports/{report}", headers=headers)
    assert (kept.status_code, kept.json()["year"]) == (200, 2024)
    assert "access-control-allow-origin" not in kept.headers


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://127.0.0.1"},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "https://reports.example"},
    ],
)
def test_programs_and_own_pages_change_what_they_may(changing: TestClient, headers: dict[str, str]) -> None:
    """A program says nothing of where it is from; behind a proxy, a browser's word holds though the host is called otherwise."""
    path = "/api/reports/664384959e-1"
    assert changing.patch(path, json={"year": 1999}, headers=headers).json()["year"] == 1999
    assert changing.delete(path, headers=headers).json()["removed"][0]["id"] == "664384959e-1"
    assert changing.get(path).status_code == 404
