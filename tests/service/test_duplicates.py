from collections import Counter
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz.distance import LCSseq

from embeddings.words import normal
from service.answers import Duplicates, Family, Occurrence
from service.duplicates import grade
from service.files import GivenFile
from service.filters import Filters
from service.json import document
from service.library import Library
from service.recurring import own_names
from service.reuse.families import Group
from service.reuse.stretches import Variant, contains, covers
from tests.fakes import open_library
from tests.invented import Invented
from tests.service.reuse.made import folded_text
from tests.service.test_removing import copies
from tests.truth import REPORTS, TRUTH, file_of, planted

GROUPS = {group["id"]: group for group in (*TRUTH["shared"], *TRUTH["variants"])}


@pytest.fixture(scope="module")
def found(samples_by_pairs: Library) -> Duplicates:
    """All that recurs in the samples."""
    return samples_by_pairs.duplicates(limit=10_000)


def files_in(family: Family, group: dict[str, Any]) -> set[str]:
    """Give the files of a planted group whose occurrence stands in a family."""
    texts = planted(group)
    held = [(file_of(occurrence.passage), occurrence.text) for occurrence in family.occurrences]
    return {file for file, text in held if file in texts and (text in texts[file] or texts[file] in text)}


def family_of(found: Duplicates, group: dict[str, Any]) -> Family:
    """Give the family that holds most of a planted group: of its files, and of what is planted there, with least besides."""
    texts = planted(group)

    def holds(family: Family) -> tuple[int, int, int]:
        whole = {file_of(o.passage) for o in family.occurrences if texts.get(file_of(o.passage), "\n") in o.text}
        return len(files_in(family, group)), len(whole), -len(family.occurrences)

    return max(found.families, key=holds)


@pytest.mark.parametrize("name", GROUPS)
def test_what_was_planted_stands_in_one_family(found: Duplicates, name: str) -> None:
    """All occurrences of a shared sentence, or of one with a number, place or clause changed, are together."""
    group = GROUPS[name]
    family = family_of(found, group)

    assert files_in(family, group) == set(planted(group))
    assert family.region_count >= len({tuple(REPORTS[file]["region"]) for file in planted(group)})


@pytest.mark.parametrize("name", [name for name, group in GROUPS.items() if group.get("changed") == "number"])
def test_where_only_numbers_change_the_template_says_so(found: Duplicates, name: str) -> None:
    """The planted members differ in slots of numbers and in nothing else."""
    family = family_of(found, GROUPS[name])
    members = set(planted(GROUPS[name]).values())
    if {occurrence.text for occurrence in family.occurrences} <= members:
        assert {slot.kind for slot in family.slots} == {"number"}
        assert "⟨…⟩" not in family.template
    assert family.template.count("⟨数⟩") >= 1


def in_common(one: str, other: str) -> float:
    """Give the most that two texts can have in common, whatever the order: the share of the longer one's characters."""
    return (Counter(one) & Counter(other)).total() / max(len(one), len(other))


def compared(library: Library, occurrence: Occurrence) -> str:
    """Give an occurrence as it is compared: numbers and its own places are signs."""
    report = [facts.id for facts in library.reports()].index(occurrence.passage.report.id)
    return folded_text(occurrence.text, own_names(library.collection, report))


def test_every_occurrence_is_beside_the_typical_one(found: Duplicates, samples_by_pairs: Library) -> None:
    """The first is the typical one; what is identical has the same letters, and what is not has others; half is in common."""
    for family in found.families:
        typical = family.occurrences[0]
        letters = "".join(filter(str.isalnum, normal(typical.text)))
        for occurrence in family.occurrences:
            assert occurrence.span.of(occurrence.passage.text) == occurrence.text
            same = "".join(filter(str.isalnum, normal(occurrence.text))) == letters
            assert (occurrence.grade == "identical") == same
            assert (occurrence.channel == "vectors") == (occurrence.grade == "paraphrase")
            assert (occurrence.flags == ()) or not same
            one, other = compared(samples_by_pairs, typical), compared(samples_by_pairs, occurrence)
            assert in_common(one, other) >= 0.4
            if one == other:
                assert occurrence.grade in {"identical", "near"}


def test_what_is_near_keeps_nine_tenths(found: Duplicates, samples_by_pairs: Library) -> None:
    """By count of the characters that both have, in any order, numbers and own places apart."""
    for family in found.families:
        typical = compared(samples_by_pairs, family.occurrences[0])
        for occurrence in family.occurrences:
            if occurrence.grade == "near":
                assert in_common(typical, compared(samples_by_pairs, occurrence)) >= 0.9 - 1e-6


@pytest.mark.parametrize(
    ("kept", "by_vectors", "one", "other", "expected"),
    [
        (1.0, False, "甲乙，丙。", "甲乙丙", "identical"),
        (1.0, False, "會議", "会议", "identical"),
        (1.0, False, "会议8次", "会议9次", "near"),
        (0.9, False, "甲", "乙", "near"),
        (0.89, False, "甲", "乙", "edited"),
        (0.5, False, "甲", "乙", "edited"),
        (0.95, True, "甲", "乙", "paraphrase"),
    ],
)
def test_grades_by_hand(kept: float, by_vectors: bool, one: str, other: str, expected: str) -> None:  # noqa: FBT001
    """Identical is to the letter; a changed number alone is near; what vectors found is in other words."""
    assert grade(Variant(kept, kept, by_vectors=by_vectors), one, other) == expected


@pytest.mark.parametrize("name", [name for name, group in GROUPS.items() if group.get("changed") == "number"])
def test_figures_that_differ_are_flagged(found: Duplicates, name: str) -> None:
    """Beside the typical member, each planted one that is written otherwise has flags of numbers, of words of both."""
    family = family_of(found, GROUPS[name])
    typical, texts = family.occurrences[0].text, set(planted(GROUPS[name]).values())
    others = [o for o in family.occurrences if o.text in texts and o.text != typical]
    assert others
    for occurrence in others:
        numbers = [flag for flag in occurrence.flags if flag.kind == "number"]
        assert numbers
        assert all(flag.mine in typical and flag.theirs in occurrence.text for flag in numbers)
        assert all(flag.mine != flag.theirs for flag in numbers)


def test_counts_are_those_of_the_occurrences(found: Duplicates) -> None:
    """Regions, reports, years and the earliest are what the occurrences say."""
    assert found.families
    for family in found.families:
        reports = {o.passage.report.id: o.passage.report for o in family.occurrences}
        assert family.region_count == len({facts.region for facts in reports.values()}) >= 2
        assert family.report_count == len(reports)
        assert list(family.years) == sorted({facts.covers[0] for facts in reports.values()})
        assert family.earliest.report.date == min(facts.date for facts in reports.values())
        assert family.why_kind


def test_signs_of_a_template_are_its_slots(found: Duplicates) -> None:
    """As many signs as slots, in their order, and a family without slots is its text."""
    signs = {"number": "⟨数⟩", "place": "⟨地⟩", "text": "⟨…⟩"}
    for family in found.families:
        rest = family.template
        for slot in family.slots:
            assert signs[slot.kind] in rest
            rest = rest.split(signs[slot.kind], 1)[1]
        assert "⟨" not in rest
        if not family.slots:
            assert family.template == family.occurrences[0].text


def test_families_are_listed_once_the_widest_first(found: Duplicates) -> None:
    """Ids tell families apart; `contains` names families of the list, never itself."""
    ids = [family.id for family in found.families]
    assert len(ids) == len(set(ids))
    for family in found.families:
        assert family.id not in family.contains
        assert set(family.contains) <= set(ids)
        assert family.kind in {"ceremonial", "mandated", "substantive"}


def test_what_is_contained_stands_inside(found: Duplicates) -> None:
    """Of a contained family something stands inside something of the family that contains it, in one passage."""
    by_id = {family.id: family for family in found.families}
    assert sum(len(family.contains) for family in found.families) > 10
    for family in found.families:
        for inner in family.contains:
            assert any(
                mine.passage.id == theirs.passage.id and contains(mine.span, theirs.span)
                for mine in family.occurrences
                for theirs in by_id[inner].occurrences
            )


def test_a_paragraph_contains_its_sentences(tmp_path: Path) -> None:
    """Two sentences that stand together in two reports, one of them alone in a third: one family in the other."""
    together, alone = "推动解决群众关心的各项问题。", "依法听取审议专项工作报告三件。"
    library = open_library(tmp_path / "library")
    reports = [
        Invented("甲水县", done=(alone + together,), planned=("春雨润物无声岁月静好。",)),
        Invented("乙山县", done=(together + alone,), planned=("晨曦初照山河万里晴空。",)),
        Invented("丙川县", done=(alone,), planned=("渔舟唱晚彩霞满天归帆。",)),
    ]
    library.add([report.saved(tmp_path) for report in reports])
    families = {family.occurrences[0].text: family for family in library.duplicates().families}
    whole = families.get(alone + together) or families[together + alone]

    assert (whole.region_count, families[alone].region_count) == (2, 3)
    assert families[alone].id in whole.contains
    assert families[alone].contains == ()


def test_what_reads_the_same_is_one_stretch(samples_by_pairs: Library) -> None:
    """Numbers and own places apart, no text stands in families as several stretches."""
    recurring = samples_by_pairs.recurring
    stretches = {stretch for family in recurring.groups for stretch in family.members}
    texts = Counter(recurring.plain(stretch) for stretch in stretches)
    assert set(texts.values()) == {1}


def test_any_two_members_share_a_third(samples_by_pairs: Library) -> None:
    """Of the longer one's characters, in the same order."""
    recurring = samples_by_pairs.recurring
    for family in recurring.groups:
        for one, other in combinations(map(recurring.plain, family.members), 2):
            assert LCSseq.normalized_similarity(one, other) >= 1 / 3


@pytest.mark.xfail(
    reason="a text is the typical one of each family of two that it makes with what keeps less than two thirds of it"
)
def test_no_two_families_are_of_one_text(found: Duplicates, samples_by_pairs: Library) -> None:
    """What the typical members say, numbers and own places apart, is another thing in each family."""
    typical = [compared(samples_by_pairs, family.occurrences[0]) for family in found.families]
    assert max(Counter(typical).values()) == 1


def test_the_list_is_greedy(samples_by_pairs: Library, found: Duplicates) -> None:
    """Each family is the one that says most of what none before it has shown: by regions, length and likeness."""
    recurring = samples_by_pairs.recurring
    left: list[Group] = [
        group
        for group in recurring.groups
        if len(passages := [p for stretch in group.members for p in recurring.passages(stretch)]) > 1
        and recurring.region_count(passages) > 1
    ]
    shown: list[tuple[int, tuple[int, int]]] = []

    def worth(group: Group) -> float:
        new = [
            place.passage
            for stretch in group.members
            for place in recurring.places(stretch)
            if not any(
                passage == place.passage and (covers(span, place.span) or contains(span, place.span))
                for passage, span in shown
            )
        ]
        kept = [recurring.variant(group.medoid, stretch).kept for stretch in group.members]
        return recurring.region_count(new) * recurring.chars(group.medoid) * sum(kept) / len(kept)

    assert len(left) == len(found.families)
    for family in found.families[:25]:
        worths = [worth(group) for group in left]
        places = {(o.passage.id, o.span) for o in family.occurrences}
        chosen = next(
            group
            for group in left
            if {
                (samples_by_pairs.collection.answer(place.passage).id, place.span)
                for stretch in group.members
                for place in recurring.places(stretch)
            }
            == places
            and worth(group) == pytest.approx(max(worths))
        )
        shown += [tuple(place) for stretch in chosen.members for place in recurring.places(stretch)]
        left.remove(chosen)


def test_an_adaptation_does_not_fill_the_list(found: Duplicates) -> None:
    """Among the first ten families no two have most of their places in common."""
    places = [{(o.passage.id, o.span) for o in family.occurrences} for family in found.families[:10]]
    for one, other in pairwise(places):
        assert len(one & other) < 0.5 * min(len(one), len(other))


def test_the_contract_names_these_fields(found: Duplicates) -> None:
    """The JSON has what the contract lists, and nothing of a family is left out."""
    written = document(found)
    assert {"families", "reports"} <= set(written)
    family = written["families"][0]
    assert set(family) == {
        *("id", "template", "slots", "region_count", "report_count", "years", "kind", "why_kind"),
        *("earliest", "contains", "occurrences"),
    }
    assert set(family["occurrences"][0]) == {"passage", "span", "text", "grade", "channel", "flags"}
    assert all(set(slot) == {"kind", "values"} for one in written["families"] for slot in one["slots"])
    flagged = [flag for one in written["families"] for o in one["occurrences"] for flag in o["flags"]]
    assert flagged
    assert all(set(flag) == {"kind", "mine", "theirs"} for flag in flagged)
    assert {flag["kind"] for flag in flagged} <= {"number", "place", "date", "negation", "strength"}


def test_an_empty_library_has_no_reuse(tmp_path: Path) -> None:
    """No reports, no families."""
    found = open_library(tmp_path / "library").duplicates()
    assert (found.families, found.reports) == ((), ())


def test_formulas_are_ceremonial_and_news_is_not(found: Duplicates) -> None:
    """The call at the end is ceremony; what was built is substance."""
    assert family_of(found, GROUPS["closing-call"]).kind == "ceremonial"
    assert family_of(found, GROUPS["npc-opening"]).kind == "ceremonial"
    assert family_of(found, GROUPS["gov-road"]).kind == "substantive"
    assert family_of(found, GROUPS["gov-jobs-parking"]).kind == "substantive"


def test_grades_are_beside_what_is_shown(samples_by_pairs: Library) -> None:
    """Where filters leave out the most typical member, others are graded beside the first of those that are left."""
    typical = {family.id: family.occurrences[0] for family in samples_by_pairs.duplicates(limit=10_000).families}
    turned = 0
    for year in {facts.covers[0] for facts in samples_by_pairs.reports() if facts.covers}:
        for family in samples_by_pairs.duplicates(filters=Filters(years=(year,)), limit=10_000).families:
            first, *others = family.occurrences
            turned += family.id in typical and first.text != typical[family.id].text
            assert first.grade == "identical"
            for other in others:
                if other.grade == "near":
                    mine, theirs = compared(samples_by_pairs, first), compared(samples_by_pairs, other)
                    assert in_common(mine, theirs) >= 0.9 - 1e-6
    assert turned


@pytest.mark.parametrize("regions", [2, 4, 8, 100])
def test_fewest_regions_and_limit_bound_the_list(samples_by_pairs: Library, found: Duplicates, regions: int) -> None:
    """A family stands in at least so many regions; the limit cuts the end of the same list."""
    wide = samples_by_pairs.duplicates(min_regions=regions, limit=10_000).families
    assert {f.id for f in wide} == {f.id for f in found.families if f.region_count >= regions}
    cut = samples_by_pairs.duplicates(min_regions=regions, limit=3).families
    assert [f.id for f in cut] == [f.id for f in wide[:3]]


def test_filters_count_only_what_they_admit(samples_by_pairs: Library) -> None:
    """Region, body, year and part, and counts by what is left."""
    filters = Filters(bodies=("npc",), years=(2023,), parts=("done",))
    families = samples_by_pairs.duplicates(filters=filters, limit=10_000).families
    assert families
    for family in families:
        assert family.region_count == len({o.passage.report.region for o in family.occurrences}) >= 2
        for occurrence in family.occurrences:
            facts = occurrence.passage.report
            assert (facts.body, facts.covers, occurrence.passage.part) == ("npc", (2023, 2023), "done")


def test_unique_initiatives_do_not_recur(found: Duplicates) -> None:
    """What one county alone has stands in no family of two regions."""
    recurring = {(file_of(o.passage), o.text) for family in found.families for o in family.occurrences}
    for unique in TRUTH["unique"]:
        assert not any(file == unique["file"] and unique["text"] in text for file, text in recurring)


# Reports that share text

LONG = tuple(
    f"全年办理代表建议{n}百件，{'代表对办理工作十分满意，' * 6}答复率达到{n}成以上。" for n in "二三四五六七八九"
)


def test_two_copies_do_not_count_as_two_regions(tmp_path: Path) -> None:
    """One report under two names is listed as such, and makes no family though the regions differ."""
    library = open_library(tmp_path / "library")
    library.add(copies(tmp_path))
    first, second = library.reports()
    library.edit(second.id, {"region": "浙江省/杭州市/临平区"})

    found = library.duplicates(min_regions=2)

    assert found.families == ()
    assert [(o.a, o.b) for o in found.reports] == [(first.id, second.id)]
    assert found.reports[0].share >= 0.99


def test_a_copy_makes_nothing_more_common(tmp_path: Path) -> None:
    """A sentence that stands in a report and its copy only is in no other region."""
    library = open_library(tmp_path / "library")
    library.add(copies(tmp_path))
    first, second = library.reports()
    library.edit(second.id, {"region": "浙江省/杭州市/临平区"})

    assert {sentence.also_in for sentence in library.summarize(first.id, budget_chars=400).sentences} == {0}


def test_shared_text_is_symmetrical(tmp_path: Path) -> None:
    """Whichever of two reports comes first, the share is the same."""
    one = Invented("甲水县", done=LONG[:6])
    other = Invented("乙山县", done=(*LONG[:4], "植树造林九千亩，封山育林三万亩。"))
    shares = []
    for n, order in enumerate(((one, other), (other, one))):
        library = open_library(tmp_path / str(n))
        library.add([report.saved(tmp_path / "given") for report in order])
        (overlap,) = library.duplicates().reports
        assert {overlap.a, overlap.b} == {facts.id for facts in library.reports()}
        shares.append(overlap.share)
    assert shares[0] == shares[1]
    assert 0.5 <= shares[0] <= 1


def test_the_share_is_by_characters(tmp_path: Path) -> None:
    """Half of the shorter one's text stands in the longer one: the share is that half."""
    shared, alone = "甲乙丙丁戊己庚辛壬癸" * 3 + "。", "子丑寅卯辰巳午未申酉" * 3 + "。"
    for name, lines in (
        ("a", [shared, alone]),
        ("b", [shared, *("春夏秋冬东南西北中左右" * 3 + f"{n}山川河海。" for n in "天地")]),
    ):
        (tmp_path / f"{name}.txt").write_text("\n".join(lines), encoding="utf-8")
    library = open_library(tmp_path / "library")
    library.add([GivenFile(tmp_path / f"{name}.txt", f"{name}.txt") for name in "ab"])

    (overlap,) = library.duplicates().reports
    assert overlap.share == pytest.approx(0.5)


def test_reports_that_share_little_are_not_listed(found: Duplicates) -> None:
    """The samples have much in common, and none is another's copy."""
    assert found.reports == ()


def test_a_region_that_says_a_thing_twice_is_one_region(tmp_path: Path) -> None:
    """Two years of one county are two reports of one region."""
    library = open_library(tmp_path / "library")
    base = Invented(done=LONG[:1])
    library.add([base.saved(tmp_path), replace(base, year=2022, planned=("植树造林九千亩。",)).saved(tmp_path)])

    assert library.duplicates(min_regions=2).families == ()
    family = max(library.duplicates(min_regions=1).families, key=lambda family: len(family.template))
    assert (family.region_count, family.report_count, family.years) == (1, 2, (2022, 2024))
    assert family.earliest.report.year == 2023


@pytest.mark.shared
def test_the_two_dinghai_reports_are_one(seeds_by_pairs: Library) -> None:
    """The real collection holds one report twice: it is listed, its share nearly whole, and counts once."""
    first, second = (facts for facts in seeds_by_pairs.reports() if "定海区" in facts.title)
    found = seeds_by_pairs.duplicates(limit=10_000)

    (overlap,) = [o for o in found.reports if {o.a, o.b} == {first.id, second.id}]
    assert overlap.share >= 0.99
    assert second.duplicate_of == first.id
    assert all(o.passage.report.id != second.id for family in found.families for o in family.occurrences)
    assert found.families


def test_what_is_gone_is_nobodys_typical_member(tmp_path: Path) -> None:
    """After a report was removed, families are those of a library that never had it."""
    given = [
        Invented(name, done=(f"开展{name[0]}类执法检查{n}次，督促整改突出问题一百件，办好民生实事。",))
        for n, name in enumerate(("甲水县", "乙山县", "丙川县"))
    ]
    library, fresh = open_library(tmp_path / "library"), open_library(tmp_path / "fresh")
    library.add([one.saved(tmp_path / "given") for one in given])
    _ = library.duplicates()
    gone = next(facts for facts in library.reports() if "甲水县" in (facts.region or ()))
    library.remove([gone.id])
    fresh.add([one.saved(tmp_path / "given") for one in given[1:]])
    assert [family.id for family in library.duplicates().families] == [
        family.id for family in fresh.duplicates().families
    ]
