"""How surely the first hit answers.

A logistic regression over what tells an answer from a near miss: how near the hit comes, against how near the library's own
sentences come to one another's passages; how far it stands before the next; how many of the question's words its best
sentence holds, or how many translated ones; whether that sentence holds the kind of thing that is asked for; whether the library
has the place and the year at all. The weights were fitted on questions about reports, half of those in
`benchmarks/questions`, and on XQuAD, each asked again with its answers taken out of the library; the constant was then raised
until answers and near misses were told rightly about as often.
"""

from __future__ import annotations

import math

from service.collection import Collection
from service.expected import lacks_expected
from service.frame import Narrowed
from service.meaning import Meaning
from service.ranking import Question, Ranking, matched

SURE = 0.5
"""From here on a hit is taken for an answer."""

_CONSTANT = -0.618
_NEAR = 0.242
_OWN_SCRIPT = -0.737
_AHEAD = 1.383
_LACKING = -1.262
_ABSENT = -1.61
_SAID = 3.225
_TRANSLATED = 2.239
_MOST = 30.0


def confidence(
    collection: Collection,
    meaning: Meaning,
    text: str,
    narrowed: Narrowed,
    question: Question,
    ranking: Ranking,
    ahead: float,
) -> float:
    """Say how surely the first candidate answers: 0 to 1.

    Args:
        collection: what was looked in.
        meaning: its passages by meaning.
        text: the question as it was typed.
        narrowed: where it was looked up.
        question: what was looked for.
        ranking: what was found.
        ahead: by how much the first candidate's score exceeds that of the next that says something else.
    """
    if not len(ranking.passages):
        return 0.0
    sentence = collection.sentence_texts[int(ranking.sentence[0])]
    own = int(collection.scripts[ranking.passages[0]]) == question.script
    said, _ = matched(question.words, sentence)
    evidence = (
        _CONSTANT
        + _NEAR * meaning.outstanding(int(ranking.passages[0]), float(ranking.best[0]))
        + _OWN_SCRIPT * own
        + _AHEAD * math.log1p(max(ahead, 0.0))
        + _LACKING * lacks_expected(text, sentence)
        + _ABSENT * (narrowed.absent is not None or narrowed.absent_year is not None)
        + (_SAID * said if own else _TRANSLATED * float(ranking.wording[0]))
    )
    return round(1 / (1 + math.exp(-max(-_MOST, min(evidence, _MOST)))), 3)
