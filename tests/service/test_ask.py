from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from service.answers import Absent, Answer, Hit, Understood
from service.confidence import SURE
from service.errors import Ambiguous, BadRequest, NotFound
from service.filters import Filters
from service.frame import KINDS
from service.library import Library
from service.regions import display
from tests.fakes import PairEncoder, open_library
from tests.service.conftest import FIRST
from tests.truth import REPORTS, TRUTH, file_of

ANSWERED = [question for question in TRUTH["questions"] if question["answers"]]
UNANSWERED = [question for question in TRUTH["questions"] if not question["answers"]]
LIAOXI = ("青岚省", "岚州市", "蓼溪县")

Question = dict[str, object]


# With the real model


@pytest.fixture(scope="module")
def answers(samples_library: Library) -> dict[str, Answer]:
    """The answers to all questions of the truth."""
    return {question["question"]: samples_library.ask(question["question"]) for question in TRUTH["questions"]}


def is_right(hit: Hit, question: Question) -> bool:
    """Tell whether a hit, or what is folded under it, holds an answer."""
    return any(
        file_of(passage) == answer["file"] and answer["text"] in passage.text
        for passage in (hit.passage, *hit.siblings)
        for answer in question["answers"]
    )


def share_right(answers: dict[str, Answer], language: str, *, within: int) -> float:
    """Give the share of questions of a language that have a right hit among the first."""
    asked = [question for question in ANSWERED if question["language"] == language]
    right = [q for q in asked if any(is_right(hit, q) for hit in answers[q["question"]].hits[:within])]
    return len(right) / len(asked)


@pytest.mark.parametrize(
    ("language", "within", "least"), [("zh", 1, 0.64), ("zh", 5, 0.88), ("en", 1, 0.4), ("en", 5, 0.7)]
)
def test_questions_find_their_passages(answers: dict[str, Answer], language: str, within: int, least: float) -> None:
    """Most questions have a right passage first, and nearly all among the first five.

    When this was written: Chinese 24 and 32 of 34, English 5 and 8 of 10; one or two fewer are let pass.
    """
    assert share_right(answers, language, within=within) >= least


def test_a_county_that_is_named_is_the_one_that_answers(answers: dict[str, Answer]) -> None:
    """No hit of a question that names a county comes from another."""
    named = 0
    for question in ANSWERED:
        answer = answers[question["question"]]
        if answer.understood.region:
            named += 1
            assert {hit.passage.report.region for hit in answer.hits} == {answer.understood.region}
            assert all(tuple(REPORTS[a["file"]]["region"]) == answer.understood.region for a in question["answers"])
    assert named >= 10


def test_what_nothing_answers_is_said_so(answers: dict[str, Answer]) -> None:
    """Questions without an answer are not answered confidently (one of six may be), others mostly are.

    The nearest misses stand there all the same.
    """
    unsure = [question for question in UNANSWERED if not answers[question["question"]].confident]
    sure = [question for question in ANSWERED if answers[question["question"]].confident]

    assert len(unsure) >= len(UNANSWERED) - 1
    assert len(sure) >= len(ANSWERED) * 0.6
    assert all(answers[question["question"]].hits for question in UNANSWERED)


def test_the_sentence_that_answers_is_lit(answers: dict[str, Answer]) -> None:
    """For most of the right first hits, the highlight lies in the planted answer."""
    lit = [
        any(
            span.of(hit.passage.text) in answer["text"] or answer["text"] in span.of(hit.passage.text)
            for span in hit.highlight
            for answer in question["answers"]
        )
        for question in ANSWERED
        for hit in answers[question["question"]].hits[:1]
        if is_right(hit, question)
    ]
    assert sum(lit) >= 0.6 * len(lit)


# The rest does not hang on the model


def each_hit(library: Library) -> list[tuple[str, Hit]]:
    """Give every hit of every question."""
    return [(q["question"], hit) for q in TRUTH["questions"] for hit in library.ask(q["question"]).hits]


def test_highlights_and_words_lie_in_the_passage(samples_by_pairs: Library) -> None:
    """Each highlight is a sentence of the passage, the passage a slice of its report, each word found in it."""
    texts = {facts.id: samples_by_pairs.text(facts.id) for facts in samples_by_pairs.reports()}
    for _, hit in each_hit(samples_by_pairs):
        passage = hit.passage
        assert passage.span.of(texts[passage.report.id]) == passage.text
        assert len(hit.highlight) >= 1
        for span in hit.highlight:
            assert 0 <= span.start < span.end <= len(passage.text)
        assert -1 <= hit.similarity <= 1 + 1e-4
        assert 0 <= hit.wording <= 1


def test_hits_are_in_order_and_each_passage_stands_once(samples_by_pairs: Library) -> None:
    """Scores only fall, and no passage comes twice, be it folded under another."""
    for question in TRUTH["questions"]:
        answer = samples_by_pairs.ask(question["question"], limit=20)
        scores = [hit.score for hit in answer.hits]
        assert scores == sorted(scores, reverse=True)
        ids = [p.id for hit in answer.hits for p in (hit.passage, *hit.siblings)]
        assert len(ids) == len(set(ids))
        assert 0 <= answer.confidence <= 1


@pytest.mark.parametrize("per_report", [1, 2, 3])
def test_no_report_takes_more_than_its_share(samples_by_pairs: Library, per_report: int) -> None:
    """At most so many hits from one report, and the list is still filled from others."""
    answer = samples_by_pairs.ask("监督", per_report=per_report, limit=15)

    assert max(Counter(hit.passage.report.id for hit in answer.hits).values()) <= per_report
    assert len(answer.hits) == 15


@pytest.mark.parametrize("limit", [1, 4, 100])
def test_the_limit_bounds_the_hits(samples_by_pairs: Library, limit: int) -> None:
    """Never more hits than asked for, and the first ones do not depend on it."""
    few = samples_by_pairs.ask("提案办理", limit=limit)
    assert len(few.hits) <= limit
    assert few.hits[:1] == samples_by_pairs.ask("提案办理").hits[:1]


def test_near_identical_passages_are_folded(samples_by_pairs: Library) -> None:
    """A paragraph copied from county to county is one hit with the others under it."""
    pair = TRUTH["copied"][0]
    first = samples_by_pairs.ask(pair["from"]["text"][:80]).hits[0]
    assert {file_of(p) for p in (first.passage, *first.siblings)} == {pair["from"]["file"], pair["to"]["file"]}


def test_asked_as_it_stands_nothing_is_narrowed(samples_by_pairs: Library) -> None:
    """Whoever takes off all that was understood looks everywhere, whatever the question names."""
    question = "蓼溪县2023年人大监督"
    narrowed = samples_by_pairs.ask(question, limit=30)
    asked = samples_by_pairs.ask(question, limit=30, ignoring=KINDS)

    assert {hit.passage.report.region for hit in narrowed.hits} == {LIAOXI}
    assert narrowed.understood == Understood(LIAOXI, 2023, "npc")
    assert asked.understood == Understood()
    assert len({hit.passage.report.region for hit in asked.hits}) > 3


def test_what_lies_outside_of_what_was_understood_says_so(samples_by_pairs: Library) -> None:
    """A quoted part that stands in no passage of the county is found elsewhere, and marked."""
    inside = samples_by_pairs.ask("蓼溪县“人大”监督").hits
    assert {hit.outside for hit in inside} == {False}

    answer = samples_by_pairs.ask("蓼溪县“采茶工随迁子女”")

    assert answer.understood == Understood(LIAOXI)
    assert "采茶工随迁子女" in answer.hits[0].passage.text
    assert {hit.outside for hit in answer.hits} == {True}


def test_a_hit_says_how_far_it_stands_out(samples_by_pairs: Library) -> None:
    """A passage asked for with its own words stands far above what is usual."""
    text = TRUTH["copied"][0]["from"]["text"][:80]
    assert samples_by_pairs.ask(text).hits[0].matched.standing > 3


def test_a_place_and_a_year_that_are_not_there_are_named(samples_by_pairs: Library) -> None:
    """They narrow nothing, and the answer says so."""
    assert samples_by_pairs.ask("贵州的公路").absent == Absent(region="贵州省")
    assert samples_by_pairs.ask("蓼溪县1998年的公路").absent == Absent(year=1998)
    assert samples_by_pairs.ask("蓼溪县的公路").absent == Absent()


def test_the_same_question_has_the_same_answer(samples_by_pairs: Library) -> None:
    """Nothing in an answer is left to chance."""
    assert samples_by_pairs.ask("河长制") == samples_by_pairs.ask("河长制")


@pytest.mark.parametrize("question", ["", " \n ", "问" * 2001, "问" * 100_000])
def test_questions_that_cannot_be_asked_are_refused(samples_by_pairs: Library, question: str) -> None:
    """Empty and endless questions get one line that says what to do."""
    with pytest.raises(BadRequest) as caught:
        samples_by_pairs.ask(question)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    "question", ['"', "(", "a OR b", "*", "NEAR(甲 乙)", "的", "👍", "؟", "x" * 2000, "' ; DROP TABLE report"]
)
def test_odd_questions_are_answered_like_any(samples_by_pairs: Library, question: str) -> None:
    """Signs that mean something to a search engine mean nothing here."""
    assert samples_by_pairs.ask(question).hits


@pytest.mark.parametrize("name", ["limit", "per_report"])
def test_a_limit_is_at_least_one(samples_by_pairs: Library, name: str) -> None:
    """Zero hits of nothing is no question."""
    with pytest.raises(BadRequest, match=name):
        samples_by_pairs.ask("河长制", **{name: 0})


@pytest.mark.parametrize("dimensions", [384, 16])
def test_a_library_without_reports_answers_nothing(tmp_path: Path, dimensions: int) -> None:
    """An empty library says so, whatever the model's vectors are like; it has no duplicates."""
    encoder = PairEncoder()
    encoder.dimensions = dimensions
    library = open_library(tmp_path / "library", encoder)

    for job in (library.ask, library.ask_by_region, library.similar):
        with pytest.raises(NotFound, match=r"empty.*duizhao add"):
            job("公路建设很快。")
    assert library.duplicates().families == ()


# Filters


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("蓼溪县", LIAOXI),
        ("蓼溪", LIAOXI),
        ("青岚省/岚州市/蓼溪县", LIAOXI),
        ("青岚省", ("青岚省",)),
        ("岚州市", ("青岚省", "岚州市")),
    ],
)
def test_a_region_admits_what_lies_below_it(samples_by_pairs: Library, name: str, expected: tuple[str, ...]) -> None:
    """By full or short name, or by path."""
    hits = samples_by_pairs.ask("监督", filters=Filters(regions=(name,)), limit=50, per_report=50).hits
    listed = samples_by_pairs.reports(Filters(regions=(name,)))

    wanted = {file for file, facts in REPORTS.items() if tuple(facts["region"][: len(expected)]) == expected}
    assert {file_of(hit.passage) for hit in hits} == wanted
    assert {Path(facts.source.file).name for facts in listed} == wanted


def test_filters_of_one_kind_add_up_and_kinds_narrow(samples_by_pairs: Library) -> None:
    """Several regions or years mean "or"; region, year and body together mean "and"."""

    def files(**chosen: tuple[object, ...]) -> set[str]:
        return {Path(facts.source.file).name for facts in samples_by_pairs.reports(Filters(**chosen))}

    def expected(regions: set[str], years: set[int], bodies: set[str]) -> set[str]:
        return {
            file
            for file, facts in REPORTS.items()
            if facts["region"][-1] in regions and facts["covers"][0] in years and facts["body"] in bodies
        }

    two = files(regions=("蓼溪县", "茗丘县"), years=(2022, 2023), bodies=("npc", "government"))
    assert two == expected({"蓼溪县", "茗丘县"}, {2022, 2023}, {"npc", "government"})
    assert 1 < len(two) < len(files(regions=("蓼溪县", "茗丘县")))
    assert files(years=(1999,)) == set()
    assert len(files()) == len(REPORTS)


@pytest.mark.parametrize("part", ["done", "planned", "problems"])
def test_a_part_admits_its_passages(samples_by_pairs: Library, part: str) -> None:
    """Only passages of that part of the reports are found."""
    hits = samples_by_pairs.ask("监督", filters=Filters(parts=(part,))).hits
    assert {hit.passage.part for hit in hits} == {part}


def test_a_term_counts_in_each_of_its_years(tmp_path: Path, empty: Library) -> None:
    """A report that covers five years is found in the third."""
    empty.add([FIRST.saved(tmp_path)])
    empty.edit("甲水县", {"covers": "2018-2022"})
    assert len(empty.reports(Filters(years=(2020,)))) == 1
    assert empty.reports(Filters(years=(2023,))) == ()


def test_an_unknown_region_is_refused(samples_by_pairs: Library) -> None:
    """In every job, with what the library has."""
    filters = Filters(regions=("火星区",))
    for job in (
        lambda: samples_by_pairs.ask("监督", filters=filters),
        lambda: samples_by_pairs.ask_by_region("监督", filters=filters),
        lambda: samples_by_pairs.similar("依法监督。", filters=filters),
        lambda: samples_by_pairs.duplicates(filters=filters),
        lambda: samples_by_pairs.reports(filters),
    ):
        with pytest.raises(NotFound, match="火星区"):
            job()


def test_an_ambiguous_region_is_refused(tmp_path: Path, empty: Library) -> None:
    """A county of one name in two provinces must be given by its path."""
    empty.add(
        [FIRST.saved(tmp_path, "a.txt"), replace(FIRST, province="云岭省", city="霭阳市").saved(tmp_path, "b.txt")]
    )
    with pytest.raises(Ambiguous, match="青岚省/岚州市/甲水县"):
        empty.ask("公路", filters=Filters(regions=("甲水县",)))
    assert empty.ask("公路", filters=Filters(regions=("云岭省/甲水县",))).hits
    assert empty.ask("甲水县公路").understood.region is None


def test_a_filter_that_admits_nothing_finds_nothing(samples_by_pairs: Library) -> None:
    """A year without reports gives an answer without hits."""
    answer = samples_by_pairs.ask("监督", filters=Filters(years=(1999,)))
    assert (answer.hits, answer.confident) == ((), False)


@pytest.mark.shared
def test_codes_and_open_regions_work_on_real_places(seeds_by_pairs: Library) -> None:
    """A code means a region of the table; a question that names a district of an open region is answered from it."""
    by_code = seeds_by_pairs.ask("立法", filters=Filters(regions=("652300",)))
    assert {hit.passage.report.region[-1] for hit in by_code.hits} == {"昌吉回族自治州"}
    zhejiang = {facts.region for facts in seeds_by_pairs.reports(Filters(regions=("浙江省",)))}
    assert {region[-1] for region in zhejiang} == {"临平区", "南湖区", "定海区"}
    assert seeds_by_pairs.ask("城区人大常委会怎样监督").hits[0].passage.report.region == ("山西省", None, "城区")


# By region


def test_every_region_has_a_row(samples_by_pairs: Library) -> None:
    """Rows stand for exact regions, whether or not they say anything, with a cell for each year."""
    found = samples_by_pairs.ask_by_region("怎样减少沙尘暴停工的损失")

    wanted = Counter(tuple(facts["region"]) for facts in REPORTS.values())
    assert {row.region: row.reports for row in found.regions} == dict(wanted)
    assert found.region_count == len(found.regions) == len(wanted)
    assert found.silent == sum(row.best is None for row in found.regions)
    for row in found.regions:
        covered = {facts["covers"][0] for facts in REPORTS.values() if tuple(facts["region"]) == row.region}
        assert {cell.year for cell in row.cells if cell.report} == covered
        assert all(cell.report or cell.best is cell.nearest_miss is None for cell in row.cells)


def test_a_row_has_a_best_hit_or_a_nearest_miss(samples_by_pairs: Library) -> None:
    """Of its own region and year, and never both."""
    for row in samples_by_pairs.ask_by_region("提案办理和立案", limit=2).regions:
        assert (row.best is None) != (row.nearest_miss is None)
        for hit in filter(None, (row.best, row.nearest_miss)):
            assert hit.passage.report.region == row.region
            assert len(hit.siblings) <= 2
        for cell in row.cells:
            for hit in filter(None, (cell.best, cell.nearest_miss)):
                assert hit.passage.report.region == row.region
                assert hit.passage.report.covers[0] <= cell.year <= hit.passage.report.covers[1]


def test_no_region_says_what_nothing_answers(samples_library: Library) -> None:
    """As sure as the answer passage by passage; where that is not sure, the nearest are near misses of silent regions."""
    sure = asked_alike = 0
    for question in ("火星上有多少只企鹅会跳舞？", *(one["question"] for one in TRUTH["questions"][::4])):
        answer, found = samples_library.ask(question), samples_library.ask_by_region(question)
        assert found.confidence == pytest.approx(answer.confidence, abs=0.1), question
        assert found.confident == (found.confidence >= SURE)
        assert any(row.best for row in found.regions) == found.confident, question
        asked_alike += found.confident == answer.confident
        assert found.silent == sum(row.nearest_miss is not None for row in found.regions if row.reports)
        sure += answer.confident
    assert sure > 3
    assert asked_alike >= len(TRUTH["questions"][::4])
    assert samples_library.ask_by_region("火星上有多少只企鹅会跳舞？").silent == found.region_count


def test_the_region_of_a_passage_is_not_silent(samples_by_pairs: Library) -> None:
    """Whatever else it says."""
    passage = samples_by_pairs.passages(samples_by_pairs.reports()[0].id)[3]
    found = samples_by_pairs.similar_to(passage.id)
    assert [row.region for row in found.regions if row.own] == [passage.report.region]
    assert found.silent == sum(row.best is None and row.region != passage.report.region for row in found.regions)
    assert not any(row.own for row in samples_by_pairs.similar(passage.text).regions)


def test_filters_choose_the_rows(samples_by_pairs: Library) -> None:
    """Only what the filters admit has a row."""
    rows = samples_by_pairs.ask_by_region("监督", filters=Filters(regions=("青岚省",), bodies=("npc",))).regions
    wanted = {tuple(f["region"]) for f in REPORTS.values() if f["region"][0] == "青岚省" and f["body"] == "npc"}
    assert {row.region for row in rows} == wanted


def test_reports_without_a_region_share_a_row(tmp_path: Path, library: Library) -> None:
    """The row of the unknown comes last."""
    path = tmp_path / "note.txt"
    path.write_text("今天修建公路。", encoding="utf-8")
    library.add([FIRST.saved(tmp_path / "given"), type(FIRST.saved(tmp_path / "given"))(path, "note.txt")])
    assert [row.region for row in library.ask_by_region("公路").regions][-1] is None


def test_one_county_that_does_a_thing_is_the_one_that_says_it(samples_library: Library) -> None:
    """An initiative of one county, asked of all: its own row has it, and most others are silent."""
    found = samples_library.ask_by_region("哪里设立了沙尘天气停工停课补偿制度？")
    said = {display(row.region) for row in found.regions if row.best}

    assert "瀚海自治区/驼泉县" in said
    assert found.silent >= found.region_count / 2
