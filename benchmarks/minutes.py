"""Segments of minutes with summaries by people, of VCSum (Wu et al. 2023, "VCSum: a versatile Chinese meeting summarization dataset")."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.rouge import rouge_2
from benchmarks.setting import SHARED
from benchmarks.summarisers import Made, Order, Text, fill, oracle
from embeddings.encoder import Encoder
from service.files import GivenFile
from service.library import Library

LEAST_CHARS = 600


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment: what was said, a paragraph a turn, and what a person wrote of it."""

    name: str
    paragraphs: tuple[tuple[str, ...], ...]
    summary: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """All sentences, as the set cuts them."""
        return tuple(one for paragraph in self.paragraphs for one in paragraph)


def segments() -> list[Segment]:
    """Read the segments of more than `LEAST_CHARS`."""
    lines = (SHARED / "evaluation" / "vcsum.short_dev.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    found = [Segment(row["id"], tuple(map(tuple, row["context"])), row["discussion"]) for row in rows]
    return [one for one in found if sum(map(len, one.sentences)) > LEAST_CHARS]


def texts(found: Sequence[Segment], encoder: Encoder) -> list[Text]:
    """Give the segments as summarisers are given them."""
    vectors = encoder.encode_passages([one for segment in found for one in segment.sentences])
    given, start = [], 0
    for segment in found:
        end = start + len(segment.sentences)
        places = tuple(n for n, paragraph in enumerate(segment.paragraphs) for _ in paragraph)
        given.append(Text(segment.sentences, places, vectors[start:end]))
        start = end
    return given


def library_of(found: Sequence[Segment], encoder: Encoder, models: Path, folder: Path) -> tuple[Library, list[str]]:
    """Put the segments into a library, a text file each, a line a paragraph; give the report of each, too."""
    files = [folder / f"{segment.name}.txt" for segment in found]
    for file, segment in zip(files, found, strict=True):
        file.write_text("\n".join("".join(paragraph) for paragraph in segment.paragraphs), encoding="utf-8")
    library = Library.open(folder / "library", models_folder=models, encoder=encoder)
    added = library.add([GivenFile(file, file.name) for file in files])
    assert not added.failed, added.failed
    reports = {facts.source.file: facts.id for facts in library.collection.facts}
    return library, [reports[file.name] for file in files]


def read_alike(library: Library, reports: Sequence[str], found: Sequence[Segment]) -> int:
    """Count the segments that the library cuts into the set's own sentences."""
    ids = [facts.id for facts in library.collection.facts]
    cut = []
    for name in reports:
        report = library.collection.reports[ids.index(name)].report
        cut.append([span.of(report.text).strip() for passage in report.passages for span in passage.sentences])
    return sum(a == [one.strip() for one in b.sentences] for a, b in zip(cut, found, strict=True))


def by_order(orders: Sequence[Sequence[Order]], given: Sequence[Text], found: Sequence[Segment]) -> list[list[str]]:
    """Give, for each segment, the summaries that orders of its sentences make, as long as the person's at most."""
    return [
        [fill(order, text, len(segment.summary)).text for order in some]
        for some, text, segment in zip(orders, given, found, strict=True)
    ]


def best(text: Text, segment: Segment) -> Made:
    """Choose greedily for ROUGE-2, knowing what the person wrote."""
    return oracle(text, len(segment.summary), lambda one: rouge_2(one.text, segment.summary), by_length=False)
