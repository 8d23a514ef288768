"""The texts that are measured on: 31 provincial reports of 2025, in ../shared."""

from collections.abc import Sequence

import numpy as np

from benchmarks.setting import SHARED
from reports import formats
from reports.report import Report
from reports.sentences import sentences

PROVINCES = SHARED / "provincial_2025"


def provincial_paragraphs() -> list[str]:
    """Read the paragraphs of all, each different one once."""
    found = (formats.sources(path.name, path.read_bytes()) for path in sorted(PROVINCES.glob("*.docx")))
    return list(dict.fromkeys(line.text for sources in found for source in sources for line in source.lines))


def sentences_of(paragraphs: Sequence[str]) -> list[str]:
    """Cut paragraphs into sentences, each different one once."""
    return list(dict.fromkeys(text[span.start : span.end] for text in paragraphs for span in sentences(text)))


def passages_and_sentences(reports: Sequence[Report]) -> tuple[list[str], list[str]]:
    """List what reports that were read are made of, repeated as it is."""
    passages = [(report.text, passage) for report in reports for passage in report.passages]
    stretches = [sentence.of(text) for text, passage in passages for sentence in passage.sentences]
    return [passage.span.of(text) for text, passage in passages], stretches


def sample(texts: Sequence[str], count: int) -> list[str]:
    """Draw some texts, the same ones every time, the longest first: all of a batch are nearly of one length."""
    drawn = [texts[n] for n in np.random.default_rng(0).permutation(len(texts))[:count]]
    return sorted(drawn, key=len, reverse=True)
