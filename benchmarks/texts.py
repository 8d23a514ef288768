"""The texts that are measured on: 31 provincial reports of 2025, in ../shared."""

import html
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.setting import SHARED
from reports.report import Report
from reports.sentences import sentences


def provincial_reports() -> dict[str, list[str]]:
    """Read the paragraphs of each of the 31 provincial reports, by the file's name."""
    return {path.stem: _paragraphs(path) for path in sorted((SHARED / "provincial_2025").glob("*.docx"))}


def provincial_paragraphs() -> list[str]:
    """Read the paragraphs of all, each different one once."""
    return list(dict.fromkeys(text for report in provincial_reports().values() for text in report))


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


def _paragraphs(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        body = archive.read("word/document.xml").decode()
    found = []
    for paragraph in re.findall(r"<w:p[ >].*?</w:p>", body, flags=re.DOTALL):
        text = html.unescape("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", paragraph))).strip()
        found += [text] if text else []
    return found
