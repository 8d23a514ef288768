import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from embeddings.words import normal
from service.reuse.folding import NUMBER, PLACE, Folded, fold
from tests.service.reuse.made import folded_text

PLACES = ("蓼溪县", "蓼溪", "青岚省")
OWN = {first + level for first in "全我本" for level in "省市县区州"}
ENDS = "，,；;：:。.！!？?…—\n"
AMONG = " 　、（）“”《》"
"""What goes without opening a clause."""


def of_text(folded: Folded, number: int) -> slice:
    """Give the stretch of what was folded that is of one text."""
    return slice(int(folded.bounds[number]), int(folded.bounds[number + 1]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("聽取審議專項工作報告", "听取审议专项工作报告"),
        ("ＧＤＰ增长Ａ档", "gdp增长a档"),
        ("强化监督，提高实效。", "强化监督 提高实效"),
        ("“两个确立”（重要）", "两个确立重要"),
        ("召开会议8次", "召开会议１７次"),
        ("召开会议十七次", "召开会议8次"),
        ("增长12.5%", "增长百分之八"),
        ("投入1,234.5万元", "投入9万元"),
        ("在蓼溪县召开", "在青岚省召开"),
        ("在蓼溪县召开", "在蓼溪召开"),
        ("在蓼谿縣召開", "在蓼谿县召开"),
        ("我县群众", "蓼溪县群众"),
        ("全縣群眾", "本省群众"),
    ],
)
def test_what_meets(one: str, other: str) -> None:
    """Scripts, widths, case, punctuation, figures and own places make no difference."""
    assert folded_text(one, PLACES) == folded_text(other, PLACES)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("召开一次会议", "召开三次会议"),  # a single character is more often part of a word: 一律, 三农
        ("在蓼溪县召开", "在茗丘县召开"),  # another's place is a word like any
        ("收入增长", "收入下降"),
        ("审议报告", "报告审议"),
    ],
)
def test_what_does_not_meet(one: str, other: str) -> None:
    """Words are compared as they stand."""
    assert folded_text(one, PLACES) != folded_text(other, PLACES)


def test_by_hand() -> None:
    """A sentence with everything in it, sign by sign, and where each stands."""
    text = "蓼溪县召开會議１２次，增长百分之三十五。"
    folded = fold([text], PLACES)

    assert folded_text(text, PLACES) == "@召开会议#次增长#"
    stretches = [text[a:b] for a, b in zip(folded.starts, folded.ends, strict=True)]
    assert stretches == ["蓼溪县", "召", "开", "會", "議", "１２", "次", "增", "长", "百分之三十五"]
    assert np.flatnonzero(folded.opens).tolist() == [0, 7]


def test_the_longest_name_is_masked() -> None:
    """Of 蓼溪县 and 蓼溪 the first that fits is the whole name."""
    assert folded_text("蓼溪县人大", PLACES) == "@人大"
    assert folded_text("蓼溪人大", PLACES) == "@人大"


@pytest.mark.parametrize("end", ENDS)
def test_a_clause_opens_after_punctuation(end: str) -> None:
    """Whatever ends a clause, and however often."""
    for between in (end, 2 * end, f"”{end}“"):
        folded = fold([f"强化监督{between}提高实效"], ())
        assert np.flatnonzero(folded.opens).tolist() == [0, 4]


@pytest.mark.parametrize("mark", AMONG)
def test_other_marks_open_no_clause(mark: str) -> None:
    """Brackets, quotation marks and the comma of lists stand inside clauses."""
    assert np.flatnonzero(fold([f"强化监督{mark}提高实效"], ()).opens).tolist() == [0]


def test_a_comma_in_a_figure_opens_no_clause() -> None:
    """1,234 is one number."""
    folded = fold(["投入1,234.5万元"], ())
    assert np.flatnonzero(folded.opens).tolist() == [0]


def test_nothing_folds_to_nothing() -> None:
    """No texts, and texts of marks alone."""
    assert fold([], ()).bounds.tolist() == [0]
    empty = fold(["", "……！", " "], PLACES)
    assert len(empty.codes) == 0
    assert empty.bounds.tolist() == [0, 0, 0, 0]


def test_signs_in_the_source_are_marks() -> None:
    """A # or @ that somebody wrote stands for no number and no place."""
    assert folded_text("监督#强化@实效＃＠", ()) == "监督强化实效"


PRIVATE = 0xE000
"""Where the signs of whole words begin."""


def test_a_word_of_letters_is_one_sign() -> None:
    """The same word has the same sign, in any case; another has another, and a single letter is itself."""
    (first, *_), (second, *_), (other, *_) = (
        fold([text], ()).codes for text in ("Deputies met.", "deputies", "committee")
    )
    assert first == second != other
    assert first >= PRIVATE
    assert len(fold(["Nine suggestions were answered"], ()).codes) == 4
    assert folded_text("A级", ()) == "a级"


characters = st.sampled_from(
    [*"监督提高實效監Ａa县全本0８十百万之", "百分之", "蓼溪县", "蓼溪", "𠮷", "㎡", "①", *ENDS, *AMONG, "#@%"]
)
texts = st.lists(st.lists(characters, max_size=14).map("".join), max_size=6)
anything = st.lists(st.text(max_size=20), max_size=4)


@given(texts | anything)
def test_offsets_lead_back(written: list[str]) -> None:
    """Each character that is left stands for a stretch of its own text, in order, and that stretch folds to it."""
    folded = fold(written, PLACES)
    assert len(folded.bounds) == len(written) + 1
    assert folded.bounds[-1] == len(folded.codes) == len(folded.starts) == len(folded.ends) == len(folded.opens)
    for n, text in enumerate(written):
        at = of_text(folded, n)
        end_before = 0
        for code, start, end in zip(folded.codes[at], folded.starts[at], folded.ends[at], strict=True):
            assert end_before <= start < end <= len(text)
            end_before = end
            plain = "".join(normal(c)[:1] for c in text[start:end])
            if chr(code) == NUMBER:
                assert any(c.isdigit() or c in "零〇一二三四五六七八九十百千万亿两" for c in plain)
                assert all(c.isdigit() or c in "零〇一二三四五六七八九十百千万亿两分之.,%‰" for c in plain)
            elif chr(code) == PLACE:
                assert plain in {*PLACES, *OWN}
            elif PRIVATE <= code < 0xF900 and end > start + 1:
                assert plain.isalpha()
                assert not any("\u3400" <= c <= "\u9fff" for c in plain)
            else:
                assert end == start + 1
                assert min(ord(plain[0]), 0xFFFF) == code
                assert plain[0].isalnum()


@given(texts)
def test_nothing_that_tells_is_left_out(written: list[str]) -> None:
    """Between the stretches that are left stand marks and white space only."""
    folded = fold(written, PLACES)
    for n, text in enumerate(written):
        at = of_text(folded, n)
        edges = [0, *(x for pair in zip(folded.starts[at], folded.ends[at], strict=True) for x in pair), len(text)]
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            assert not any(c.isalnum() for c in text[start:end])


@given(texts)
def test_clauses_open_by_what_stands_between(written: list[str]) -> None:
    """A clause opens with each text, and where an end of a clause stands since the character before; nowhere else."""
    folded = fold(written, PLACES)
    for n, text in enumerate(written):
        at = of_text(folded, n)
        before = 0
        for number, (start, end) in enumerate(zip(folded.starts[at], folded.ends[at], strict=True)):
            expected = number == 0 or any(c in ENDS for c in text[before:start])
            assert bool(folded.opens[at][number]) == expected
            before = end


@given(texts)
def test_texts_fold_as_if_alone(written: list[str]) -> None:
    """No number, name or clause reaches from one text into the next."""
    folded = fold(written, PLACES)
    for n, text in enumerate(written):
        alone, at = fold([text], PLACES), of_text(folded, n)
        assert folded.codes[at].tolist() == alone.codes.tolist()
        assert folded.starts[at].tolist() == alone.starts.tolist()
        assert folded.ends[at].tolist() == alone.ends.tolist()
        assert folded.opens[at].tolist() == alone.opens.tolist()


simplified = st.lists(st.sampled_from([*"监督实效报告审议会议县区发展国aZ09"]), max_size=12).map("".join)
_TRADITIONAL = OpenCC("s2t")


@given(simplified)
def test_script_width_and_case_never_matter(text: str) -> None:
    """Written in Traditional characters, full width or capitals it folds to the same."""
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    for other in ("".join(map(_TRADITIONAL.convert, text)), wide, text.upper()):
        assert folded_text(other, PLACES) == folded_text(text, PLACES)
