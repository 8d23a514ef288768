import os
import random
import shutil
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from embeddings.encoder import Vectors
from embeddings.lexical import words_wanted
from models.errors import ModelDamaged
from service.collection import Collection
from service.errors import DuizhaoError, LibraryBusy, LibraryDamaged, ModelMismatch, ModelUnavailable
from service.files import files_in
from service.frame import KINDS
from service.library import Library
from service.store import Store
from tests.fakes import PairEncoder, open_library
from tests.invented import Invented
from tests.service.conftest import FIRST, SECOND
from tests.service.test_adding import names

THIRD = Invented("丙林区", done=("植树造林九千亩，封山育林三万亩。",))


TABLES = ("file", "origin", "report", "passage", "sentence", "vector")


def everything(library: Library) -> list[list[object]]:
    """Give all that a library's file holds but its count of changes."""
    database = library._store._db
    return [list(database.execute(f"SELECT * FROM {table} ORDER BY 1, 2")) for table in TABLES]  # noqa: S608


def test_what_hangs_on_a_row_goes_with_it(library: Library) -> None:
    """SQLite keeps foreign keys and flushes every commit: both are off or weaker unless asked for."""
    assert library._store._one("PRAGMA foreign_keys") == 1
    assert library._store._one("PRAGMA synchronous") == 2
    assert library._store._one("PRAGMA journal_mode") == "wal"


@pytest.mark.parametrize(
    "step",
    ["set_encoder", "put_vectors", "put_file", "put_origin", "remove_reports", "remove_empty_files", "_put_passage"],
)
def test_a_stop_in_the_middle_leaves_nothing_half(
    tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Wherever writing stops, the library is as it was, and the work can be done again."""
    before = everything(library)
    fine = getattr(Store, step)

    def stops(self: Store, *arguments: object) -> object:
        fine(self, *arguments)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Store, step, stops)
        with pytest.raises(KeyboardInterrupt):
            library.add([THIRD.saved(tmp_path)])

    reopened = open_library(library.home)
    assert everything(reopened) == before
    assert [facts.title for facts in reopened.add([THIRD.saved(tmp_path)]).added] == [THIRD.title]


def test_a_process_that_is_killed_leaves_nothing_half(tmp_path: Path, library: Library) -> None:
    """The next one opens the library without repair, finds what was committed, and may write."""
    before = everything(library)
    THIRD.saved(tmp_path)
    program = (
        "import os, sys; from pathlib import Path\n"
        "from service.store import Store; from service.files import GivenFile\n"
        "from tests.fakes import open_library\n"
        "Store.put_origin = lambda *_: os._exit(9)\n"
        "open_library(Path(sys.argv[1])).add([GivenFile(Path(sys.argv[2]), 'x.txt')])\n"
    )
    root = Path(__file__).parents[2]
    killed = subprocess.run(
        [sys.executable, "-c", program, library.home, tmp_path / "丙林区-2024.txt"],
        env={**os.environ, "PYTHONPATH": str(root)},
        check=False,
    )

    assert killed.returncode == 9
    assert everything(open_library(library.home)) == before
    assert len(open_library(library.home).add([THIRD.saved(tmp_path)]).added) == 1


def test_a_second_writer_is_told_to_wait(tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another program writes, adding, removing and correcting are refused; reading goes on."""
    monkeypatch.setattr("service.store._LOCK_SECONDS", 0)
    second = open_library(library.home)
    given = [THIRD.saved(tmp_path)]

    with FileLock(library.home / "writing.lock"):
        for writes in (
            lambda: second.add(given),
            lambda: second.remove(["甲水县"]),
            lambda: second.edit("甲水县", {"year": "2020"}),
            second.reembed,
        ):
            with pytest.raises(LibraryBusy, match="another program is writing"):
                writes()
        assert second.ask("公路").hits
    assert len(names(second)) == 2
    assert len(second.add(given).added) == 1


def test_a_library_that_another_program_is_making_is_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening a new library while another program makes it is told in the same words."""
    monkeypatch.setattr("service.store._LOCK_SECONDS", 0)
    with FileLock(tmp_path / "writing.lock"), pytest.raises(LibraryBusy):
        open_library(tmp_path)
    assert open_library(tmp_path).reports() == ()


def test_what_another_program_commits_is_noticed(tmp_path: Path, library: Library) -> None:
    """A library that is open answers from what is there now."""
    other = open_library(library.home)
    assert len(library.reports()) == len(other.reports()) == 2

    other.add([THIRD.saved(tmp_path)])
    assert "植树造林" in library.ask("植树造林").hits[0].passage.text
    assert len(library.recurring.collection.reports) == 3

    other.remove(["丙林区"])
    assert names(library) == [FIRST.title, SECOND.title]
    other.edit("甲水县", {"speaker": "李明"})
    assert library.report("甲水县").speaker == "李明"


def test_any_thread_may_ask(library: Library) -> None:
    """Threads share a library without a connection of their own being handed to them."""
    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.append(library.ask("公路").hits[0])) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert all(hit == found[0] for hit in found)


# The indexes are only a cache


def flip(path: Path) -> None:
    """Change a byte in the middle of a file."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)


@pytest.mark.parametrize("name", ["passages.faiss", "sentences.faiss", "manifest.json"])
@pytest.mark.parametrize(
    "harm", [Path.unlink, flip, lambda path: path.write_bytes(b"")], ids=["gone", "flipped", "emptied"]
)
def test_a_spoilt_index_is_rebuilt(library: Library, name: str, harm: object) -> None:
    """Whatever became of the cache, the answers are those of the truth, and the cache is whole again."""
    answer = library.ask("公路")
    index = library.home / "index"
    whole = {path.name: path.read_bytes() for path in index.iterdir() if path.is_file()}
    harm(index / name)

    assert open_library(library.home).ask("公路") == answer
    assert {path.name: path.read_bytes() for path in index.iterdir() if path.is_file()} == whole


def test_the_cache_is_used(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache that is in order is not built anew."""
    answer = library.ask("公路")
    monkeypatch.setattr("service.collection._rebuilt", lambda *_: pytest.fail("built anew"))
    assert open_library(library.home).ask("公路") == answer


def test_words_are_found_of_what_is_there_and_of_nothing_else(tmp_path: Path, library: Library) -> None:
    """The lexical index follows adding, replacing and removing, and a collection keeps the one of its own moment."""
    before = library.collection
    assert set(found(before, "公路")) < set(before.rows.tolist())

    library.add([replace(FIRST, done=("植树造林九千亩。",)).saved(tmp_path / "given")])
    assert found(library.collection, "公路") == {}
    assert len(found(library.collection, "造林")) == 1

    library.remove(["甲水县"])
    assert found(library.collection, "造林") == {}
    assert len(found(before, "公路")) == 1
    assert found(before, "造林") == {}


def found(collection: Collection, word: str) -> dict[int, float]:
    """Give the scores of the passages that hold a word, by row."""
    matches = collection.word_index.query(words_wanted([word])).nearest(1000)
    return dict(zip(matches.ids.tolist(), matches.scores.tolist(), strict=True))


def test_after_any_changes_words_score_as_in_an_index_made_anew(tmp_path: Path, empty: Library) -> None:
    """Two libraries that look in turn, while reports come and go, find what one finds that reads it all at once."""
    other = open_library(empty.home)
    draw = random.Random(0)  # noqa: S311  # draws reports, not secrets
    for turn in range(12):
        one = draw.choice((empty, other))
        named = [facts.id for facts in one.reports()]
        if named and draw.random() < 0.4:
            one.remove(draw.sample(named, min(2, len(named))))
        else:
            county = f"{draw.choice('甲乙丙丁戊')}水县"
            one.add(
                [Invented(county, done=(f"新建公路{turn + 1}公里，" + "公路" * turn + "群众满意。",)).saved(tmp_path)]
            )
        anew = Collection.load(one._store, tmp_path / f"index {turn}")
        for word in ("公路", "群众", "就业"):
            assert found(empty.collection, word) == pytest.approx(found(anew, word), rel=1e-4)
            assert found(other.collection, word) == pytest.approx(found(anew, word), rel=1e-4)


def test_a_cache_that_can_not_be_written_is_done_without(library: Library) -> None:
    """Where the indexes' folder can't be made the answers are the same."""
    answer = library.ask("公路")
    shutil.rmtree(library.home / "index")
    (library.home / "index").write_bytes(b"in the way")
    assert open_library(library.home).ask("公路") == answer


def test_the_index_of_another_library_is_not_served(tmp_path: Path, library: Library) -> None:
    """A cache copied from elsewhere, whole and of the right size, is not the truth's."""
    other = open_library(tmp_path / "other")
    other.add(
        [
            FIRST.saved(tmp_path / "x"),
            Invented("乙山县", done=("甲" * 20 + "。", "乙" * 20 + "。")).saved(tmp_path / "x"),
        ]
    )
    answer = other.ask("公路")
    library.ask("公路")
    shutil.rmtree(other.home / "index")
    shutil.copytree(library.home / "index", other.home / "index")

    assert open_library(other.home).ask("公路") == answer


# Models


def test_another_model_is_refused_until_the_vectors_are_made_anew(tmp_path: Path, library: Library) -> None:
    """Questions and additions never mix vectors; `reembed` makes the library the new model's, and not the old one's."""
    other = open_library(library.home, PairEncoder("other"))
    for needs in (
        lambda: other.ask("公路"),
        lambda: other.similar("公路"),
        lambda: other.add([THIRD.saved(tmp_path)]),
    ):
        with pytest.raises(ModelMismatch, match="another model"):
            needs()
    assert len(other.reports()) == 2

    other.reembed()

    assert "公路" in other.ask("公路").hits[0].passage.text
    assert len(other.add([THIRD.saved(tmp_path)]).added) == 1
    with pytest.raises(ModelMismatch):
        open_library(library.home).ask("公路")


def test_a_model_that_turns_out_damaged_is_one_clear_error(
    tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Models are loaded with the first text, long after they were found."""

    def damaged(texts: list[str]) -> Vectors:  # noqa: ARG001
        raise ModelDamaged("weights.data is cut short. Prepare it again.")

    encoder = PairEncoder()
    monkeypatch.setattr(encoder, "encode_queries", damaged)
    monkeypatch.setattr("service.encoder.load_encoder", lambda *_, **__: encoder)

    with pytest.raises(ModelUnavailable, match=r"cut short.*duizhao models"):
        Library.open(library.home, models_folder=tmp_path).ask("公路")


def test_a_corrected_title_does_not_confuse_new_vectors(library: Library) -> None:
    """Making the vectors anew gives every passage its own, whatever its report is called by now."""
    library.edit("甲水县", {"title": "另一个题目"})
    other = open_library(library.home, PairEncoder("other"))

    other.reembed()

    assert len(other.collection.passage_index) == len(other.collection.passages)
    assert FIRST.done[0] == other.ask(FIRST.done[0], ignoring=KINDS).hits[0].passage.text
    assert SECOND.done[0] == other.ask(SECOND.done[0], ignoring=KINDS).hits[0].passage.text


def test_files_that_are_there_need_no_matching_model(tmp_path: Path, library: Library) -> None:
    """Unchanged files are unchanged under any model."""
    other = open_library(library.home, PairEncoder("other"))
    assert len(other.add(files_in([tmp_path / "given"])).unchanged) == 2


# Damage


def test_a_file_that_is_no_library_is_said_to_be_damaged(tmp_path: Path) -> None:
    """Opening it names the file and says what to do, and leaves it as it is."""
    (tmp_path / "library.sqlite").write_bytes(b"this is no database" * 500)
    before = (tmp_path / "library.sqlite").read_bytes()

    with pytest.raises(LibraryDamaged, match=r"library\.sqlite"):
        open_library(tmp_path)
    assert (tmp_path / "library.sqlite").read_bytes() == before


def test_a_library_of_format_1_is_brought_up(library: Library) -> None:
    """It held its words in a table of its own; nothing else is lost, and it answers as before."""
    answer, before = library.ask("公路"), everything(library)
    library._store._db.execute("CREATE VIRTUAL TABLE words USING fts5(terms, content='', contentless_delete=1)")
    library._store._db.execute("INSERT INTO words (rowid, terms) VALUES (1, '公路'); PRAGMA user_version=1")
    library._store.close()
    shutil.rmtree(library.home / "index")

    reopened = open_library(library.home)

    assert reopened.ask("公路") == answer
    assert everything(reopened) == before
    assert reopened._store._one("PRAGMA user_version") == 2
    assert reopened._store._all("SELECT name FROM sqlite_schema WHERE name LIKE 'words%'") == []


def test_a_library_of_another_version_is_refused(library: Library) -> None:
    """A later format is not written to."""
    library._store._db.execute("PRAGMA user_version=99")
    with pytest.raises(LibraryDamaged, match="format 99"):
        open_library(library.home)


def test_a_library_with_a_broken_page_is_said_to_be_damaged(library: Library) -> None:
    """Damage inside the file is told as damage when it is met, not as a bug."""
    library._store._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    library._store.close()
    path = library.home / "library.sqlite"
    data = bytearray(path.read_bytes())
    for page in range(4096, len(data), 4096):
        data[page : page + 200] = b"\xa5" * 200
    path.write_bytes(data)

    with pytest.raises(LibraryDamaged):
        open_library(library.home).reports()


def test_a_home_that_is_no_folder_is_said_so(tmp_path: Path) -> None:
    """A file where the library's folder should be is one clear error."""
    (tmp_path / "home").write_text("x", encoding="utf-8")
    with pytest.raises(DuizhaoError, match="home"):
        open_library(tmp_path / "home")
