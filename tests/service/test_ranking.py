import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.words import normal, telling
from service.collection import CHINESE, Mask
from service.filters import Filters
from service.library import Library
from service.meaning import Meaning
from service.ranking import Question, Ranking, matched, rank
from tests.truth import TRUTH

QUESTIONS = ("怎样提高提案办理的质量？", "How are proposals handled?", "蓼溪县的食堂", "监督", "👍")
ROUNDING = 0.02


@pytest.fixture(scope="module")
def asked(samples_by_pairs: Library) -> dict[str, Question]:
    """Questions, ready to be looked up in the samples."""
    return dict(zip(QUESTIONS, samples_by_pairs._asker._questions(QUESTIONS, QUESTIONS), strict=True))


def ranked(library: Library, question: Question, admitted: Mask, framed: Mask, **chosen: int) -> Ranking:
    """Rank the passages of a library."""
    meaning = Meaning(library.collection, library.collection.languages)
    return rank(library.collection, meaning, question, admitted=admitted, framed=framed, **chosen)


def masks(library: Library, seed: int, share: float) -> tuple[Mask, Mask]:
    """Admit passages at random, and frame some of them."""
    rng = np.random.default_rng(seed)
    admitted = library.collection.saying_passages & (rng.random(len(library.collection.passages)) < share)
    return admitted, admitted & (rng.random(len(admitted)) < 0.3)


def scored(library: Library, question: Question) -> dict[int, float]:
    """Give the score of every passage that says something, as if none were framed out."""
    everything = library.collection.saying_passages
    found = ranked(library, question, everything, everything, few=10**6)
    return dict(zip(found.passages.tolist(), found.score.tolist(), strict=True))


# What is ranked


@given(st.sampled_from(QUESTIONS), st.integers(0, 1000), st.sampled_from([0.02, 0.3, 0.8, 1]))
def test_nothing_outside_what_is_admitted_is_found(
    samples_by_pairs: Library, asked: dict[str, Question], question: str, seed: int, share: float
) -> None:
    """And what lies outside the frame stands only before all that lies inside; each passage once, scores falling."""
    admitted, framed = masks(samples_by_pairs, seed, share)

    found = ranked(samples_by_pairs, asked[question], admitted, framed, few=seed % 400)

    assert admitted[found.passages].all()
    inside = framed[found.passages]
    assert inside.tolist() == sorted(inside.tolist())
    assert len(set(found.passages.tolist())) == len(found.passages)
    assert np.all(np.diff(found.score) <= 0)
    assert ((found.wording >= 0) & (found.wording <= 1)).all()


@given(st.sampled_from(QUESTIONS), st.integers(0, 1000), st.sampled_from([0.02, 0.3, 0.8, 1]))
def test_few_passages_are_all_ranked(
    samples_by_pairs: Library, asked: dict[str, Question], question: str, seed: int, share: float
) -> None:
    """All of the frame is there, and of the rest what scores so much more that it goes before."""
    admitted, framed = masks(samples_by_pairs, seed, share)
    if not framed.any():
        framed = admitted

    found = ranked(samples_by_pairs, asked[question], admitted, framed, few=len(admitted))

    inside = set(np.flatnonzero(framed).tolist())
    assert inside <= set(found.passages.tolist())
    outside = np.flatnonzero(admitted & ~framed).tolist()
    score_of = scored(samples_by_pairs, asked[question])
    best = max((score_of[n] for n in inside), default=-np.inf)
    before = set(found.passages.tolist()) - inside
    assert {n for n in outside if score_of[n] - 20 > best + 0.2} <= before
    assert before <= {n for n in outside if score_of[n] - 20 > best - 0.2}


def test_of_many_passages_the_first_are_those_of_all(samples_by_pairs: Library, asked: dict[str, Question]) -> None:
    """Proposing leaves out none of those that would come first, were all of them compared."""
    everything = samples_by_pairs.collection.saying_passages
    for question in asked.values():
        proposed = ranked(samples_by_pairs, question, everything, everything, few=0)
        compared = ranked(samples_by_pairs, question, everything, everything, few=len(everything))
        assert 0 < len(proposed.passages) < len(compared.passages) == everything.sum()
        assert proposed.passages[:5].tolist() == compared.passages[:5].tolist()


def test_proposals_are_the_nearest_and_those_with_the_words(
    samples_by_pairs: Library, asked: dict[str, Question]
) -> None:
    """Of a narrow mask, each channel proposes its best; what no channel knows is not compared."""
    collection = samples_by_pairs.collection
    question = asked[QUESTIONS[0]]
    admitted, _ = masks(samples_by_pairs, seed=3, share=0.4)
    found = set(ranked(samples_by_pairs, question, admitted, admitted, few=0).passages.tolist())

    passages = np.flatnonzero(admitted)
    cosines = collection.passage_index.vectors[passages] @ question.vector
    assert set(passages[np.argsort(-cosines, kind="stable")[:100]].tolist()) <= found
    sentences = collection.sentence_index.vectors @ question.vector
    by_sentence = collection.passage_of[np.argsort(-sentences, kind="stable")[:100]]
    assert {n for n in by_sentence.tolist() if admitted[n]} <= found


def test_what_is_near_in_meaning_is_near_as_a_whole_or_by_a_sentence(samples_by_pairs: Library) -> None:
    """As a full comparison without languages finds it, a hundred of each, but for what rounding leaves open."""
    collection = samples_by_pairs.collection
    languages = collection.languages
    meaning = Meaning(collection, languages)
    vectors = meaning.question(collection.sentence_index.vectors[[3, 200, 400]])
    passages, sentences = map(languages.without, (collection.passage_index.vectors, collection.sentence_index.vectors))

    for vector, found in zip(vectors, meaning.near(vectors, limit=100), strict=True):
        whole, sentence = np.sort(passages @ vector)[::-1][99], np.sort(sentences @ vector)[::-1][99]
        by_sentence = np.maximum.reduceat(sentences @ vector, collection.first_sentence[:-1])
        near = (passages @ vector > whole + ROUNDING) | (by_sentence > sentence + ROUNDING)
        far = (passages @ vector < whole - ROUNDING) & (by_sentence < sentence - ROUNDING)
        assert set(np.flatnonzero(near).tolist()) <= set(found.tolist())
        assert not set(np.flatnonzero(far).tolist()) & set(found.tolist())


def test_of_nothing_nothing_is_ranked(samples_by_pairs: Library, asked: dict[str, Question]) -> None:
    """All arrays are empty."""
    nothing = np.zeros(len(samples_by_pairs.collection.passages), dtype=bool)
    for few in (0, 300):
        found = ranked(samples_by_pairs, asked[QUESTIONS[0]], nothing, nothing, few=few)
        assert [len(getattr(found, name)) for name in Ranking.__slots__] == [0] * len(Ranking.__slots__)


def test_a_question_without_words_is_ranked_by_meaning(samples_by_pairs: Library, asked: dict[str, Question]) -> None:
    """Nobody wants any word, and none counts; passages in another script than the question's stand back a little."""
    collection = samples_by_pairs.collection
    everything = collection.saying_passages
    found = ranked(samples_by_pairs, asked["👍"], everything, everything)
    back = found.meaning - found.score
    assert not found.wording.any()
    assert np.array_equal(back > 0, collection.scripts[found.passages] != asked["👍"].script)
    assert len(np.unique(np.round(back[back > 0], 6))) == 1


def test_words_that_the_library_does_not_know_leave_the_order(
    samples_by_pairs: Library, asked: dict[str, Question]
) -> None:
    """They make every share smaller by the same, and nothing else."""
    everything = samples_by_pairs.collection.saying_passages
    known = ranked(samples_by_pairs, asked["监督"], everything, everything)
    words = samples_by_pairs._asker._questions(["监督鞣酸"], ["监督鞣酸"])[0]
    more = ranked(samples_by_pairs, replace(asked["监督"], wanted=words.wanted), everything, everything)

    assert 0 < more.wording.max() < known.wording.max()
    held = (known.wording > 0) & (samples_by_pairs.collection.scripts[known.passages] == CHINESE)
    share = {int(n): w for n, w in zip(more.passages, more.wording, strict=True)}
    ratios = [share[int(n)] / w for n, w in zip(known.passages[held], known.wording[held], strict=True)]
    assert ratios == pytest.approx([ratios[0]] * len(ratios))


def test_filters_admit_and_the_frame_prefers(samples_by_pairs: Library) -> None:
    """For all questions of the truth: no hit outside the filters, and of the frame before of any other county."""
    collection = samples_by_pairs.collection
    years = Filters(years=(2023,))
    admitted = {collection.answer(int(n)).id for n in np.flatnonzero(collection.admitted(years))}
    for question in TRUTH["questions"]:
        hits = samples_by_pairs.ask(question["question"], filters=years, limit=30).hits
        assert {p.id for hit in hits for p in (hit.passage, *hit.siblings)} <= admitted


# The words of a question in a text


@pytest.mark.parametrize(
    ("question", "text", "share", "words"),
    [
        ("农村公路", "新建农村公路一百公里", 1, ("农村公路",)),
        ("农村公路", "农村的公路", 2 / 3, ("农村", "公路")),
        ("农村公路", "農村公路", 1, ("农村公路",)),
        ("村公路", "公路与村公所", 1, ("村公", "公路")),
        ("rural roads", "The ROAD through rural land", 1, ("rural", "road")),
        ("ab bc", "ab bc abc", 1, ("ab", "bc")),
        ("5G网络", "5G 网络", 1, ("5g", "网络")),
        ("12 GDP", "12件，GDP增长", 1, ("12", "gdp")),
        ("5 x", "5 x", 0, ()),
        ("公路", "铁路", 0, ()),
        ("的", "的", 0, ()),
        ("", "公路", 0, ()),
    ],
)
def test_matched_words_are_listed(question: str, text: str, share: float, words: tuple[str, ...]) -> None:
    """Pairs that stand together in the text are one word, and only there."""
    assert matched(telling(question), text) == (pytest.approx(share), words)


CHARACTERS = st.text("农村公路建设的ab 1,。", max_size=20)


@given(CHARACTERS, CHARACTERS)
def test_what_is_matched_stands_in_both(question: str, text: str) -> None:
    """The share is that of the terms which do, and each word listed can be marked in the text."""
    wanted = telling(question)

    share, words = matched(wanted, text)

    held = [word for word in wanted if word in telling(text)]
    assert share == pytest.approx(len(held) / max(1, len(wanted)))
    assert bool(words) == bool(held)
    for word in words:
        assert word in normal(text)
        assert word.isascii() or re.fullmatch(r"[\u3400-\u9fff]{2,}", word)
    assert {word for word in held if any(word in found for found in words)} == set(held)


def test_a_text_matches_itself() -> None:
    """Wholly."""
    text = "全年新建农村公路一百二十公里，群众出行更加方便。"
    assert matched(telling(text), text)[0] == 1
    assert matched((), text) == (0, ())


def test_matches_of_an_answer_stand_in_its_heading_or_text(library: Library) -> None:
    """As the words of `matched` do."""
    for hit in library.ask("农村公路建设与城镇就业").hits:
        written = normal("\n".join((*hit.passage.heading, hit.passage.text)))
        assert all(word in written for word in hit.matched.words)
        assert bool(hit.matched.words) == (hit.wording > 0)
