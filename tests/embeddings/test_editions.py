import errno
import hashlib
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings import editions
from embeddings.editions import current_index
from embeddings.lexical import Bundle, LexicalIndex, words_wanted
from tests.embeddings.test_lexical import WORDS

WANTED = words_wanted(["公路", "养老", "服务", "gdp"])


def bundle(n: int, texts: list[str] | None = None) -> Bundle:
    """Make a bundle of its own: by default five passages about roads."""
    texts = texts or [f"公路第{n}号，第{k}段" + "，养老服务" * k for k in range(5)]
    return Bundle(f"bundle {n}", lambda: ((100 * n + k, text) for k, text in enumerate(texts)))


def found(index: LexicalIndex) -> dict[int, float]:
    """Give the scores of all that is found."""
    matches = index.query(WANTED).nearest(1000)
    return {
        id_: pytest.approx(score, rel=1e-4) for id_, score in zip(matches.ids.tolist(), matches.scores, strict=True)
    }


def held(folder: Path) -> set[str]:
    """List the editions of a folder."""
    return {path.name for path in folder.iterdir() if path.is_dir()}


@pytest.fixture
def never_anew(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From the moment it is called, an index made from nothing fails the test."""

    def forbid() -> None:
        monkeypatch.setattr(editions, "empty_index", lambda *_: pytest.fail("made anew"))
        monkeypatch.setattr(LexicalIndex, "of", lambda *_: pytest.fail("made in memory"))

    return forbid


def test_an_edition_is_used_again(tmp_path: Path, never_anew: Callable[[], None]) -> None:
    """What holds the same bundles is only opened, in whatever order they are named."""
    first = current_index(tmp_path / "deep" / "words", [bundle(1), bundle(2)])
    never_anew()
    again = current_index(tmp_path / "deep" / "words", [bundle(2), bundle(1)])
    assert found(again) == found(first)
    assert len(again) == 10


def test_an_empty_library_has_an_edition(tmp_path: Path, never_anew: Callable[[], None]) -> None:
    """It is made once, and what comes later is put to it."""
    current_index(tmp_path, [])
    never_anew()
    assert len(current_index(tmp_path, [])) == 0
    assert len(current_index(tmp_path, [bundle(1)])) == 5


def test_only_what_came_and_went_is_touched(tmp_path: Path, never_anew: Callable[[], None]) -> None:
    """A new bundle is indexed and one that went is taken out; the others are not looked at, nor their files copied."""
    many = [bundle(n) for n in range(40)]
    current_index(tmp_path, many)
    large = {path.stat().st_ino for path in tmp_path.glob("*/*.idx")}
    expected = found(LexicalIndex.of([*many[1:], bundle(99)])).keys()
    never_anew()
    asked = []

    def told(one: Bundle) -> Bundle:
        return Bundle(one.name, lambda: asked.append(one.name) or one.passages())

    index = current_index(tmp_path, [told(one) for one in (*many[1:], bundle(99))])

    assert asked == ["bundle 99"]
    assert large <= {path.stat().st_ino for path in tmp_path.glob("*/*.idx")}
    assert found(index).keys() == expected
    assert len(held(tmp_path)) == 1


def test_what_went_does_not_weigh_for_long(tmp_path: Path) -> None:
    """When many passages went, the statistics are those of what is there."""
    many = [bundle(n) for n in range(40)]
    current_index(tmp_path, many)
    index = current_index(tmp_path, many[20:])
    assert index.counted == len(index) == 100
    assert found(index) == found(LexicalIndex.of(many[20:]))


@settings(max_examples=25)
@given(
    st.dictionaries(
        st.integers(0, 30), st.lists(st.lists(st.sampled_from(WORDS)).map("，".join), max_size=3), min_size=1
    ),
    st.lists(st.sets(st.integers(0, 30)), max_size=5),
)
def test_however_it_came_about_an_index_is_the_same(texts: dict[int, list[str]], steps: list[set[int]]) -> None:
    """After any coming and going it finds what an index made at once finds, with the same scores."""
    with tempfile.TemporaryDirectory() as folder:
        for step in steps:
            bundles = [bundle(n, texts[n]) for n in sorted(step & texts.keys()) if texts[n]]
            index = current_index(Path(folder), bundles)
            anew = LexicalIndex.of(bundles)
            assert len(index) == len(anew)
            assert found(index).keys() == found(anew).keys()
            if index.counted == len(index):
                assert found(index) == found(anew)


def test_many_small_additions_stay_few_files(tmp_path: Path) -> None:
    """Tantivy merges what came piece by piece; nothing is lost, and no edition is left behind."""
    for count in range(1, 25):
        index = current_index(tmp_path, [bundle(n) for n in range(count)])
    assert found(index) == found(LexicalIndex.of([bundle(n) for n in range(24)]))
    assert len(held(tmp_path)) == 1
    assert len(list(tmp_path.glob("*/*.idx"))) <= 8


def test_whoever_looks_at_an_older_edition_keeps_it(tmp_path: Path) -> None:
    """An index that is open answers as before when the edition it came from is gone."""
    before = current_index(tmp_path, [bundle(1)])
    expected = found(before)
    current_index(tmp_path, [bundle(2)])
    assert len(held(tmp_path)) == 1
    assert found(before) == expected


# Damage


def flipped(data: bytes) -> bytes:
    """Change a byte in the middle."""
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 0xFF]) + data[middle + 1 :]


HARMS: dict[str, Callable[[bytes], bytes | None]] = {
    "gone": lambda _: None,
    "flipped": flipped,
    "cut": lambda data: data[: len(data) // 2],
    "emptied": lambda _: b"",
    "garbage": lambda _: os.urandom(5000),
}
ENDINGS = ["idx", "term", "fieldnorm", "fast", "store", "pos", "del", "meta.json", "manifest.json"]


def changed_once(folder: Path) -> list[Bundle]:
    """Make an edition with every kind of file, passages taken out among them."""
    current_index(folder, [bundle(n) for n in range(40)])
    bundles = [bundle(n) for n in range(1, 41)]
    current_index(folder, bundles)
    return bundles


def harm_all(folder: Path, ending: str, harm: Callable[[bytes], bytes | None]) -> None:
    """Harm the files of that ending; none is written over, for in this process it may still be mapped."""
    for path in list(folder.glob(f"*/*{ending}")):
        harmed = harm(path.read_bytes())
        path.unlink()
        if harmed is not None:
            path.write_bytes(harmed)


def check_mended(folder: Path, bundles: list[Bundle]) -> None:
    """Answers are right, and the next look finds an edition in order."""
    index = current_index(folder, bundles)
    assert found(index) == found(LexicalIndex.of(bundles))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(editions, "_made", lambda *_: pytest.fail("not in order"))
        assert found(current_index(folder, bundles)) == found(index)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS)
def test_a_spoilt_edition_is_made_anew(tmp_path: Path, ending: str, harm: Callable[[bytes], bytes | None]) -> None:
    """Whichever file is harmed, and however."""
    bundles = changed_once(tmp_path)
    harm_all(tmp_path, ending, harm)
    check_mended(tmp_path, bundles)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_spoilt_edition_is_not_built_upon(tmp_path: Path, ending: str) -> None:
    """What came since is not put to files that are harmed."""
    bundles = changed_once(tmp_path)
    harm_all(tmp_path, ending, flipped)
    check_mended(tmp_path, [*bundles, bundle(50)])


@pytest.mark.parametrize("record", ["[1, 2]", '{"bundles": 1, "files": 2}', '{"bundles": [[]], "files": {}}', "null"])
def test_a_manifest_of_another_shape_is_no_manifest(tmp_path: Path, record: str) -> None:
    """JSON that says something else."""
    current_index(tmp_path, [bundle(1)])
    harm_all(tmp_path, "manifest.json", lambda _: record.encode())
    check_mended(tmp_path, [bundle(1)])


@pytest.mark.parametrize("name", ["../outside", "/{folder}/outside", "./manifest.json", "..", ".", ""])
def test_a_manifest_names_nothing_outside_its_folder(tmp_path: Path, name: str) -> None:
    """Even if the file is what the manifest says, it is neither read nor shared."""
    current_index(tmp_path, [bundle(1)])
    (tmp_path / "outside").write_bytes(b"outside")
    (file,) = tmp_path.glob("*/manifest.json")
    record = json.loads(file.read_bytes())
    record["files"][name.format(folder=tmp_path)] = hashlib.sha256(b"outside").hexdigest()
    file.write_text(json.dumps(record))

    assert editions._verified(file.parent) is None
    check_mended(tmp_path, [bundle(1)])
    assert (tmp_path / "outside").read_bytes() == b"outside"


def test_an_edition_under_another_name_is_not_served(tmp_path: Path) -> None:
    """What a folder is called is checked against what its manifest says."""
    current_index(tmp_path / "a", [bundle(1)])
    current_index(tmp_path / "b", [bundle(2)])
    (ours,), (other,) = (tmp_path / "a").glob("*/manifest.json"), (tmp_path / "b").glob("*/manifest.json")
    shutil.rmtree(ours.parent)
    shutil.copytree(other.parent, ours.parent)
    assert found(current_index(tmp_path / "a", [bundle(1)])) == found(LexicalIndex.of([bundle(1)]))


@pytest.mark.parametrize("rule", ["_FORMAT", "rules"])
def test_an_edition_by_other_rules_is_not_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rule: str) -> None:
    """Another version's edition is neither opened nor built upon."""
    current_index(tmp_path, [bundle(1)])
    (before,) = held(tmp_path)
    monkeypatch.setattr(editions, rule, 99 if rule == "_FORMAT" else lambda: "others")

    assert editions._verified(tmp_path / before) is None
    assert found(current_index(tmp_path, [bundle(1)])) == found(LexicalIndex.of([bundle(1)]))
    assert before not in held(tmp_path)


def test_what_a_stop_left_behind_is_cleared_away(tmp_path: Path) -> None:
    """A half edition of a program that was killed is no obstacle."""
    (tmp_path / "making-x" / "up").mkdir(parents=True)
    (tmp_path / "making-x" / "up" / "meta.json").write_bytes(b"half")
    assert len(current_index(tmp_path, [bundle(1)])) == 5
    assert len(held(tmp_path)) == 1


# Where nothing can be written


@contextmanager
def no_room() -> Iterator[None]:
    """Let no file grow beyond a few bytes, as on a full disk; pytest's own reports are files too, once this is over."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_does_not_stop_anyone(tmp_path: Path) -> None:
    """The index is made in memory, and no half edition is left."""
    with no_room():
        index = current_index(tmp_path, [bundle(1)])
    assert found(index) == found(LexicalIndex.of([bundle(1)]))
    assert held(tmp_path) == set()


def test_a_disk_that_fills_up_leaves_the_last_edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What can't be published is answered from memory; the edition before it stays whole."""
    first = current_index(tmp_path, [bundle(1)])
    before = held(tmp_path)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    with monkeypatch.context() as patch:
        patch.setattr(editions, "publish", full)
        assert len(current_index(tmp_path, [bundle(1), bundle(2)])) == 10
    assert held(tmp_path) == before
    assert found(current_index(tmp_path, [bundle(1)])) == found(first)


def test_a_folder_that_can_not_be_made_does_not_stop_anyone(tmp_path: Path) -> None:
    """A file in its place, say."""
    (tmp_path / "words").write_bytes(b"x")
    assert len(current_index(tmp_path / "words", [bundle(1)])) == 5


def test_a_lock_that_stays_taken_does_not_stop_anyone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An edition that is there is opened without the lock; another is made in memory."""
    current_index(tmp_path, [bundle(1)])
    monkeypatch.setattr(editions, "_LOCK_SECONDS", 0)
    with FileLock(tmp_path / "making.lock"):
        assert len(current_index(tmp_path, [bundle(1)])) == 5
        assert len(current_index(tmp_path, [bundle(1), bundle(2)])) == 10


def test_files_are_copied_where_they_can_not_be_linked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not every file system links."""

    def refuses(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuses)
    bundles = changed_once(tmp_path)
    assert found(current_index(tmp_path, bundles)).keys() == found(LexicalIndex.of(bundles)).keys()


# Several programs


def test_programs_at_once_never_see_a_half_or_a_wrong_edition(tmp_path: Path) -> None:
    """Three processes go through the same states of a library, each at its own pace, and each finds what is there."""
    program = (
        "import random, sys; from pathlib import Path\n"
        "from embeddings.editions import current_index; from embeddings.lexical import words_wanted; from tests.embeddings.test_editions import bundle\n"
        "folder, seed = Path(sys.argv[1]), int(sys.argv[2])\n"
        "draw = random.Random(seed)\n"
        "for _ in range(12):\n"
        "    first = draw.randrange(6)\n"
        "    index = current_index(folder, [bundle(n) for n in range(first, first + 20)])\n"
        "    ids = index.query(words_wanted(['公路'])).nearest(1000).ids\n"
        "    assert sorted(ids.tolist()) == [100 * n + k for n in range(first, first + 20) for k in range(5)], first\n"
    )
    root = Path(__file__).parents[2]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program, tmp_path, str(seed)],
            env={**os.environ, "PYTHONPATH": str(root)},
            stderr=subprocess.PIPE,
        )
        for seed in range(3)
    ]
    for process in running:
        _, errors = process.communicate(timeout=300)
        assert process.returncode == 0, errors.decode()[-2000:]
    assert len(held(tmp_path)) == 1
