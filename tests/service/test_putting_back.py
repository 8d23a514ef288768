"""Removing can be undone: what comes back is what was there."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.adding import Progress
from service.errors import NotFound
from service.files import GivenFile
from service.library import Library
from service.removing import Bin
from tests.service.conftest import FIRST, SECOND
from tests.service.test_adding import names, vectors_without_use


@pytest.fixture
def bin_(library: Library) -> Iterator[Bin]:
    """Nothing removed yet."""
    made = Bin(library)
    yield made
    made.close()


def _ignore(_: Progress) -> None:
    """Tell nobody."""


def test_what_comes_back_is_what_was_there(library: Library, bin_: Bin) -> None:
    """Facts with their corrections, text, passages, the original file and what its path gives; only the order is another."""
    library.edit("甲水县", {"speaker": "某某", "region": "浙江省/杭州市"})
    before, text = library.report(library.report("甲水").id), library.text("甲水")
    files = {path.name: path.read_bytes() for path in (library.home / "files").iterdir()}
    origins = library._store.source_of(before.id).origins

    word, gone = bin_.remove([before.id])
    assert names(library) == [SECOND.title]
    assert gone == (before,)
    (back,) = bin_.restoring(word)(_ignore)

    assert back == before == library.report(before.id)
    assert library.text(before.id) == text
    assert names(library) == [SECOND.title, FIRST.title]
    assert {path.name: path.read_bytes() for path in (library.home / "files").iterdir()} == files
    assert library._store.source_of(before.id).origins == origins
    assert vectors_without_use(library) == 0


def test_only_what_was_undone_comes_back(tmp_path: Path, empty: Library) -> None:
    """A report of the same file that was removed before stays away."""
    path = tmp_path / "both.txt"
    path.write_text(FIRST.text + SECOND.text, encoding="utf-8")
    empty.add([GivenFile(path, "both.txt")])
    bin_ = Bin(empty)
    bin_.remove(["甲水县"])
    word, _ = bin_.remove(["乙山县"])

    bin_.restoring(word)(_ignore)
    bin_.close()

    assert names(empty) == [SECOND.title]


def test_it_does_not_push_out_what_came_since(tmp_path: Path, library: Library, bin_: Bin) -> None:
    """The same path has given another text by then: both stay."""
    word, _ = bin_.remove(["甲水县"])
    given = FIRST.saved(tmp_path / "given")
    given.path.write_text(FIRST.text.replace("一", "三"), encoding="utf-8")
    (newer,) = library.add([given]).added

    (back,) = bin_.restoring(word)(_ignore)

    assert {facts.id for facts in library.reports()} >= {newer.id, back.id}
    assert newer.id != back.id


def test_several_go_and_come_together(library: Library, bin_: Bin) -> None:
    """One word brings all of them back, once; one unknown name among them removes none."""
    with pytest.raises(NotFound):
        bin_.remove(["甲水县", "丁岭县"])
    word, gone = bin_.remove(["甲水县", "乙山县"])
    assert library.reports() == ()
    assert {facts.id for facts in bin_.restoring(word)(_ignore)} == {facts.id for facts in gone}
    with pytest.raises(NotFound, match="no longer"):
        bin_.restoring(word)


def test_after_a_while_it_is_too_late(library: Library) -> None:
    """And nothing of it is left on the disk, whether or not anybody asks."""
    bin_ = Bin(library, seconds=0.5)
    word, _ = bin_.remove(["甲水县"])
    assert bin_._folder
    folder = Path(bin_._folder.name)
    assert list(folder.iterdir())
    until = time.monotonic() + 20
    while list(folder.iterdir()):
        assert time.monotonic() < until, "it is kept on and on"
        time.sleep(0.05)
    with pytest.raises(NotFound, match="no longer"):
        bin_.restoring(word)
    assert not list(folder.iterdir())
    bin_.close()
    assert not folder.exists()


class _Stopped(Exception):
    """Stands for a job that was cancelled."""


def test_a_way_back_that_was_cut_short_can_be_taken_again(library: Library, bin_: Bin) -> None:
    """Cancelled, or refused because another program writes: what is kept stays kept."""
    before = library.report("甲水县")
    word, _ = bin_.remove([before.id])

    def stop(_: Progress) -> None:
        raise _Stopped

    with pytest.raises(_Stopped):
        bin_.restoring(word)(stop)
    assert names(library) == [SECOND.title]
    assert bin_.restoring(word)(_ignore) == (before,)
    with pytest.raises(NotFound, match="no longer"):
        bin_.restoring(word)


def test_what_another_took_out_meanwhile_leaves_nothing_aside(library: Library, bin_: Bin) -> None:
    """The refusal names what to do."""
    gone = library.report("甲水县").id
    library.remove([gone])
    with pytest.raises(NotFound):
        bin_.remove([gone])
    assert bin_._folder is None or not list(Path(bin_._folder.name).iterdir())
    with pytest.raises(NotFound, match="no longer there"):
        library._store.source_of(gone)


def test_without_its_file_it_cannot_come_back(library: Library, bin_: Bin) -> None:
    """It goes all the same, and the error says what to do."""
    for path in (library.home / "files").iterdir():
        path.unlink()
    word, _ = bin_.remove(["甲水县"])
    with pytest.raises(NotFound, match="bytes were not kept"):
        bin_.restoring(word)(_ignore)
