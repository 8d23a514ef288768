import pytest

from service.answers import Understood
from service.filters import Filters
from service.frame import understand
from service.library import Library

LIAOXI = ("青岚省", "岚州市", "蓼溪县")


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
        ("去年修了哪些路？", Understood(year=2024)),
        ("2025年政府工作报告怎么说？", Understood(year=2024, body="government")),
        ("2024年怎么样？", Understood(year=2024)),
        ("怎样防止山体滑坡？", Understood()),
    ],
)
def test_a_question_says_where_when_who_and_which_part(
    samples_by_pairs: Library, question: str, expected: Understood
) -> None:
    """A year means the year reviewed, unless it names a report; last year is the newest that is there."""
    collection = samples_by_pairs.collection
    assert understand(question, collection.regions, collection.facts) == expected


def test_pinyin_counts_as_a_word_only(samples_by_pairs: Library) -> None:
    """A name inside a longer word is no name."""
    collection = samples_by_pairs.collection
    assert understand("Liaoxiang cooking", collection.regions, collection.facts).region is None


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        (Filters(regions=("茗丘县",)), Understood(None, 2023, "npc", None)),
        (Filters(years=(2022,)), Understood(LIAOXI, None, "npc", None)),
        (Filters(bodies=("cppcc",)), Understood()),
    ],
)
def test_what_the_asker_chose_is_not_overruled(samples_by_pairs: Library, filters: Filters, kept: Understood) -> None:
    """A filter stands above what the question names; where both leave nothing, only the filter counts."""
    answer = samples_by_pairs.ask("蓼溪县人大2023年的食堂", filters=filters)

    assert answer.hits
    assert answer.understood in {kept, Understood()}
    for hit in answer.hits:
        facts = hit.passage.report
        assert not filters.regions or facts.region[-1] == "茗丘县"
        assert not filters.years or facts.covers == (2022, 2022)
        assert not filters.bodies or facts.body == "cppcc"
