import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.answers import Change, Flag
from service.changes import changes, flags, shared_wording

WORDS = ["全面保护森林", "加快建设水库", "，", "。", "12件", "3.5%", "the plan ", "监督", " ", "\n", "𠮷"]
texts = st.one_of(st.lists(st.sampled_from(WORDS), max_size=14).map("".join), st.text(max_size=30))


def steps(mine: str, theirs: str) -> list[tuple[str, str | None, str | None]]:
    """Give the steps with the words themselves."""
    return [
        (c.kind, c.mine.of(mine) if c.mine else None, c.theirs.of(theirs) if c.theirs else None)
        for c in changes(mine, theirs)
    ]


@given(texts, texts)
def test_steps_lead_from_mine_to_theirs(mine: str, theirs: str) -> None:
    """Taking the steps in order gives theirs: equal and moved text out of mine, the rest as inserted."""
    written = ""
    for kind, old, new in steps(mine, theirs):
        if kind in {"equal", "move"}:
            assert old == new
            written += old or ""
        else:
            written += new or ""
    assert written == theirs


@given(texts, texts)
def test_both_texts_are_covered_once(mine: str, theirs: str) -> None:
    """Each character of either text is in exactly one step, and each kind has the sides it must have."""
    found = changes(mine, theirs)
    for side, text in (("mine", mine), ("theirs", theirs)):
        spans = sorted(span for step in found if (span := getattr(step, side)))
        assert "".join(text[a:b] for a, b in spans) == text
        assert sum(b - a for a, b in spans) == len(text)
    sides = {"equal": (1, 1), "replace": (1, 1), "move": (1, 1), "delete": (1, 0), "insert": (0, 1)}
    assert all((step.mine is not None, step.theirs is not None) == sides[step.kind] for step in found)


@given(texts)
def test_a_text_beside_itself_has_no_changes(text: str) -> None:
    """One equal step, or none for an empty text."""
    assert [step.kind for step in changes(text, text)] == (["equal"] if text else [])


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        (
            "开展3次检查。",
            "开展15次检查。",
            [("equal", "开展", "开展"), ("replace", "3", "15"), ("equal", "次检查。", "次检查。")],
        ),
        ("增长5.6%。", "增长6.3%。", [("equal", "增长", "增长"), ("replace", "5.6%", "6.3%"), ("equal", "。", "。")]),
        ("压实责任。", "全面压实责任。", [("insert", None, "全面"), ("equal", "压实责任。", "压实责任。")]),
        (
            "压实全部责任。",
            "压实责任。",
            [("equal", "压实", "压实"), ("delete", "全部", None), ("equal", "责任。", "责任。")],
        ),
        ("we met twice", "we met often", [("equal", "we met ", "we met "), ("replace", "twice", "often")]),
        ("", "甲", [("insert", None, "甲")]),
    ],
)
def test_changes_by_hand(mine: str, theirs: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    """Numbers and Latin words change whole, Chinese by characters."""
    assert steps(mine, theirs) == expected


def test_a_moved_sentence_is_one_move() -> None:
    """Two sentences that change places: one stays, the other is moved, nothing is deleted or inserted."""
    one, other = "全面保护森林资源。", "加快建设水库大坝。"
    found = steps(one + other, other + one)

    assert sorted(kind for kind, _, _ in found) == ["equal", "move"]
    assert {old for _, old, _ in found} == {one, other}


def test_a_moved_clause_is_a_move_though_its_comma_stays() -> None:
    """Clauses that change places within a sentence, as the samples plant them."""
    one, other = "民生支出占一般公共预算支出比重保持在八成以上", "坚持以人民为中心的发展思想"
    found = steps(f"{one}，{other}。", f"{other}，{one}。")

    moved = [old for kind, old, _ in found if kind == "move"]
    assert len(moved) == 1
    assert moved[0].strip("，") in {one, other}


@pytest.mark.parametrize(
    ("mine", "theirs", "moved"),
    [
        ("稳就业，稳金融，稳外贸。", "稳外贸，稳就业，稳金融。", {"稳外贸"}),
        ("一年来，我们加强监督，推动改革。", "我们加强监督，一年来，推动改革。", {"一年来，", "我们加强监督，"}),
        (
            "开展检查5次，提出意见6条，办理建议7件。",
            "提出意见6条，开展检查5次，办理建议7件。",
            {"开展检查5次，", "提出意见6条，"},
        ),
    ],
)
def test_short_clauses_move_whole(mine: str, theirs: str, moved: set[str]) -> None:
    """With their comma, though the next begins alike; either of two that change places may be the one."""
    found = steps(mine, theirs)
    (move,) = [old for kind, old, _ in found if kind == "move"]

    assert move in moved
    assert all((old or new or "").strip("，。") == "" for kind, old, new in found if kind not in {"equal", "move"})


def test_a_dropped_clause_is_one_thing_and_a_change_behind_it_another() -> None:
    """The clause is deleted whole; what begins the next is replaced, and flagged."""
    dropped, mine, theirs = "加强企业主导的产学研融合，", "支持龙头企业牵头组建联合体。", "确保龙头企业牵头组建联合体。"

    assert steps(dropped + mine, theirs)[:2] == [("delete", dropped, None), ("replace", "支持", "确保")]
    assert steps(theirs, dropped + mine)[:2] == [("insert", None, dropped), ("replace", "确保", "支持")]
    assert flags(dropped + mine, theirs) == (Flag("strength", "支持", "确保"),)


def test_figures_and_dates_change_whole() -> None:
    """Not one digit or character of them."""
    assert ("replace", "3.5亿", "3.8亿") in steps("总投资3.5亿元。", "总投资3.8亿元。")
    assert ("replace", "上半年", "下半年") in steps("将于上半年完成。", "将于下半年完成。")
    assert ("replace", "三百二十", "三百五十") in steps("共三百二十件。", "共三百五十件。")


def test_scattered_changes_read_as_one() -> None:
    """Changes with a character or two between them are one replacement, not confetti."""
    assert len([step for step in changes("全县上下同心", "全市左右同德") if step.kind != "equal"]) == 1


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ("开展检查3次。", "开展检查5次。", [("number", "3", "5")]),
        ("增长5.6%。", "增长6.3%。", [("number", "5.6%", "6.3%")]),
        ("投资3亿元。", "投资3万元。", [("number", "3亿", "3万")]),
        ("办理十五件。", "办理二十件。", [("number", "十五", "二十")]),
        ("在浙江省杭州市推广。", "在浙江省宁波市推广。", [("place", "杭州市", "宁波市")]),
        ("2023年完成。", "2024年完成。", [("date", "2023年", "2024年")]),
        ("上半年完成。", "下半年完成。", [("date", "上半年", "下半年")]),
        ("完成目标。", "未完成目标。", [("negation", "", "未")]),
        ("力争完成。", "确保完成。", [("strength", "力争", "确保")]),
        ("we did not finish", "we did finish", [("negation", "not", "")]),
        ("全面依法履职。", "全面依法履职。", []),
        ("甲乙丙。", "丁戊己。", []),
        ("不断加强。", "加强。", []),
        ("增长20%以上。", "增长20%左右。", [("number", "20%以上", "20%左右")]),
        ("总投资3亿元。", "总投资3亿美元。", [("number", "3亿元", "3亿美元")]),
        ("修建公路3公里。", "修建公路3米。", [("number", "3公里", "3米")]),
        ("建成5G基站三千个。", "建成5G基站四千个。", [("number", "三千", "四千")]),
        ("甲类3件，乙类5件。", "甲类5件，乙类3件。", [("number", "3", "5"), ("number", "5", "3")]),
        ("广东加快建设。", "山东加快建设。", [("place", "广东", "山东")]),
        ("收入提高。", "收入降低。", [("negation", "提高", "降低")]),
        ("允许进入市场。", "严禁进入市场。", [("negation", "允许", "严禁")]),
        ("推进票决制。", "全面推进票决制。", [("strength", "推进", "全面推进")]),
        ("探索建立机制。", "全面推进建立机制。", [("strength", "探索", "全面推进")]),
        ("完成3项。", "完成3项，全县人民在党的领导下又开展了20次活动。", []),
    ],
)
def test_facts_that_differ_are_flagged(mine: str, theirs: str, expected: list[tuple[str, str, str]]) -> None:
    """Numbers, places, dates, negation and strength; other words are changes, not flags."""
    assert [(flag.kind, flag.mine, flag.theirs) for flag in flags(mine, theirs)] == expected


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("收入增长20%。", "收入增长百分之二十。"),
        ("收入增长两成。", "收入增长五分之一。"),
        ("总投资3.5亿元。", "总投资35000万元。"),
        ("总投资３.５ 亿元。", "总投资3.5亿元。"),
        ("办理建议1,000件。", "办理建议一千件。"),
        ("用三年时间建成。", "用36个月时间建成。"),
        ("建成60个以上。", "建成不少于60个。"),
        ("新增3至5亿元。", "新增3亿元至5亿元。"),
        ("全縣發展３個項目。", "全县发展3个项目。"),
        ("去年完成。", "2024年完成。"),
        ("2025年末完成。", "2025年底完成。"),
        ("生产总值增长5%，居民收入增长6%。", "居民收入增长6%，生产总值增长5%。"),
        ("尚未完成任务。", "没有完成任务。"),
        ("推动改革。", "推进改革。"),
        ("提高收入。", "提升收入。"),
        ("推进改革创新。", "改革创新。"),
        ("坚决增强“四个意识”。", "坚决增强“四个意识”、做到“两个维护”。"),
        ("在杭州市推广。", "在杭州推广。"),
    ],
)
def test_the_same_fact_in_other_words_is_no_flag(mine: str, theirs: str) -> None:
    """Figures are compared by what they amount to, dates by what they name, and clauses take theirs along."""
    assert flags(mine, theirs) == ()
    assert flags(theirs, mine) == ()


@given(texts, texts)
def test_flags_turn_round_with_the_texts(mine: str, theirs: str) -> None:
    """Equal texts have none; what differs is there from either side, in the words of the texts."""
    assert flags(mine, mine) == ()
    for flag in flags(mine, theirs):
        assert isinstance(flag, Flag)
        assert all(part in mine for part in flag.mine.split("、") if part)
        assert all(part in theirs for part in flag.theirs.split("、") if part)
    assert [(f.kind, f.theirs, f.mine) for f in flags(mine, theirs)] == [
        (f.kind, f.mine, f.theirs) for f in flags(theirs, mine)
    ]


def test_the_share_of_characters_by_hand() -> None:
    """甲乙丙丁 has three pairs, of which two stand in 乙丙丁戊."""
    assert shared_wording("甲乙丙丁", "乙丙丁戊") == pytest.approx(2 / 3)
    assert shared_wording("甲乙", "甲乙丙") == 1
    assert shared_wording("甲", "甲") == 0
    assert shared_wording("", "") == 0


def test_a_change_keeps_positions_of_each_text() -> None:
    """Spans count from the start of each text, end exclusive."""
    (equal, replaced, _) = changes("开展3次", "开展15次")
    assert equal == Change("equal", (0, 2), (0, 2))
    assert replaced == Change("replace", (2, 3), (2, 4))
    assert re.fullmatch(r"\d+", "开展15次"[2:4])
