import pytest

from service.answers import Understood
from service.errors import BadRequest
from service.filters import Filters
from service.frame import KINDS, Frame, narrow, understand
from service.library import Library

LIAOXI = ("青岚省", "岚州市", "蓼溪县")


def understood(library: Library, question: str) -> Frame:
    """Read a question as it is put to a library."""
    return understand(question, library.collection.regions, library.collection.facts)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("蓼溪县2023年是怎么解决食堂问题的？", Understood(LIAOXI, 2023)),
        ("蓼溪的食堂", Understood(LIAOXI)),
        ("蓼溪縣的食堂", Understood(LIAOXI)),
        ("What did Liaoxi do in 2022?", Understood(LIAOXI, 2022)),
        ("青岚省有哪些做法？", Understood(("青岚省",))),
        ("人大代表怎样收集群众意见", Understood(body="npc")),
        ("政协委员提了什么提案", Understood(body="cppcc")),
        ("What did the CPPCC propose?", Understood(body="cppcc")),
        ("存在哪些问题？", Understood(part="problems")),
        ("下一步有什么打算？", Understood(part="planned")),
        ("1998年怎么样？", Understood()),
        ("蓼溪县去年修了哪些路？", Understood(LIAOXI, 2023)),
        ("去年修了哪些路？", Understood()),
        ("2025年政府工作报告怎么说？", Understood(year=2024, body="government")),
        ("2024年怎么样？", Understood(year=2024)),
        ("怎样防止山体滑坡？", Understood()),
        ("政協委員提了什麼提案", Understood(body="cppcc")),
        ("political advisers", Understood(body="cppcc")),
        ("the county people's congress", Understood(body="npc")),
        ("政协和人大有什么不同", Understood()),
        ("政府工作报告怎样向政协通报", Understood(body="government")),
        ("存在哪些问题，下一步有什么打算？", Understood()),
        ("检查发现了哪些问题？", Understood()),
        ("next steps in Liaoxi", Understood(LIAOXI, part="planned")),
        ("What shortcomings remain?", Understood(part="problems")),
        ("取得了哪些成绩？", Understood(part="done")),
        ("НПКСК: какие недостатки?", Understood(body="cppcc", part="problems")),
        ("thiếu sót của chính hiệp", Understood(body="cppcc", part="problems")),
        ("خەلق قۇرۇلتىيى", Understood(body="npc")),
    ],
)
def test_a_question_says_where_when_who_and_which_part(
    samples_by_pairs: Library, question: str, expected: Understood
) -> None:
    """A year means the year reviewed, unless it names a report; last year is the newest, where regions agree on it.

    Of two bodies, or two parts, neither alone is meant; a body that is told or asked is not the one that reports.
    """
    assert understood(samples_by_pairs, question).understood == expected


def test_pinyin_counts_as_a_word_only(samples_by_pairs: Library) -> None:
    """A name inside a longer word is no name."""
    assert understood(samples_by_pairs, "Liaoxiang cooking") == Frame(Understood())


@pytest.mark.parametrize(
    ("question", "absent", "absent_year"),
    [
        ("贵州的公路", "贵州省", None),
        ("Guizhou's roads in 2023", "贵州省", None),
        ("蓼溪县1998年的公路", None, 1998),
        ("蓼溪县的公路", None, None),
    ],
)
def test_what_the_library_lacks_is_said(
    samples_by_pairs: Library, question: str, absent: str | None, absent_year: int | None
) -> None:
    """A place or a year that is named and not there frames nothing, but is known."""
    collection = samples_by_pairs.collection
    narrowed = narrow(collection, question, Filters(), ignoring=())
    assert (narrowed.absent, narrowed.absent_year) == (absent, absent_year)
    assert narrow(collection, question, Filters(), ignoring=KINDS).absent is None


def test_the_frame_lies_within_what_the_filters_admit(samples_by_pairs: Library) -> None:
    """Filters admit, the question frames: of passages and of reports."""
    narrowed = narrow(samples_by_pairs.collection, "蓼溪县的食堂", Filters(bodies=("npc",)), ignoring=())
    assert 0 < narrowed.framed.sum() < narrowed.admitted.sum()
    assert not (narrowed.framed & ~narrowed.admitted).any()
    assert 0 < narrowed.framed_reports.sum() < narrowed.admitted_reports.sum()
    assert not (narrowed.framed_reports & ~narrowed.admitted_reports).any()


@pytest.mark.parametrize(
    ("filters", "question", "kept"),
    [
        (Filters(), "蓼溪县政协2023年", Understood(LIAOXI, 2023)),
        (Filters(years=(2022,)), "蓼溪县政协", Understood(LIAOXI)),
    ],
)
def test_a_frame_that_holds_nothing_is_widened_as_little_as_need_be(
    samples_by_pairs: Library, filters: Filters, question: str, kept: Understood
) -> None:
    """The CPPCC of Liaoxi did not report: its region and year still frame."""
    assert narrow(samples_by_pairs.collection, question, filters, ignoring=()).understood == kept


@pytest.mark.parametrize(
    ("ignoring", "kept", "rest"),
    [
        ((), Understood(LIAOXI, 2023, "npc"), "监督"),
        (("region",), Understood(None, 2023, "npc"), "蓼溪县监督"),
        (("year", "body"), Understood(LIAOXI), "2023年人大监督"),
        (KINDS, Understood(), "蓼溪县2023年人大监督"),
    ],
)
def test_each_of_what_was_understood_can_be_taken_off(
    samples_by_pairs: Library, ignoring: tuple[str, ...], kept: Understood, rest: str
) -> None:
    """The others stay, and its words are asked for like any."""
    narrowed = narrow(samples_by_pairs.collection, "蓼溪县2023年人大监督", Filters(), ignoring=ignoring)
    assert (narrowed.understood, narrowed.rest) == (kept, rest)
    assert narrowed.named.all() == (ignoring == KINDS)


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("蓼溪县2023年度重点工作", "重点工作"),
        ("蓼溪县2023年底的食堂", "食堂"),
        ("蓼溪县2023年以来修了哪些路", "修了哪些路"),
        ("蓼溪县去年初中教育", "初中教育"),
        ("蓼溪縣人大做了什麼", "做了什麼"),
        ("蓼溪县２０２３年的食堂？", "食堂？"),
        ("㈱蓼溪縣的食堂", "(株)的食堂"),
        ("2023蓼溪县人大监督", "监督"),
        ("蓼溪县人大怎样向政协通报", "怎样向政协通报"),
        ("蓼溪县和茗丘县的食堂", "蓼溪县和茗丘县的食堂"),
        ("蓼溪县人大", "蓼溪县人大"),
        ("What of Liaoxi in 2023?", "What of Liaoxi in 2023?"),
        ("食堂？", "食堂？"),
    ],
)
def test_only_the_words_that_frame_are_left_out(samples_by_pairs: Library, question: str, rest: str) -> None:
    """However they are written; of two places neither frames, and a question that is nothing else stays whole."""
    assert narrow(samples_by_pairs.collection, question, Filters(), ignoring=()).rest == rest


@pytest.mark.parametrize(
    ("filters", "rest"),
    [
        (Filters(regions=("蓼溪县",)), "蓼溪县监督"),
        (Filters(years=(2023,)), "2023年监督"),
        (Filters(bodies=("npc",)), "人大监督"),
    ],
)
def test_the_words_of_a_kind_that_the_asker_chose_stay(samples_by_pairs: Library, filters: Filters, rest: str) -> None:
    """They frame nothing then."""
    assert narrow(samples_by_pairs.collection, "蓼溪县2023年人大监督", filters, ignoring=()).rest == rest


def test_the_words_of_a_kind_that_was_dropped_stay(samples_by_pairs: Library) -> None:
    """The CPPCC of Liaoxi did not report."""
    assert narrow(samples_by_pairs.collection, "蓼溪县政协监督", Filters(), ignoring=()).rest == "政协监督"


def test_an_unknown_kind_cannot_be_ignored(samples_by_pairs: Library) -> None:
    """The error names those that can."""
    with pytest.raises(BadRequest, match=r"'place'.*region, year, body, part"):
        samples_by_pairs.ask("蓼溪县的食堂", ignoring=("place",))


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        (Filters(regions=("茗丘县",)), Understood(year=2023)),
        (Filters(years=(2022,)), Understood(LIAOXI, None, "npc", None)),
        (Filters(bodies=("cppcc",)), Understood(year=2023)),
    ],
)
def test_what_the_asker_chose_is_not_overruled(samples_by_pairs: Library, filters: Filters, kept: Understood) -> None:
    """A filter stands above what the question names; of that only so much counts as they leave together."""
    answer = samples_by_pairs.ask("蓼溪县人大2023年的食堂", filters=filters)

    assert answer.hits
    assert answer.understood == kept
    for hit in answer.hits:
        facts = hit.passage.report
        assert not filters.regions or facts.region[-1] == "茗丘县"
        assert not filters.years or facts.covers == (2022, 2022)
        assert not filters.bodies or facts.body == "cppcc"
