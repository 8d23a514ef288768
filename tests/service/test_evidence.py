"""Evidence in a library: it is kept with the reading, and files are known by the folders that were given with them."""

import json
import zipfile
from pathlib import Path

import pytest

from reports.reader import read
from reports.report import Report
from service.errors import BadRequest
from service.files import files_in
from service.library import Library
from service.reading import read_file
from service.stored import identity_record, reading_record, report_of
from tests.service.conftest import FIRST

BARE = "工作报告\n全年工作圆满完成。\n"


def stored(library: Library) -> list[Report]:
    """Give the reports of a library, with their corrections."""
    return [one.report for one in library.collection.reports]


def test_a_library_keeps_the_evidence(library: Library) -> None:
    """What is read of a file is what the library holds of it: the words, and the places they stand in."""
    (expected,) = read(f"{FIRST.county}-{FIRST.year}.txt", FIRST.text.encode())

    kept = stored(library)[0]

    assert kept.evidence == expected.evidence
    assert all(one.span.of(kept.text_at(one.place)) == one.quote for one in kept.evidence)
    assert kept == expected


def test_given_facts_are_kept_with_their_evidence() -> None:
    """Cells of a table are there after writing and reading the record."""
    row = json.dumps({"text": FIRST.text, "year": 2026}).encode()
    (report,) = read("报告/表.jsonl", row)

    again = report_of(report.text, report.passages, identity=identity_record(report), reading=reading_record(report))

    assert again == report
    assert (again.given, again.file) == ("2026", "报告/表.jsonl")


def test_a_library_from_before_has_no_evidence_and_opens(library: Library) -> None:
    """Its records lack what came later; all else is there."""
    store = library._store
    rows = store._db.execute("SELECT number, reading FROM report").fetchall()
    with store.writing():
        for number, reading in rows:
            old = {k: v for k, v in json.loads(reading).items() if k not in {"evidence", "file", "given"}}
            store._db.execute("UPDATE report SET reading = ? WHERE number = ?", (json.dumps(old), number))

    reports = stored(Library.open(library.home, model="pairs"))

    assert [report.identity.title for report in reports] == [f.title for f in library.reports()]
    assert all(report.evidence == () for report in reports)


def test_a_corrected_fact_rests_on_no_words_of_the_source(library: Library) -> None:
    """What follows from it neither; other facts keep theirs."""
    library.edit("甲水县", {"region": "浙江省/杭州市", "speaker": ""})

    facts = {one.fact for one in stored(library)[0].evidence}

    assert not facts & {"region", "level", "speaker"}
    assert {"title", "body", "covers", "year", "date", "session"} <= facts


def test_a_given_folder_tells_by_its_own_name_and_those_below(tmp_path: Path, empty: Library) -> None:
    """Those above it are the machine's, and tell nothing."""
    inside = tmp_path / "浙江省" / "城区" / "政协" / "2024年工作报告"
    inside.mkdir(parents=True)
    (inside / "甲.txt").write_text(BARE, encoding="utf-8")

    (facts,) = empty.add(files_in([tmp_path / "浙江省" / "城区"])).added

    assert facts.region == (None, None, "城区")
    assert len(facts.ambiguous) == 3
    assert (facts.body, facts.year, facts.covers) == ("cppcc", 2024, (2023, 2023))
    assert stored(empty)[0].file == "城区/政协/2024年工作报告/甲.txt"


def test_a_file_read_by_itself_is_known_by_the_folders_it_is_named_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those below the working directory, as the user gave them; an absolute path's are the machine's."""
    file = Path("浙江省") / "杭州市" / "甲.txt"
    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).write_text(BARE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    (named,) = read_file(file)["reports"]
    (absolute,) = read_file(tmp_path / file)["reports"]

    assert (named["region"], named["source"]["file"]) == (["浙江省", "杭州市"], file.as_posix())
    assert (absolute["region"], absolute["source"]["file"]) == (None, "甲.txt")


@pytest.mark.parametrize("country", ["全国", "中国"])
def test_the_whole_country_is_no_region_to_correct_to(library: Library, country: str) -> None:
    """It is refused, and the report stays as it was."""
    before = stored(library)
    with pytest.raises(BadRequest, match=f"region can't be '{country}'"):
        library.edit("甲水县", {"region": country})
    assert stored(library) == before


@pytest.mark.parametrize(
    ("archive", "member", "region"),
    [
        ("all.zip", "山西省/阳泉市/城区/2024.txt", ("山西省", "阳泉市", "城区")),
        ("山西省.zip", "城区/晋城市/2024.txt", ("山西省", "晋城市")),
        ("山西省晋城市.zip", "城区/2024.txt", ("山西省", "晋城市", "城区")),
    ],
)
def test_folders_in_an_archive_and_its_own_name_tell_too(
    tmp_path: Path, empty: Library, archive: str, member: str, region: tuple[str, ...]
) -> None:
    """An archive is read as a folder is."""
    with zipfile.ZipFile(tmp_path / archive, "w") as into:
        into.writestr(member, BARE)

    (facts,) = empty.add(files_in([tmp_path / archive])).added

    assert facts.region == region
    assert facts.ambiguous == ()
