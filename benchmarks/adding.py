"""Adding the 31 provincial reports, all in, beside the plain pipeline over the same paragraphs and sentences.

Both are whole commands, from their start to their end. Ours reads the files, finds titles, regions and outlines, embeds
(identical strings once), counts words and writes the library; the pipeline is given the paragraphs and sentences ready
cut, embeds them as they come, and writes a flat index. One run each: together they take some twenty minutes.
"""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.results import table
from benchmarks.setting import MODELS, peers_python, run, seconds
from benchmarks.texts import PROVINCES, passages_and_sentences
from models import bundled
from service.library import Library

GOAL = 4


def measure() -> Iterator[str]:
    """Time both, and say what was in it."""
    model = bundled.prepare(MODELS)
    with tempfile.TemporaryDirectory(prefix="duizhao-bench-") as aside:
        folder = Path(aside)
        add = ["-m", "ui.cli", "add", PROVINCES, "--home", folder / "library", "--json"]
        ours = seconds(lambda: run(add))
        reports = [stored.read for stored in Library.open(folder / "library").collection.reports]
        passages, stretches = passages_and_sentences(reports)
        (folder / "texts.json").write_text(json.dumps(passages + stretches), encoding="utf-8")
        pipeline = [
            Path(__file__).parent / "peers" / "plain_pipeline.py",
            model,
            folder / "texts.json",
            folder / "plain",
        ]
        plain = seconds(lambda: run(pipeline, peers_python()))
    yield f"{len(reports)} reports, {len(passages)} passages, {len(stretches)} sentences.\n"
    rows = [
        ("duizhao, all in", f"{ours:.0f}", "", ""),
        ("sentence-transformers with its defaults, and FAISS", f"{plain:.0f}", f"{plain / ours:.2f}", GOAL),
    ]
    yield from table(("", "seconds", "ours is quicker by", "goal"), rows)
