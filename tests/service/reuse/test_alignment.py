from collections import Counter
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.sentences import sentences
from service.reuse.alignment import Aligned, Wording, aligned, reworded
from service.reuse.candidates import Grams, proposed
from service.reuse.wordings import Wordings
from tests.service.reuse.made import shared, wording, wordings_of
from tests.truth import SAMPLES


def between(one: Wording, other: Wording) -> Aligned | None:
    """Align two wordings as candidates are."""
    return aligned(one, other, shared(one.text, other.text))


def stretches(one: str, other: str) -> tuple[str, str, float] | None:
    """Give what two sentences share: a stretch of each, as they are compared, and the share kept."""
    mine, theirs = wording(one), wording(other)
    found = between(mine, theirs)
    if found is None:
        return None
    return mine.text[found.start : found.end], theirs.text[found.other_start : found.other_end], found.kept


def turned(found: Aligned | None) -> Aligned | None:
    """Give what the other wording finds."""
    return found and Aligned(found.other_start, found.other_end, found.start, found.end, found.kept)


# By hand

REPORT = "依法听取审议专项工作报告"
FORMULA = "以习近平同志为核心的党中央"


def test_another_figure_is_the_same() -> None:
    """All is kept where numbers alone differ."""
    both = "全年召开常委会会议#次听取报告#项"
    assert stretches("全年召开常委会会议8次，听取报告17项。", "全年召开常委会会议十二次，听取报告9项。") == (
        both,
        both,
        1.0,
    )


def test_own_places_are_the_same() -> None:
    """Each report's own county is the same sign; another place is a word like any."""
    mine, theirs = (
        wording("蓼溪县人大常委会认真履行职责。", ["蓼溪县"]),
        wording("茗丘县人大常委会认真履行职责。", ["茗丘县"]),
    )
    assert between(mine, theirs) == (0, 12, 0, 12, 1.0)
    other = wording("鹭屿县人大常委会认真履行职责。", ["茗丘县"])
    found = between(mine, other)
    assert found is not None
    assert found[:4] == (0, 12, 0, 14)
    assert found.kept == pytest.approx(11 / 14)


def test_clauses_may_change_places() -> None:
    """What moved is kept like what stayed."""
    one, other = "加强监督工作，提高工作实效，保障群众利益。", "提高工作实效，保障群众利益，加强监督工作。"
    assert stretches(one, other) == (
        "加强监督工作提高工作实效保障群众利益",
        "提高工作实效保障群众利益加强监督工作",
        1.0,
    )


@pytest.mark.parametrize(
    "other",
    [
        f"{REPORT}，督促整改落实到位。",
        f"新一届常委会认真履职，{REPORT}。",
        f"新一届常委会认真履职，{REPORT}，代表踊跃参与。",
    ],
)
def test_a_clause_stands_inside_a_longer_sentence(other: str) -> None:
    """What stands before and after is no part of what is shared."""
    assert stretches(f"{REPORT}。", other) == (REPORT, REPORT, 1.0)
    assert stretches(f"全面落实代表建议，{REPORT}，公路通车。", other) == (REPORT, REPORT, 1.0)


def test_a_formula_stands_in_other_clauses() -> None:
    """It is shared by itself, not with the clauses around it."""
    one = f"紧密团结在{FORMULA}周围，奋力谱写新篇章。"
    other = f"坚决拥护{FORMULA}权威，经济稳中有进。"
    assert stretches(one, other) == (FORMULA, FORMULA, 1.0)


def test_an_edited_sentence() -> None:
    """By count: of 22 characters of the longer one, 16 stand in both in their order."""
    found = stretches("全年新建农村公路120公里，群众出行更加方便。", "全年新改建农村公路80公里，村民出行更为方便快捷。")
    assert found is not None
    assert found[:2] == ("全年新建农村公路#公里群众出行更加方便", "全年新改建农村公路#公里村民出行更为方便快捷")
    assert found[2] == pytest.approx(16 / 22)


def test_what_moved_is_counted_once() -> None:
    """Characters that stand twice in one text and once in the other are shared once: 22 of 27."""
    found = stretches(
        "听取审议专项工作报告推动解决戊己庚辛壬甲乙丙丁戊己庚辛", "甲乙丙丁戊己庚辛听取审议专项工作报告推动解决"
    )
    assert found is not None
    assert found[2] == pytest.approx(22 / 27)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("加强生态环境保护监督", "加强国有资产管理监督"),
        ("全面加强常委会对生态环境保护工作的监督", "全面加强常委会对国有资产管理工作的监督"),
        ("检查道路交通安全法执行情况", "检查固体废物污染法执行情况"),
        ("今日天晴云淡风轻花香鸟语", "全年召开常委会会议十二次"),
    ],
)
def test_another_subject_is_no_variant(one: str, other: str) -> None:
    """The same frame around another thing is no reuse, and nothing in common is none."""
    assert stretches(one, other) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("城镇居民人均可支配收入增长8%", "城镇居民人均可支配收入下降8%"),
        ("财政支出压减5%用于保障民生项目", "财政支出增加5%用于保障民生项目"),
        ("城镇新增就业一万二千人", "城镇减少就业一万二千人"),
        ("允许外地车辆进入主城区道路通行", "禁止外地车辆进入主城区道路通行"),
        ("全县财政收入持续增长，社会支出持续下降。", "全县财政收入持续下降，社会支出持续增长。"),
        ("按期完成全部年度监督工作任务", "未完成全部年度监督工作任务"),
        ("按期完成全部年度监督工作任务", "按期没有完成全部年度监督工作任务"),
        ("会议审议通过了县人民政府的报告", "会议没有审议通过县人民政府的报告"),
    ],
)
def test_the_opposite_is_no_variant(one: str, other: str) -> None:
    """However like their wording, two sentences of which one says the opposite are no reuse, from either side."""
    assert stretches(one, other) is None
    assert stretches(other, one) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("不断加强常委会自身建设提升履职能力", "加强常委会自身建设提升履职能力"),
        ("没有发生重大安全生产事故8起", "没有发生重大安全生产事故9起"),
        ("收入持续增长，支出明显下降，结构优化。", "支出明显下降，收入持续增长，结构优化。"),
        ("城镇居民人均可支配收入增长8%", "城镇居民人均可支配收入增加8%"),
    ],
)
def test_what_only_looks_like_the_opposite(one: str, other: str) -> None:
    """不断 denies nothing, both may deny, clauses may change places, and 增长 is 增加."""
    assert stretches(one, other) is not None


def test_the_opposite_in_clauses_that_changed_places() -> None:
    """Income grows and spending falls, or spending grows and income falls."""
    assert stretches("城镇居民收入较快增长，农村居民支出下降。", "农村居民支出增长，城镇居民收入较快下降。") is None


def test_one_long_english_word_is_no_reuse() -> None:
    """Two sentences that have “suggestions” in common share no stretch."""
    assert (
        stretches(
            "Nine suggestions were answered by the county a second time.",
            "All of the 12 suggestions from our deputies are printed here.",
        )
        is None
    )


# What follows from how stretches are defined


@cache
def sample_wordings() -> Wordings:
    """The Chinese sentences of the samples."""
    files = [path for path in sorted(SAMPLES.glob("*.txt")) if not path.stem.endswith("-en")]
    lines = [line for path in files for line in path.read_text("utf-8").splitlines()]
    return wordings_of([span.of(line) for line in lines for span in sentences(line)])


@cache
def sample_pairs() -> tuple[tuple[Wording, Wording], ...]:
    """Those that share 3-grams."""
    wordings = sample_wordings()
    pairs = [
        row for found in proposed(wordings, [Grams.of(wordings, 0, len(wordings))]) for row in found[:, :2].tolist()
    ]
    known = [wordings.clauses(n) for n in range(len(wordings))]
    return tuple((known[one], known[other]) for one, other in pairs)


def check(one: Wording, other: Wording, found: Aligned) -> None:
    """Check all that must hold of a stretch, whatever the texts."""
    assert 0 <= found.start < found.end <= len(one.text)
    assert 0 <= found.other_start < found.other_end <= len(other.text)
    mine, theirs = one.text[found.start : found.end], other.text[found.other_start : found.other_end]
    longer = max(len(mine), len(theirs))
    matched = found.kept * longer
    assert 0 < found.kept <= 1
    assert matched <= (Counter(mine) & Counter(theirs)).total() + 1e-6
    assert matched >= min(8, 0.5 * longer)
    whole = {found.start, found.end} <= set(one.clauses) and {found.other_start, found.other_end} <= set(other.clauses)
    formula = matched >= 11 - 1e-6 and 2 * matched >= 0.85 * (len(mine) + len(theirs)) - 1e-6
    assert whole or formula


def test_stretches_of_the_samples() -> None:
    """Bounds, counts, and whole clauses unless a formula is shared, in all that the samples share."""
    found = [(one, other, stretch) for one, other in sample_pairs() if (stretch := between(one, other))]
    assert len(found) > 300
    for one, other, stretch in found:
        check(one, other, stretch)


def test_either_side_finds_nearly_the_same_in_the_samples() -> None:
    """In nineteen pairs of twenty both sides agree on whether there is a stretch, and where."""
    pairs = sample_pairs()
    apart = [(one, other) for one, other in pairs if between(one, other) != turned(between(other, one))]
    assert len(apart) <= 0.05 * len(pairs)


CLAUSES = ("全面加强监督工作", "推动解决群众问题", "新建农村公路百里", "依法行使各项职权", "听取审议专项报告")
pieces = st.lists(
    st.sampled_from([*CLAUSES, "，", "，", "不", "增长", "下降", "群众", "报告", "8", "甲乙丙丁"]),
    min_size=1,
    max_size=8,
).map("".join)
any_wording = pieces.map(lambda text: wording(f"坚持人民至上{text}甲乙"))


@given(any_wording, any_wording)
def test_stretches_of_any_texts(one: Wording, other: Wording) -> None:
    """Bounds, counts and whole clauses in texts made of pieces."""
    found = between(one, other)
    if found:
        check(one, other, found)


@given(any_wording)
def test_a_text_keeps_all_of_itself(one: Wording) -> None:
    """Beside itself it is shared as a whole."""
    assert between(one, one) == (0, len(one.text), 0, len(one.text), 1.0)
    if len(one.text) >= 8:
        assert reworded(one, one) == (0, len(one.text), 0, len(one.text), 1.0)


@given(st.permutations(CLAUSES), st.permutations(CLAUSES))
def test_clauses_in_any_order_are_all_kept(one: list[str], other: list[str]) -> None:
    """However clauses are ordered, both texts are shared as a whole."""
    mine, theirs = wording("，".join(one)), wording("，".join(other))
    length = len("".join(CLAUSES))
    assert between(mine, theirs) == (0, length, 0, length, 1.0)


@given(st.permutations(CLAUSES), st.integers(0, 4), st.sampled_from(["晨曦初照山河", "岁月静好人间"]))
def test_one_clause_among_others(order: list[str], which: int, own: str) -> None:
    """A clause that two texts share, and nothing else, is found as itself, wherever it stands; and from either side."""
    mine, theirs = wording("，".join(order)), wording(f"{own}，{order[which]}，{own[::-1]}")
    start = 8 * which
    assert between(mine, theirs) == (start, start + 8, len(own), len(own) + 8, 1.0)
    assert turned(between(theirs, mine)) == between(mine, theirs)


# In other words


def test_reworded_by_count() -> None:
    """Of 20 and 21 characters 10 stand in runs in the same order: more than two fifths, and at least eight."""
    found = reworded(
        wording("我们在老旧小区旁边开办流动菜市场方便老人"), wording("为了方便老人就近买菜在老旧小区开办流动菜摊")
    )
    assert found is not None
    assert found[:4] == (0, 20, 0, 21)
    assert found.kept == pytest.approx(10 / 21)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("今日天晴云淡风轻花香鸟语", "全年召开常委会会议十二次"),
        ("城镇居民人均可支配收入增长8%", "城镇居民人均可支配收入下降8%"),
        ("会议审议通过了县人民政府的报告", "会议没有审议通过县人民政府的报告"),
        ("加强生态环境保护监督", "加强国有资产管理监督"),
    ],
)
def test_reworded_needs_characters_and_agreement(one: str, other: str) -> None:
    """Nearness in meaning alone is nothing; neither is the opposite, nor another subject in the same frame."""
    assert reworded(wording(one), wording(other)) is None


@given(any_wording, any_wording)
def test_reworded_is_of_the_whole(one: Wording, other: Wording) -> None:
    """Both are taken as a whole, and no more is kept than they have in common."""
    found = reworded(one, other)
    if found:
        assert found[:4] == (0, len(one.text), 0, len(other.text))
        common = (Counter(one.text) & Counter(other.text)).total()
        assert 8 <= found.kept * max(len(one.text), len(other.text)) + 1e-6 <= common + 1e-5
