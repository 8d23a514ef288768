"""The truth: one SQLite file holds every report, passage, sentence and vector of a library.

Readers never wait (WAL); whoever writes holds an OS file lock. A report is there whole or not at all.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import apsw
import numpy as np
from filelock import FileLock, Timeout

from embeddings.encoder import Vectors
from embeddings.languages import Languages
from reports.report import Part, Passage, Report, Span
from service.errors import LibraryBusy, LibraryDamaged, NotFound
from service.stored import (
    StoredFile,
    StoredReport,
    embedded_passage,
    identity_record,
    reading_record,
    report_id,
    report_of,
    with_corrections,
)

_VERSION = 2
_LOCK_SECONDS = 10
_REPORTS = (
    "SELECT r.number, r.id, r.sha256, f.name, r.text, r.identity, r.reading, r.corrected, r.duplicate_of "
    "FROM report r JOIN file f USING (sha256)"
)
_OF_REPORT = "WHERE report = ?"
_IN_REPORT = "WHERE passage IN (SELECT number FROM passage WHERE report = ?)"


@dataclass(frozen=True, slots=True)
class Source:
    """What a report was read from.

    Attributes:
        sha256: the file's digest.
        name: its name as given.
        stored_as: the name under which its bytes are kept.
        origins: the paths that gave it.
        corrections: what a person corrected of the report's facts, by name.
    """

    sha256: str
    name: str
    stored_as: str
    origins: tuple[str, ...]
    corrections: Mapping[str, Any]


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:16]


class Store:
    """A library's SQLite file, for one thread."""

    def __init__(self, home: Path) -> None:
        """Open or make the file in a library's folder.

        Raises:
            LibraryDamaged: the file is there and is not a library of this version.
            LibraryBusy: another program is just making it.
        """
        self._path = home / "library.sqlite"
        self._lock = FileLock(home / "writing.lock", timeout=_LOCK_SECONDS)
        try:
            home.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryDamaged(
                f"{home} can't be a library's folder ({error.strerror})", hint="name another one with --home"
            ) from error
        with self._saying_what_is_wrong():
            self._db = apsw.Connection(str(self._path))
            self._db.set_busy_timeout(_LOCK_SECONDS * 1000)
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
                self._all(f"PRAGMA {pragma}")
            if self._version() < _VERSION:
                with self._lock, self._db:
                    self._bring_up()
            version = self._version()
        if version != _VERSION:
            raise LibraryDamaged(
                f"{self._path} was made by another version of duizhao (format {version}, this one reads {_VERSION})",
                hint="use that version, or add the files to a new library with --home",
            )

    def _bring_up(self) -> None:
        """Make a new file's tables, or leave out what this version has no need of: words were a table until format 2."""
        steps = {0: _schema(), 1: "DROP TABLE words"}
        if (version := self._version()) in steps:
            self._db.execute(f"{steps[version]}; PRAGMA user_version={_VERSION}").fetchall()

    @contextmanager
    def _saying_what_is_wrong(self) -> Iterator[None]:
        """Turn what SQLite and the lock raise into the errors that people see."""
        try:
            yield
        except Timeout as error:
            raise LibraryBusy(
                f"another program is writing to the library {self._path.parent}", hint="try again when it is done"
            ) from error
        except (apsw.CorruptError, apsw.NotADBError, apsw.CantOpenError, apsw.IOError) as error:
            raise LibraryDamaged(
                f"{self._path} is no library that can be read ({error})",
                hint="name another folder with --home, or put back a copy of this one",
            ) from error

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _version(self) -> int:
        return int(self._one("PRAGMA user_version"))

    def _all(self, sql: str, *values: Any) -> list[Any]:
        with self._saying_what_is_wrong():
            return self._db.execute(sql, values).fetchall()

    def _one(self, sql: str, *values: Any) -> Any:
        rows = self._all(sql, *values)
        return rows[0][0] if rows else None

    # Reading

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read everything inside as it stood at the first look."""
        self._all("BEGIN")
        try:
            yield
        finally:
            self._all("ROLLBACK")  # nothing was written, and a damaged file still lets go

    @property
    def generation(self) -> int:
        """Counts the changes made to this library by anyone."""
        return int(self._one("SELECT value FROM fact WHERE name = 'generation'"))

    @property
    def encoder(self) -> str | None:
        """The fingerprint of the encoder whose vectors the library serves, or None while it holds none."""
        found = self._one("SELECT value FROM fact WHERE name = 'encoder'")
        return str(found) if found else None

    @property
    def languages(self) -> Languages | None:
        """What of the library's vectors tells languages apart, or None while nobody said."""
        found = self._one("SELECT value FROM fact WHERE name = 'languages'")
        return Languages.from_text(found) if found else None

    def file_at(self, path: str) -> str | None:
        """Give the digest of the file that was last added from a path."""
        found = self._one("SELECT sha256 FROM origin WHERE path = ?", path)
        return str(found) if found else None

    def source_of(self, id_: str) -> Source:
        """Give what a report was read from, and a person's corrections to its facts.

        Raises:
            NotFound: it is no longer there.
        """
        found = self._all(
            "SELECT sha256, f.name, f.stored_as, r.corrected FROM report r JOIN file f USING (sha256) WHERE r.id = ?",
            id_,
        )
        if not found:
            raise NotFound(f"the report {id_} is no longer there", hint="list the reports: they have ids and titles")
        sha256, name, stored_as, kept = found[0]
        origins = tuple(path for (path,) in self._all("SELECT path FROM origin WHERE sha256 = ? ORDER BY path", sha256))
        return Source(sha256, name, stored_as, origins, json.loads(kept))

    def reports_of(self, sha256: str) -> list[str]:
        """List the reports of a file that are there."""
        return [id_ for (id_,) in self._all("SELECT id FROM report WHERE sha256 = ? ORDER BY number", sha256)]

    def reports_without_origin(self) -> list[str]:
        """List the reports of files that no path gives any more: what a changed file gave before."""
        return [id_ for (id_,) in self._all("SELECT id FROM report WHERE sha256 NOT IN (SELECT sha256 FROM origin)")]

    def holds_whole(self, sha256: str) -> bool:
        """Tell whether every report of a file is there; one that was removed is missing until the file comes again."""
        return bool(
            self._one(
                "SELECT (SELECT count(*) FROM report r WHERE r.sha256 = f.sha256) = f.reports FROM file f WHERE sha256 = ?",
                sha256,
            )
        )

    def reports(self) -> list[StoredReport]:
        """Give all reports in the order they were added."""
        passages = self._passages()
        return [self._report(row, passages[row[0]]) for row in self._all(f"{_REPORTS} ORDER BY r.number")]

    def each_report(self) -> Iterator[StoredReport]:
        """Give all reports in the order they were added, and hold only one of them."""
        for (number,) in self._all("SELECT number FROM report ORDER BY number"):
            (row,) = self._all(f"{_REPORTS} WHERE r.number = ?", number)
            yield self._report(row, self._passages(number)[number])

    def _report(self, row: Sequence[Any], passages: Sequence[Passage]) -> StoredReport:
        number, id_, sha256, name, text, identity, reading, corrected, duplicate_of = row
        read = report_of(text, passages, identity=identity, reading=reading)
        return StoredReport(number, id_, sha256, name, read, with_corrections(read, corrected), duplicate_of)

    def _passages(self, report: int | None = None) -> dict[int, list[Passage]]:
        """Give the passages of all reports, or of one, by the report's row."""
        of_one, inside, chosen = ("", "", ()) if report is None else (_OF_REPORT, _IN_REPORT, (report,))
        sentences: dict[int, list[Span]] = {}
        marks = f"SELECT passage, start, end FROM sentence {inside} ORDER BY number"  # noqa: S608  # one of two constants
        for passage, start, end in self._all(marks, *chosen):
            sentences.setdefault(passage, []).append(Span(start, end))
        numbers = self._all("SELECT number FROM report") if report is None else [(report,)]
        found: dict[int, list[Passage]] = {number: [] for (number,) in numbers}
        rows = f"SELECT number, report, start, end, heading, part FROM passage {of_one} ORDER BY number"  # noqa: S608
        for number, of, start, end, heading, part in self._all(rows, *chosen):
            found[of].append(
                Passage(
                    Span(start, end),
                    tuple(json.loads(heading)),
                    Part(part) if part else None,
                    tuple(sentences.get(number, ())),
                )
            )
        return found

    def passage_numbers(self) -> np.ndarray[Any, np.dtype[np.int64]]:
        """Give the rows of all passages, in the order of `reports`."""
        return self._numbers("SELECT number FROM passage ORDER BY report, number")

    def sentence_numbers(self) -> np.ndarray[Any, np.dtype[np.int64]]:
        """Give the rows of all sentences, in the order of `reports`."""
        return self._numbers(
            "SELECT s.number FROM sentence s JOIN passage p ON p.number = s.passage ORDER BY p.report, s.number"
        )

    def _numbers(self, sql: str) -> np.ndarray[Any, np.dtype[np.int64]]:
        return np.array([number for (number,) in self._all(sql)], dtype=np.int64)

    def digest(self) -> str:
        """Digest the strings that are embedded, in their order: what an index must have been made from."""
        digest = hashlib.sha256()
        for sql in (
            "SELECT embedded FROM passage ORDER BY report, number",
            "SELECT s.embedded FROM sentence s JOIN passage p ON p.number = s.passage ORDER BY p.report, s.number",
        ):
            for (embedded,) in self._all(sql):
                digest.update(embedded)
        return digest.hexdigest()

    def digests(self) -> dict[int, str]:
        """Digest each report's passages, what is embedded of each and in which row, by the report's row."""
        found: dict[int, Any] = {}
        for report, number, embedded in self._all("SELECT report, number, embedded FROM passage ORDER BY number"):
            found.setdefault(report, hashlib.sha256()).update(number.to_bytes(8, "big") + embedded)
        return {report: digest.hexdigest()[:32] for report, digest in found.items()}

    @property
    def width(self) -> int:
        """How many numbers a vector has; 1 while there is none."""
        return int(self._one("SELECT length(vector) / 4 FROM vector LIMIT 1") or 1)

    def vectors(self, kind: str, encoder: str, *, report: int | None = None) -> Vectors:
        """Give the vectors of all passages or sentences, in the order of `passage_numbers` or `sentence_numbers`.

        Args:
            kind: "passage" or "sentence".
            encoder: the fingerprint of the encoder that made them.
            report: the row of a report: only those of its passages or sentences.
        """
        source, of = {
            "passage": ("passage t", "t.report"),
            "sentence": ("sentence t JOIN passage p ON p.number = t.passage", "p.report"),
        }[kind]
        of_one, chosen = ("", ()) if report is None else (f"AND {of} = ?", (report,))
        joined = f"FROM {source} JOIN vector v ON v.embedded = t.embedded WHERE v.encoder = ? {of_one}"
        sql = f"SELECT v.vector {joined} ORDER BY {of}, t.number"
        blobs = [vector for (vector,) in self._all(sql, encoder, *chosen)]
        return np.frombuffer(b"".join(blobs), dtype="<f4").reshape(-1, self.width).astype(np.float32)

    def without_vector(self, texts: Iterable[str], encoder: str) -> list[str]:
        """List those of some strings, each once, whose vectors the library does not have yet."""
        unique = dict.fromkeys(texts)
        sql = "SELECT 1 FROM vector WHERE embedded = ? AND encoder = ?"
        return [text for text in unique if not self._one(sql, _key(text), encoder)]

    # Writing

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Write everything inside, or nothing.

        Raises:
            LibraryBusy: another program is writing.
        """
        with self._saying_what_is_wrong(), self._lock, self._db:
            yield
            self._all("UPDATE fact SET value = value + 1 WHERE name = 'generation'")

    def set_encoder(self, fingerprint: str, languages: Languages | None) -> None:
        """Remember whose vectors the library serves; those of others go.

        Args:
            fingerprint: the encoder's.
            languages: what of its vectors tells languages apart; None leaves that as it is.
        """
        self._db.execute("INSERT OR REPLACE INTO fact VALUES ('encoder', ?)", (fingerprint,))
        if languages:
            self._db.execute("INSERT OR REPLACE INTO fact VALUES ('languages', ?)", (languages.as_text(),))
        self._db.execute("DELETE FROM vector WHERE encoder <> ?", (fingerprint,))

    def put_vectors(self, texts: Sequence[str], vectors: Vectors, encoder: str) -> None:
        """Keep vectors under the strings they stand for."""
        self._db.executemany(
            "INSERT OR IGNORE INTO vector VALUES (?, ?, ?)",
            [(_key(t), encoder, v.astype("<f4").tobytes()) for t, v in zip(texts, vectors, strict=True)],
        )

    def put_file(self, file: StoredFile, stored_as: str) -> list[str]:
        """Put in a file with its reports; those that are there already stay as they are.

        Returns:
            The ids of the reports that are new.
        """
        self._db.execute(
            "INSERT OR IGNORE INTO file VALUES (?, ?, ?, ?)", (file.sha256, file.name, stored_as, len(file.reports))
        )
        new = []
        for place, report in enumerate(file.reports):
            id_ = report_id(file.sha256, place)
            if not self._one("SELECT 1 FROM report WHERE id = ?", id_):
                self._put_report(id_, file.sha256, report)
                new.append(id_)
        return new

    def put_origin(self, path: str, sha256: str) -> None:
        """Remember which file was added from a path."""
        self._db.execute("INSERT OR REPLACE INTO origin VALUES (?, ?)", (path, sha256))

    def _put_report(self, id_: str, sha256: str, report: Report) -> None:
        self._db.execute(
            "INSERT INTO report (id, sha256, text, identity, reading) VALUES (?, ?, ?, ?, ?)",
            (id_, sha256, report.text, identity_record(report), reading_record(report)),
        )
        number = self._db.last_insert_rowid()
        for passage in report.passages:
            self._put_passage(number, report, passage)
        self._db.execute("UPDATE report SET duplicate_of = ? WHERE number = ?", (self._repeated(number), number))

    def _put_passage(self, report_number: int, report: Report, passage: Passage) -> None:
        self._db.execute(
            "INSERT INTO passage (report, start, end, heading, part, embedded) VALUES (?, ?, ?, ?, ?, ?)",
            (
                report_number,
                *passage.span,
                json.dumps(passage.heading, ensure_ascii=False),
                passage.part,
                _key(embedded_passage(report, passage)),
            ),
        )
        number = self._db.last_insert_rowid()
        self._db.executemany(
            "INSERT INTO sentence (passage, start, end, embedded) VALUES (?, ?, ?, ?)",
            [(number, *span, _key(span.of(report.text))) for span in passage.sentences],
        )

    def _repeated(self, number: int) -> str | None:
        """Find the earlier report that this one repeats: nine tenths of the characters of each stand in the other."""
        found = self._all(
            "WITH said AS (SELECT DISTINCT p.report, s.embedded, s.end - s.start AS chars "
            "    FROM sentence s JOIN passage p ON p.number = s.passage), "
            "mine AS (SELECT embedded, chars FROM said WHERE report = ?1), "
            "shared AS (SELECT said.report, sum(said.chars) AS chars FROM said JOIN mine USING (embedded) "
            "    WHERE said.report < ?1 GROUP BY said.report) "
            "SELECT r.id, shared.chars * 1.0 / max((SELECT sum(chars) FROM mine), "
            "    (SELECT sum(chars) FROM said WHERE said.report = r.number)) AS share "
            "FROM shared JOIN report r ON r.number = shared.report WHERE r.duplicate_of IS NULL AND share >= 0.9 "
            "ORDER BY share DESC, r.number LIMIT 1",
            number,
        )
        return str(found[0][0]) if found else None

    def correct(self, id_: str, facts: Mapping[str, Any]) -> None:
        """Keep a person's corrections to a report's facts, over what was read."""
        kept = json.loads(self._one("SELECT corrected FROM report WHERE id = ?", id_))
        corrected = json.dumps({**kept, **facts}, ensure_ascii=False)
        self._db.execute("UPDATE report SET corrected = ? WHERE id = ?", (corrected, id_))

    def carry_corrections(self, before: str, after: str) -> None:
        """Keep a person's corrections when a file comes in another's place, each while the fact it corrects reads as it did.

        Args:
            before: the digest of the file that gave the reports so far.
            after: the digest of the file that gives them now; its reports take the places of those.
        """
        of_file = "SELECT id, identity, corrected FROM report WHERE sha256 = ? ORDER BY number"
        for (_, *old), (id_, *new) in zip(self._all(of_file, before), self._all(of_file, after), strict=False):
            (was, kept), (reads, own) = map(json.loads, old), map(json.loads, new)
            still = {
                fact: value for fact, value in kept.items() if was.get(fact) == reads.get(fact) and fact not in own
            }
            if still:
                self.correct(id_, still)

    def remove_reports(self, ids: Iterable[str]) -> None:
        """Take out reports; what repeated them is looked at again, and vectors that nothing uses go."""
        for id_ in ids:
            number = self._one("SELECT number FROM report WHERE id = ?", id_)
            self._db.execute("DELETE FROM report WHERE number = ?", (number,))
            orphans = self._all("SELECT number FROM report WHERE duplicate_of = ? ORDER BY number", id_)
            self._db.execute("UPDATE report SET duplicate_of = NULL WHERE duplicate_of = ?", (id_,))
            for (orphan,) in orphans:
                self._db.execute(
                    "UPDATE report SET duplicate_of = ? WHERE number = ?", (self._repeated(orphan), orphan)
                )
        self._db.execute(
            "DELETE FROM vector WHERE embedded NOT IN (SELECT embedded FROM passage UNION SELECT embedded FROM sentence)"
        )
        self._db.execute(
            "DELETE FROM fact WHERE name IN ('encoder', 'languages') AND NOT EXISTS (SELECT 1 FROM report)"
        )

    def remove_empty_files(self) -> list[str]:
        """Forget the files none of whose reports are left.

        Returns:
            The names under which they were stored.
        """
        gone = self._all("SELECT sha256, stored_as FROM file WHERE sha256 NOT IN (SELECT sha256 FROM report)")
        self._db.executemany("DELETE FROM file WHERE sha256 = ?", [(sha256,) for sha256, _ in gone])
        return [stored_as for _, stored_as in gone]


def _schema() -> str:
    return resources.files("service").joinpath("schema.sql").read_text("utf-8")
