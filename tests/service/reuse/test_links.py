from itertools import combinations

import numpy as np

from embeddings.encoder import Vectors
from embeddings.neighbourhoods import Neighbourhoods, Rows
from service.reuse.alignment import aligned, reworded
from service.reuse.candidates import Grams
from service.reuse.links import LINK, Links, by_vectors, by_words, wholly_linked
from service.reuse.wordings import Wordings
from tests.service.reuse.made import shared, wordings_of

REPORT = "依法听取审议专项工作报告"
TEXTS = (
    "全年召开常委会会议多次，听取报告多项。",
    f"{REPORT}，督促整改落实到位。",
    f"新一届常委会认真履职，{REPORT}。",
    "全年召开常委会会议很多次，听取报告很多项。",
    "加强生态环境保护监督。",
    "加强国有资产管理监督。",
)


def words_of(wordings: Wordings, first: int = 0) -> Links:
    """Link wordings by words."""
    return by_words(wordings, [Grams.of(wordings, 0, len(wordings))], first)


def test_links_by_hand() -> None:
    """Who is linked, in what stretch of each; each pair once, the later wording first."""
    wordings = wordings_of(TEXTS)
    links = words_of(wordings)

    assert [(link["one"], link["other"]) for link in links] == [(2, 1), (3, 0)]
    for link in links:
        assert not link["by_vectors"]
    clause, whole = links
    assert wordings.text(2)[clause["start"] : clause["end"]] == REPORT
    assert wordings.text(1)[clause["other_start"] : clause["other_end"]] == REPORT
    assert clause["kept"] == 1
    assert (whole["start"], whole["end"], whole["other_start"], whole["other_end"]) == (0, 19, 0, 17)
    assert np.isclose(whole["kept"], 17 / 19)


def test_links_are_what_can_be_aligned() -> None:
    """Beside aligning each with each: what candidates leave out could not be aligned."""
    wordings = wordings_of(TEXTS)
    of = [wordings.clauses(n) for n in range(len(wordings))]
    expected = {
        (late, early, *stretch[:4])
        for early, late in combinations(range(len(of)), 2)
        if (stretch := aligned(of[late], of[early], shared(of[late].text, of[early].text)))
    }
    assert {tuple(link)[:6] for link in words_of(wordings).tolist()} == expected


def test_only_new_wordings_look_for_others() -> None:
    """From a first one on: its links are those that all would give."""
    wordings = wordings_of(TEXTS)
    every = words_of(wordings).tolist()
    for first in range(len(wordings) + 1):
        assert words_of(wordings, first).tolist() == [link for link in every if link[0] >= first]


def test_wholly_linked_by_hand() -> None:
    """Four fifths of both: nine of ten characters are, seven of ten are not, nor is all of one in a part of the other."""
    wordings = wordings_of(["甲乙丙丁戊己庚辛壬" + end for end in "子丑寅卯辰巳"])
    links = np.array(
        [(1, 0, 0, 9, 1, 9, 0.8, False), (3, 2, 0, 7, 0, 7, 0.9, False), (5, 4, 0, 10, 0, 7, 0.7, False)], dtype=LINK
    )
    assert wholly_linked(wordings, links).tolist() == [0, 1]


# By vectors

ONE, REWORDED = "我们在老旧小区旁边开办流动菜市场服务居民", "为了方便老人就近买菜在老旧小区开办流动菜摊"
ALIKE = (f"{REPORT}推动解决群众问题", f"{REPORT}推动解决群众的问题")
STRANGERS = ("春雨润物无声岁月静好人间值得", "全年新建农村公路百里通达各村")
SHORT = ("青山不改绿水长流好", "青山依旧绿水长流")
PLANTED = (ONE, REWORDED, *ALIKE, *STRANGERS, *SHORT)


def planted() -> tuple[Wordings, Vectors]:
    """Three hundred wordings without anything in common, and pairs that lie at the same place."""
    rng = np.random.default_rng(0)
    own = ["".join(chr(n) for n in rng.integers(0x5000, 0x9000, 20)) for _ in range(300)]
    wordings = wordings_of([*PLANTED, *own])
    vectors = rng.normal(size=(len(wordings), 64))
    vectors[1:8:2] = vectors[0:8:2]
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return wordings, vectors.astype(np.float32)


def rows(vectors: Vectors) -> Rows:
    """Give each wording the vector of its own row."""
    return np.arange(len(vectors))


def pairs(links: Links) -> set[tuple[str, str]]:
    """Give the planted texts that are linked."""
    return {(PLANTED[link["other"]], PLANTED[link["one"]]) for link in links}


def test_by_vectors_says_the_same_in_other_words() -> None:
    """Of pairs with one vector that is linked which has characters in common, and which words have not linked as a whole."""
    wordings, vectors = planted()
    known = words_of(wordings)
    assert set(ALIKE) <= {PLANTED[n] for n in wholly_linked(wordings, known)}
    assert not {ONE, REWORDED} & {PLANTED[n] for n in wholly_linked(wordings, known)}

    (link,) = by_vectors(wordings, vectors, rows(vectors), Neighbourhoods.of(vectors, rows(vectors)), known)

    assert (PLANTED[link["other"]], PLANTED[link["one"]]) == (ONE, REWORDED)
    assert link["by_vectors"]
    assert (link["start"], link["end"], link["other_start"], link["other_end"]) == (0, len(REWORDED), 0, len(ONE))
    stretch = reworded(wordings.clauses(1), wordings.clauses(0))
    assert stretch is not None
    assert np.isclose(link["kept"], stretch.kept)


def test_what_words_have_linked_is_not_looked_for() -> None:
    """Without links by words those alike are found too; strangers and short ones never."""
    wordings, vectors = planted()
    unknown = np.empty(0, dtype=LINK)
    found = by_vectors(wordings, vectors, rows(vectors), Neighbourhoods.of(vectors, rows(vectors)), unknown)
    assert pairs(found) == {(ONE, REWORDED), ALIKE}


def test_only_new_wordings_look_by_vectors() -> None:
    """The later of a pair looks; where neither is new, nobody does."""
    wordings, vectors = planted()
    own, known = rows(vectors), words_of(wordings)
    near = Neighbourhoods.of(vectors, own)
    assert pairs(by_vectors(wordings, vectors, own, near, known, 1)) == {(ONE, REWORDED)}
    assert len(by_vectors(wordings, vectors, own, near, known, 2)) == 0


def test_what_lies_apart_is_not_linked() -> None:
    """Characters alone are no sign: the same texts with vectors that lie apart."""
    wordings, vectors = planted()
    vectors[1] = -vectors[1]
    assert (
        len(by_vectors(wordings, vectors, rows(vectors), Neighbourhoods.of(vectors, rows(vectors)), words_of(wordings)))
        == 0
    )


def test_what_words_have_linked_in_part_is_not_linked_as_a_whole() -> None:
    """A sentence that stands inside a longer one is a clause of it, not all of it in other words."""
    longer = f"新一届常委会忠诚履职尽责，{REPORT}，督促整改落实到位。"
    wordings = wordings_of([f"{REPORT}。", longer, *STRANGERS])
    vectors = np.eye(4, 8, dtype=np.float32)
    vectors[1] = vectors[0]
    known = words_of(wordings)
    assert [(link["start"], link["end"]) for link in known] == [(12, 24)]

    assert len(by_vectors(wordings, vectors, rows(vectors), Neighbourhoods.of(vectors, rows(vectors)), known)) == 0
