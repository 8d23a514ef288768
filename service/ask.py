"""Asking: the passages that answer a question, how surely, and region by region."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from rapidfuzz import fuzz

from embeddings.encoder import Encoder
from embeddings.languages import Languages
from embeddings.reranker import Reranker
from embeddings.threads import one_thread
from embeddings.words import telling
from service.answers import Absent, Answer, Hit, Matched, PassageAnswer, RegionAnswer
from service.by_region import Ranked, region_answer
from service.collection import CHINESE, OTHER, Collection, is_chinese
from service.commonness import Spread
from service.confidence import SURE, confidence
from service.encoder import saying_what_is_wrong
from service.errors import BadRequest
from service.filters import Filters
from service.frame import Ignored, Narrowed, narrow
from service.highlight import highlight
from service.meaning import Meaning, standing_out
from service.quoted import quoted, standing_in
from service.ranking import CANDIDATES, Question, Ranking, matched, rank, reordered
from service.wanted import Wording

QUESTION_CHARS = 2000
_SAME_TEXT = 90.0
_RERANKED = 20
_FOLDED = 30
"""So many candidates at least are looked through for the texts of those that are shown."""


def check_question(text: str) -> str:
    """Refuse a question that can't be asked.

    Raises:
        BadRequest: it is empty or too long.
    """
    text = text.strip()
    if not text:
        raise BadRequest("the question is empty", hint="ask something, such as 人大代表怎样收集群众意见")
    if len(text) > QUESTION_CHARS:
        raise BadRequest(
            f"the question has {len(text):,} characters, more than {QUESTION_CHARS:,}",
            hint="ask a shorter one, or look for passages like a long text with `similar`",
        )
    return text


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is looked up.

    Attributes:
        text: as it was typed.
        narrowed: where it is looked up.
        question: what is looked for.
        nowhere: what it quotes, in the library's script, and no passage holds.
    """

    text: str
    narrowed: Narrowed
    question: Question
    nowhere: tuple[str, ...] = ()

    @property
    def absent(self) -> Absent:
        """What the question names and the library lacks."""
        return Absent(self.narrowed.absent, self.narrowed.absent_year, self.nowhere)


class Asker:
    """Answers questions about a library as it stood at one moment. Any thread may ask."""

    def __init__(
        self,
        collection: Collection,
        encoder: Encoder,
        languages: Languages,
        wording: Wording,
        spread: Spread,
        reranker: Reranker | None,
    ) -> None:
        """Take a library and what made its vectors.

        Args:
            collection: what to look in.
            encoder: makes the questions' vectors.
            languages: what of the vectors tells languages apart.
            wording: finds the questions' words.
            spread: says how common each passage is.
            reranker: looks again at the first hits, if there is one.
        """
        self.collection = collection
        self._encoder = encoder
        self._wording = wording
        self._spread = spread
        self._reranker = reranker
        self._meaning = Meaning(collection, languages)

    def ask(
        self, texts: Sequence[str], *, filters: Filters, limit: int, per_report: int, ignoring: Ignored
    ) -> list[Answer]:
        """Find the passages that answer each of some questions.

        Args:
            texts: questions as they were typed.
            filters: what to look in, chosen by the asker.
            limit: most hits of each.
            per_report: most hits from one report.
            ignoring: of the kinds of thing that a question may name, those that make no difference to where it is looked up.
        """
        return [
            self._answer(asked, limit=limit, per_report=per_report)
            for asked in self._prepared(texts, filters, ignoring)
        ]

    def by_region(self, text: str, *, filters: Filters, limit: int, ignoring: Ignored) -> RegionAnswer:
        """Find the best answer of each region; where nothing answers surely, none has one.

        The arguments are those of `ask`, `limit` bounds each hit's siblings.
        """
        (asked,) = self._prepared([text], filters, ignoring)
        everything = rank(
            self.collection,
            self._meaning,
            asked.question,
            admitted=asked.narrowed.framed,
            framed=asked.narrowed.framed,
            few=len(self.collection.passages),
        )
        sure = 0.0 if asked.nowhere else self._confidence(asked, everything)
        confident = sure >= SURE
        found = region_answer(
            self.collection,
            np.flatnonzero(asked.narrowed.framed_reports).tolist(),
            Ranked(
                self.collection,
                everything.passages,
                (everything.score >= _region_cut(everything)) & confident,
                lambda place: self._hit(asked, everything, place),
            ),
            limit=limit,
        )
        return replace(
            found,
            understood=asked.narrowed.understood,
            confidence=sure,
            confident=confident,
            absent=asked.absent,
        )

    # How a question is looked up

    def _prepared(self, texts: Sequence[str], filters: Filters, ignoring: Ignored) -> list[Asked]:
        """Read some questions, and encode what they ask in one go."""
        framed = [narrow(self.collection, text, filters, ignoring=ignoring) for text in texts]
        questions = self._questions(texts, [narrowed.rest for narrowed in framed])
        return [
            self._asked(text, narrowed, question)
            for text, narrowed, question in zip(texts, framed, questions, strict=True)
        ]

    def _questions(self, texts: Sequence[str], rests: Sequence[str]) -> list[Question]:
        encoded = self._encoder.encode_queries(rests)
        with one_thread():
            vectors = self._meaning.question(encoded)
            usual, near = self._meaning.usual(vectors), self._meaning.near(vectors, limit=CANDIDATES)
        scripts = [int(script) for script in np.unique(self.collection.scripts)]
        return [
            Question(
                vector,
                usually,
                nearby,
                script=_script(text),
                wanted={script: self._wording.wanted(script, text, rest) for script in scripts},
                words=tuple(telling(rest)),
            )
            for text, rest, vector, usually, nearby in zip(texts, rests, vectors, usual, near, strict=True)
        ]

    def _asked(self, text: str, narrowed: Narrowed, question: Question) -> Asked:
        """Admit only what holds the quoted parts of a question; all stays admitted, as near misses, where nothing does."""
        parts = quoted(text)
        if not parts:
            return Asked(text, narrowed, question)
        holding = standing_in(self.collection, parts) & narrowed.admitted
        if not holding.any():
            return Asked(text, narrowed, question, tuple(parts) if self._could_stand(parts, narrowed) else ())
        framed = narrowed.framed & holding
        if framed.any():
            quoting = replace(narrowed, admitted=holding, framed=framed)
        else:
            quoting = replace(narrowed, admitted=holding, framed=holding, framed_reports=narrowed.admitted_reports)
        return Asked(text, quoting, question)

    def _could_stand(self, parts: Sequence[str], narrowed: Narrowed) -> bool:
        """Tell whether most passages are written in the script of some part; a translated title stands nowhere as it is."""
        scripts = self.collection.scripts[narrowed.admitted]
        return any(2 * (scripts == _script(part)).sum() > len(scripts) for part in parts)

    def _ranked(self, asked: Asked) -> Ranking:
        narrowed = asked.narrowed
        ranking = rank(
            self.collection, self._meaning, asked.question, admitted=narrowed.admitted, framed=narrowed.framed
        )
        return self._looked_at_again(asked.text, ranking) if self._reranker else ranking

    def _looked_at_again(self, text: str, ranking: Ranking) -> Ranking:
        """Let the reranker order the first candidates."""
        first = ranking.passages[:_RERANKED].tolist()
        if self._reranker is None or not first:
            return ranking
        with saying_what_is_wrong():
            scores = self._reranker.scores(text, [self.collection.text(passage) for passage in first])
        return reordered(ranking, np.argsort(-scores, kind="stable"))

    # What is answered

    def _answer(self, asked: Asked, *, limit: int, per_report: int) -> Answer:
        ranking = self._ranked(asked)
        sure = 0.0 if asked.nowhere else self._confidence(asked, ranking)
        return Answer(
            question=asked.text,
            understood=asked.narrowed.understood,
            confidence=sure,
            confident=sure >= SURE,
            hits=tuple(self._hits(asked, ranking, limit=limit, per_report=per_report)),
            absent=asked.absent,
        )

    def _confidence(self, asked: Asked, ranking: Ranking) -> float:
        ahead = self._ahead(ranking)
        return confidence(self.collection, self._meaning, asked.text, asked.narrowed, asked.question, ranking, ahead)

    def _ahead(self, ranking: Ranking) -> float:
        """Say by how much the first candidate's score exceeds that of the next with another text."""
        texts = [self.collection.text(passage) for passage in ranking.passages[:_FOLDED].tolist()]
        place = next((n for n, text in enumerate(texts) if _same(text, texts[:1]) is None), None)
        return float(ranking.score[0] - ranking.score[place]) if place is not None else 0.0

    def _hits(self, asked: Asked, ranking: Ranking, *, limit: int, per_report: int) -> list[Hit]:
        """Give the first hits, the same text once, and no more of a report than it may have."""
        collection = self.collection
        shown: list[int] = []
        texts: list[str] = []
        siblings: list[list[PassageAnswer]] = []
        from_report: Counter[int] = Counter()
        for place, passage in enumerate(ranking.passages.tolist()):
            if len(shown) == limit and place >= _FOLDED:
                break
            text, report = collection.text(passage), int(collection.report_of[passage])
            same = _same(text, texts)
            if same is not None:
                siblings[same].append(collection.answer(passage))
            elif len(shown) < limit and from_report[report] < per_report:
                from_report[report] += 1
                shown.append(place)
                texts.append(text)
                siblings.append([])
        return [
            replace(self._hit(asked, ranking, place), siblings=tuple(alike))
            for place, alike in zip(shown, siblings, strict=True)
        ]

    def _hit(self, asked: Asked, ranking: Ranking, place: int) -> Hit:
        passage = int(ranking.passages[place])
        answer = self.collection.answer(passage)
        share, words = matched(asked.question.words, "\n".join((*answer.heading, answer.text)))
        return Hit(
            passage=answer,
            highlight=highlight(self.collection, passage, int(ranking.sentence[place])),
            similarity=round(float(ranking.similarity[place]), 4),
            wording=round(share, 4),
            score=round(float(ranking.score[place]), 4),
            matched=Matched(words, round(standing_out(float(ranking.meaning[place])), 2)),
            commonness=self._spread.passage(passage),
            outside=not asked.narrowed.named[passage],
        )


def _same(text: str, others: Sequence[str]) -> int | None:
    """Find the first text that is the same but for a few characters, by its place; lengths tell most that are not."""
    alike = (
        n
        for n, other in enumerate(others)
        if 200 * min(len(text), len(other)) >= _SAME_TEXT * (len(text) + len(other))
        and fuzz.ratio(text, other, score_cutoff=_SAME_TEXT)
    )
    return next(alike, None)


def _script(text: str) -> int:
    return CHINESE if is_chinese(text) else OTHER


def _region_cut(ranking: Ranking) -> float:
    """Say from which score on a region says it; the first candidate always does."""
    return min(max(0.6 * float(ranking.score[0]), 3.0), float(ranking.score[0])) if len(ranking.score) else 0.0
