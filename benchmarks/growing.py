"""What it costs to find what recurs, from 31 reports to a million sentences, and to take in one report more."""

import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from benchmarks.grown import grown, seed_of
from benchmarks.lexicon import of_texts
from benchmarks.remembered import Remembering, cache_folder
from benchmarks.results import table
from benchmarks.setting import MODELS, ROOT, SHARED
from embeddings.encoder import Vectors
from embeddings.load import load_encoder
from models import catalogue
from service.files import files_in
from service.library import Library
from service.reuse.index import Bundle, ReuseIndex

SIZES = (31, 310, 1000, 3100)
"""Reports, of some 430 sentences each; 3,100 have more than a million."""
CHART = ROOT / "docs" / "images" / "reuse-growth.svg"


def measure() -> Iterator[str]:
    """Measure each size in a process of its own, and draw the chart."""
    with tempfile.TemporaryDirectory(prefix="duizhao-bench-") as name, cache_folder() as cache:
        folder = Path(name)
        seed(folder, cache / "vectors.sqlite")
        found = [_alone(folder, count) for count in SIZES]
    yield from table(
        (
            "reports",
            "sentences",
            "wordings",
            "links",
            "seconds",
            "seconds per 1,000 sentences",
            "memory",
            "one more report",
        ),
        [
            (
                f"{one['reports']:,}",
                f"{one['sentences']:,}",
                f"{one['wordings']:,}",
                f"{one['links']:,}",
                f"{one['seconds']:.1f}",
                f"{1000 * one['seconds'] / one['sentences']:.2f}",
                f"{one['megabytes']:,.0f} MB",
                f"{one['more']:.2f} s",
            )
            for one in found
        ],
    )
    CHART.parent.mkdir(exist_ok=True)
    CHART.write_text(chart(found), encoding="utf-8")


def seed(folder: Path, memory: Path) -> None:
    """Write down the sentences of the provincial reports, and their vectors."""
    encoder = Remembering(load_encoder(catalogue.DEFAULT.name, models_folder=MODELS), memory)
    library = Library.open(folder / "library", models_folder=MODELS, encoder=encoder)
    library.add(files_in([SHARED / "provincial_2025"]))
    np.save(folder / "seed.npy", library.collection.sentence_index.vectors)
    (folder / "seed.json").write_text(json.dumps(library.collection.sentence_texts), encoding="utf-8")


def _alone(folder: Path, count: int) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.growing", str(folder), str(count)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def grow(folder: Path, count: int) -> dict[str, float]:
    """Make so many reports and one more, and find what recurs in them; vectors stay on disk."""
    texts = json.loads((folder / "seed.json").read_text("utf-8"))
    made: list[Sequence[str]] = []
    with (folder / "vectors.f32").open("wb") as file:
        for report in grown(seed_of(texts, np.load(folder / "seed.npy"), of_texts(texts, [])), count + 1):
            made.append(report.sentences)
            report.vectors.tofile(file)
    sentences = sum(map(len, made[:-1]))
    vectors: Vectors = np.memmap(folder / "vectors.f32", dtype=np.float32, mode="r").reshape(-1, 384)
    bundles = [Bundle(str(n), lambda n=n: made[n], (f"第{n}号县",)) for n in range(count + 1)]  # type: ignore[misc]
    start = time.perf_counter()
    index = ReuseIndex.empty().brought_up(bundles[:-1], vectors[:sentences])
    seconds = time.perf_counter() - start
    start = time.perf_counter()
    index.brought_up(bundles, vectors)
    return {
        "reports": count,
        "sentences": sentences,
        "wordings": len(index.wordings),
        "links": len(index.links),
        "seconds": seconds,
        "more": time.perf_counter() - start,
        "megabytes": _peak(),
    }


def _peak() -> float:
    """Give the most memory that this process ever took, files that it maps and the text it was given among it."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) / 1024


_WIDTH, _HEIGHT, _MARGIN = 640, 400, 60


def chart(found: Sequence[dict[str, float]]) -> str:
    """Draw seconds over sentences, both by powers of ten, beside a line of the same cost for every sentence."""
    points = [(one["sentences"], one["seconds"]) for one in found]
    left, right = np.floor(np.log10(points[0][0])), np.ceil(np.log10(points[-1][0]))
    low = np.floor(np.log10(min(seconds for _, seconds in points)))
    high = np.ceil(np.log10(max(seconds for _, seconds in points)))

    def place(sentences: float, seconds: float) -> tuple[float, float]:
        x = _MARGIN + (np.log10(sentences) - left) / (right - left) * (_WIDTH - 2 * _MARGIN)
        y = _HEIGHT - _MARGIN - (np.log10(seconds) - low) / (high - low) * (_HEIGHT - 2 * _MARGIN)
        return round(float(x), 1), round(float(y), 1)

    def path(through: Sequence[tuple[float, float]]) -> str:
        return " ".join(f"{x},{y}" for x, y in (place(*point) for point in through))

    first, last = points[0], points[-1]
    linear = [first, (last[0], first[1] * last[0] / first[0])]
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" font-size="13">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
        f'<text x="{_WIDTH / 2}" y="24" text-anchor="middle" font-size="15">Finding what recurs: seconds by sentences</text>',
    ]
    for power in range(int(left), int(right) + 1):
        x, y = place(10**power, 10**low)
        drawn.append(f'<line x1="{x}" y1="{_MARGIN}" x2="{x}" y2="{y}" stroke="#ddd"/>')
        drawn.append(f'<text x="{x}" y="{y + 18}" text-anchor="middle">{10**power:,}</text>')
    for power in range(int(low), int(high) + 1):
        x, y = place(10**left, float(10.0**power))
        drawn.append(f'<line x1="{x}" y1="{y}" x2="{_WIDTH - _MARGIN}" y2="{y}" stroke="#ddd"/>')
        drawn.append(f'<text x="{x - 8}" y="{y + 4}" text-anchor="end">{10.0**power:g}</text>')
    drawn.append(f'<polyline points="{path(linear)}" fill="none" stroke="#999" stroke-dasharray="5 4"/>')
    drawn.append(f'<polyline points="{path(points)}" fill="none" stroke="#b03a2e" stroke-width="2.5"/>')
    for sentences, seconds in points:
        x, y = place(sentences, seconds)
        drawn.append(f'<circle cx="{x}" cy="{y}" r="4" fill="#b03a2e"/>')
        drawn.append(f'<text x="{x - 6}" y="{y - 10}" text-anchor="end">{seconds:.0f} s</text>')
    drawn.append(
        f'<text x="{_WIDTH - _MARGIN}" y="{_HEIGHT - 14}" text-anchor="end">sentences; dashed: the same for every one</text>'
    )
    return "\n".join([*drawn, "</svg>", ""])


if __name__ == "__main__":
    print(json.dumps(grow(Path(sys.argv[1]), int(sys.argv[2]))))
