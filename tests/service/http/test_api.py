"""What the API answers: the same objects as the command line, and errors in one shape."""

import json
from typing import Any

import jsonschema_rs
import pytest
from starlette.testclient import TestClient

from service import errors
from service.http import examples
from service.http.errors import STATUSES
from service.json import document
from service.library import Library

LIAOXI, EARLIER, PASSAGE = "664384959e-1", "dffced64a2-1", "664384959e-1:10"
QUESTION = "蓼溪县怎样解决蔺草收购差价？"


def _same(answer: Any) -> Any:
    """Give an answer as the command line prints it."""
    return json.loads(json.dumps(document(answer)))


def test_reports_come_a_page_at_a_time(client: TestClient, samples_by_pairs: Library) -> None:
    """All pages together are the list, each no longer than asked, with the total on each."""
    everything = _same(samples_by_pairs.reports())
    pages = [client.get("/api/reports", params={"offset": n, "limit": 7}).json() for n in range(0, 35, 7)]
    assert [page["total"] for page in pages] == [25] * 5
    assert [len(page["reports"]) for page in pages] == [7, 7, 7, 4, 0]
    assert [report for page in pages for report in page["reports"]] == everything


def test_filters_of_one_kind_mean_or_and_of_two_and(client: TestClient) -> None:
    """Repeated and combined."""
    asked = [("region", "青岚省"), ("region", "云岭省"), ("body", "npc"), ("body", "cppcc"), ("year", "2023")]
    found = client.get("/api/reports", params=asked).json()["reports"]
    assert found
    assert {report["region"][0] for report in found} == {"青岚省", "云岭省"}
    assert {report["body"] for report in found} == {"npc", "cppcc"}
    assert all(report["covers"][0] <= 2023 <= report["covers"][1] for report in found)


def test_a_report_and_what_is_in_it(client: TestClient, samples_by_pairs: Library) -> None:
    """By its id or a part of it: facts, text, outline, passages, each of which stands in the text."""
    library = samples_by_pairs
    assert client.get(f"/api/reports/{LIAOXI[:8]}").json() == _same(library.report(LIAOXI))
    told = client.get(f"/api/reports/{LIAOXI}/text").json()
    assert told == {"report": LIAOXI, "text": library.text(LIAOXI), "removed": _same(library.removed(LIAOXI))}
    passages = client.get(f"/api/reports/{LIAOXI}/passages").json()["passages"]
    assert passages == _same(library.passages(LIAOXI))
    assert all(passage["text"] == told["text"][slice(*passage["span"])] for passage in passages)
    outline = client.get(f"/api/reports/{LIAOXI}/outline").json()["headings"]
    assert outline == _same(library.outline(LIAOXI))
    assert outline[0] == {"level": 1, "text": "2023年主要工作", "span": [45, 54]}
    assert client.get(f"/api/passages/{PASSAGE}").json() == passages[9]


def test_a_question_is_answered_as_on_the_command_line(client: TestClient, samples_by_pairs: Library) -> None:
    """With what is chosen, in one list or by region."""
    library = samples_by_pairs
    asked = {"q": QUESTION, "limit": 4, "per_report": 1}
    assert client.get("/api/ask", params=asked).json() == _same(library.ask(QUESTION, limit=4, per_report=1))
    everywhere = client.get("/api/ask", params={**asked, "as_asked": True}).json()
    assert everywhere["understood"] == {"region": None, "year": None, "body": None, "part": None}
    by_region = client.get("/api/ask", params={"q": QUESTION, "by": "region", "limit": 2}).json()
    assert by_region == _same(library.ask_by_region(QUESTION, limit=2))


def test_several_questions_are_answered_in_their_order(client: TestClient, samples_by_pairs: Library) -> None:
    """One that can't be asked has its error in its place; a filter may be a value or a list."""
    asked = {"questions": [QUESTION, " ", "公路", "问" * 2001], "limit": 2, "region": "青岚省"}
    answers = client.post("/api/ask", json=asked).json()["answers"]
    filters = samples_by_pairs.ask(QUESTION, limit=2).question
    assert [answers[0]["question"], answers[2]["question"]] == [filters, "公路"]
    assert [answers[n]["error"]["code"] for n in (1, 3)] == ["bad_request"] * 2
    assert answers[2]["hits"]
    assert {hit["passage"]["report"]["region"][0] for hit in answers[2]["hits"]} == {"青岚省"}
    assert client.post("/api/ask", json={**asked, "region": ["青岚省"]}).json()["answers"] == answers


def test_who_else_says_it(client: TestClient, samples_by_pairs: Library) -> None:
    """Of a text, a passage, a stretch of one, and a report."""
    library = samples_by_pairs
    text = {"text": "全年听证7场", "order": "wording", "limit": 1}
    assert client.post("/api/similar", json=text).json() == _same(
        library.similar("全年听证7场", order="wording", limit=1)
    )
    for passage in (PASSAGE, f"{PASSAGE}[0:21]"):
        assert client.post("/api/similar", json={"passage": passage}).json() == _same(library.similar_to(passage))
    report = client.post("/api/similar", json={"report": LIAOXI}).json()
    assert report == _same(library.similar_to_report(LIAOXI))


def test_what_recurs_comes_a_page_at_a_time(client: TestClient, samples_by_pairs: Library) -> None:
    """As the command line lists it."""
    whole = _same(samples_by_pairs.duplicates(min_regions=3, limit=5))
    pages = [
        client.get("/api/duplicates", params={"min_regions": 3, "limit": limit, "offset": offset}).json()
        for offset, limit in ((0, 2), (2, 3))
    ]
    assert [family for page in pages for family in page["families"]] == whole["families"]
    assert pages[0]["shared"] == whole["shared"]


def test_summaries_overviews_and_comparisons(client: TestClient, samples_by_pairs: Library) -> None:
    """As the command line gives them, with all that may be chosen."""
    library = samples_by_pairs
    chosen = {"chars": 300, "style": "distinctive", "about": "听证", "section": "主要工作", "since": EARLIER}
    assert client.get(f"/api/reports/{LIAOXI}/summary", params=chosen).json() == _same(
        library.summarize(
            LIAOXI, budget_chars=300, style="distinctive", about="听证", section="主要工作", since=EARLIER
        )
    )
    overview = client.get("/api/overview", params={"about": "听证", "limit": 3}).json()
    assert overview == _same(library.overview(about="听证", limit=3))
    compared = client.get("/api/compare", params={"a": EARLIER, "b": LIAOXI}).json()
    assert compared == _same(library.compare(EARLIER, LIAOXI))
    assert compared["targets"]


def test_health_and_models(client: TestClient) -> None:
    """What is held, and what could embed it."""
    assert client.get("/api/health").json() == {"status": "ok", "reports": 25, "passages": 457}
    (model,) = client.get("/api/models").json()["models"]
    assert (model["name"], model["dimensions"], model["default"]) == ("multilingual-e5-small", 384, True)


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("GET", "/api/reports/no-such", None, 404, "not_found"),
        ("GET", "/api/reports/人民代表大会", None, 409, "ambiguous"),
        ("GET", "/api/reports?limit=1001", None, 400, "bad_request"),
        ("GET", "/api/reports?body=army", None, 400, "bad_request"),
        ("GET", "/api/ask", None, 400, "bad_request"),
        ("GET", "/api/ask?q=%20", None, 400, "bad_request"),
        ("GET", "/api/ask?q=x&region=火星", None, 404, "not_found"),
        ("GET", f"/api/ask?q={'x' * 2001}", None, 413, "too_large"),
        ("GET", f"/api/reports/{LIAOXI}/summary?chars=1", None, 400, "bad_request"),
        ("GET", f"/api/passages/{LIAOXI}:99", None, 404, "not_found"),
        ("GET", "/api/jobs/none", None, 404, "not_found"),
        ("DELETE", "/api/jobs/none", None, 404, "not_found"),
        ("DELETE", "/api/reports/none", None, 404, "not_found"),
        ("DELETE", f"/api/reports/{LIAOXI[:8]}", None, 404, "not_found"),
        ("PATCH", f"/api/reports/{LIAOXI[:8]}", {"year": 2024}, 404, "not_found"),
        ("PATCH", f"/api/reports/{LIAOXI}", {"title": "\ud800"}, 400, "bad_request"),
        ("PATCH", f"/api/reports/{LIAOXI}", {"region": ["\ud800省"]}, 400, "bad_request"),
        ("POST", "/api/similar", {}, 400, "bad_request"),
        ("POST", "/api/similar", {"text": "x", "passage": PASSAGE}, 400, "bad_request"),
        ("POST", "/api/similar", {"text": "\ud800"}, 400, "bad_request"),
        ("POST", "/api/similar", {"text": "x", "\ud800": 1}, 400, "bad_request"),
        ("POST", "/api/similar", {"text": "字" * 100_001}, 413, "too_large"),
        ("POST", "/api/ask", {"questions": ["x"] * 101}, 413, "too_large"),
        ("POST", "/api/ask", [], 400, "bad_request"),
        ("PUT", "/api/ask", {}, 405, "method_not_allowed"),
        ("GET", "/api/nothing", None, 404, "not_found"),
        ("GET", "/api/reports/", None, 404, "not_found"),
        ("GET", "/api", None, 404, "not_found"),
        ("GET", "/api/reports/a%0Ab", None, 404, "not_found"),
    ],
)
def test_errors_have_one_shape_and_a_status(
    client: TestClient, method: str, path: str, body: object, status: int, code: str
) -> None:
    """A code for programs, what is wrong, and what to do."""
    content = None if body is None else json.dumps(body)
    answer = client.request(method, path, content=content, headers={"Content-Type": "application/json"})
    error = answer.json()["error"]
    assert (answer.status_code, error["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/json"
    assert error.keys() == {"code", "message", "hint"}
    assert error["message"]
    assert error["hint"]


def test_every_error_has_a_status() -> None:
    """None that anybody thought of ends as a surprise."""
    known, todo = set(), [errors.DuizhaoError]
    while todo:
        error = todo.pop()
        known.add(error.code)
        todo.extend(error.__subclasses__())
    assert known == set(STATUSES)


def test_what_breaks_is_told_and_logged(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Without what broke, which is for the log alone."""

    def broken(*_: object) -> None:
        raise ZeroDivisionError("a secret")

    monkeypatch.setattr(Library, "report", broken)
    answer = client.get(f"/api/reports/{LIAOXI}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (500, "error")
    assert "secret" not in answer.text
    assert "a secret" in caplog.text


def test_a_busy_library_says_when_to_ask_again(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a header, in seconds."""

    def busy(*_: object) -> None:
        raise errors.LibraryBusy("another program is writing", hint="try again")

    monkeypatch.setattr(Library, "report", busy)
    answer = client.get(f"/api/reports/{LIAOXI}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "library_busy")
    assert int(answer.headers["Retry-After"]) > 0


def test_the_description_is_whole(client: TestClient) -> None:
    """It is there, names this server, tells fields and spans, and each of its examples fits its schema."""
    described = client.get("/api/openapi.json").json()
    assert described["servers"] == [{"url": "/api"}]
    schemas = described["components"]["schemas"]
    assert schemas["Span"]["maxItems"] == schemas["Span"]["minItems"] == 2
    assert "cosine" in schemas["Hit"]["properties"]["similarity"]["description"]
    assert not [name for name, schema in schemas.items() if "Attributes:" in schema.get("description", "")]
    checked = 0
    for methods in described["paths"].values():
        for operation in methods.values():
            assert operation["description"]
            for answer in operation["responses"].values():
                told = answer["content"]["application/json"]
                validator = jsonschema_rs.Draft202012Validator(
                    {**told["schema"], "components": described["components"]}
                )
                for example in told["examples"].values():
                    validator.validate(example["value"])
                    checked += 1
    assert checked > 100
    assert examples.REPORT.region is not None


def test_examples_of_requests_are_served(client: TestClient) -> None:
    """Whoever copies one gets an answer."""
    described = client.get("/api/openapi.json").json()
    for path in ("/similar", "/ask"):
        for example in described["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"][
            "examples"
        ]:
            assert client.post(f"/api{path}", json=example).status_code == 200
