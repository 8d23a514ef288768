"""Rank passages as a peer does: PEER MODEL MEMORY FINGERPRINT; a command a line comes in as JSON, and its result goes out.

{"hold": [text, …]} indexes passages; {"lend": [[text, known], …]} gives a text the vector of a known one, a little turned,
where times are measured and meaning is not; {"rank": [question, …], "limit": 10} gives [[place, score], …] for each;
{"time": question, "limit": 10} gives the seconds of one question, nothing remembered, and of these the model's.
"""

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.remembered import Memory, turned

QUERY, PASSAGE = "query: ", "passage: "
Hits = list[tuple[int, float]]


class Remembered:
    """A model's way to encode, which asks the memory first, unless it is being timed."""

    def __init__(self, encode: Any, memory: Memory) -> None:
        """Take the model's own way."""
        self.encode = encode
        self.memory = memory
        self.timing = False
        self.seconds = 0.0

    def __call__(self, texts: Sequence[str]) -> Any:
        """Give the vectors of texts, which have their prompts in front."""
        if not self.timing:
            return self.memory.vectors(texts, self.encode)
        start = time.perf_counter()
        vectors = self.encode(list(texts))
        self.seconds += time.perf_counter() - start
        return vectors


class Pipeline:
    """The plain pipeline: sentence-transformers with its defaults, and a flat FAISS index of the passages' vectors."""

    def __init__(self, model: str, memory: Memory) -> None:
        """Load the model."""
        from sentence_transformers import SentenceTransformer

        self.encode = Remembered(SentenceTransformer(model, device="cpu").encode, memory)

    def hold(self, passages: Sequence[str]) -> None:
        """Index passages."""
        import faiss

        vectors = self.encode([PASSAGE + text for text in passages])
        self.index = faiss.IndexFlatIP(vectors.shape[1])
        self.index.add(vectors)

    def rank(self, questions: Sequence[str], limit: int) -> list[Hits]:
        """Find the passages nearest to each question."""
        scores, places = self.index.search(self.encode([QUERY + text for text in questions]), limit)
        return [
            [(int(n), float(score)) for n, score in zip(*found, strict=True) if n >= 0]
            for found in zip(places, scores, strict=True)
        ]


class SemanticSearch:
    """`sentence_transformers.util.semantic_search` over the passages' vectors, a text that is asked with encoded as one of them."""

    def __init__(self, model: str, memory: Memory) -> None:
        """Load the model."""
        from sentence_transformers import SentenceTransformer

        self.encode = Remembered(SentenceTransformer(model, device="cpu").encode, memory)

    def hold(self, passages: Sequence[str]) -> None:
        """Take passages."""
        self.vectors = self.encode([PASSAGE + text for text in passages])

    def rank(self, questions: Sequence[str], limit: int) -> list[Hits]:
        """Search for each text."""
        from sentence_transformers.util import semantic_search

        asked = self.encode([PASSAGE + text for text in questions])
        found = semantic_search(asked, self.vectors, top_k=limit)
        return [[(int(hit["corpus_id"]), float(hit["score"])) for hit in hits] for hits in found]


class Txtai:
    """A txtai index of vectors and BM25 together, with content, as its documentation shows; the rest are its defaults."""

    def __init__(self, model: str, memory: Memory) -> None:
        """Load the model; its own way to encode gives the vectors that sentence-transformers gives, and may share them."""
        from txtai import Embeddings

        prompts = {"query": QUERY, "data": PASSAGE}
        self.embeddings = Embeddings(path=model, hybrid=True, content=True, instructions=prompts, gpu=False)
        vectors = self.embeddings.model
        self.encode = Remembered(unit(vectors.encode), memory)
        some = [QUERY + "哪些地方提到了养老服务？", PASSAGE + "People walk slowly."]
        assert np.allclose(self.encode(some), self.encode.encode(some), atol=1e-3), "these vectors are another model's"
        vectors.encode = lambda texts, _category=None: self.encode(texts)

    def hold(self, passages: Sequence[str]) -> None:
        """Index passages."""
        self.embeddings.index(passages)

    def rank(self, questions: Sequence[str], limit: int) -> list[Hits]:
        """Search for each question."""
        found = self.embeddings.batchsearch(list(questions), limit)
        return [[(int(hit["id"]), float(hit["score"])) for hit in hits] for hits in found]


def unit(encode: Any) -> Any:
    """Make vectors of unit length, as txtai does after encoding."""

    def encoded(texts: Sequence[str]) -> Any:
        vectors = encode(texts, "data")
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    return encoded


def lend(memory: Memory, encode: Remembered, pairs: Sequence[tuple[str, str]]) -> None:
    """Give texts the vectors of known ones, each a little turned, so that no two are alike."""
    random = np.random.default_rng(0)
    vectors = encode([PASSAGE + known for _, known in pairs])
    for (text, _), vector in zip(pairs, vectors, strict=True):
        memory.lend(PASSAGE + text, turned(vector, random))


def timed(peer: Pipeline | SemanticSearch | Txtai, question: str, limit: int) -> tuple[float, float]:
    """Give the seconds that one question takes, and those in the model."""
    peer.encode.timing, peer.encode.seconds = True, 0.0
    start = time.perf_counter()
    peer.rank([question], limit)
    taken = time.perf_counter() - start
    peer.encode.timing = False
    return taken, peer.encode.seconds


PEERS: dict[str, type[Pipeline] | type[SemanticSearch] | type[Txtai]] = {
    "pipeline": Pipeline,
    "semantic_search": SemanticSearch,
    "txtai": Txtai,
}


def main() -> None:
    """Do what comes in, until nothing more does."""
    name, model, file, fingerprint = sys.argv[1:]
    memory = Memory(Path(file), fingerprint)
    peer = PEERS[name](model, memory)
    for line in sys.stdin:
        command = json.loads(line)
        result: object = None
        if "hold" in command:
            peer.hold(command["hold"])
        elif "lend" in command:
            lend(memory, peer.encode, command["lend"])
        elif "rank" in command:
            result = peer.rank(command["rank"], command["limit"])
        else:
            result = timed(peer, command["time"], command["limit"])
        print(json.dumps(result), flush=True)


main()
