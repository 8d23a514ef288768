from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Indel

from service.answers import Slot
from service.library import Library
from service.reuse.alike import GRAM, Alike, Variant, find_alike, grade
from service.reuse.families import group
from service.reuse.template import template

KEPT = 0.7


def kept(one: str, other: str) -> float:
    """Give the share of characters that a longest common subsequence keeps, by the textbook."""
    row = [0] * (len(other) + 1)
    for a in one:
        before = row[:]
        for n, b in enumerate(other, 1):
            row[n] = before[n - 1] + 1 if a == b else max(before[n], row[n - 1])
    return 2 * row[-1] / (len(one) + len(other))


def grams(text: str) -> set[str]:
    """Give the 4-grams of a text."""
    return {text[n : n + GRAM] for n in range(max(1, len(text) - GRAM + 1))}


def dice(one: str, other: str) -> float:
    """Give Dice's coefficient of the 4-grams of two texts."""
    a, b = grams(one), grams(other)
    return 2 * len(a & b) / (len(a) + len(b))


def verified(one: str, other: str) -> float:
    """Give what two wordings keep: in order, or else by 4-grams, where clauses change places."""
    in_order = kept(one, other)
    return in_order if in_order >= KEPT - 1e-9 else dice(one, other)


# Which sentences are alike


def test_alike_by_hand() -> None:
    """Numbers and places are masked, punctuation and scripts do not matter, greetings are left out."""
    found = find_alike(
        [
            "蓼溪县全年召开常委会会议8次，听取报告17项。",
            "茗丘县全年召开常委会会议10次，听取报告9项。",
            "茗丘縣全年召開常委會會議10次,聽取報告9項!",
            "今日天晴云淡，风轻花香鸟语。",
            "各位代表：",
        ],
        ["蓼溪县", "茗丘县"],
    )

    assert [variant.sentences for variant in found.variants] == [(0,), (1, 2), (3,)]
    assert found.variants[0].masked == found.variants[1].masked == "@全年召开常委会会议#次听取报告#项"
    assert found.pairs == {(0, 1): 1.0}


def test_alike_agrees_with_a_full_comparison(samples_by_pairs: Library) -> None:
    """Among all pairs of wordings of the samples, those that keep 70 % and share half their 4-grams are found, and only such."""
    collection = samples_by_pairs.collection
    found = find_alike(collection.sentence_texts, collection.regions.names)
    masked = [variant.masked for variant in found.variants]
    sets = [grams(text) for text in masked]
    near = {
        (a, b): share
        for a, b in combinations(range(len(masked)), 2)
        if (share := Indel.normalized_similarity(masked[a], masked[b], score_cutoff=KEPT) or dice(masked[a], masked[b]))
        >= KEPT
    }
    must = {
        pair for pair in near if len(sets[pair[0]] & sets[pair[1]]) >= 0.5 * min(len(sets[pair[0]]), len(sets[pair[1]]))
    }

    assert len(must) > 100
    assert set(found.pairs) <= set(near)
    assert must <= set(found.pairs)
    assert all(found.pairs[pair] == pytest.approx(near[pair]) for pair in found.pairs)
    for a, b in sorted(found.pairs)[:: len(found.pairs) // 30]:
        assert found.pairs[a, b] == pytest.approx(verified(masked[a], masked[b]))


def test_nearly_nothing_alike_is_missed(samples_by_pairs: Library) -> None:
    """Of the pairs that keep 70 % of their characters, at least 19 in 20 share enough rare 4-grams to be proposed."""
    collection = samples_by_pairs.collection
    found = find_alike(collection.sentence_texts, collection.regions.names)
    masked = [variant.masked for variant in found.variants]
    near = sum(Indel.normalized_similarity(a, b, score_cutoff=KEPT) > 0 for a, b in combinations(masked, 2))
    assert len(found.pairs) >= 0.95 * near


def test_the_order_of_the_sentences_does_not_matter(samples_by_pairs: Library) -> None:
    """Which wordings are alike is symmetrical, and the same in any order."""
    texts = list(samples_by_pairs.collection.sentence_texts)
    names = samples_by_pairs.collection.regions.names

    def pairs(sentences: list[str]) -> set[frozenset[str]]:
        found = find_alike(sentences, names)
        return {frozenset({found.variants[a].plain, found.variants[b].plain}) for a, b in found.pairs}

    shuffled = texts[1::2] + texts[::2]
    assert pairs(texts) == pairs(texts[::-1]) == pairs(shuffled)


def test_no_sentences_no_reuse() -> None:
    """An empty library, and one of greetings, have none."""
    assert find_alike([], []) == Alike((), {})
    assert find_alike(["好。", "各位代表："], ["甲县"]).pairs == {}


@pytest.mark.parametrize(
    ("share", "one", "other", "expected"),
    [
        (1.0, "甲", "甲", "identical"),
        (1.0, "甲8", "甲9", "near"),
        (0.9, "甲", "乙", "near"),
        (0.89, "甲", "乙", "edited"),
    ],
)
def test_grades_by_hand(share: float, one: str, other: str, expected: str) -> None:
    """Identical is to the letter; a changed number alone is near."""
    assert grade(share, one, other) == expected


# Families


@st.composite
def alikes(draw: st.DrawFn) -> Alike:
    """Draw wordings with their counts, and any pairs among them."""
    count = draw(st.integers(0, 14))
    variants = tuple(
        Variant(f"{n}", f"{n}", tuple(range(100 * n, 100 * n + draw(st.integers(1, 4))))) for n in range(count)
    )
    every = list(combinations(range(count), 2))
    chosen = draw(st.lists(st.sampled_from(every), unique=True)) if every else []
    return Alike(variants, {pair: draw(st.floats(0.7, 1)) for pair in sorted(chosen)})


@given(alikes())
def test_every_pair_stands_in_a_family(alike: Alike) -> None:
    """Two variants of one another are together in at least one family."""
    families = [set(found.members) for found in group(alike)]
    assert all(any({a, b} <= members for members in families) for a, b in alike.pairs)


@given(alikes())
def test_every_member_is_a_variant_of_the_medoid(alike: Alike) -> None:
    """No chains: what is in a family was verified against its most typical member."""
    for found in group(alike):
        assert found.members[0] == found.medoid
        assert len(set(found.members)) == len(found.members)
        for member in found.members[1:]:
            assert (min(found.medoid, member), max(found.medoid, member)) in alike.pairs


@given(alikes())
def test_families_hold_what_recurs_and_nothing_else(alike: Alike) -> None:
    """A wording that stands twice, or has a variant, is in a family; one that stands alone is in none; no family twice."""
    families = group(alike)
    paired = {n for pair in alike.pairs for n in pair}
    recurring = {n for n, variant in enumerate(alike.variants) if n in paired or len(variant.sentences) > 1}
    assert {n for found in families for n in found.members} == recurring
    assert len({found.medoid for found in families}) == len(families)
    weights = [sum(len(alike.variants[n].sentences) for n in found.members) for found in families]
    assert weights == sorted(weights, reverse=True)


# Templates


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
