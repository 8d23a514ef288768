"""Distinctive summaries: whether what many regions say falls out of them and facts stay, and whether one can tell whose they are."""

import re
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from itertools import product
from pathlib import Path

import docx
import numpy as np

from benchmarks.gold import FOLDERS
from benchmarks.key_facts import Annotated, annotated, says
from benchmarks.metrics import Numbers, mean
from benchmarks.results import table
from benchmarks.setting import MODELS
from benchmarks.summarisers import Held, Made, fill
from embeddings.encoder import Encoder, Vectors
from reports.any_of import any_of
from reports.places import names_of
from reports.places import table as places
from service.errors import NotFound
from service.files import GivenFile
from service.library import Library

SLOGANS = (
    "始终坚持以人民为中心的发展思想，把群众满意作为检验一切工作的最高标准，以实干实绩书写时代答卷。",
    "以钉钉子精神抓好各项任务落实，以等不起的紧迫感、慢不得的危机感、坐不住的责任感推动高质量发展行稳致远。",
    "坚定不移沿着正确方向勇毅前行，凝聚起万众一心、团结奋斗的磅礴力量，奋力谱写现代化建设崭新篇章。",
    "锚定目标不动摇、保持定力不松劲，一张蓝图绘到底，一茬接着一茬干，积小胜为大胜、化蓝图为实景。",
    "全面提升统筹发展和安全的能力水平，以高水平安全护航高质量发展，以高质量发展成果增进民生福祉。",
)
"""Written for this; they stand in no report."""
STYLES = ("general", "distinctive")
_PLANTED = 16
_HOST_CHARS = 80
_BUDGETS = (600, 2000)
_ABOUT = "以什么样的精神状态和发展思想推动高质量发展？"
"""A question that slogans answer: without it few are picked in any style, and little could fall."""
_MASK = "某地"
_LEAST_SPREAD = 1e-4
_LETTERS = {"北京": "京", "天津": "津", "河北": "冀", "山西": "晋", "内蒙古": "蒙", "辽宁": "辽", "吉林": "吉", "黑龙江": "黑", "上海": "沪", "江苏": "苏", "浙江": "浙", "安徽": "皖", "福建": "闽", "江西": "赣", "山东": "鲁", "河南": "豫", "湖北": "鄂", "湖南": "湘", "广东": "粤", "广西": "桂", "海南": "琼", "重庆": "渝", "四川": "川蜀", "贵州": "黔贵", "云南": "滇", "西藏": "藏", "陕西": "陕秦", "甘肃": "甘陇", "青海": "青", "宁夏": "宁", "新疆": "疆"}  # fmt: skip
"""The letters that stand for each province."""


def distinctive(encoder: Encoder, folder: Path) -> Iterator[str]:
    """Plant slogans, and tell regions by their summaries."""
    files = sorted(FOLDERS["provincial"].glob("*.docx"))
    known = [one for one in annotated() if one.path in files]
    first = [one.path for one in known]
    hosts = [*first, *[file for file in files if file not in first][::2]][:_PLANTED]
    plain = _Reports(_library(files, {}, encoder, folder / "plain"))
    planted = _Reports(_library(files, {file: with_slogans(file) for file in hosts}, encoder, folder / "planted"))
    yield from _picks(planted, hosts)
    yield from _kept(plain, planted, known)
    yield from _told(plain, encoder)


def with_slogans(file: Path) -> bytes:
    """Put each slogan at the end of a paragraph of a document, at five places of it."""
    document = docx.Document(str(file))
    fit = [one for one in document.paragraphs if len(one.text) > _HOST_CHARS and one.text.rstrip().endswith("。")]
    for n, slogan in enumerate(SLOGANS):
        fit[(2 * n + 1) * len(fit) // (2 * len(SLOGANS))].add_run(slogan)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _library(files: Sequence[Path], instead: dict[Path, bytes], encoder: Encoder, folder: Path) -> Library:
    aside = folder / "files"
    aside.mkdir(parents=True)
    given = []
    for file in files:
        path = aside / file.name
        path.write_bytes(instead.get(file) or file.read_bytes())
        given.append(GivenFile(path, path.name))
    library = Library.open(folder / "library", models_folder=MODELS, encoder=encoder)
    added = library.add(given)
    assert not added.failed, added.failed
    return library


class _Reports:
    """The reports of a library by the names of their files, and their summaries."""

    def __init__(self, library: Library) -> None:
        """Take the library."""
        self.library = library
        self.position = {facts.source.file: n for n, facts in enumerate(library.collection.facts)}
        self._held: dict[str, Held] = {}

    def held(self, file: str) -> Held:
        """Give the report's sentences."""
        if file not in self._held:
            self._held[file] = Held.of(self.library.collection, self.position[file])
        return self._held[file]

    def made(self, file: str, style: str, budget: int, about: str | None = None) -> Made:
        """Summarise a report; of one that says nothing to what is asked, nothing."""
        name = self.library.collection.facts[self.position[file]].id
        try:
            found = self.library.summarize(name, budget_chars=budget, style=style, about=about)
        except NotFound:
            return Made((), ())
        return self.held(file).made(found)


def _picks(planted: _Reports, hosts: Sequence[Path]) -> Iterator[str]:
    """Give how many planted slogans are picked."""
    whole = [len(set(SLOGANS) & set(planted.held(file.name).text.sentences)) for file in hosts]
    yield (
        f"**Distinctive**: {len(SLOGANS)} slogans planted in {len(hosts)} of {len(planted.position)} provincial reports; "
        f"{sum(whole)} of {len(SLOGANS) * len(hosts)} are read as sentences of their own\n"
    )
    rows = []
    for budget, about in product(_BUDGETS, (None, _ABOUT)):
        picked = [
            sum(len(set(SLOGANS) & set(planted.made(file.name, style, budget, about).shown)) for file in hosts)
            for style in STYLES
        ]
        fall = f"{1 - picked[1] / picked[0]:.0%}" if picked[0] else "–"
        rows.append((budget, about or "", *picked, fall))
    yield from table(("characters", "about", *(f"slogans picked, {style}" for style in STYLES), "fall"), rows)
    yield ""


def _kept(plain: _Reports, planted: _Reports, known: Sequence[Annotated]) -> Iterator[str]:
    """Give what share of key facts is left."""
    count = sum(len(one.facts) for one in known)
    yield f"Share of {count} key facts of {len(known)} of these reports, in {_BUDGETS[0]} characters:\n"
    rows = [
        (name, *(mean(_covered(reports, known, style)) for style in STYLES))
        for name, reports in {"without slogans": plain, "with slogans": planted}.items()
    ]
    yield from table(("", *STYLES), rows)
    yield ""


def _covered(reports: _Reports, known: Sequence[Annotated], style: str) -> Numbers:
    made = [reports.made(one.path.name, style, _BUDGETS[0]) for one in known]
    said = [says(some.shown, fact.keys) for one, some in zip(known, made, strict=True) for fact in one.facts]
    return np.array(said, dtype=np.float64)


# Whose summary it is


def _told(plain: _Reports, encoder: Encoder) -> Iterator[str]:
    """Give how often the nearest report, without what its summary holds, is the right one, names of places being masked."""
    files = list(plain.position)
    texts = {file: plain.held(file).text.sentences for file in files}
    masked = {file: list(map(_masking(plain, file), texts[file])) for file in files}
    vectors = {file: encoder.encode_passages(masked[file]) for file in files}
    white = _whitened(vectors)
    rows = []
    for style, made in _all_made(plain, files).items():
        rest = {file: np.delete(vectors[file], made[file], axis=0) for file in files}
        white_rest = {file: np.delete(white[file], made[file], axis=0) for file in files}
        found = (
            _right(vectors, made, rest, _by_sentence),
            _right(vectors, made, rest, _by_centre),
            _right(white, made, white_rest, _by_centre),
        )
        rows.append((style, *map(mean, found)))
    yield f"Names of a report's own places masked, nearest of {len(files)} reports to its summary, without what that holds, is the right one:\n"
    head = ("summaries", "by the sentence most like each", "by the centre of all", "by the centre, whitened")
    yield from table(head, rows)
    yield ""


def _all_made(plain: _Reports, files: Sequence[str]) -> dict[str, dict[str, tuple[int, ...]]]:
    """Summarise all reports in each style, and by chance."""
    drawn = np.random.default_rng(0)
    made = {style: {file: plain.made(file, style, _BUDGETS[0]).numbers for file in files} for style in STYLES}
    texts = {file: plain.held(file).text for file in files}
    orders = {file: drawn.permutation(len(text.sentences)).tolist() for file, text in texts.items()}
    return {**made, "random": {file: fill(orders[file], texts[file], _BUDGETS[0]).numbers for file in files}}


def _whitened(vectors: dict[str, Vectors]) -> dict[str, Vectors]:
    """Take out what all sentences have in common, and weigh directions alike (Su et al. 2021, "Whitening sentence representations")."""
    every = np.concatenate(list(vectors.values()))
    spread, directions = np.linalg.eigh(np.cov(every.T))
    turn = directions / np.sqrt(spread + _LEAST_SPREAD)
    moved = {file: (some - every.mean(axis=0)) @ turn for file, some in vectors.items()}
    return {file: some / np.linalg.norm(some, axis=1, keepdims=True) for file, some in moved.items()}


def _masking(plain: _Reports, file: str) -> Callable[[str], str]:
    """Give what masks the names of a report's region and of what lies in it."""
    facts = plain.library.collection.facts[plain.position[file]]
    assert facts.region
    assert facts.region[0]
    own = [place.name for place in places().values() if place.path[0] == facts.region[0]]
    letters = next(letters for name, letters in _LETTERS.items() if facts.region[0].startswith(name))
    names = {name for full in own for name in names_of(full)} | {*letters}
    pattern = re.compile(any_of(names))
    return lambda text: pattern.sub(_MASK, text)


def _right(
    vectors: dict[str, Vectors],
    made: dict[str, tuple[int, ...]],
    rest: dict[str, Vectors],
    near: Callable[[Vectors, Vectors], float],
) -> Numbers:
    nearest = (max(rest, key=lambda other: near(vectors[file][list(made[file])], rest[other])) for file in made)
    return np.array([float(file == found) for file, found in zip(made, nearest, strict=True)])


def _by_sentence(mine: Vectors, theirs: Vectors) -> float:
    return float((mine @ theirs.T).max(axis=1).mean())


def _by_centre(mine: Vectors, theirs: Vectors) -> float:
    one, other = mine.mean(axis=0), theirs.mean(axis=0)
    return float(one @ other / (np.linalg.norm(one) * np.linalg.norm(other)))
