import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.answers import Answer
from service.errors import BadRequest, NotFound
from service.filters import Filters
from service.library import Library
from tests.fakes import PairEncoder, open_library
from tests.invented import Invented
from tests.truth import TRUTH

ODD = ["的", "👍", "“民主监督”怎样开展？", "“无处可寻的话”", "x" * 2000, '"', "2023"]
ASKED = [*(question["question"] for question in TRUTH["questions"]), *ODD]


class CountingEncoder(PairEncoder):
    """Remembers which questions were encoded together."""

    def __init__(self) -> None:
        """Count from nothing."""
        super().__init__()
        self.asked: list[list[str]] = []

    def encode_queries(self, texts: list[str]) -> object:
        """Encode questions, and remember them."""
        self.asked.append(list(texts))
        return super().encode_queries(texts)


@pytest.fixture(scope="module")
def alone(samples_by_pairs: Library) -> dict[str, Answer]:
    """The answer to each question, asked alone."""
    return {question: samples_by_pairs.ask(question) for question in ASKED}


@settings(max_examples=15)
@given(questions=st.lists(st.sampled_from(ASKED), max_size=8))
def test_many_questions_have_the_answers_of_each(
    samples_by_pairs: Library, alone: dict[str, Answer], questions: list[str]
) -> None:
    """In their order, whatever stands beside them, also when one is asked twice."""
    assert samples_by_pairs.ask_many(questions) == [alone[question] for question in questions]


def test_all_questions_at_once_have_the_answers_of_each(samples_by_pairs: Library, alone: dict[str, Answer]) -> None:
    """However many they are."""
    assert samples_by_pairs.ask_many(ASKED) == list(alone.values())


@pytest.mark.parametrize(
    "chosen",
    [
        {"limit": 3},
        {"per_report": 1, "limit": 20},
        {"ignoring": ("region", "year", "body", "part")},
        {"filters": Filters(regions=("青岚省",), years=(2023,))},
        {"filters": Filters(years=(1999,))},
    ],
)
def test_what_is_chosen_holds_for_each(samples_by_pairs: Library, chosen: dict[str, object]) -> None:
    """Limits, filters and asking as it stands."""
    few = ASKED[::6]
    assert samples_by_pairs.ask_many(few, **chosen) == [samples_by_pairs.ask(question, **chosen) for question in few]


def test_with_the_real_model_too(samples_library: Library) -> None:
    """Encoding together changes no vector, hence no answer."""
    few = [question["question"] for question in TRUTH["questions"]][::4]
    assert samples_library.ask_many(few) == [samples_library.ask(question) for question in few]


def test_no_questions_have_no_answers(samples_by_pairs: Library, samples_library: Library) -> None:
    """Neither by a fake nor by the real model."""
    assert samples_by_pairs.ask_many([]) == []
    assert samples_library.ask_many([]) == []


@pytest.fixture
def counting(tmp_path_factory: pytest.TempPathFactory) -> tuple[Library, CountingEncoder]:
    """A library that tells what was encoded."""
    encoder = CountingEncoder()
    folder = tmp_path_factory.mktemp("counting")
    library = open_library(folder / "library", encoder)
    library.add([Invented().saved(folder)])
    encoder.asked.clear()
    return library, encoder


def test_questions_are_encoded_in_one_go(counting: tuple[Library, CountingEncoder]) -> None:
    """Without what frames them, and once."""
    library, encoder = counting
    library.ask_many(["甲水县修了多少公路", "怎样促进就业", "甲水县2024年怎样养老"])
    assert encoder.asked == [["修了多少公路", "怎样促进就业", "怎样养老"]]


@pytest.mark.parametrize("bad", ["", " \n", "问" * 2001])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_bad_question_is_refused_before_anything_is_done(
    counting: tuple[Library, CountingEncoder], bad: str, place: int
) -> None:
    """Wherever it stands: nothing is encoded, nor is the library looked at."""
    library, encoder = counting
    questions = ["公路", "就业"]
    questions.insert(place, bad)
    fresh = open_library(library.home, encoder)

    with pytest.raises(BadRequest, match="the question"):
        fresh.ask_many(questions)

    assert encoder.asked == []
    assert fresh._held._collection is None


@pytest.mark.parametrize("name", ["limit", "per_report"])
def test_a_limit_is_checked_before_anything_is_done(counting: tuple[Library, CountingEncoder], name: str) -> None:
    """As the questions are."""
    library, encoder = counting
    fresh = open_library(library.home, encoder)
    with pytest.raises(BadRequest, match=name):
        fresh.ask_many(["公路"], **{name: 0})
    assert (encoder.asked, fresh._held._collection) == ([], None)


def test_an_unknown_region_stops_all(counting: tuple[Library, CountingEncoder]) -> None:
    """It is none of the library's, whatever is asked; nothing is encoded for it."""
    library, encoder = counting
    with pytest.raises(NotFound, match="火星区"):
        library.ask_many(["公路", "就业"], filters=Filters(regions=("火星区",)))
    assert encoder.asked == []


def test_what_is_added_answers_the_next_questions(counting: tuple[Library, CountingEncoder]) -> None:
    """An asker speaks of the library as it stood; the library makes another when it changed."""
    library, _ = counting
    before = library._asker
    assert library._asker is before
    assert library.ask("种植果树").hits[0].passage.report.region[-1] == "甲水县"
    library.add([Invented("乙山县", done=("全年种植果树三百亩，果农收入增加。",)).saved(library.home.parent)])
    assert library._asker is not before
    assert library.ask("种植果树").hits[0].passage.report.region[-1] == "乙山县"
