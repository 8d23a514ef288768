"""The index of reuse: what was found in the reports of a library, brought up as they come and go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from embeddings import words
from embeddings.encoder import Vectors
from embeddings.neighbourhoods import Neighbourhoods, Rows
from service import opposites
from service.arrays import load_arrays, save_arrays
from service.reuse.candidates import Grams
from service.reuse.folding import fold
from service.reuse.links import LINK, Links, by_vectors, by_words
from service.reuse.wordings import NONE, OfSentences, Wordings

_NEW_PER_INDEXED = 0.25
_STANDING_PER_WORDING = 0.5


@dataclass(frozen=True)
class Bundle:
    """A report's sentences.

    Attributes:
        name: another one for other sentences or places.
        texts: gives the sentences.
        places: what the report's own region is called.
    """

    name: str
    texts: Callable[[], Sequence[str]]
    places: tuple[str, ...]


@dataclass(frozen=True)
class ReuseIndex:
    """Wordings, where they stand, and the links between them.

    Attributes:
        of: for each report, by its bundle's name, (sentences,) the wording of each.
        wordings: all wordings, also those whose reports are gone.
        links: variants.
        grams: the 3-grams of the first `indexed` wordings; those of the few others are made when they are needed.
        neighbourhoods: of the wordings' vectors.
    """

    of: dict[str, OfSentences]
    wordings: Wordings
    links: Links
    grams: Grams
    indexed: int
    neighbourhoods: Neighbourhoods | None

    @classmethod
    def empty(cls) -> ReuseIndex:
        """Begin without reports."""
        none = Wordings.none()
        return cls({}, none, np.empty(0, dtype=LINK), Grams.of(none, 0, 0), 0, None)

    def save(self, path: Path) -> None:
        """Keep it in a cache."""
        near = self.neighbourhoods or Neighbourhoods(np.empty((0, 0), np.float32), np.empty(0, np.int32))
        save_arrays(
            path,
            rules(),
            {
                "names": np.array(list(self.of), dtype=np.str_),
                "counts": np.array([len(of) for of in self.of.values()], dtype=np.int64),
                "of": np.concatenate([np.empty(0, np.int32), *self.of.values()]),
                "codes": self.wordings.codes,
                "opens": self.wordings.opens,
                "bounds": self.wordings.bounds,
                "fingerprints": self.wordings.fingerprints,
                "links": self.links,
                "keys": self.grams.keys,
                "places": self.grams.places,
                "indexed": np.array(self.indexed),
                "centres": near.centres,
                "cells": near.cells,
            },
        )

    @classmethod
    def load(cls, path: Path) -> ReuseIndex:
        """Read what was kept; an empty index if there is nothing, or it was made by other rules."""
        found = load_arrays(path, rules())
        if found is None:
            return cls.empty()
        of = np.split(found["of"], np.cumsum(found["counts"])[:-1])
        near = Neighbourhoods(found["centres"], found["cells"])
        return cls(
            dict(zip(found["names"].tolist(), of, strict=True)) if len(found["names"]) else {},
            Wordings(found["codes"], found["opens"], found["bounds"], found["fingerprints"]),
            found["links"],
            Grams(found["keys"], found["places"]),
            int(found["indexed"]),
            near if len(near.centres) else None,
        )

    def brought_up(self, bundles: Sequence[Bundle], vectors: Vectors) -> ReuseIndex:
        """Give the index of some reports, from this one: only wordings that are new look for others.

        Vectors are looked through as far as they go: what a wording finds by them depends on what stood when it came.

        Args:
            bundles: the reports that shall be in it.
            vectors: (sentences, dimensions) unit length, of all their sentences in their order.
        """
        if not self._serves(bundles):
            return ReuseIndex.empty().brought_up(bundles, vectors)
        if [bundle.name for bundle in bundles] == list(self.of):
            return self
        new = [bundle for bundle in bundles if bundle.name not in self.of]
        wordings, of_new = self.wordings.with_more(fold(bundle.texts(), bundle.places) for bundle in new)
        of_all = self.of | {bundle.name: of for bundle, of in zip(new, of_new, strict=True)}
        of = {bundle.name: of_all[bundle.name] for bundle in bundles}
        first = len(self.wordings)
        if first == len(wordings):
            return ReuseIndex(of, wordings, self.links, self.grams, self.indexed, self.neighbourhoods)
        grams, indexed = self.grams, self.indexed
        if len(wordings) - indexed > _NEW_PER_INDEXED * indexed:
            grams, indexed = Grams.of(wordings, 0, len(wordings)), len(wordings)
        parts = [grams, *([Grams.of(wordings, indexed, len(wordings))] if indexed < len(wordings) else [])]
        links = by_words(wordings, parts, first)
        rows = _rows(len(wordings), [of[bundle.name] for bundle in bundles])
        near = self.neighbourhoods
        near = near.with_more(vectors, rows[first:]) if near and not near.crowded else Neighbourhoods.of(vectors, rows)
        links = np.concatenate([links, by_vectors(wordings, vectors, rows, near, links, first)])
        return ReuseIndex(of, wordings, np.concatenate([self.links, links]), grams, indexed, near)

    def _serves(self, bundles: Iterable[Bundle]) -> bool:
        """Say whether enough of the wordings still stand in reports that are wanted."""
        standing = [self.of[bundle.name] for bundle in bundles if bundle.name in self.of]
        kept = len(np.unique(np.concatenate(standing))) if standing else 0
        return kept >= _STANDING_PER_WORDING * len(self.wordings)


@cache
def rules() -> str:
    """Name the rules by which reuse is found: what was found by others is not served."""
    return f"reuse 5, {words.rules()}, opposites {opposites.digest()}"


def _rows(count: int, of: Sequence[OfSentences]) -> Rows:
    """(wordings,) a sentence that has each, counted through all reports; -1 where none does."""
    found, sentence = np.unique(np.concatenate(of), return_index=True)
    rows: Rows = np.full(count, NONE, dtype=np.int64)
    rows[found[found != NONE]] = sentence[found != NONE]
    return rows
