"""Order the sentences of texts by their worth as sumy does: GIVEN.json.

GIVEN.json is a list of texts, each a list of sentences. Printed is, by peer, for each text the numbers of its sentences, best first.
Words are jieba's; there are no stop words and no stems.
"""

import json
import logging
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import jieba
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.lsa import LsaSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer

jieba.setLogLevel(logging.WARNING)


class _Words:
    """What sumy asks for words; sentences are given."""

    def to_words(self, text: str) -> tuple[str, ...]:
        """Cut a sentence into words, without what holds no letter or digit."""
        return tuple(word for word in jieba.cut(text) if any(map(str.isalnum, word)))


def _ordering(kind: Any) -> Any:
    """Give a summariser that gives all sentences, best first, in place of the best in their order."""

    def in_order_of_worth(
        sentences: Sequence[Any], _: int, rating: Mapping[Any, float] | Callable[[Any], float]
    ) -> list[int]:
        rates = [float(rating(one) if callable(rating) else rating[one]) for one in sentences]
        return sorted(range(len(sentences)), key=lambda n: -rates[n])

    summariser = kind()
    summariser._get_best_sentences = in_order_of_worth  # noqa: SLF001  # where each of them ends
    return summariser


PEERS: Mapping[str, Any] = {"TextRank": TextRankSummarizer, "LexRank": LexRankSummarizer, "LSA": LsaSummarizer}


def main() -> None:
    """Order what is given."""
    texts = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    words = _Words()
    documents = [ObjectDocumentModel([Paragraph([Sentence(one, words) for one in text])]) for text in texts]
    json.dump(
        {
            name: [_ordering(peer)(document, len(document.sentences)) for document in documents]
            for name, peer in PEERS.items()
        },
        sys.stdout,
    )


main()
