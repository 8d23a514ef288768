"""Few pieces beside the whole vocabulary: they must give the same tokens."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import onnx, tokens
from models.check_texts import CHECK_TEXTS
from models.errors import ModelDamaged
from models.tokens import TextTokenizer

CHARACTERS = st.one_of(
    st.sampled_from("人大常委会工作报告经济发展３～5%，。：（）①ｶﾞﷺ︎👍🏽é\u0301\u200b\u3000\ufeff▁<s>/mask"),
    st.characters(codec="utf-8"),
)
TEXTS = st.text(CHARACTERS, max_size=60)


@pytest.fixture(scope="module")
def folder(prepared: Path) -> Path:
    """The default model's eight-bit form."""
    onnx.optimise(prepared, models_folder=prepared.parent)
    return onnx.place(prepared, models_folder=prepared.parent)


@pytest.fixture(scope="module")
def whole(folder: Path) -> TextTokenizer:
    """A tokenizer that has its whole vocabulary open."""
    tokenizer = TextTokenizer(folder)
    tokenizer.spans("")
    return tokenizer


@pytest.mark.parametrize("text", [*CHECK_TEXTS, "", " ", "a<s>b <mask> c", "𠮷㐂བོད", "坚持" * 150])
def test_few_pieces_give_the_tokens_of_all(folder: Path, whole: TextTokenizer, text: str) -> None:
    """A short text's ids are the same whether 250,000 pieces are open or only those that stand in it."""
    few = TextTokenizer(folder)

    assert few.ids([text]) == whole.ids([text])


@given(texts=st.lists(TEXTS, min_size=1, max_size=4))
def test_any_texts(folder: Path, whole: TextTokenizer, texts: list[str]) -> None:
    """The same, for whatever can be typed."""
    assert TextTokenizer(folder).ids(texts) == whole.ids(texts)


def test_a_question_does_not_open_the_whole_vocabulary(folder: Path) -> None:
    """That is what the few pieces are for."""
    few = TextTokenizer(folder)
    few.ids(["query: 哪些地方提到了养老服务？"])
    assert few._whole is None

    few.ids(["坚持" * tokens.SHORT_CHARS])
    assert few._whole is not None


def test_spans_cover_the_text(whole: TextTokenizer) -> None:
    """Every token says where it stands, in order, and no character is left out."""
    text = "坚持稳中求进工作总基调，全面落实各项决策部署。"

    spans = whole.spans(text)

    assert spans == sorted(spans)
    assert {n for start, end in spans for n in range(start, end)} == set(range(len(text)))


@pytest.mark.parametrize("name", [tokens.PIECES, tokens.FRAME, tokens.WHOLE])
def test_a_damaged_file_is_named(folder: Path, tmp_path: Path, name: str) -> None:
    """A tokenizer that can't be read is one error of ours."""
    for each in (tokens.PIECES, tokens.FRAME, tokens.WHOLE):
        (tmp_path / each).write_bytes((folder / each).read_bytes() if each != name else b"{ no")

    tokenizer = TextTokenizer(tmp_path)
    with pytest.raises(ModelDamaged, match=str(tmp_path)):
        tokenizer.ids(["报告" * tokens.SHORT_CHARS if name == tokens.WHOLE else "报告"])
