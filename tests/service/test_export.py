"""The library as Parquet: read by pyarrow, it is the library."""

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest

from service.errors import BadRequest
from service.exports import parquet
from service.exports.parquet import FILES, FINGERPRINT
from service.library import Library
from service.store import Store
from tests.fakes import PairEncoder, open_library


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    """Read the rows of a file."""
    return list(pq.read_table(folder / f"{name}.parquet").to_pylist())


def vectors(folder: Path, name: str) -> np.ndarray[Any, Any]:
    """Read the vectors of a file."""
    column = pq.read_table(folder / f"{name}.parquet")["vector"].combine_chunks()
    return column.values.to_numpy(zero_copy_only=False).reshape(len(column), -1)


def test_what_is_read_back_is_the_library(samples_by_pairs: Library, tmp_path: Path) -> None:
    """Texts, facts, headings and spans, and vectors to the last bit."""
    told = samples_by_pairs.export(tmp_path / "out")
    held = list(Store(samples_by_pairs.home).reports())
    reports, passages, sentences = (rows(tmp_path / "out", name) for name in ("reports", "passages", "sentences"))
    assert (told.reports, told.passages, told.sentences) == (len(reports), len(passages), len(sentences))
    assert [row["text"] for row in reports] == [one.report.text for one in held]
    for facts, row in zip(samples_by_pairs.reports(), reports, strict=True):
        for name in ("id", "title", "body", "kind", "region_code", "level", "year", "date", "session", "speaker"):
            assert row[name] == getattr(facts, name), name
        assert row["region"] == (list(facts.region) if facts.region else None)
        assert (row["covers_first"], row["covers_last"]) == (facts.covers or (None, None))
        assert (row["file"], row["sha256"], row["duplicate_of"]) == (
            facts.source.file,
            facts.source.sha256,
            facts.duplicate_of,
        )
        texts = [heading.span.of(row["text"]) for heading in samples_by_pairs.outline(facts.id)]
        spans = sorted((one["start"], one["end"]) for one in row["headings"])
        assert [row["text"][start:end] for start, end in spans] == texts
    texts = {row["id"]: row["text"] for row in reports}
    answers = [passage for facts in samples_by_pairs.reports() for passage in samples_by_pairs.passages(facts.id)]
    for passage, row in zip(answers, passages, strict=True):
        assert (row["id"], row["report"], row["part"]) == (passage.id, passage.report.id, passage.part)
        assert (row["start"], row["end"], tuple(row["heading"])) == (*passage.span, passage.heading)
        assert row["text"] == passage.text == texts[row["report"]][row["start"] : row["end"]]
    spans = [(f"{one.id}:{n}", *s) for one in held for n, p in enumerate(one.report.passages, 1) for s in p.sentences]
    assert [(row["passage"], row["start"], row["end"]) for row in sentences] == spans
    for row in sentences:
        assert row["text"] == texts[row["passage"].rpartition(":")[0]][row["start"] : row["end"]]


def test_vectors_are_the_library_s_to_the_last_bit(samples_by_pairs: Library, tmp_path: Path) -> None:
    """As lists of one length, of 32 bits each, under the fingerprint of the model that made them."""
    samples_by_pairs.export(tmp_path)
    store = Store(samples_by_pairs.home)
    for name, kind in (("passages", "passage"), ("sentences", "sentence")):
        assert vectors(tmp_path, name).tobytes() == store.vectors(kind, store.encoder or "").tobytes()
        schema = pq.read_schema(tmp_path / f"{name}.parquet")
        assert str(schema.field("vector").type) == f"fixed_size_list<element: float>[{store.width}]"
        assert schema.metadata[FINGERPRINT].decode() == store.encoder


def test_corrections_are_told(library: Library, tmp_path: Path) -> None:
    """Facts are as people left them."""
    library.edit(library.reports()[0].id, {"title": "改过的题目", "covers": "2018-2022"})
    library.export(tmp_path)
    row = rows(tmp_path, "reports")[0]
    assert (row["title"], row["covers_first"], row["covers_last"]) == ("改过的题目", 2018, 2022)


def test_groups_are_written_one_after_another(
    samples_by_pairs: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory holds a group, whatever the library holds: no group is longer than the bound and one report more."""
    monkeypatch.setattr(parquet, "_ROWS", 100)
    samples_by_pairs.export(tmp_path)
    most = max(sum(len(p.sentences) for p in one.report.passages) for one in Store(samples_by_pairs.home).reports())
    read = pq.ParquetFile(tmp_path / "sentences.parquet").metadata
    sizes = [read.row_group(n).num_rows for n in range(read.num_row_groups)]
    assert len(sizes) > 2
    assert max(sizes) < 100 + most


def test_nothing_is_overwritten_without_being_asked(library: Library, tmp_path: Path) -> None:
    """What stands there stays, whatever else is in the folder; asked, it is put in its place."""
    (tmp_path / "passages.parquet").write_text("mine")
    (tmp_path / "notes.txt").write_text("mine too")
    with pytest.raises(BadRequest, match=r"holds passages\.parquet already"):
        library.export(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["given", "library", "notes.txt", "passages.parquet"]
    library.export(tmp_path, overwrite=True)
    assert {path.name for path in tmp_path.iterdir()} == {"given", "library", "notes.txt", *FILES}
    assert len(rows(tmp_path, "reports")) == 2


def test_what_fails_leaves_nothing(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a file is never seen, and what was exported before is still whole."""
    out = tmp_path / "out"
    library.export(out)
    before = (out / "sentences.parquet").read_bytes()

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(parquet, "_of_sentences", fails)
    with pytest.raises(BadRequest, match="No space left"):
        library.export(out, overwrite=True)
    assert {path.name for path in out.iterdir()} == set(FILES)
    assert (out / "sentences.parquet").read_bytes() == before


def test_an_empty_library_has_files_without_rows(tmp_path: Path) -> None:
    """With the same columns."""
    told = open_library(tmp_path / "library", PairEncoder()).export(tmp_path / "out")
    assert (told.reports, told.passages, told.sentences) == (0, 0, 0)
    assert "vector" in pq.read_schema(tmp_path / "out" / "sentences.parquet").names


def test_a_folder_that_can_not_be_made_is_refused(library: Library, tmp_path: Path) -> None:
    """In words."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(BadRequest, match="can't be written"):
        library.export(tmp_path / "file" / "out")
