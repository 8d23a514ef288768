"""What a summary is to be about, and how much a sentence bears on it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from embeddings.encoder import Vectors
from embeddings.words import carrying
from service.summaries.centrality import Scores
from service.summaries.text import Text

LEAST = 1.5
"""Standard deviations above what is usual from which on a sentence bears on a question, in meaning and words together."""
AS_GOOD = 0.6
"""The share of the best sentence's bearing that others must reach."""
_IN_WORDS = 3.0
"""What all words of a question add."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, or a few words.

    Attributes:
        words: as they were given.
        vector: (1, dimensions) their vector.
    """

    words: str
    vector: Vectors

    def bearing(self, text: Text, among: Vectors) -> Scores:
        """Say how much each sentence of a text bears on it: (n,), in standard deviations.

        Args:
            text: the sentences.
            among: (m, dimensions) vectors of sentences, which tell what is usual.
        """
        usual = among @ self.vector[0]
        asked = set(carrying(self.words))
        shares = np.array([len(asked & held) / max(len(asked), 1) for held in text.all_terms])
        meaning = (text.vectors @ self.vector[0] - usual.mean()) / (usual.std() + 1e-9)
        bearing: Scores = meaning.astype(np.float64) + _IN_WORDS * shares
        return bearing
