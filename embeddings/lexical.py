"""BM25 over the terms of passages, by tantivy.

What is wanted is structured (after Pirkola 1998, "The effects of query structure and dictionary setups in dictionary-based
cross-language information retrieval"): each word of a question is a group of alternatives, its translations say, and counts
once. It is as rare as the passages that hold any of them, so that an odd translation that hardly anyone uses does not speak louder
than the right one; how often it stands in a passage is told by the alternative that does so most.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from tantivy import Document, Index, Occur, Query, Schema, SchemaBuilder, Searcher

from embeddings.words import characters, terms

Ids = NDArray[np.int64]
Scores = NDArray[np.float64]

Alternative = tuple[str, ...]
"""Terms that must all stand in a passage."""

_K1 = 1.2
_WRITER_BYTES = 64 * 2**20
_NAMED_PER_SIFTED = 10


@dataclass(frozen=True, slots=True)
class Group:
    """The ways to say one word, of which one is enough.

    Attributes:
        alternatives: terms, or single Chinese characters.
        weight: how much the word counts, 0 to 1.
    """

    alternatives: tuple[Alternative, ...]
    weight: float = 1.0


Wanted = Sequence[Group]


@dataclass(frozen=True, slots=True)
class Matches:
    """What holds something of what is wanted, best first: arrays of one length.

    Attributes:
        ids: (n,) int64.
        scores: (n,) float64, BM25.
    """

    ids: Ids
    scores: Scores


def words_wanted(words: Iterable[str]) -> Wanted:
    """Want some terms, each a group of its own."""
    return [Group(((word,),)) for word in words]


class LexicalIndex:
    """The passages of a tantivy index, as they stood when it was opened; any thread may look."""

    def __init__(self, searcher: Searcher) -> None:
        """Take a searcher over an index that `empty_index` began; `of` and `opened` are the ways to one."""
        self._searcher = searcher

    @classmethod
    def of(cls, bundles: Iterable[Bundle]) -> LexicalIndex:
        """Index some bundles in memory."""
        index = empty_index()
        write(index, bundles)
        return opened(index)

    def __len__(self) -> int:
        """Count the passages."""
        return self._searcher.num_docs

    @property
    def counted(self) -> int:
        """The passages that the statistics count: until tantivy merges them away, those that went are among them."""
        return self._searcher.doc_freq("counted", True)

    def query(self, wanted: Wanted) -> LexicalQuery:
        """Prepare a question's words for being looked up.

        Args:
            wanted: groups; a passage's score is the sum over them of the best alternative's, and an alternative's the mean over
                its terms: a long word does not count double for being many terms.
        """
        groups = [group for group in wanted if any(group.alternatives)]
        rarities = [group.weight * self._rarity(self._holding(group)) for group in groups]
        query = Query.boolean_query(
            [(Occur.Should, self._group_query(*found)) for found in zip(groups, rarities, strict=True)]
        )
        return LexicalQuery(self._searcher, query, (_K1 + 1) * sum(rarities))

    def _rarity(self, passages: int) -> float:
        """Give the inverse document frequency of what so many passages hold, as tantivy reckons it."""
        return math.log1p((self.counted - passages + 0.5) / (passages + 0.5))

    def _holding(self, group: Group) -> int:
        """Count the passages that hold a group."""
        if _is_a_term(group):
            return self._frequency(group.alternatives[0][0])
        alternatives = [_all_of([_term(term) for term in terms]) for terms in group.alternatives if terms]
        query = Query.boolean_query([(Occur.Should, alternative) for alternative in alternatives])
        return int(self._searcher.search(query, 1).count)  # type: ignore[attr-defined]  # the stubs lack it

    def _frequency(self, term: str) -> int:
        return self._searcher.doc_freq(_field(term), term)

    def _group_query(self, group: Group, rarity: float) -> Query:
        """Look for a group, each term by how often a passage has it, whatever its own rarity."""
        if _is_a_term(group):
            return Query.boost_query(_term(group.alternatives[0][0]), group.weight)
        alternatives = [
            _all_of(
                [
                    Query.boost_query(_term(term), rarity / len(terms) / self._rarity(self._frequency(term)))
                    for term in terms
                ]
            )
            for terms in group.alternatives
            if terms
        ]
        return alternatives[0] if len(alternatives) == 1 else Query.disjunction_max_query(alternatives)


class LexicalQuery:
    """A question's words, to be looked up in the index that prepared them; any thread may look."""

    def __init__(self, searcher: Searcher, query: Query, bound: float) -> None:
        """Take what `LexicalIndex.query` prepared.

        Args:
            searcher: of the index.
            query: the words as tantivy takes them.
            bound: the score that no passage can exceed, however often it repeats what is wanted. A word that no passage
                holds weighs most of all: a question in words that the library does not know has a high bound.
        """
        self.bound = bound
        self._searcher = searcher
        self._query = query

    def nearest(self, limit: int, *, among: Ids | None = None) -> Matches:
        """Find the passages that hold most of what is wanted.

        Args:
            limit: most passages.
            among: ids to look among; None admits all.
        """
        if among is None:
            return self._best(self._query, limit)
        # Naming costs by the id, sifting by what is passed over: they cost the same where this is an equation.
        if len(among) ** 2 <= limit * self._searcher.num_docs:
            return self._best(_within(self._query, among), limit)
        return self._sifted(limit, among)

    def scores(self, ids: Ids) -> Scores:
        """Give the scores of some passages.

        Args:
            ids: (n,) int64.

        Returns:
            (n,) on the scale of `nearest`; 0 for a passage that holds nothing of what is wanted, or is not there.
        """
        count = self._searcher.num_docs
        named = len(ids) * _NAMED_PER_SIFTED < count
        found = self._best(_within(self._query, ids), len(ids)) if named else self._best(self._query, count)
        score_of = dict(zip(found.ids.tolist(), found.scores.tolist(), strict=True))
        return np.array([score_of.get(id_, 0.0) for id_ in ids.tolist()])

    def _best(self, query: Query, limit: int) -> Matches:
        limit = min(limit, self._searcher.num_docs)
        hits = self._searcher.search(query, limit, count=False).hits if limit > 0 else []
        ids = np.array(self._searcher.fast_field_values("id", [address for _, address in hits]), dtype=np.int64)
        scores = np.array([score for score, _ in hits], dtype=np.float64)
        order = np.lexsort((ids, -scores))
        return Matches(ids[order], scores[order])

    def _sifted(self, limit: int, among: Ids) -> Matches:
        reach = limit + limit * self._searcher.num_docs // len(among)
        while True:
            found = self._best(self._query, reach)
            admitted = np.flatnonzero(np.isin(found.ids, among))[:limit]
            if len(admitted) == limit or len(found.ids) < reach:
                return Matches(found.ids[admitted], found.scores[admitted])
            reach *= 4


def _is_a_term(group: Group) -> bool:
    return len(group.alternatives) == 1 and len(group.alternatives[0]) == 1


def _field(term: str) -> str:
    return "characters" if len(term) == 1 else "terms"


def _term(term: str) -> Query:
    return Query.term_query(_schema(), _field(term), term, "freq")


def _all_of(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Must, query) for query in queries])


def _within(query: Query, ids: Ids) -> Query:
    # Looked up one by one: the cost of tantivy's set of terms grows with the index.
    one_of = [(Occur.Should, Query.term_query(_schema(), "id", id_, "basic")) for id_ in ids.tolist()]
    admitted = Query.const_score_query(Query.boolean_query(one_of), 0.0)
    return Query.boolean_query([(Occur.Must, query), (Occur.Must, admitted)])


# What is written


@dataclass(frozen=True, slots=True)
class Bundle:
    """Passages that come and go together, under a name.

    Attributes:
        name: for `write`, to take it out again.
        passages: gives the ids, 0 or more, each once in an index, and the texts.
    """

    name: str
    passages: Callable[[], Iterable[tuple[int, str]]]


@cache
def _schema() -> Schema:
    fields = SchemaBuilder()
    fields.add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
    fields.add_text_field("characters", tokenizer_name="whitespace", index_option="freq")
    fields.add_unsigned_field("id", indexed=True, fast=True)
    fields.add_text_field("bundle", tokenizer_name="raw", index_option="basic")
    fields.add_boolean_field("counted", indexed=True)
    return fields.build()


def empty_index(folder: str | None = None) -> Index:
    """Begin an index in a folder that is there, or in memory."""
    return Index(_schema(), folder)


def opened(index: Index) -> LexicalIndex:
    """Look at an index as it stands."""
    index.reload()
    return LexicalIndex(index.searcher())


def write(index: Index, coming: Iterable[Bundle], going: Iterable[str] = ()) -> None:
    """Put bundles in and take bundles out, in one step.

    Raises:
        ValueError: tantivy can't write it.
    """
    writer = index.writer(heap_size=_WRITER_BYTES, num_threads=1)
    for name in going:
        writer.delete_documents_by_term("bundle", name)
    for bundle in coming:
        for id_, text in bundle.passages():
            writer.add_document(_document(bundle.name, id_, text))
    writer.commit()
    writer.wait_merging_threads()  # afterwards nothing in the folder moves any more


def _document(bundle: str, id_: int, text: str) -> Document:
    document = Document()
    document.add_text("terms", " ".join(terms(text)))
    document.add_text("characters", " ".join(characters(text)))
    document.add_unsigned("id", id_)
    document.add_text("bundle", bundle)
    document.add_boolean("counted", True)
    return document
