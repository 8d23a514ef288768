from pathlib import Path

import pytest

from reports.report import Region
from service.errors import Ambiguous, BadRequest, NotFound
from service.files import GivenFile, files_in
from service.library import Library
from tests.fakes import PairEncoder, open_library
from tests.invented import Invented
from tests.service.conftest import FIRST, SECOND
from tests.service.test_adding import names, vectors_without_use


def test_a_removed_report_is_gone_with_all_that_was_its_own(library: Library) -> None:
    """Its text, vectors, words and file go; the other report keeps what the two share."""
    gone = library.remove(["甲水县"])

    assert [facts.title for facts in gone] == [FIRST.title]
    assert names(library) == [SECOND.title]
    assert vectors_without_use(library) == 0
    assert library._store._one("SELECT count(*) FROM vector") > 0
    assert len(library.collection.word_index) == len(library.passages("乙山县"))
    assert len(list((library.home / "files").iterdir())) == 1
    assert all(hit.passage.report.title == SECOND.title for hit in library.ask("公路").hits)


def test_removing_is_all_or_nothing(library: Library) -> None:
    """One unknown name among several removes none."""
    with pytest.raises(NotFound):
        library.remove(["甲水县", "丁岭县"])
    assert len(names(library)) == 2


def test_a_removed_report_can_come_again(tmp_path: Path, library: Library) -> None:
    """Added again it is new, and has its former id."""
    (gone,) = library.remove(["甲水县"])

    outcome = library.add(files_in([tmp_path / "given"]))

    assert [facts.id for facts in outcome.added] == [gone.id]
    assert len(outcome.unchanged) == 1


def test_one_report_of_a_file_can_go_and_come(tmp_path: Path, empty: Library) -> None:
    """The rest of the file stays, and adding the file again brings the missing one only."""
    path = tmp_path / "both.txt"
    path.write_text(FIRST.text + SECOND.text, encoding="utf-8")
    empty.add([GivenFile(path, "both.txt")])
    (gone,) = empty.remove(["甲水县"])
    assert names(empty) == [SECOND.title]
    assert len(list((empty.home / "files").iterdir())) == 1

    assert [facts.id for facts in empty.add([GivenFile(path, "both.txt")]).added] == [gone.id]


def test_removing_the_same_report_by_two_names_removes_it_once(library: Library) -> None:
    """A title and an id may mean one report."""
    library.remove(["甲水县", library.report("甲水县").id])
    assert names(library) == [SECOND.title]


def test_an_emptied_library_answers_and_takes_reports_again(tmp_path: Path, library: Library) -> None:
    """Nothing is left over that a question, or another model, would stumble on."""
    library.remove([facts.id for facts in library.reports()])

    assert library.reports() == ()
    assert library.duplicates().families == ()
    other = open_library(library.home, PairEncoder("other"))
    assert len(other.add(files_in([tmp_path / "given"])).added) == 2


# Corrected facts


def test_corrections_survive_reading_again(tmp_path: Path, library: Library) -> None:
    """Adding the unchanged file again, and opening the library anew, keep what a person corrected."""
    corrected = library.edit(
        "甲水县", {"region": "浙江省/杭州市/临平区", "speaker": "李明", "covers": "2018-2022", "body": "cppcc"}
    )
    library.add(files_in([tmp_path / "given"]))

    for opened in (library, open_library(library.home)):
        facts = opened.report("甲水县")
        assert facts == corrected
        assert (facts.region, facts.region_code) == (("浙江省", "杭州市", "临平区"), "330113")
        assert (facts.speaker, facts.covers, facts.body) == ("李明", (2018, 2022), "cppcc")
        assert facts.title == FIRST.title


def test_corrections_survive_a_new_version_of_the_file(tmp_path: Path, library: Library) -> None:
    """A typing error put right in the text takes nothing back; what the new text itself says otherwise is believed."""
    region = library.report("甲水县").region
    library.edit("甲水县", {"title": "甲水县的报告", "speaker": "李明", "covers": "2018-2022"})
    path = next(path for path in (tmp_path / "given").iterdir() if FIRST.title in path.read_text("utf-8"))
    text = path.read_text("utf-8")

    path.write_text(text + "\n会后印发全县。\n", "utf-8")
    (facts,) = library.add(files_in([tmp_path / "given"])).replaced
    assert (facts.title, facts.speaker, facts.covers, facts.region) == ("甲水县的报告", "李明", (2018, 2022), region)

    path.write_text(text.replace(FIRST.title, "丁山县人民代表大会常务委员会工作报告"), "utf-8")
    (facts,) = library.add(files_in([tmp_path / "given"])).replaced
    assert (facts.title, facts.speaker) == ("丁山县人民代表大会常务委员会工作报告", "李明")


def test_later_corrections_leave_earlier_ones(library: Library) -> None:
    """Each fact is corrected on its own."""
    library.edit("甲水县", {"year": "2020"})
    facts = library.edit("甲水县", {"date": "2020-01-09"})
    assert (facts.year, facts.date) == (2020, "2020-01-09")


def test_an_empty_value_makes_a_fact_unknown(library: Library) -> None:
    """Unknown is null, for any fact but title and body."""
    facts = library.edit("甲水县", dict.fromkeys(("region", "covers", "year", "date", "session", "speaker"), ""))
    assert (facts.region, facts.covers, facts.year, facts.date, facts.session, facts.speaker) == (None,) * 6


def test_a_corrected_region_settles_what_was_doubtful(tmp_path: Path, empty: Library) -> None:
    """The list of what the region may be goes, its level follows, and the warning with it."""
    path = tmp_path / "x.txt"
    path.write_text("鼓楼区人民代表大会常务委员会工作报告\n各位代表：\n江苏省委部署。\n", encoding="utf-8")
    empty.add([GivenFile(path, "x.txt")])
    assert len(empty.report("鼓楼区").ambiguous) == 2

    facts = empty.edit("鼓楼区", {"region": "江苏省/南京市/鼓楼区"})

    assert (facts.ambiguous, facts.level) == ((), "county")
    assert facts.region == ("江苏省", "南京市", "鼓楼区")
    assert not any("region" in warning for warning in facts.warnings)


def test_a_corrected_region_has_its_own_level(library: Library) -> None:
    """A report moved from a county to a province is of a province."""
    assert library.edit("甲水县", {"region": "浙江省"}).level == "province"


def test_a_corrected_region_is_what_filters_find(library: Library) -> None:
    """Corrections count in every job, not only in the list."""
    library.edit("甲水县", {"region": "浙江省/杭州市/临平区"})
    rows = library.ask_by_region("公路").regions
    assert ("浙江省", "杭州市", "临平区") in [row.region for row in rows]


@pytest.mark.parametrize(
    "facts",
    [
        {"colour": "red"},
        {"body": "parliament"},
        {"body": ""},
        {"title": ""},
        {"year": "soon"},
        {"date": "2024-1-9"},
        {"date": "2024-02-30"},
        {"covers": "2022-2018"},
        {"covers": "last year"},
        {"region": "/"},
    ],
)
def test_a_correction_that_does_not_fit_is_refused_whole(library: Library, facts: dict[str, str]) -> None:
    """An unknown fact, or a value that is none, changes nothing, not even the facts beside it."""
    before = library.report("甲水县")
    with pytest.raises(BadRequest):
        library.edit("甲水县", {"speaker": "李明", **facts})
    assert library.report("甲水县") == before


# Reports by name


def test_reports_are_found_by_what_is_unambiguous(library: Library) -> None:
    """A part of two titles, or nothing at all, is no name of a report."""
    with pytest.raises(Ambiguous, match=r"甲水县.*乙山县"):
        library.report("人民代表大会")
    for name in ("", "丁岭县", "zzz"):
        with pytest.raises(NotFound):
            library.report(name)


# Copies


def copies(folder: Path) -> tuple[GivenFile, GivenFile]:
    """Save one report twice, the second time under another title."""
    done = tuple(
        f"全年办理代表建议{n}百件，{'代表对办理工作十分满意，' * 6}答复率达到{n}成以上。" for n in "二三四五六七八九"
    )
    text = Invented(done=done).text
    first, second = folder / "first.txt", folder / "second.txt"
    first.write_text(text, encoding="utf-8")
    second.write_text(text.replace("甲水县人民代表大会常务", "岚州市甲水县人民代表大会常务", 1), encoding="utf-8")
    return GivenFile(first, "first.txt"), GivenFile(second, "second.txt")


def test_a_report_that_repeats_another_says_so(tmp_path: Path, empty: Library) -> None:
    """The later one names the earlier; the earlier names none."""
    first, second = (empty.add([given]).added[0] for given in copies(tmp_path))
    assert (first.duplicate_of, second.duplicate_of) == (None, first.id)


def test_a_short_report_can_be_a_copy_too(tmp_path: Path, empty: Library) -> None:
    """The same text to the letter is the same report, however much of it is headings."""
    FIRST.saved(tmp_path, "first.txt")
    (tmp_path / "second.txt").write_text(FIRST.text.replace("甲水县人民", "岚州市甲水县人民", 1), encoding="utf-8")

    first, second = empty.add(files_in([tmp_path])).added

    assert empty.text(first.id) == empty.text(second.id)
    assert second.duplicate_of == first.id


def test_copies_added_together_are_told_too(tmp_path: Path, empty: Library) -> None:
    """The order of the files decides which is the original."""
    first, second = empty.add(copies(tmp_path)).added
    assert (first.duplicate_of, second.duplicate_of) == (None, first.id)


def test_when_the_original_goes_its_copy_stands_for_itself(tmp_path: Path, empty: Library) -> None:
    """Of three copies, the second becomes the original of the third."""
    first, second = copies(tmp_path)
    third = tmp_path / "third.txt"
    third.write_text(second.path.read_text("utf-8").replace("岚州市", "青岚省", 1), encoding="utf-8")
    ids = [facts.id for facts in empty.add([first, second, GivenFile(third, "third.txt")]).added]
    assert [facts.duplicate_of for facts in empty.reports()] == [None, ids[0], ids[0]]

    empty.remove([ids[0]])

    assert [(facts.id, facts.duplicate_of) for facts in empty.reports()] == [(ids[1], None), (ids[2], ids[1])]


def test_when_the_original_is_replaced_its_copy_stands_for_itself(tmp_path: Path, empty: Library) -> None:
    """Replacing is removing too."""
    given = copies(tmp_path)
    empty.add(given)
    given[0].path.write_text(SECOND.text, encoding="utf-8")
    empty.add(given)
    assert {facts.duplicate_of for facts in empty.reports()} == {None}


def test_reports_that_only_share_much_are_no_copies(tmp_path: Path, empty: Library) -> None:
    """Half the sentences in common are reuse, not one report twice."""
    given = copies(tmp_path)
    text = given[1].path.read_text("utf-8").replace("十分满意", "不太满意", 30)
    given[1].path.write_text(text, encoding="utf-8")
    empty.add(given)
    assert {facts.duplicate_of for facts in empty.reports()} == {None}


def test_the_level_of_a_report_is_that_of_its_region(library: Library) -> None:
    """Facts agree with one another."""
    assert library.report("甲水县").level == "county"
    assert library.collection.reports[0].report.identity.region == Region(("青岚省", "岚州市", "甲水县"))
