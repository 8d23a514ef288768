"""What finding reuse is measured with: edits, planted pairs, lookalikes, and how found ones are counted."""

from pathlib import Path

import numpy as np
import pytest
from rapidfuzz.distance import LCSseq, Levenshtein

from benchmarks import lookalikes
from benchmarks.corpus import Corpus, Stretch
from benchmarks.edits import OPERATORS, Material, edit, material
from benchmarks.grown import grown, seed_of
from benchmarks.injected import Amounts, injected, provincial
from benchmarks.lexicon import Lexicon, of_texts
from benchmarks.matches import Found, b_cubed, components
from benchmarks.samples import planted
from benchmarks.shares import least_shared

SENTENCE = "去年，全市新建学校12所，浙江来的教师有3400人，群众很满意；道路修了58公里，企业来了一百家，大家都说好"
LEXICON = Lexicon(
    frozenset(["去年", "新建", "学校", "教师", "群众", "满意", "道路", "公里", "企业", "大家", "全市", "高兴", "老师"]),
    {"满意": ("高兴",), "教师": ("老师",)},
)


@pytest.fixture
def given() -> Material:
    """What sentences are edited with."""
    return Material(LEXICON, {1: ("更",), 2: ("积极", "稳步"), 3: ("进一步",), 4: ("因地制宜",)})


@pytest.mark.parametrize("operator", OPERATORS)
@pytest.mark.parametrize("share", [0.05, 0.1, 0.2])
def test_an_edit_changes_as_much_as_it_says(operator: str, share: float, given: Material) -> None:
    """What is inserted, deleted and replaced is counted exactly; what moves is what a common order leaves over."""
    for seed in range(20):
        made = edit(SENTENCE, operator, share, given, np.random.default_rng(seed))
        if operator == "clause order":
            kept = LCSseq.similarity(SENTENCE, made.text)
            assert sorted(made.text) == sorted(SENTENCE)
            assert len(SENTENCE) - kept <= made.changed + SENTENCE.count("，")
        elif operator == "mixture":
            assert Levenshtein.distance(SENTENCE, made.text) <= 2 * made.changed + SENTENCE.count("，")
        else:
            assert Levenshtein.distance(SENTENCE, made.text) <= made.changed <= round(share * len(SENTENCE))


def test_edits_by_hand(given: Material) -> None:
    """Each operator does what its name says."""
    random = np.random.default_rng(0)
    assert edit("教师满意", "synonym", 1, given, random).text == "老师高兴"
    assert len(edit("共12所", "number", 1, given, random).text) == 4
    assert "浙江" not in edit("浙江的教师", "place", 1, given, random).text
    assert edit("去年，学校", "clause order", 0.4, given, random).text == "学校，去年"
    assert edit("去年学校", "deletion", 0.5, given, random).text in {"去年", "学校"}
    assert edit("全市教师", "number", 0.2, given, random) == edit("全市教师", "place", 0.2, given, random)


def test_synonyms_are_of_one_meaning_and_never_opposites() -> None:
    """They come from the dictionary, and are at home in the texts."""
    text = "增强信心，加强管理，提高质量，降低成本。" * 10
    lexicon = of_texts([text], [("提高", "降低")])
    assert "加强" in lexicon.synonyms["增强"]
    assert not {"降低", "减少"} & set(lexicon.synonyms.get("提高", ()))
    assert lexicon.cut("增强信心1.5%") == ["增强", "信心", "1.5%"]


def test_lookalikes_differ_and_keep_their_frame() -> None:
    """The opposite holds the opposite word; another subject takes a third of the clause at least."""
    random = np.random.default_rng(0)
    assert lookalikes.opposite("地区生产总值增长5%", random) == "地区生产总值下降5%"
    assert lookalikes.opposite("培育新的增长极", random) is None
    made = lookalikes.other_subject("加强生态环境保护监督", random)
    assert made
    assert made.startswith("加强")
    assert made.endswith("监督")
    assert "生态" not in made
    assert lookalikes.other_subject("加强生态环境保护监督并把它作为今后一个时期各项工作的重中之重来抓", random) is None


def test_ten_pairs_belong_together_and_ten_do_not() -> None:
    """They are of 10 to 80 characters."""
    pairs = lookalikes.written()
    assert sorted(pair.together for pair in pairs) == [False] * 10 + [True] * 10
    assert all(10 <= len(text) <= 80 for pair in pairs for text in (pair.one, pair.other))


# Counting


def test_a_pair_is_found_where_half_of_either_side_is() -> None:
    """By one family that reaches both sides or by several; and never by families that reach one side each."""
    one, other = Stretch(0, 0, 10, 30), Stretch(1, 4, 0, 20)
    assert Found([[Stretch(0, 0, 0, 20), Stretch(1, 4, 10, 40)]], 0).joins(one, other)
    assert not Found([[Stretch(0, 0, 0, 19), Stretch(1, 4, 10, 40)]], 0).joins(one, other)
    assert not Found([[Stretch(0, 0, 10, 30)], [Stretch(1, 4, 0, 20)]], 0).joins(one, other)
    halves = [[Stretch(0, 0, 10, 16), Stretch(1, 4, 0, 6)], [Stretch(0, 0, 16, 22), Stretch(1, 4, 6, 12)]]
    assert Found(halves, 0).joins(one, other)
    assert not Found(halves[:1], 0).joins(one, other)
    assert Found([[Stretch(0, 0, 0, 40), Stretch(1, 4, 0, 20)]], 0).exactness(one, other) == 0.5


def test_b_cubed_by_hand() -> None:
    """Of two families of two, one is found and one is not: precision 1, recall (1 + 1 + 1/2 + 1/2) / 4."""
    a, b, c, d = (Stretch(n, 0, 0, 10) for n in range(4))
    kept = b_cubed(Found([[a, b]], 0), [[a, b], [c, d]])
    assert [[(item.precision, item.recall) for item in family] for family in kept] == [[(1, 1)] * 2, [(1, 0.5)] * 2]
    everything = b_cubed(Found([[a, b, c, d]], 0), [[a, b], [c, d]])
    assert {(item.precision, item.recall) for family in everything for item in family} == {(0.5, 1)}


def test_chains_become_families() -> None:
    """Pairs that share a stretch are of one family."""
    a, b, c, d, e = (Stretch(n, 0, 0, 10) for n in range(5))
    assert sorted(map(len, components([[a, b], [c, b], [d, e]]))) == [2, 3]


def test_shares_by_hand() -> None:
    """Clauses that change places share less in order than in any order; numbers count alike."""
    shared = least_shared(["一二三四五六七八", "五六七八一二三四"])
    assert shared.in_order == 0.5
    assert shared.any_order == 6 / 7
    assert least_shared(["增长12%", "增长5%。"]).in_order == 1
    assert least_shared(["甲乙丙丁", "甲乙丙丁戊己庚辛", "戊己庚辛"]).in_order == 0


# Growing


def test_grown_reports_are_the_same_every_time() -> None:
    """They have vectors of unit length, and sentences of the length of real ones."""
    seed = seed_of(["新建学校12所。", "群众很满意。"], np.eye(2, dtype=np.float32), LEXICON)
    first, again = list(grown(seed, 3)), list(grown(seed, 3))
    assert [one.text for one in first] == [one.text for one in again]
    assert all(len(one.vectors) == len(one.sentences) for one in first)
    assert np.allclose(np.linalg.norm(first[2].vectors, axis=1), 1)
    assert {len(sentence) for sentence in first[0].sentences} <= {6, 7, 8}
    assert len({one.title for one in first}) == 3


# Planted


SOME = Amounts(pairs={"60-200": 1, "20-60": 1}, scattered=1, lookalikes=20, families=3)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """Reuse planted in a few real reports."""
    return injected(provincial()[:8], SOME)


@pytest.mark.shared
def test_planted_pairs_stand_where_it_is_said(corpus: Corpus) -> None:
    """The source in one report, what became of it in another, as changed as is said."""
    assert corpus.pairs
    for pair in corpus.pairs:
        source, copy = corpus.of(pair.source), corpus.of(pair.copy)
        assert pair.source.report != pair.copy.report
        assert abs(pair.changed - pair.level) <= max(0.2 * pair.level, 0.5 / len(source)) + 1e-9
        assert source != copy
        if pair.operator not in {"clause order", "mixture"}:
            assert Levenshtein.distance(source, copy) <= round(pair.changed * len(source))
        low, high = map(int, pair.length.split("-"))
        assert low <= len(source) <= high
    assert len({(pair.copy.report, pair.copy.passage) for pair in corpus.pairs}) == len(corpus.pairs)


@pytest.mark.shared
def test_lookalikes_stand_where_it_is_said(corpus: Corpus) -> None:
    """And differ."""
    assert {one.kind for one in corpus.lookalikes} == {"antonyms", "other subject"}
    for one in corpus.lookalikes:
        assert corpus.of(one.one) != corpus.of(one.other)
        assert min(len(corpus.of(one.one)), len(corpus.of(one.other))) >= 10


@pytest.mark.shared
def test_planted_families_are_of_several_reports(corpus: Corpus) -> None:
    """A source and three to six copies, no two in one report."""
    for family in corpus.families:
        assert len({stretch.report for stretch in family}) == len(family)


@pytest.mark.shared
def test_planting_is_the_same_every_time(corpus: Corpus) -> None:
    """A seed gives one corpus."""
    assert injected(provincial()[:8], SOME) == corpus


@pytest.mark.shared
def test_files_are_written_as_they_were_read(corpus: Corpus, tmp_path: Path) -> None:
    """A file a report."""
    paths = corpus.write(tmp_path)
    assert [path.read_text("utf-8") for path in paths] == list(corpus.files.values())


def test_families_of_the_samples_are_found_in_them() -> None:
    """Every text stands where truth.json says."""
    samples = planted()
    assert len(samples.families) == 33
    assert all(len(family) > 1 for family in samples.families)


def test_material_is_made_of_whole_words() -> None:
    """Phrases are of the texts."""
    made = material(LEXICON, ["新建学校，群众满意。"] * 50)
    assert {phrase for some in made.phrases.values() for phrase in some} <= {
        "新建", "学校", "新建学校", "群众", "满意", "群众满意",
    }  # fmt: skip


def test_b_cubed_is_what_looking_at_every_pair_gives() -> None:
    """Also where families cover items partly, and items stand in one passage."""
    random = np.random.default_rng(0)

    def stretch() -> Stretch:
        start = int(random.integers(0, 40))
        return Stretch(int(random.integers(3)), int(random.integers(2)), start, start + int(random.integers(5, 30)))

    for _ in range(30):
        found = Found([[stretch() for _ in range(int(random.integers(2, 5)))] for _ in range(12)], 0)
        families = [[stretch(), stretch()] for _ in range(6)]
        items = [(n, item) for n, family in enumerate(families) for item in family]
        for n, kept in enumerate(b_cubed(found, families)):
            for item, got in zip(families[n], kept, strict=True):
                near = [m for m, other in items if other is item or found.joins(item, other)]
                assert got.precision == near.count(n) / len(near)
                assert got.recall == near.count(n) / 2
