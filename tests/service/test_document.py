"""The JSON contract: the keys of every object, and that what is cited is there."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from service.files import GivenFile, files_in
from service.json import document
from service.library import Library
from service.models import list_models
from service.reading import read_file
from tests.fakes import open_library
from tests.invented import Invented
from tests.truth import SAMPLES, TRUTH, report_of

SOURCE = {"file", "sha256", "span"}
REPORT = {
    *("id", "title", "body", "kind", "region", "level", "covers", "year", "date", "session", "speaker", "complete"),
    *("ambiguous", "warnings", "duplicate_of", "passages", "source"),
}
PASSAGE = {"id", "report", "heading", "part", "text", "span"}
HIT = {"passage", "highlight", "similarity", "wording", "score", "matched", "commonness", "siblings"}
REGIONS = {"regions", "region_count", "silent"}
ROW = {"region", "reports", "best", "nearest_miss", "cells"}
CELL = {"year", "report", "best", "nearest_miss"}
FAMILY = {
    *("id", "template", "slots", "region_count", "report_count", "years", "kind", "why_kind", "earliest", "contains"),
    "occurrences",
}
OCCURRENCE = {"passage", "span", "text", "grade", "channel", "flags"}
SUMMARY = {"report", "budget_chars", "text", "sentences"}
SENTENCE = {"passage", "spans", "text", "also_in"}
FLAG_KINDS = {"number", "place", "date", "negation", "strength"}
CHANGE_KINDS = {"equal", "delete", "insert", "replace", "move"}


def parsed(answer: Any) -> Any:
    """Give an answer as a program reads it."""
    return json.loads(json.dumps(document(answer), ensure_ascii=False))


def objects(found: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """List every object of a document with the names that lead to it."""
    if isinstance(found, dict):
        yield path, found
        for key, value in found.items():
            yield from objects(value, (*path, key))
    elif isinstance(found, list):
        for value in found:
            yield from objects(value, path)


KEYS: dict[str, set[str]] = {
    "report": REPORT,
    "passage": PASSAGE,
    "siblings": PASSAGE,
    "earliest": PASSAGE,
    "hits": HIT,
    "best": HIT,
    "nearest_miss": HIT,
    "matched": {"words"},
    "regions": ROW,
    "cells": CELL,
    "families": FAMILY,
    "occurrences": OCCURRENCE,
    "slots": {"kind", "values"},
    "changes": {"kind", "mine", "theirs"},
    "flags": {"kind", "mine", "theirs"},
    "sentences": SENTENCE,
    "source": SOURCE,
    "understood": {"region", "year", "body", "part"},
    "added": REPORT,
    "replaced": REPORT,
    "skipped": {"file", "why"},
    "failed": {"file", "error"},
    "headings": {"level", "text", "span"},
    "removed": {"text", "why"},
    "evidence": {"fact", "quote", "place", "span"},
    "models": {"name", "dimensions", "path", "prepared", "default"},
}
"""What an object must have, by the name it stands under."""


def answers(library: Library, tmp_path: Path) -> dict[str, tuple[set[str], Any]]:
    """Give one real answer of each command, with the keys of its outermost object."""
    copied = TRUTH["copied"][1]["from"]["text"]
    first = report_of(library, "shangu-cppcc-2023.txt")
    other = open_library(tmp_path / "other")
    (tmp_path / "bad.txt").write_bytes(b"")
    (tmp_path / "bad.exe").write_bytes(b"x")
    bad = [GivenFile(tmp_path / name, name) for name in ("bad.txt", "bad.exe")]
    given = Invented().saved(tmp_path)
    added = other.add([given, *bad])
    Invented(year=2020).saved(tmp_path, given.name)
    found = library.duplicates()
    return {
        "ask": ({"question", "understood", "confidence", "confident", "hits"}, library.ask("提案办理得怎样")),
        "ask --by region": (REGIONS, library.ask_by_region("提案办理得怎样")),
        "similar": (REGIONS, library.similar(copied)),
        "similar to a formula": (REGIONS, library.similar("请予审议")),
        "duplicates": ({"families", "reports"}, found),
        "summarize": (SUMMARY, library.summarize(first)),
        "add": ({"added", "replaced", "unchanged", "skipped", "failed"}, added),
        "add again": (
            {"added", "replaced", "unchanged", "skipped", "failed"},
            other.add([given, *files_in([SAMPLES / "README.md"])]),
        ),
        "read": ({"reports"}, read_file(SAMPLES / "shangu-cppcc-2023.txt")),
        "models": ({"models"}, {"models": list_models(tmp_path)}),
        "list": ({"reports"}, {"reports": library.reports()}),
    }


@pytest.fixture(scope="module")
def documents(samples_by_pairs: Library, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[set[str], Any]]:
    """One document of each command."""
    made = answers(samples_by_pairs, tmp_path_factory.mktemp("answers"))
    return {name: (keys, parsed(answer)) for name, (keys, answer) in made.items()}


def test_outermost_objects_have_their_keys(documents: dict[str, tuple[set[str], Any]]) -> None:
    """As the contract lists them, more may be there."""
    for name, (keys, found) in documents.items():
        assert keys <= set(found), name


def test_every_object_has_its_keys(documents: dict[str, tuple[set[str], Any]]) -> None:
    """Wherever an object stands under a name of the contract, all its keys are there, and each name was met."""
    met = set()
    for name, (_, found) in documents.items():
        for path, value in objects(found):
            key = path[-1] if path else ""
            if key == "removed" and name != "read":
                continue
            if key in KEYS:
                met.add(key)
                assert KEYS[key] <= set(value), f"{name}: {'.'.join(path)} lacks {KEYS[key] - set(value)}"
    assert met == set(KEYS)


def test_hits_of_similar_have_changes_and_flags(documents: dict[str, tuple[set[str], Any]]) -> None:
    """Of the kinds that the contract names."""
    hits = [value for path, value in objects(documents["similar"][1]) if path and path[-1] in {"best", "nearest_miss"}]
    assert hits
    kinds = {change["kind"] for hit in hits for change in hit["changes"]}
    assert {"equal", "replace"} <= kinds <= CHANGE_KINDS
    assert {flag["kind"] for hit in hits for flag in hit["flags"]} <= FLAG_KINDS


def test_what_is_cited_is_there(documents: dict[str, tuple[set[str], Any]], samples_by_pairs: Library) -> None:
    """Every passage's span slices its text out of the report; spans in it slice out of the passage."""
    texts = {facts.id: samples_by_pairs.text(facts.id) for facts in samples_by_pairs.reports()}
    passages = spans = 0
    for name in ("ask", "ask --by region", "similar", "duplicates", "summarize"):
        for _, value in objects(documents[name][1]):
            if set(value) >= PASSAGE:
                passages += 1
                start, end = value["span"]
                assert texts[value["report"]["id"]][start:end] == value["text"]
                assert value["id"].rpartition(":")[0] == value["report"]["id"]
            if "passage" in value:
                for start, end in value.get("highlight", value.get("spans", [])):
                    spans += 1
                    assert 0 <= start < end <= len(value["passage"]["text"])
                if "grade" in value:
                    start, end = value["span"]
                    assert value["passage"]["text"][start:end] == value["text"]
    assert min(passages, spans) > 50


def test_what_read_shows_slices_back(documents: dict[str, tuple[set[str], Any]]) -> None:
    """Headings and passages of a file that is only read."""
    (report,) = documents["read"][1]["reports"]
    assert set(report) >= REPORT | {"text", "headings", "passages", "removed", "evidence"}
    assert report["passages"]
    for piece in (*report["headings"], *report["passages"]):
        start, end = piece["span"]
        assert report["text"][start:end] == piece["text"]
    assert all(set(passage) >= PASSAGE - {"report"} for passage in report["passages"])


def test_what_read_shows_as_evidence_slices_back(documents: dict[str, tuple[set[str], Any]]) -> None:
    """In the text and in the lines of the title block, as these are shown; every fact that is shown is evidenced."""
    (report,) = documents["read"][1]["reports"]
    block = "\n".join(line["text"] for line in report["removed"] if line["why"] == "title block")
    for one in report["evidence"]:
        start, end = one["span"]
        assert {"text": report["text"], "title block": block}[one["place"]][start:end] == one["quote"]
    facts = ("title", "body", "kind", "region", "covers", "year", "date", "session", "speaker", "level")
    assert {one["fact"] for one in report["evidence"]} == {fact for fact in facts if report[fact] is not None}


def test_values_are_of_their_kinds(documents: dict[str, tuple[set[str], Any]]) -> None:
    """Regions are paths or null, years are pairs, bodies and parts are words of the contract."""
    for _, found in documents.values():
        for _, value in objects(found):
            if "covers" in value:
                assert value["body"] in {"npc", "cppcc", "government", "other"}
                assert value["covers"] is None or value["covers"][0] <= value["covers"][1]
                assert value["region"] is None or isinstance(value["region"], list)
                assert value["level"] in {"national", "province", "prefecture", "county", None}
            if "part" in value and "heading" in value:
                assert value["part"] in {"done", "planned", "problems", None}
            if "grade" in value:
                assert value["grade"] in {"identical", "near", "edited", "paraphrase"}
                assert value["channel"] in {"words", "vectors"}


def test_commonness_is_told_where_it_is_known(documents: dict[str, tuple[set[str], Any]]) -> None:
    """A hit's commonness is null or says in how many regions of how many."""
    for _, found in documents.values():
        for _, value in objects(found):
            if value.get("commonness"):
                assert 1 <= value["commonness"]["regions"] <= value["commonness"]["of"]


@pytest.mark.parametrize(
    "make", [lambda: {"a": (1, [None])}, lambda: [Path], lambda: "text"], ids=["nested", "class", "text"]
)
def test_other_values_pass_through(make: Callable[[], Any]) -> None:
    """Lists, tuples and objects of anything become lists and objects; the rest stays what it is."""
    value = make()
    expected = {"a": [1, [None]]} if isinstance(value, dict) else value
    assert document(value) == expected
