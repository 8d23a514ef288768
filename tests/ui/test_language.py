"""Which language a page is shown in."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from ui.web.language import COOKIE, LanguageMiddleware, chosen_language


def _client() -> TestClient:
    def here(request: Request) -> PlainTextResponse:
        return PlainTextResponse(request.url.path)

    app = Starlette(routes=[Route("/{path:path}", here)])
    app.add_middleware(LanguageMiddleware, pages=("/", "/similar"), aliases={"/ask": "/"})
    return TestClient(app)


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "zh"),
        ("en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("fr,zh-CN;q=0.7,en;q=0.6", "zh"),
        ("de", "zh"),
        ("en;q=x,zh;q=0.1", "zh"),
    ],
)
def test_the_language_the_browser_likes_best(accepted: str, language: str) -> None:
    """The first of ours, by weight; Chinese when it names none of ours."""
    assert chosen_language("", accepted) == language


def test_the_cookie_comes_before_the_browser() -> None:
    """A choice is kept; a cookie that is nonsense is no choice."""
    assert chosen_language(f"{COOKIE}=zh", "en") == "zh"
    assert chosen_language(f"{COOKIE}=tlh", "en") == "en"


def test_chinese_pages_stand_at_the_root() -> None:
    """An address without a language is Chinese for those who want no other."""
    assert _client().get("/similar?passage=a").text == "/similar"


def test_an_english_reader_is_led_to_the_english_page() -> None:
    """The query goes along."""
    answer = _client().get("/similar?passage=a:1&year=2022", headers={"Accept-Language": "en"}, follow_redirects=False)
    assert answer.status_code == 307
    assert answer.headers["location"] == "/en/similar?passage=a%3A1&year=2022"


def test_an_address_in_a_language_stays_in_it() -> None:
    """A link to an English page is an English page for everyone."""
    assert _client().get("/en/similar", headers={"Accept-Language": "zh"}).text == "/en/similar"
    assert _client().get("/en").text == "/en/"


def test_switching_is_kept() -> None:
    """?lang= leads to the same page in the other language, and the next visit goes there too."""
    client = _client()
    answer = client.get("/similar?passage=a&lang=en", follow_redirects=False)
    assert answer.headers["location"] == "/en/similar?passage=a"
    assert client.get("/similar").text == "/en/similar"
    assert client.get("/en/similar?lang=zh").text == "/similar"
    assert client.get("/").text == "/"


def test_other_names_of_pages() -> None:
    """/ask is the first page."""
    answer = _client().get("/ask?q=x", follow_redirects=False)
    assert answer.headers["location"] == "/?q=x"


def test_everything_else_passes() -> None:
    """What is no page is left alone."""
    assert _client().get("/gradio_api/info?lang=en", headers={"Accept-Language": "en"}).text == "/gradio_api/info"
