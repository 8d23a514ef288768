"""What a sentence says was done, counted or decided, apart from what it is about.

In official reports the sentences nearest to everything else are slogans, so what lies in the middle is not what a reader must
know. What must be known shows in words: a figure of something that reports of its kind give their chief figures of, a law by its
name, a thing done for the first time, a whole year summed up, a thing built or set up, a shortcoming owned. Each counts by its
square root, since a second figure says less than the first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from embeddings.words import normal
from reports.any_of import any_of

_CLAUSE = re.compile(r"[^，。；：、,;:]+")
_FIGURE = re.compile(
    r"\d|[一二三四五六七八九十百千两]{2,}[余多]?[件项次条篇份名人个场亩户元所座吨套家张台部位公万亿]|[二三四五六七八九十两][余多]?[件项次条篇份名场]"
)
_LAW = re.compile(
    r"(?:制定|修订|修改|修正|废止|出台|表决|审议|通过|颁布|印发|起草|授权)[^，。；,;]{0,18}《|\b(?:adopted|amended|enacted|repealed)\b"
)
_FIRST = re.compile(
    "首[次个家批条部座届例创支]|率先|唯一|历史性|创造性|创新性|第1[个家批次]|第一[个家批次]|居全[国省区]|全国第|位[居列]|全[国省区].{0,4}(?:第[一二三123]|前[列茅十三])"
    r"|获[评批得颁]|\bfirst\b|\bfor the first time\b"
)
_SUMMED = re.compile(
    "全年|年来|共(?=[召收立组审])|累计|预期目标|主要目标|总量|\\b(?:in all|altogether|in total|throughout the year)\\b"
)
_BUILT = re.compile(
    "建成|开工|投产|投用|投运|竣工|通车|开通|上线|启动|落户|揭牌|获批|设立|成立|组建|布局|开展.{0,16}(?:试点|专项行动)|\\b(?:opened|completed|established|launched|set up|built)\\b"
)
_OWNED = re.compile(
    "不足|不够|困难|问题|短板|差距|薄弱|不强|不高|不多|偏弱|偏低|压力|有待|制约|\\b(?:shortcomings?|not enough|insufficient|lacks?|weak)\\b"
)
_MENDED = re.compile(
    "补齐|补短板|解决|整治|整改|化解|克服|破解|总比|纾困|导向|困难[群职家企人学]|推动|聚焦|围绕|答复|查[找摆]"
)
"""What is mended, or only named, is no shortcoming that is owned."""
_SLOGAN = re.compile(
    "坚持|周年|之年|里程碑|深入学习|贯彻|习近平|精神|坚定|牢牢|始终|旗帜|引领|以.{2,20}为(?:指导|引领|统领)|\\b(?:adhere|unswerving|uphold|banner)\\w*"
)
_MOST = 4
"""No more of a kind are counted in one sentence."""
_WEIGHTS = {
    "headlines": 1.4,
    "figures": 0.25,
    "laws": 0.75,
    "firsts": 0.8,
    "sums": 0.7,
    "works": 0.35,
    "shortcomings": 0.5,
    "slogans": -0.6,
}
"""How much the square root of each count adds to the logarithm of the odds that a reader must know it; fitted on the facts of
`benchmarks/key_facts`, each report held out in turn, and rounded."""
_RECORD = 0.05
"""Where one sentence in twenty gives a headline figure or a law, a text is a record of work, and what was done counts in full."""

Counts = dict[str, NDArray[np.float64]]


def counts(texts: Sequence[str]) -> Counts:
    """Count what tells of substance in each text: a (texts,) array for each name of `_WEIGHTS`, at most `_MOST` anywhere."""
    plain = [normal(text) for text in texts]
    clauses = [[clause for clause in _CLAUSE.findall(text) if _FIGURE.search(clause)] for text in plain]
    found = {
        "headlines": [sum(bool(_headline().search(clause)) for clause in given) for given in clauses],
        "figures": [len(given) for given in clauses],
        "laws": [text.count("《") or 1 if _LAW.search(text) else 0 for text in plain],
        "firsts": [len(_FIRST.findall(text)) for text in plain],
        "sums": [len(_SUMMED.findall(text)) for text in plain],
        "works": [len(_BUILT.findall(text)) for text in plain],
        "shortcomings": [
            sum(bool(_OWNED.search(clause)) and not _MENDED.search(clause) for clause in _CLAUSE.findall(text))
            for text in plain
        ],
        "slogans": [len(_SLOGAN.findall(text)) for text in plain],
    }
    return {name: np.minimum(np.array(values, dtype=np.float64), _MOST) for name, values in found.items()}


def substance(found: Counts) -> NDArray[np.float64]:
    """Weigh what `counts` found: (texts,), 0 for what says nothing of the kind, below 0 for slogans."""
    total: NDArray[np.float64] = sum(
        (weight * np.sqrt(found[name]) for name, weight in _WEIGHTS.items()), np.zeros(len(found["figures"]))
    )
    return total


def record(found: Counts) -> float:
    """Say how far a text is a record of work, 0 to 1, by how many of its sentences give a headline figure or a law."""
    if not len(found["headlines"]):
        return 0.0
    return min(1.0, float(np.mean((found["headlines"] > 0) | (found["laws"] > 0))) / _RECORD)


@cache
def _headline() -> re.Pattern[str]:
    rows = resources.files("service.summaries").joinpath("headlines.tsv").read_text("utf-8").splitlines()
    words = {word for row in rows if not row.startswith("#") for word in row.split()}
    latin = {word for word in words if word.isascii()}
    return re.compile(rf"{any_of(words - latin)}|\b{any_of(latin)}\b")
