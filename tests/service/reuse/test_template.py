from hypothesis import given
from hypothesis import strategies as st

from service.answers import Slot
from service.reuse.template import template


def test_only_numbers_change() -> None:
    """Each number that differs is a slot of numbers, with every value once; one that is the same everywhere stays."""
    written, slots = template(
        "全年召开会议8次，审议报告17项，通过率100%。",
        ["全年召开会议9次，审议报告19项，通过率100%。", "全年召开会议6次，审议报告17项，通过率100%。"],
        [],
    )
    assert written == "全年召开会议⟨数⟩次，审议报告⟨数⟩项，通过率100%。"
    assert slots == (Slot("number", ("8", "9", "6")), Slot("number", ("17", "19")))


def test_only_places_change() -> None:
    """Names of the library's places make a slot for places."""
    names = ["棠浦县", "茗丘县", "鹭屿县", "棠浦", "茗丘", "鹭屿"]
    written, slots = template("在棠浦县召开会议。", ["在茗丘县召开会议。", "在鹭屿县召开会议。"], names)
    assert written == "在⟨地⟩县召开会议。"
    assert slots == (Slot("place", ("棠浦", "茗丘", "鹭屿")),)


def test_one_odd_member_does_not_dissolve_the_rest() -> None:
    """Words that fewer than a third of the members change stay written."""
    others = ["依法审议报告，督促整改。"] * 4 + ["依法听取报告，跟踪整改。"]
    assert template("依法审议报告，督促整改。", others, [])[0] == "依法审议报告，督促整改。"


def test_an_inserted_clause_is_a_slot() -> None:
    """What is there or not is a slot that may be empty."""
    written, slots = template("监督还不够强，办法还不多。", ["监督还不够强，特别是跟踪问效的办法还不多。"], [])
    assert written == "监督还不够强，⟨…⟩办法还不多。"
    assert slots == (Slot("text", ("", "特别是跟踪问效的")),)


def test_a_slot_does_not_cut_a_name() -> None:
    """What stands before the name ends with its first character, or the name is in other characters."""
    written, slots = template("深入贯彻习近平总书记讲话。", ["深入学习習近平总书记讲话。"], [])
    assert written == "深入⟨…⟩习近平总书记讲话。"
    assert slots == (Slot("text", ("贯彻", "学习")),)


def test_widths_and_scripts_are_no_differences() -> None:
    """Members that differ in punctuation's width or in script need no slot."""
    assert template("强化监督，提高实效。", ["強化監督,提高實效。"], []) == ("强化监督，提高实效。", ())


sentence = st.lists(
    st.sampled_from(["监督", "全面", "8", "12.5%", "，", "审议", "县", "the "]), min_size=1, max_size=10
).map("".join)


@given(sentence, st.lists(sentence, max_size=5))
def test_filling_a_template_gives_the_typical_member(typical: str, others: list[str]) -> None:
    """The first value of each slot, put where its sign stands, is the text itself; no value stands twice."""
    written, slots = template(typical, others, ["县"])
    for slot in slots:
        assert len(set(slot.values)) == len(slot.values)
    filled = written
    for slot in slots:
        first = min((filled.index(sign), sign) for sign in ("⟨数⟩", "⟨地⟩", "⟨…⟩") if sign in filled)
        assert {"number": "⟨数⟩", "place": "⟨地⟩", "text": "⟨…⟩"}[slot.kind] == first[1]
        filled = filled.replace(first[1], slot.values[0], 1)
    assert filled == typical
