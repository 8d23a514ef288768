import logging
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.accelerator import accelerator
from embeddings.encoder import Encoder
from embeddings.load import load_encoder
from embeddings.quick import OnnxEncoder
from embeddings.whole import TorchEncoder, batches
from models import agreement, load, manifest, onnx
from models.load import LoadedModel
from tests.tiny import save_tiny

SAMPLES = Path(__file__).parents[2] / "samples"
TEXTS = [
    "报告",
    "",
    " ",
    "好👍🏽🎉 ✅",
    "坚持稳中求进工作总基调。",
    "How many schools?",
    "شىنجاڭ",
    "一" * 300,
    "人大 " * 400,
]


@pytest.fixture(scope="module")
def quick(prepared: Path) -> Encoder:
    """The encoder of the default model."""
    return load_encoder(prepared.name, models_folder=prepared.parent)


@pytest.fixture(scope="module")
def whole(prepared: Path) -> Encoder:
    """The default model in torch."""
    return TorchEncoder(prepared, models_folder=prepared.parent)


@pytest.fixture(scope="module")
def paragraphs() -> list[str]:
    """The paragraphs of two sample reports."""
    names = ("tuoquan-npc-2024.txt", "liaoxi-npc-2024-en.txt")
    lines = [line.strip() for name in names for line in (SAMPLES / name).read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if len(line) > 30]


def test_the_default_model_is_encoded_in_eight_bits(quick: Encoder) -> None:
    """That is what everything is embedded by, unless it is said otherwise."""
    assert isinstance(quick, OnnxEncoder)
    assert quick.dimensions == 384
    assert quick.fingerprint == "1571fc9827503943-1-int8-2"


def test_a_fingerprint_costs_no_loading(prepared: Path) -> None:
    """A library asks for it before anything is loaded: no torch, no ONNX Runtime, no tokenizer."""
    code = (
        "import sys; from pathlib import Path; from embeddings.load import load_encoder\n"
        f"encoder = load_encoder({prepared.name!r}, models_folder=Path({str(prepared.parent)!r}))\n"
        "print(encoder.fingerprint)\n"
        "print(sorted({'torch', 'transformers', 'onnxruntime', 'tokenizers'} & set(sys.modules)))\n"
        "print(encoder.encode_queries(['报告']).shape)\n"
        "print(sorted({'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert found.stdout.splitlines()[1:] == ["[]", "(1, 384)", "[]"]


def test_paragraphs_agree_with_the_whole_model(quick: Encoder, whole: Encoder, paragraphs: list[str]) -> None:
    """On real prose the two are nearly one, each paragraph for itself."""
    similarities = (quick.encode_passages(paragraphs) * whole.encode_passages(paragraphs)).sum(axis=1)

    assert similarities.mean() >= 0.998
    assert similarities.min() >= 0.995


@pytest.mark.parametrize("name", ["quick", "whole"])
def test_any_text_has_a_vector(name: str, request: pytest.FixtureRequest) -> None:
    """Empty, of emoji, or far too long: of unit length, and of finite numbers."""
    vectors = request.getfixturevalue(name).encode_passages(TEXTS)

    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)


@pytest.mark.parametrize("name", ["quick", "whole"])
def test_no_texts_have_no_vectors(name: str, request: pytest.FixtureRequest) -> None:
    """An empty list is no special case for the caller."""
    assert request.getfixturevalue(name).encode_passages([]).shape == (0, 384)
    assert request.getfixturevalue(name).encode_queries([]).shape == (0, 384)


def test_prompts_stand_in_front(quick: Encoder, whole: Encoder) -> None:
    """A question and a passage of the same words are different vectors, as the model was trained."""
    for encoder in (quick, whole):
        assert float((encoder.encode_queries(["报告"]) @ encoder.encode_passages(["报告"]).T)[0, 0]) < 0.99


@settings(max_examples=15)
@given(order=st.permutations(range(len(TEXTS))), cuts=st.sets(st.integers(1, len(TEXTS) - 1)))
def test_company_does_not_change_a_vector(quick: Encoder, order: list[int], cuts: set[int]) -> None:
    """Any order and any grouping give the same bits."""
    expected = quick.encode_passages(TEXTS)
    bounds = [0, *sorted(cuts), len(TEXTS)]
    groups = [order[start:end] for start, end in pairwise(bounds)]

    found = np.concatenate([quick.encode_passages([TEXTS[n] for n in group]) for group in groups])

    assert np.array_equal(found, expected[order])


def test_company_hardly_changes_a_vector_in_torch(whole: Encoder) -> None:
    """Padding changes the last bits of sums in float32, and no more."""
    together = whole.encode_passages(TEXTS)
    alone = np.concatenate([whole.encode_passages([text]) for text in TEXTS])

    assert np.abs(together - alone).max() <= 1e-6


def test_texts_are_counted_as_they_were_given(quick: Encoder, whole: Encoder) -> None:
    """Progress counts texts, not windows: repeated ones as often as they stand, long ones once."""
    texts = ["a", "b", "a", "报告 " * 600]
    for encoder in (quick, whole):
        told: list[int] = []
        encoder.encode_passages(texts, step=told.append)

        assert sorted(told) == [1, 1, 2]


class CountingEngine:
    """Remembers what it was asked; a vector is (length, 1), and each character is a token."""

    def __init__(self) -> None:
        """Begin with nothing asked."""
        self.asked: list[str] = []

    def counts(self, texts: list[str]) -> list[int]:
        """A token for each character, and two special ones."""
        return [len(text) + 2 for text in texts]

    def spans(self, text: str) -> list[tuple[int, int]]:
        """A token for each character."""
        return [(n, n + 1) for n in range(len(text))]

    def encode(self, texts: list[str], done: object = None) -> np.ndarray:
        """(length, 1), made a unit vector."""
        del done
        self.asked += texts
        vectors = np.array([[len(text), 1] for text in texts], dtype=np.float32)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.fixture
def counting(prepared: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[OnnxEncoder, CountingEngine]:
    """The default encoder with a fake engine that sees 33 tokens."""
    engine = CountingEngine()
    encoder = OnnxEncoder(prepared, models_folder=prepared.parent)
    monkeypatch.setattr(encoder, "_open", lambda: engine)
    monkeypatch.setattr(encoder, "_record", replace(encoder._record, max_tokens=33))
    return encoder, engine


def test_identical_texts_are_encoded_once(counting: tuple[OnnxEncoder, CountingEngine]) -> None:
    """However often they are given; the answers stand in order."""
    encoder, engine = counting

    vectors = encoder.encode_passages(["b", "a", "b", "ccc"])

    assert engine.asked == ["passage: b", "passage: a", "passage: ccc"]
    assert vectors[0].tolist() == vectors[2].tolist()
    assert vectors[3].tolist() == pytest.approx([12 / 145**0.5, 1 / 145**0.5])


def test_a_long_text_by_hand(counting: tuple[OnnxEncoder, CountingEngine]) -> None:
    """33 tokens less "passage: " and two special ones leave 22 a window, less 4 kept free 18, and 2 of them shared.

    So 30 characters are two windows of 16, [0, 16) and [14, 30), each with the prompt in front.
    """
    encoder, engine = counting
    text = "abcdefghijklmnopqrstuvwxyz0123"

    encoder.encode_passages([text])

    assert engine.asked == ["passage: abcdefghijklmnop", "passage: opqrstuvwxyz0123"]


def test_the_end_of_a_long_text_counts(quick: Encoder, whole: Encoder) -> None:
    """Nothing is cut off: another end makes another vector, in both encoders, and they agree on it."""
    start, end = "坚持人民代表大会制度，" * 200, "Something else entirely, about ships and whales. " * 40

    for encoder in (quick, whole):
        vectors = encoder.encode_passages([start, start + end])
        assert float(vectors[0] @ vectors[1]) < 0.99
    agreed = quick.encode_passages([start + end]) @ whole.encode_passages([start + end]).T
    assert float(agreed[0, 0]) >= 0.995


def test_a_long_text_is_the_mean_of_its_windows(quick: Encoder) -> None:
    """What a caller could reckon from the windows' own vectors."""
    text = "".join(f"第{n}项工作已经完成。" for n in range(120))
    halves = quick._windows([text], "passage: ")[0]  # type: ignore[attr-defined]

    vectors = quick.encode_passages([window.text for window in halves])
    total = np.array([window.tokens for window in halves]) @ vectors

    assert len(halves) > 1
    assert np.allclose(quick.encode_passages([text])[0], total / np.linalg.norm(total), atol=1e-6)


def test_threads_share_an_encoder(prepared: Path) -> None:
    """The first text of several threads opens the model once, and each gets its own vectors."""
    encoder = load_encoder(prepared.name, models_folder=prepared.parent)
    expected = encoder.encode_passages(TEXTS)
    fresh = load_encoder(prepared.name, models_folder=prepared.parent)

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda text: fresh.encode_passages([text])[0], TEXTS))

    assert np.array_equal(np.array(found), expected)


def test_a_damaged_form_is_made_again(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A graph that is not the one that was made is noticed with the first text, said, and replaced."""
    save_tiny(tmp_path / "tiny")
    encoder = OnnxEncoder(tmp_path / "tiny", models_folder=tmp_path)
    path = onnx.place(tmp_path / "tiny", models_folder=tmp_path) / onnx.GRAPH
    path.write_bytes(bytes(path.stat().st_size))

    assert encoder.encode_passages(["人大"]).shape == (1, 8)
    assert "made again" in caplog.text
    manifest.verify(path.parent)


def test_a_form_that_disagrees_gives_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The whole model is used, and the program says so and why."""
    save_tiny(tmp_path / "tiny")
    monkeypatch.setattr(agreement, "MIN_MEAN_SIMILARITY", 1.01)

    encoder = load_encoder(str(tmp_path / "tiny"), models_folder=tmp_path)

    assert isinstance(encoder, TorchEncoder)
    assert any(record.levelno == logging.WARNING and "used whole" in record.message for record in caplog.records)
    assert "mean cosine" in caplog.text
    assert encoder.encode_queries(["人大"]).shape == (1, 8)


def test_torch_gives_what_sentence_transformers_gives(whole: Encoder, loaded: LoadedModel) -> None:
    """Texts that fit are encoded as by anyone else."""
    texts = ["报告", "坚持稳中求进工作总基调。", ""]

    expected = loaded.encoder.encode(texts, prompt="passage: ")

    assert np.allclose(whole.encode_passages(texts), expected, atol=1e-6)


def test_torch_windows_of_a_tiny_model(tmp_path: Path) -> None:
    """A model of sixteen tokens reads a text of forty; the end matters."""
    save_tiny(tmp_path / "tiny")
    encoder = TorchEncoder(tmp_path / "tiny", models_folder=tmp_path)

    one, other = encoder.encode_passages(["人大" * 20, "人大" * 19 + "报告"])

    assert not np.allclose(one, other, atol=1e-4)


def test_batches_by_hand() -> None:
    """Longest first, as many together as fit with their padding; a text that is too long stands alone."""
    assert batches([3, 10, 4, 1, 4], 8) == [[1], [2, 4], [0, 3]]
    assert batches([], 8) == []


@given(st.lists(st.integers(1, 600), max_size=60))
def test_batches_hold_every_text_once_and_fit(counts: list[int]) -> None:
    """No batch is over the budget unless it is a single text."""
    found = batches(counts, 512)

    assert sorted(n for batch in found for n in batch) == list(range(len(counts)))
    assert all(len(batch) == 1 or len(batch) * max(counts[n] for n in batch) <= 512 for batch in found)


def test_the_same_model_elsewhere_has_the_same_fingerprint(tmp_path: Path) -> None:
    """A copy of a model makes vectors that may be mixed with the first one's."""
    save_tiny(tmp_path / "tiny")
    shutil.copytree(tmp_path / "tiny", tmp_path / "copy")

    assert onnx.fingerprint(tmp_path / "tiny") == onnx.fingerprint(tmp_path / "copy")


def test_the_whole_model_is_used_on_a_gpu(prepared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where vectors are there already, the encoder that made them goes first, on whatever machine."""
    quick, whole = onnx.fingerprint(prepared), load.fingerprint(prepared)

    def chosen(made_by: str | None) -> str:
        return load_encoder(prepared.name, models_folder=prepared.parent, made_by=made_by).fingerprint

    assert [chosen(made_by) for made_by in (None, "another", quick, whole)] == [quick, quick, quick, whole]
    monkeypatch.setattr("embeddings.load.accelerator", lambda: "cuda")
    assert [chosen(made_by) for made_by in (None, "another", quick, whole)] == [whole, whole, quick, whole]


@pytest.mark.parametrize("why", ["a GPU", "its vectors are there"])
def test_no_form_is_made_for_the_whole_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, why: str) -> None:
    """Where the eight-bit form would not be used it is not made, not even by encoding; a fingerprint loads nothing."""
    folder = tmp_path / "tiny"
    save_tiny(folder)
    whole = load.fingerprint(folder)
    monkeypatch.setattr("embeddings.load.accelerator", lambda: "cuda" if why == "a GPU" else None)

    with monkeypatch.context() as patch:
        patch.setattr(load, "load", lambda *_, **__: pytest.fail("loaded"))
        encoder = load_encoder(str(folder), models_folder=tmp_path, made_by=None if why == "a GPU" else whole)
        assert encoder.fingerprint == whole

    assert encoder.encode_passages(["人大"]).shape == (1, encoder.dimensions) == (1, 8)
    assert onnx.standing(folder, models_folder=tmp_path) is None


def test_looking_for_a_gpu_says_what_torch_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """Torch is asked only where there can be a GPU."""
    expected = "cuda" if torch.cuda.is_available() else "mps" if torch.backends.mps.is_available() else None
    assert accelerator() == expected
    monkeypatch.setattr("embeddings.accelerator._can_be_there", lambda: True)
    assert accelerator() == expected
