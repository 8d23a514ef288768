"""Texts become token ids, by `tokenizers` alone: importing transformers for it would take seconds.

A vocabulary of 250,000 pieces takes `tokenizers` most of a second to open, which is too long to wait for one question. But a
Unigram tokenizer (Kudo 2018) chooses among the pieces that stand in the text, and no others. So the pieces are
also kept in an SQLite file, those that stand in a short text are looked up, and a tokenizer is made of them alone: it
gives the same tokens, some hundred times sooner. Other tokenizers, and long texts, take the whole vocabulary.
"""

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.errors import ModelDamaged

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

WHOLE = "tokenizer.json"
FRAME = "tokenizer-frame.json"
PIECES = "pieces.sqlite"
LARGE_VOCABULARY = 50_000  # below this, the whole opens in a tenth of a second
SHORT_CHARS = 400  # of all texts of a call together; looking up the pieces of more takes as long as opening the whole

Spans = list[tuple[int, int]]


def save(tokenizer: "Tokenizer", folder: Path) -> None:
    """Keep a tokenizer in a folder, and what short texts need of it.

    Args:
        tokenizer: as the whole model uses it; its truncation and padding are left out.
        folder: takes tokenizer.json and, for a large Unigram vocabulary, two files more.
    """
    described = json.loads(tokenizer.to_str()) | {"truncation": None, "padding": None}
    (folder / WHOLE).write_text(json.dumps(described, ensure_ascii=False), encoding="utf-8")
    model = described["model"]
    if model["type"] == "Unigram" and len(model["vocab"]) >= LARGE_VOCABULARY:
        _save_pieces(model["vocab"], folder / PIECES)
        frame = _frame(described, *_dress(tokenizer))
        (folder / FRAME).write_text(json.dumps(frame, ensure_ascii=False), encoding="utf-8")


class TextTokenizer:
    """A tokenizer kept by `save`. Any thread may use it."""

    def __init__(self, folder: Path) -> None:
        """Take a folder; what is needed of it is read when it is needed."""
        self._folder = folder
        self._opening = threading.Lock()
        self._whole: Tokenizer | None = None

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        """Give each text's token ids, special tokens included.

        Raises:
            ModelDamaged: the tokenizer can't be read.
        """
        if self._whole is None and sum(map(len, texts)) <= SHORT_CHARS and (self._folder / FRAME).exists():
            return self._of_few_pieces(texts)
        return [encoding.ids for encoding in self._encoded(texts)]

    def spans(self, text: str) -> Spans:
        """Say where each token of a text stands in it, [start, end) in characters, special tokens left out.

        Raises:
            ModelDamaged: the tokenizer can't be read.
        """
        found: Spans = self._opened().encode(text, add_special_tokens=False).offsets
        return found

    def _encoded(self, texts: Sequence[str]) -> "list[Encoding]":
        return self._opened().encode_batch_fast(list(texts))

    def _opened(self) -> "Tokenizer":
        with self._opening:
            if self._whole is None:
                self._whole = _read((self._folder / WHOLE).read_text(encoding="utf-8"), self._folder)
            return self._whole

    def _of_few_pieces(self, texts: Sequence[str]) -> list[list[int]]:
        try:
            frame = json.loads((self._folder / FRAME).read_text(encoding="utf-8"))
            described, kept = frame["tokenizer"], list(frame["ids"])
        except (ValueError, KeyError) as error:
            raise _damaged(self._folder, error) from error
        if any(token["content"] in text for token in described["added_tokens"] for text in texts):
            return [encoding.ids for encoding in self._encoded(texts)]
        standing = set(_stretches(_read(json.dumps(described), self._folder), texts, frame["longest"]))
        known = {piece for piece, _ in described["model"]["vocab"]}
        for piece, id_, score in _pieces(self._folder / PIECES, standing - known):
            described["model"]["vocab"].append([piece, score])
            kept.append(id_)
        small = _read(json.dumps(described), self._folder)
        before, after = frame["before"], frame["after"]
        return [
            [*before, *(kept[id_] for id_ in small.encode(text, add_special_tokens=False).ids), *after]
            for text in texts
        ]


def _frame(described: dict[str, Any], before: list[int], after: list[int]) -> dict[str, Any]:
    """Take the vocabulary out of a tokenizer, but for what it can't be without.

    Returns:
        The tokenizer, with the few pieces left; their ids in the whole one; the ids that stand before and after any text;
        and the length of the longest piece in characters.
    """
    model, vocabulary = described["model"], described["model"]["vocab"]
    # The score of an unknown character is reckoned from the lowest score of all.
    lowest = min(range(len(vocabulary)), key=lambda id_: vocabulary[id_][1])
    ids = list(dict.fromkeys([*(token["id"] for token in described["added_tokens"]), model["unk_id"], lowest]))
    at = {id_: place for place, id_ in enumerate(ids)}
    few = model | {"vocab": [vocabulary[id_] for id_ in ids], "unk_id": at[model["unk_id"]]}
    added = [token | {"id": at[token["id"]]} for token in described["added_tokens"]]
    return {
        "tokenizer": described | {"added_tokens": added, "model": few, "post_processor": None},
        "ids": ids,
        "before": before,
        "after": after,
        "longest": max(len(piece) for piece, _ in vocabulary),
    }


def _dress(tokenizer: "Tokenizer") -> tuple[list[int], list[int]]:
    """Find the special ids that stand before and after any text."""
    found = tokenizer.encode("a")
    ids = [id_ for id_, seen in zip(found.ids, found.attention_mask, strict=True) if seen]
    text = [place for place, special in enumerate(found.special_tokens_mask) if not special]
    return ids[: text[0]], ids[text[-1] + 1 :]


def _stretches(frame: "Tokenizer", texts: Sequence[str], longest: int) -> Iterator[str]:
    """List every stretch of the texts, as the model sees them, that could be a piece."""
    for text in texts:
        normal = frame.normalizer.normalize_str(text) if frame.normalizer else text
        words = frame.pre_tokenizer.pre_tokenize_str(normal) if frame.pre_tokenizer else [(normal, (0, len(normal)))]
        for word, _ in words:
            for start in range(len(word)):
                for end in range(start + 1, min(start + longest, len(word)) + 1):
                    yield word[start:end]


def _save_pieces(vocabulary: list[tuple[str, float]], path: Path) -> None:
    rows = ((piece, id_, score) for id_, (piece, score) in enumerate(vocabulary))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE pieces (piece TEXT PRIMARY KEY, id INTEGER, score REAL) WITHOUT ROWID")
        # Of pieces that stand twice, `tokenizers` knows the last.
        connection.executemany("INSERT OR REPLACE INTO pieces VALUES (?, ?, ?)", rows)


def _pieces(path: Path, among: set[str]) -> list[tuple[str, int, float]]:
    asked = "SELECT piece, id, score FROM pieces WHERE piece IN (SELECT value FROM json_each(?)) ORDER BY id"
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            return connection.execute(asked, [json.dumps(sorted(among))]).fetchall()
    except sqlite3.Error as error:
        raise _damaged(path.parent, error) from error


def _read(text: str, folder: Path) -> "Tokenizer":
    from tokenizers import Tokenizer

    try:
        return Tokenizer.from_str(text)
    except Exception as error:  # `tokenizers` raises bare exceptions
        raise _damaged(folder, error) from error


def _damaged(folder: Path, error: Exception) -> ModelDamaged:
    return ModelDamaged(f"The tokenizer in {folder} can't be read: {error}. Remove the folder; it is made again.")
