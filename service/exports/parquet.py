"""The whole library as Parquet, for those who go on with it in other programs: reports, passages and sentences, a file each.

Row groups are written one after another, so that memory holds one. docs/taking-away.md lists the columns.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from service.errors import BadRequest
from service.store import Store
from service.stored import StoredReport

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

FILES = ("reports.parquet", "passages.parquet", "sentences.parquet")
"""What is written, in the order it is."""
FINGERPRINT = b"duizhao.encoder"
"""The name, in the metadata of a file, of the fingerprint of the model that made its vectors."""
_FORMAT = b"duizhao.format"
_ROWS = 4096
"""Fewest rows of a group but for the last: a report more may make it longer."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written.

    Attributes:
        folder: where.
        files: the names of the files.
        reports: how many rows the first has.
        passages: the second.
        sentences: the third.
    """

    folder: str
    files: tuple[str, ...]
    reports: int
    passages: int
    sentences: int


def export(store: Store, folder: Path, *, overwrite: bool = False) -> Exported:
    """Write a library into a folder. Until all of it is written, nothing that stands there is touched.

    Args:
        store: the library.
        folder: made if it is not there.
        overwrite: put it in the place of what was exported there before.

    Raises:
        BadRequest: the folder can't be written, or holds an export already.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        there = [name for name in FILES if (folder / name).exists()]
        if there and not overwrite:
            raise BadRequest(f"{folder} holds {', '.join(there)} already", hint="name another folder, or overwrite it")
        with tempfile.TemporaryDirectory(prefix=".writing-", dir=folder) as aside, store.reading():
            counts = _write(store, Path(aside))
            for name in FILES:
                (Path(aside) / name).replace(folder / name)
    except OSError as error:
        raise BadRequest(f"{folder} can't be written ({error.strerror})", hint="name another folder") from error
    return Exported(str(folder), FILES, *counts)


def _write(store: Store, folder: Path) -> list[int]:
    encoder, width = store.encoder or "", store.width
    metadata = {FINGERPRINT: encoder.encode(), _FORMAT: b"1"}
    with (
        _writing(folder / FILES[0], _reports_schema(), metadata) as reports,
        _writing(folder / FILES[1], _passages_schema(width), metadata) as passages,
        _writing(folder / FILES[2], _sentences_schema(width), metadata) as sentences,
    ):
        for stored in store.each_report():
            reports.add(_of_report(stored))
            passages.add(_of_passages(stored, store.vectors("passage", encoder, report=stored.number)))
            sentences.add(_of_sentences(stored, store.vectors("sentence", encoder, report=stored.number)))
        return [reports.rows, passages.rows, sentences.rows]


class _Rows:
    """A file that rows are added to, group by group."""

    def __init__(self, writer: pq.ParquetWriter, schema: pa.Schema) -> None:
        self.rows = 0
        self._writer = writer
        self._schema = schema
        self._held: list[pa.Table] = []

    def add(self, columns: Mapping[str, Any]) -> None:
        """Add rows, given column by column."""
        import pyarrow as pa

        table = pa.table(dict(columns), schema=self._schema)
        self.rows += table.num_rows
        self._held.append(table)
        if sum(held.num_rows for held in self._held) >= _ROWS:
            self.close_group()

    def close_group(self) -> None:
        """Write what is held as one group, if anything is."""
        import pyarrow as pa

        if self._held:
            self._writer.write_table(pa.concat_tables(self._held), row_group_size=2 * _ROWS)
            self._held = []


@contextmanager
def _writing(path: Path, schema: pa.Schema, metadata: Mapping[bytes, bytes]) -> Iterator[_Rows]:
    import pyarrow.parquet as pq

    named = schema.with_metadata(dict(metadata))
    with pq.ParquetWriter(path, named, compression="zstd") as writer:
        rows = _Rows(writer, named)
        yield rows
        rows.close_group()


def _reports_schema() -> pa.Schema:
    import pyarrow as pa

    text, number = pa.string(), pa.int32()
    words = pa.list_(text)
    heading = pa.struct([("level", number), ("text", text), ("start", number), ("end", number)])
    return pa.schema(
        {
            "id": text,
            "title": text,
            "body": text,
            "kind": text,
            "region": words,
            "region_code": text,
            "level": text,
            "covers_first": number,
            "covers_last": number,
            "year": number,
            "date": text,
            "session": text,
            "speaker": text,
            "published": text,
            "author": text,
            "complete": pa.bool_(),
            "ambiguous": pa.list_(words),
            "warnings": words,
            "duplicate_of": text,
            "file": text,
            "sha256": text,
            "source_start": number,
            "source_end": number,
            "headings": pa.list_(heading),
            "text": text,
        }
    )


def _passages_schema(width: int) -> pa.Schema:
    import pyarrow as pa

    text, number = pa.string(), pa.int32()
    placed = {"id": text, "report": text, "number": number, "start": number, "end": number}
    said = {"heading": pa.list_(text), "part": text, "text": text}
    return pa.schema({**placed, **said, "vector": pa.list_(pa.float32(), width)})


def _sentences_schema(width: int) -> pa.Schema:
    import pyarrow as pa

    text, number = pa.string(), pa.int32()
    placed = {"passage": text, "number": number, "start": number, "end": number, "text": text}
    return pa.schema({**placed, "vector": pa.list_(pa.float32(), width)})


def _of_report(stored: StoredReport) -> dict[str, list[Any]]:
    report, facts = stored.report, stored.report.identity
    first, last = facts.covers or (None, None)
    row = {
        "id": stored.id,
        "title": facts.title,
        "body": facts.body.value,
        "kind": facts.kind,
        "region": list(facts.region.path) if facts.region else None,
        "region_code": facts.region.code if facts.region else None,
        "level": facts.level,
        "covers_first": first,
        "covers_last": last,
        "year": facts.year,
        "date": facts.date,
        "session": facts.session,
        "speaker": facts.speaker,
        "published": facts.published,
        "author": facts.author,
        "complete": report.complete,
        "ambiguous": [list(region.path) for region in facts.ambiguous],
        "warnings": list(report.warnings),
        "duplicate_of": stored.duplicate_of,
        "file": stored.file,
        "sha256": stored.sha256,
        "source_start": report.source_span.start,
        "source_end": report.source_span.end,
        "headings": [_heading(*astuple(one)) for one in (*report.headings, *report.run_ins)],
        "text": report.text,
    }
    return {name: [value] for name, value in row.items()}


def _heading(level: int, text: str, span: Sequence[int]) -> dict[str, Any]:
    return {"level": level, "text": text, "start": span[0], "end": span[1]}


def _of_passages(stored: StoredReport, vectors: np.ndarray[Any, np.dtype[np.float32]]) -> dict[str, Any]:
    passages = stored.report.passages
    return {
        "id": [f"{stored.id}:{n}" for n in range(1, len(passages) + 1)],
        "report": [stored.id] * len(passages),
        "number": range(1, len(passages) + 1),
        "start": [one.span.start for one in passages],
        "end": [one.span.end for one in passages],
        "heading": [list(one.heading) for one in passages],
        "part": [one.part.value if one.part else None for one in passages],
        "text": [one.span.of(stored.report.text) for one in passages],
        "vector": _lists(vectors),
    }


def _of_sentences(stored: StoredReport, vectors: np.ndarray[Any, np.dtype[np.float32]]) -> dict[str, Any]:
    placed = [
        (f"{stored.id}:{n}", number, span)
        for n, passage in enumerate(stored.report.passages, 1)
        for number, span in enumerate(passage.sentences, 1)
    ]
    return {
        "passage": [passage for passage, _, _ in placed],
        "number": [number for _, number, _ in placed],
        "start": [span.start for _, _, span in placed],
        "end": [span.end for _, _, span in placed],
        "text": [span.of(stored.report.text) for _, _, span in placed],
        "vector": _lists(vectors),
    }


def _lists(vectors: np.ndarray[Any, np.dtype[np.float32]]) -> pa.FixedSizeListArray:
    import pyarrow as pa

    return pa.FixedSizeListArray.from_arrays(pa.array(vectors.reshape(-1)), vectors.shape[1])
