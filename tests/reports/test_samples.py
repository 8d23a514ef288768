from functools import cache
from typing import Any

import pytest

from reports.reader import read
from reports.report import Part, Report
from tests.truth import REPORTS, SAMPLES, TRUTH, planted

FACTS = ("title", "kind", "level", "year", "date", "session", "speaker")


@cache
def sample(file: str) -> Report:
    """Read a sample, which holds one report."""
    (report,) = read(file, (SAMPLES / file).read_bytes())
    return report


def test_every_sample_has_its_truth() -> None:
    """The truth names the files in the folder, each once."""
    assert sorted(REPORTS) == sorted(path.name for path in SAMPLES.glob("*.txt"))
    assert len(TRUTH["reports"]) == len(REPORTS) >= 20


@pytest.mark.parametrize("file", REPORTS)
def test_facts_are_those_that_were_invented(file: str) -> None:
    """Title, body, region, years, day, session, speaker, kind and level, in all three scripts of the samples."""
    truth, identity = REPORTS[file], sample(file).identity

    assert {name: getattr(identity, name) for name in FACTS} == {name: truth[name] for name in FACTS}
    assert identity.body.value == truth["body"]
    assert list(identity.region.path if identity.region else ()) == truth["region"]
    assert list(identity.covers or ()) == truth["covers"]
    assert not sample(file).warnings


@pytest.mark.parametrize("file", REPORTS)
def test_each_report_has_its_three_parts(file: str) -> None:
    """Work done, work planned and one confession of problems are told apart by headings and words."""
    parts = [passage.part for passage in sample(file).passages]

    assert parts.count(Part.PROBLEMS) == 1
    assert Part.DONE in parts
    assert Part.PLANNED in parts
    assert max(n for n, part in enumerate(parts) if part is Part.DONE) < parts.index(Part.PLANNED)


def placed(truth: dict[str, Any]) -> list[tuple[str, str]]:
    """List every planted text with its file."""
    found = [pair for group in (*truth["shared"], *truth["variants"]) for pair in planted(group).items()]
    found += [(side["file"], side["text"]) for pair in truth["copied"] for side in (pair["from"], pair["to"])]
    found += [(o["file"], o["text"]) for o in truth["unique"]]
    found += [(o["file"], o["text"]) for q in truth["questions"] for o in q["answers"]]
    return found


def test_what_was_planted_stands_in_one_passage() -> None:
    """No planted text is cut by the reading, or lost as a heading or furniture."""
    for file, text in placed(TRUTH):
        report = sample(file)
        holding = [passage for passage in report.passages if text in passage.span.of(report.text)]
        assert len(holding) == 1, f"{file}: {text}"


def test_shared_text_stands_in_one_sentence() -> None:
    """Boilerplate is not cut by a full stop, so a sentence is the unit of its reuse."""
    for group in [*TRUTH["shared"], *TRUTH["variants"]]:
        for file, text in planted(group).items():
            report = sample(file)
            cut = [span.of(report.text) for passage in report.passages for span in passage.sentences]
            assert sum(text in sentence for sentence in cut) == 1, f"{file}: {text}"
