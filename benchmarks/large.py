"""A library of 10,000 passages, to see how long a question takes in it: the texts of all exams, and changed copies of these.

A copy lacks its passage's first sentence, or its last. Its other sentences keep their vectors, and for its own it has a stand-in.
"""

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from benchmarks.exams import Exam
from reports.sentences import sentences
from service.files import GivenFile

PASSAGES = 10_000
_PARAGRAPHS = 50  # of one report of copies
_LEAST_CHARS = 30


def large(exams: Sequence[Exam], folder: Path) -> tuple[Exam, list[tuple[str, str]]]:
    """Put the texts of exams and copies together.

    Args:
        exams: whose texts.
        folder: where the copies are written, as a table.

    Returns:
        An exam without questions, and the copies with the passages that they were made of.
    """
    passages = list(dict.fromkeys(text for exam in exams for text in exam.passages))
    known = set(passages)
    made = ((copy, text) for copy, text in _copies(passages) if copy not in known)
    copies = list(islice(dict(made).items(), PASSAGES - len(passages)))
    path = folder / "copies.jsonl"
    texts = ["\n".join(copy for copy, _ in copies[at : at + _PARAGRAPHS]) for at in range(0, len(copies), _PARAGRAPHS)]
    path.write_text("\n".join(json.dumps({"text": text}) for text in texts), encoding="utf-8")
    files = (*(given for exam in exams for given in exam.files), GivenFile(path, path.name))
    return Exam("large", "", files, (*passages, *(copy for copy, _ in copies)), {}, ()), copies


def _copies(passages: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Give each passage without its first sentence, then each without its last, where enough is left."""
    cut = [(text, sentences(text)) for text in passages if "\n" not in text]
    for text, spans in cut:
        if len(spans) > 1 and len(text) - spans[1].start >= _LEAST_CHARS:
            yield text[spans[1].start :], text
    for text, spans in cut:
        if len(spans) > 1 and spans[-2].end >= _LEAST_CHARS:
            yield text[: spans[-2].end], text
