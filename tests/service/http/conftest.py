"""The API over the samples, asked as a program would."""

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from service.http.api import api
from service.http.below import Below
from service.jobs import Jobs
from service.library import Library
from tests.fakes import open_library


def mounted(library: Library, jobs: Jobs) -> FastAPI:
    """Put the API where the web app does."""
    app = FastAPI(openapi_url=None)
    app.add_middleware(Below, path="/api", make=partial(api, library, jobs))
    return app


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    """The jobs of the server."""
    begun = Jobs(waiting=3)
    yield begun
    begun.close()


@pytest.fixture
def client(samples_by_pairs: Library, jobs: Jobs) -> TestClient:
    """Asks about the samples, and changes nothing."""
    return TestClient(mounted(samples_by_pairs, jobs), base_url="http://127.0.0.1", raise_server_exceptions=False)


@pytest.fixture
def own(samples_by_pairs: Library, tmp_path: Path) -> Library:
    """The samples in a library of the test's own."""
    shutil.copytree(samples_by_pairs.home, tmp_path / "own")
    return open_library(tmp_path / "own")


@pytest.fixture
def changing(own: Library, jobs: Jobs) -> TestClient:
    """Asks for changes of that library."""
    return TestClient(mounted(own, jobs), base_url="http://127.0.0.1", raise_server_exceptions=False)
