"""Real servers, on the samples and on the real reports, and a real browser that may reach nothing else."""

import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from service.library import Library

ROOT = Path(__file__).parents[2]
SCREENSHOTS = Path(__file__).parent / "screenshots"
_CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
)
_START_SECONDS = 180
_PATIENCE_SECONDS = 30
"""How long a page may take to show something: much, since the machine may be busy with other work."""
_ON_LEAVING = ("AbortError: signal is aborted", "Error: Connection errored out", "Connection errored out")
"""What Gradio's own script says when a page is left before it has loaded."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies in this folder, and skip it where there is no Chromium."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if _CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium here: install chromium, or google-chrome"))


@pytest.fixture(scope="session")
def server(samples_library: Library, models_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a `duizhao serve` on a copy of the samples' library; a test leaves in it what it found there."""
    with served(samples_library, models_folder, tmp_path_factory.mktemp("served")) as address:
        yield address


@pytest.fixture(scope="session")
def seeds_server(
    seeds_library: Library, models_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a `duizhao serve` on a copy of the library of the real reports."""
    with served(seeds_library, models_folder, tmp_path_factory.mktemp("served-seeds")) as address:
        yield address


@contextmanager
def served(library: Library, models_folder: Path, folder: Path) -> Iterator[str]:
    """Serve a copy of a library in a process of its own, and give the address."""
    home = folder / "library"
    shutil.copytree(library.home, home)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    serve = [sys.executable, "-m", "ui.cli", "serve", "--home", str(home), "--port", str(port)]
    with running(serve, DUIZHAO_MODELS=str(models_folder)) as address:
        yield address


@contextmanager
def running(command: Sequence[str], **environment: str) -> Iterator[str]:
    """Run what serves the app, and give the address that it says."""
    started = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **environment, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    with started:
        try:
            yield _address(started)
        finally:
            started.terminate()


def _address(started: subprocess.Popen[str]) -> str:
    """Read what the server says until it says where it is."""
    assert started.stdout is not None
    given_up = threading.Timer(_START_SECONDS, started.kill)
    given_up.start()
    said = []
    for line in started.stdout:
        said.append(line)
        if "http://" in line:
            given_up.cancel()
            threading.Thread(target=started.stdout.read, daemon=True).start()
            return line[line.index("http://") :].strip()
    given_up.cancel()
    pytest.fail(f"duizhao serve ended before it was up:\n{''.join(said)}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium, for one module: Playwright's event loop would stand in the way of tests that bring their own."""
    expect.set_options(timeout=_PATIENCE_SECONDS * 1000)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=_CHROMIUM, args=list(_ARGUMENTS))
        yield launched
        launched.close()


@dataclass
class Watch:
    """What a browser did that it should not have done."""

    server: str
    wrong: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        """Watch every page of a context."""
        context.on("request", lambda request: self._request(request.url))
        context.on("console", lambda message: self._note(message.type, message.text))
        context.on("weberror", lambda error: self._note("error", str(error.error)))
        context.on("dialog", lambda dialog: self._note("error", f"a dialog opened: {dialog.message}"))

    def _request(self, url: str) -> None:
        if not url.startswith((self.server, "data:", "blob:")):
            self.wrong.append(f"a request left the machine: {url}")

    def _note(self, kind: str, text: str) -> None:
        if kind == "error" and not text.startswith(_ON_LEAVING):
            self.wrong.append(text)


Opener = Callable[..., Page]


@pytest.fixture
def opened(server: str, browser: Browser) -> Iterator[Opener]:
    """Opens a page of the app in a browser of its own; at the end nothing may have gone wrong in it."""
    watch, contexts = Watch(server), []

    def open_page(address: str = "", *, locale: str = "zh-CN", **look: Any) -> Page:
        size = look.pop("viewport", {"width": 1366, "height": 768})
        context = browser.new_context(locale=locale, viewport=size, **look)
        context.set_default_timeout(_PATIENCE_SECONDS * 1000)
        contexts.append(context)
        watch.over(context)
        page = context.new_page()
        page.goto(server + address)
        filled(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert watch.wrong == []


def filled(page: Page) -> None:
    """Wait until a page shows what the library holds."""
    page.locator(".dz-holdings:not(:empty)").wait_for()


def keep(page: Page, name: str) -> None:
    """Keep a picture to look at."""
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png")
