import hashlib
import os
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from embeddings.languages import Languages
from embeddings.parallel_texts import PARALLEL_TEXTS
from reports import archive, guarded
from service.adding import Progress
from service.files import GivenFile, files_in
from service.library import Library
from service.stored import strings_of
from tests.fakes import PairEncoder, open_library
from tests.invented import Invented
from tests.service.conftest import FIRST, SECOND


def names(library: Library) -> list[str]:
    """Give the titles of a library's reports, in their order."""
    return [facts.title for facts in library.reports()]


def vectors_without_use(library: Library) -> int:
    """Count the vectors that no passage and no sentence needs."""
    return library._store._one(
        "SELECT count(*) FROM vector WHERE embedded NOT IN "
        "(SELECT embedded FROM passage UNION SELECT embedded FROM sentence)"
    )


def test_a_report_is_there_with_its_facts_and_passages(tmp_path: Path, empty: Library) -> None:
    """What was read can be looked up by id, by the beginning of one, and by a part of the title."""
    given = FIRST.saved(tmp_path)
    added = empty.add([given])

    (facts,) = added.added
    sha256 = hashlib.sha256(given.path.read_bytes()).hexdigest()
    assert facts.id == f"{sha256[:10]}-1"
    assert (facts.source.file, facts.source.sha256) == (given.name, sha256)
    assert facts == empty.report(facts.id) == empty.report(facts.id[:6]) == empty.report("甲水县")
    assert (added.replaced, added.unchanged, added.skipped, added.failed) == ((), (), (), ())
    text = empty.text(facts.id)
    assert [passage.text for passage in empty.passages(facts.id)] == ["各位代表：", *FIRST.done, *FIRST.planned]
    assert all(passage.text == passage.span.of(text) for passage in empty.passages(facts.id))
    assert [heading.text for heading in empty.outline(facts.id)] == ["2024年主要工作", "2025年主要任务"]
    assert empty.removed(facts.id)[0].text == FIRST.title


def test_adding_again_embeds_nothing(tmp_path: Path, library: Library, encoder: PairEncoder) -> None:
    """Unchanged files cost nothing and are listed."""
    encoder.encoded.clear()
    generation = library._store.generation

    again = library.add(files_in([tmp_path / "given"]))

    assert sorted(Path(name).name for name in again.unchanged) == ["乙山县-2024.txt", "甲水县-2024.txt"]
    assert (again.added, again.replaced) == ((), ())
    assert encoder.encoded == []
    assert library._store.generation == generation


def test_unchanged_files_need_no_model(tmp_path: Path, library: Library) -> None:
    """The model is loaded only when there is something to embed."""
    without_model = Library(library.home, model="none of that name", models_folder=tmp_path / "none")
    assert len(without_model.add(files_in([tmp_path / "given"])).unchanged) == 2


def test_each_string_is_embedded_once(tmp_path: Path, empty: Library, encoder: PairEncoder) -> None:
    """A sentence that stands in two reports has one vector; only what is new is embedded, the parallel texts too."""
    empty.add([FIRST.saved(tmp_path)])
    before = list(encoder.encoded)
    empty.add([replace(FIRST, county="乙山县").saved(tmp_path)])

    assert len(encoder.encoded) == len(set(encoder.encoded))
    assert FIRST.done[0] in before
    wanted = {text for stored in empty.collection.reports for text in strings_of(stored.report)}
    assert set(encoder.encoded) - wanted == {text for texts in PARALLEL_TEXTS.values() for text in texts}
    assert set(encoder.encoded) >= wanted


def test_languages_are_learnt_once(tmp_path: Path, empty: Library, encoder: PairEncoder) -> None:
    """With the first report, and anew when the library has been empty; what was learnt survives being put away."""
    empty.add([FIRST.saved(tmp_path)])
    learnt = empty._store.languages
    assert learnt is not None
    assert np.array_equal(learnt.directions, Languages.of(PairEncoder()).directions)

    encoder.encoded.clear()
    empty.add([SECOND.saved(tmp_path)])
    kept = open_library(empty.home).collection.languages
    assert not set(encoder.encoded) & set(PARALLEL_TEXTS["zh"])
    assert np.array_equal(kept.directions, learnt.directions)

    empty.remove(["甲水县", "乙山县"])
    assert empty._store.languages is None
    empty.add([FIRST.saved(tmp_path)])
    assert empty._store.languages is not None


def test_a_changed_file_replaces_what_its_path_gave(tmp_path: Path, library: Library, encoder: PairEncoder) -> None:
    """The new text is there, the old one is gone with its vectors and its file, and the rest stays."""
    old = library.report("甲水县").id
    encoder.encoded.clear()
    changed = replace(FIRST, done=(*FIRST.done, "新增的一段话在这里。"))

    outcome = library.add([changed.saved(tmp_path / "given")])

    assert [facts.title for facts in outcome.replaced] == [FIRST.title]
    assert outcome.added == ()
    assert sorted(names(library)) == sorted([FIRST.title, SECOND.title])
    assert library.report("甲水县").id != old
    assert "新增的一段话在这里。" in library.text("甲水县")
    assert set(encoder.encoded) <= {
        "新增的一段话在这里。",
        f"{FIRST.title}\n2024年主要工作\n新增的一段话在这里。",
    }
    assert vectors_without_use(library) == 0
    assert len(list((library.home / "files").iterdir())) == 2


def test_the_same_bytes_under_two_names_are_one_file(tmp_path: Path, empty: Library) -> None:
    """One report, whichever name came first, in one call or in two; each file given is accounted for."""
    first, second, third = (FIRST.saved(tmp_path, name) for name in ("a.txt", "b.txt", "c.txt"))

    together = empty.add([first, second])
    later = empty.add([third])

    assert names(empty) == [FIRST.title]
    assert [facts.source.file for facts in together.added] == ["a.txt"]
    assert together.unchanged == ("b.txt",)
    assert later.unchanged == ("c.txt",)


@pytest.mark.parametrize("together", [True, False])
def test_a_copy_keeps_a_report_when_the_other_copy_changes(tmp_path: Path, empty: Library, *, together: bool) -> None:
    """What two paths gave stays while one of them still gives it."""
    first, second = FIRST.saved(tmp_path, "a.txt"), FIRST.saved(tmp_path, "b.txt")
    for files in [[first, second]] if together else [[first], [second]]:
        empty.add(files)

    empty.add([SECOND.saved(tmp_path, "a.txt")])

    assert sorted(names(empty)) == sorted([FIRST.title, SECOND.title])


def test_a_file_changed_into_a_copy_of_another_is_accounted_for(tmp_path: Path, library: Library) -> None:
    """The old report goes; the file is said to be unchanged or replaced, not passed over in silence."""
    outcome = library.add([SECOND.saved(tmp_path / "given", "甲水县-2024.txt")])

    assert names(library) == [SECOND.title]
    assert outcome.replaced or outcome.unchanged


def test_a_file_changed_back_is_read_again(tmp_path: Path, library: Library) -> None:
    """There and back again leaves the first report with its first id."""
    before = library.reports()
    library.add([replace(FIRST, year=2020).saved(tmp_path / "given", "甲水县-2024.txt")])
    library.add([FIRST.saved(tmp_path / "given")])

    assert {facts.id for facts in library.reports()} == {facts.id for facts in before}


def test_one_bad_file_never_stops_the_others(tmp_path: Path, empty: Library) -> None:
    """Empty, binary, foreign and missing files are listed with their reasons, and the good one is in."""
    folder = tmp_path / "mixed"
    good = FIRST.saved(folder)
    bad = {"empty.txt": b"", "binary.txt": b"\x00\x01" * 99, "photo.jpg": b"\xff\xd8", "truth.json": b"{}"}
    for name, data in bad.items():
        (folder / name).write_bytes(data)

    outcome = empty.add([*files_in([folder]), GivenFile(folder / "gone.txt", "gone.txt")])

    assert [facts.source.file for facts in outcome.added] == [f"mixed/{good.name}"]
    assert {Path(failed.file).name for failed in outcome.failed} == {"empty.txt", "binary.txt", "gone.txt"}
    assert {Path(skipped.file).name for skipped in outcome.skipped} == {"photo.jpg", "truth.json"}
    assert all(failed.error and "\n" not in failed.error for failed in outcome.failed)


@pytest.mark.parametrize("text", ["首页\n", "甲水县人民代表大会常务委员会工作报告\n"])
def test_a_page_of_nothing_does_not_stop_the_others(tmp_path: Path, empty: Library, text: str) -> None:
    """A page with navigation or a title only is accounted for, and the good file beside it is in."""
    (tmp_path / "a-page.txt").write_text(text, encoding="utf-8")

    outcome = empty.add([GivenFile(tmp_path / "a-page.txt", "a-page.txt"), FIRST.saved(tmp_path)])

    assert FIRST.county in [facts.title[:3] for facts in outcome.added if facts.source.file != "a-page.txt"]
    told = [f.file for f in (*outcome.failed, *outcome.skipped)] + [facts.source.file for facts in outcome.added]
    assert "a-page.txt" in told


def test_folders_are_looked_through(tmp_path: Path) -> None:
    """Subfolders count; hidden files and READMEs do not; names are given from the folder's own name on."""
    for name in ("b/2.txt", "a.txt", ".hidden.txt", ".git/x.txt", "README.md", "b/readme.txt"):
        path = tmp_path / "folder" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")

    assert [given.name for given in files_in([tmp_path / "folder"])] == ["folder/a.txt", "folder/b/2.txt"]
    assert files_in([tmp_path / "folder" / "a.txt"]) == [GivenFile(tmp_path / "folder" / "a.txt", "a.txt")]


def test_a_folder_given_as_dot_is_looked_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`add .` in a folder of reports, even one below a hidden folder, finds them."""
    folder = tmp_path / ".hidden" / "reports"
    FIRST.saved(folder, "a.txt")
    monkeypatch.chdir(folder)
    assert [given.name for given in files_in([Path()])] == ["a.txt"]


def test_a_file_of_three_reports_gives_three(tmp_path: Path, empty: Library) -> None:
    """Each has an id of its own, made of the file and its place."""
    path = tmp_path / "all.txt"
    path.write_text("".join(Invented(name).text for name in ("甲水县", "乙山县", "丙林区")), encoding="utf-8")

    added = empty.add([GivenFile(path, "all.txt")]).added

    assert [facts.id[-2:] for facts in added] == ["-1", "-2", "-3"]
    assert len({facts.id[:10] for facts in added}) == 1


def test_progress_reaches_its_total(tmp_path: Path, empty: Library) -> None:
    """Every string counts once, also those that need no embedding, and the count only grows."""
    seen: list[Progress] = []
    empty.add([FIRST.saved(tmp_path)])
    empty.add([replace(FIRST, county="乙山县").saved(tmp_path)], progress=seen.append)

    done = [progress.done for progress in seen]
    assert done == sorted(done)
    assert seen[-1].done == seen[-1].total


def test_progress_counts_what_can_be_read(tmp_path: Path, empty: Library) -> None:
    """Bytes of reports, not of videos; each file is told before it is read, and there is a time once there can be."""
    given = [FIRST.saved(tmp_path / "given"), SECOND.saved(tmp_path / "given")]
    (tmp_path / "given" / "video.mp4").write_bytes(bytes(10**6))
    seen: list[Progress] = []

    empty.add(files_in([tmp_path / "given"]), progress=seen.append)

    assert {progress.total for progress in seen} == {sum(file.path.stat().st_size for file in given)}
    assert [progress.what for progress in seen[:3]] == ["reading"] * 3
    assert [progress.seconds_left is None for progress in seen] == [True] * 3 + [False] * (len(seen) - 4) + [True]
    assert [progress.what for progress in seen if progress.percent == 100] == ["done"]


def test_a_group_is_committed_before_the_next_file_is_read(
    tmp_path: Path, empty: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Few files are in memory at a time, and whoever interrupts the reading keeps what was read before."""
    monkeypatch.setattr("service.adding._COMMIT_STRINGS", 1)
    fine = guarded.read

    def tires(name: str, data: bytes) -> object:
        if name.startswith(SECOND.county):
            raise KeyboardInterrupt
        return fine(name, data)

    monkeypatch.setattr(guarded, "read", tires)
    with pytest.raises(KeyboardInterrupt):
        empty.add([FIRST.saved(tmp_path), SECOND.saved(tmp_path)])

    assert names(open_library(empty.home)) == [FIRST.title]


def test_large_files_are_a_group_by_themselves(tmp_path: Path, empty: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also files with few strings are committed before many of them are in memory."""
    monkeypatch.setattr("service.adding._COMMIT_BYTES", 1)
    before = empty._store.generation
    empty.add([FIRST.saved(tmp_path), SECOND.saved(tmp_path)])
    assert empty._store.generation == before + 2


def test_a_renamed_file_is_kept_beside_the_new_one(tmp_path: Path, library: Library) -> None:
    """In one call, a new file takes the name and the old one has another: both are there."""
    folder, old = tmp_path / "given", library.report("甲水县").id
    (folder / "甲水县-2024.txt").rename(folder / "旧.txt")

    outcome = library.add([replace(FIRST, year=2020).saved(folder, "甲水县-2024.txt"), *files_in([folder / "旧.txt"])])

    assert outcome.unchanged == ("旧.txt",)
    assert old in {facts.id for facts in library.reports()}
    assert len(library.reports()) == 3


def test_a_large_file_that_holds_no_report_is_skipped(
    tmp_path: Path, empty: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is asked to divide a video; it is not even opened. A large report is named, and so is one that grows."""
    monkeypatch.setattr(archive, "FILE_BYTES", 1000)
    for name in ("video.mp4", "long.txt"):
        (tmp_path / name).write_bytes(b"x" * 1001)
    (tmp_path / "video.mp4").chmod(0)

    outcome = empty.add(files_in([tmp_path / "video.mp4", tmp_path / "long.txt"]))

    assert [skipped.file for skipped in outcome.skipped] == ["video.mp4"]
    assert [failed.file for failed in outcome.failed] == ["long.txt"]
    assert "divide it" in outcome.failed[0].error


@pytest.mark.parametrize("name", ["zero.txt", "pipe.txt", "pipe.zip"])
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes among files")
def test_only_ordinary_files_are_opened(tmp_path: Path, empty: Library, name: str) -> None:
    """A device has no end, and a pipe waits for a writer: both are told in one clear error."""
    path = tmp_path / name
    if name == "zero.txt":
        path.symlink_to("/dev/zero")
    else:
        os.mkfifo(path)

    outcome = empty.add(files_in([path]))

    assert [(failed.file, "not an ordinary file" in failed.error) for failed in outcome.failed] == [(name, True)]


def test_many_files_are_committed_some_at_a_time(
    tmp_path: Path, empty: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the work is cut short, the files committed before are whole and the others are not there."""
    monkeypatch.setattr("service.adding._COMMIT_STRINGS", 1)
    embedder = empty._held.embedder
    fine = embedder.encode_passages

    def tires(texts: list[str], **options: object) -> object:
        if any(text.startswith(SECOND.title) for text in texts):
            raise KeyboardInterrupt
        return fine(texts, **options)

    monkeypatch.setattr(embedder, "encode_passages", tires)
    with pytest.raises(KeyboardInterrupt):
        empty.add([FIRST.saved(tmp_path), SECOND.saved(tmp_path)])

    reopened = open_library(empty.home)
    assert names(reopened) == [FIRST.title]
    assert reopened.add([FIRST.saved(tmp_path), SECOND.saved(tmp_path)]).unchanged == ("甲水县-2024.txt",)
    assert sorted(names(reopened)) == sorted([FIRST.title, SECOND.title])


def test_the_original_files_are_kept(tmp_path: Path, library: Library) -> None:
    """Byte for byte, under generated names."""
    kept = {path.read_bytes() for path in (library.home / "files").iterdir()}
    assert kept == {path.read_bytes() for path in (tmp_path / "given").iterdir()}
    assert not {path.name for path in (library.home / "files").iterdir()} & {"甲水县-2024.txt", "乙山县-2024.txt"}


def archive_of(path: Path, **files: str | bytes) -> GivenFile:
    """Pack some files, their endings left out of their names."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as into:
        for name, data in files.items():
            into.writestr(f"inner/{name}.txt", data)
    return GivenFile(path, path.name)


def test_an_archive_is_read_as_a_folder(tmp_path: Path, empty: Library) -> None:
    """Each file is one of its own; what a folder's look-through passes over is passed over; the rest is accounted for."""
    given = archive_of(tmp_path / "all.ZIP", a=FIRST.text, b=SECOND.text, README="x", empty="")
    with zipfile.ZipFile(given.path, "a") as into:
        for name in ("__MACOSX/inner/._a.txt", "inner/.DS_Store", ".hidden/x.txt", "photo.jpg", "../out.txt", "b.zip"):
            into.writestr(name, b"x")

    outcome = empty.add(files_in([given.path]))

    assert [facts.source.file for facts in outcome.added] == ["all.ZIP/inner/a.txt", "all.ZIP/inner/b.txt"]
    assert outcome.added[0].source.sha256 == hashlib.sha256(FIRST.text.encode()).hexdigest()
    assert [skipped.file for skipped in outcome.skipped] == ["all.ZIP/photo.jpg"]
    assert [failed.file for failed in outcome.failed] == [
        "all.ZIP/inner/empty.txt",
        "all.ZIP/../out.txt",
        "all.ZIP/b.zip",
    ]
    assert not (tmp_path / "out.txt").exists()
    assert {path.suffix for path in (empty.home / "files").iterdir()} == {".txt"}


def test_of_a_changed_archive_what_changed_is_read_again(tmp_path: Path, empty: Library, encoder: PairEncoder) -> None:
    """The file that is as it was costs nothing, the other replaces what it was; removing one leaves the other."""
    empty.add([archive_of(tmp_path / "all.zip", a=FIRST.text, b=SECOND.text)])
    encoder.encoded.clear()

    changed = replace(SECOND, done=("新增的一段话在这里。",))
    outcome = empty.add([archive_of(tmp_path / "all.zip", a=FIRST.text, b=changed.text)])

    assert outcome.unchanged == ("all.zip/inner/a.txt",)
    assert [facts.source.file for facts in outcome.replaced] == ["all.zip/inner/b.txt"]
    assert FIRST.done[0] not in encoder.encoded
    empty.remove([outcome.replaced[0].id])
    assert names(empty) == [FIRST.title]
    assert len(list((empty.home / "files").iterdir())) == 1


def test_a_bad_archive_does_not_stop_the_others(tmp_path: Path, empty: Library) -> None:
    """One entry for one that is none or is not there, and one for a bomb among good files."""
    (tmp_path / "none.zip").write_bytes(b"no archive")
    bomb = archive_of(tmp_path / "bomb.zip", a=bytes(20 * 2**20), b=FIRST.text)

    outcome = empty.add(
        [GivenFile(tmp_path / "none.zip", "none.zip"), GivenFile(tmp_path / "gone.zip", "gone.zip"), bomb]
    )

    assert [failed.file for failed in outcome.failed] == ["none.zip", "gone.zip", "bomb.zip/inner/a.txt"]
    assert names(empty) == [FIRST.title]


def test_a_file_that_is_too_much_does_not_stop_the_others(
    tmp_path: Path, empty: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is named with the reason, and the next file is read."""
    hog = tmp_path / "hog.txt"
    hog.write_text("各位代表：\n" * 300_000, encoding="utf-8")
    monkeypatch.setattr(guarded, "limits_for", lambda *_: guarded.Limits(memory_bytes=2**27))

    outcome = empty.add([GivenFile(hog, "hog.txt"), FIRST.saved(tmp_path)])

    assert [(failed.file, "memory" in failed.error) for failed in outcome.failed] == [("hog.txt", True)]
    assert names(empty) == [FIRST.title]
