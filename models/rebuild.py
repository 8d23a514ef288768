"""A packed model becomes an ordinary sentence-transformers folder.

The original is intfloat/multilingual-e5-small: a BERT encoder (exact GELU, positions from 0) behind
XLM-RoBERTa's Unigram tokenizer, mean pooling, unit length. What transformers and sentence-transformers can
save, they save.

Weights are kept as float32, 471 MB. As float16 they would take half of that and lose nothing to speak of
(cosine 0.9999999), but whoever opened the folder in the ordinary way would also compute in float16, which
took five times as long on a CPU without instructions for it.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from models import quiet
from models.catalogue import Model
from models.packed import Floats, Packed

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from tokenizers.normalizers import Normalizer

# The file's names for a layer's parts, and transformers' names for the same.
LAYER_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def rebuild(packed: Packed, model: Model, folder: Path) -> None:
    """Write a sentence-transformers folder.

    Args:
        packed: the weights and the vocabulary.
        model: its prompts and its longest input.
        folder: must exist and be empty; about 490 MB are written, and as much again for a moment.
    """
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Normalize, Transformer
    from sentence_transformers.sentence_transformer.modules import Pooling

    encoder = folder / "encoder"
    encoder.mkdir()
    save_encoder(packed, encoder)
    save_tokenizer(packed, encoder, max_tokens=model.max_tokens)
    # encode_document asks for "document" before "passage", and that is empty unless it is said.
    prompts = {"query": model.query_prompt, "passage": model.passage_prompt, "document": model.passage_prompt}
    with quiet.no_progress_bars():
        modules = [
            Transformer(str(encoder), max_seq_length=model.max_tokens),
            Pooling(packed.shape.hidden, "mean"),
            Normalize(),
        ]
        whole = SentenceTransformer(modules=modules, prompts=prompts, similarity_fn_name="cosine", device="cpu")
        whole.save(str(folder), create_model_card=False)
    shutil.rmtree(encoder)
    # huggingface_hub writes weights that only their owner may read; others on a shared machine need them too.
    (folder / "model.safetensors").chmod((folder / "config.json").stat().st_mode)


def save_encoder(packed: Packed, folder: Path) -> None:
    """Write config.json and model.safetensors as transformers' `BertModel` reads them."""
    from safetensors.numpy import save_file
    from transformers import BertConfig

    shape, pieces = packed.shape, packed.pieces
    config = BertConfig(
        architectures=["BertModel"],
        vocab_size=shape.vocabulary,
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.feed_forward,
        hidden_act="gelu",
        max_position_embeddings=shape.positions,
        type_vocab_size=shape.token_types,
        layer_norm_eps=float(f"{shape.epsilon:.6g}"),  # 1e-12, stored as the float32 nearest to it
        pad_token_id=pieces.pad,
        bos_token_id=pieces.bos,
        eos_token_id=pieces.eos,
        dtype="float32",
    )
    config.save_pretrained(folder)
    save_file(dict(state(packed)), folder / "model.safetensors", metadata={"format": "pt"})


def state(packed: Packed) -> Iterator[tuple[str, Floats]]:
    """Name and shape every tensor as transformers' `BertModel` does.

    Yields:
        Name and float32 array. A linear layer's weight is (out, in).
    """
    shape = packed.shape
    yield "embeddings.word_embeddings.weight", packed.tensor("emb.word").reshape(-1, shape.hidden)
    yield "embeddings.position_embeddings.weight", packed.tensor("emb.pos").reshape(-1, shape.hidden)
    yield "embeddings.token_type_embeddings.weight", packed.tensor("emb.type").reshape(-1, shape.hidden)
    yield "embeddings.LayerNorm.weight", packed.tensor("emb.ln.w")
    yield "embeddings.LayerNorm.bias", packed.tensor("emb.ln.b")
    for layer in range(shape.layers):
        for part, name in LAYER_PARTS.items():
            weight = packed.tensor(f"l{layer}.{part}.w")
            bias = packed.tensor(f"l{layer}.{part}.b")
            is_norm = name.endswith("LayerNorm")
            yield f"encoder.layer.{layer}.{name}.weight", weight if is_norm else weight.reshape(len(bias), -1)
            yield f"encoder.layer.{layer}.{name}.bias", bias
    # Mean pooling does not use BERT's own pooler, and the file leaves it out; BertModel wants one all the
    # same, and would fill it with random numbers.
    yield "pooler.dense.weight", np.zeros((shape.hidden, shape.hidden), np.float32)
    yield "pooler.dense.bias", np.zeros(shape.hidden, np.float32)


def save_tokenizer(packed: Packed, folder: Path, *, max_tokens: int) -> None:
    """Write tokenizer.json and tokenizer_config.json."""
    from transformers import PreTrainedTokenizerFast

    texts, pieces = packed.pieces.texts, packed.pieces
    tokenizer = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=unigram(packed),
        model_max_length=max_tokens,
        bos_token=texts[pieces.bos],
        eos_token=texts[pieces.eos],
        cls_token=texts[pieces.bos],
        sep_token=texts[pieces.eos],
        pad_token=texts[pieces.pad],
        unk_token=texts[pieces.unk],
        mask_token=texts[-1],
        clean_up_tokenization_spaces=False,
    )
    tokenizer.save_pretrained(folder)


def unigram(packed: Packed) -> "Tokenizer":
    """Build XLM-RoBERTa's tokenizer: SentencePiece's `nmt_nfkc` normalisation, then Unigram (Kudo 2018)."""
    from tokenizers import AddedToken, Tokenizer, decoders, pre_tokenizers, processors
    from tokenizers.models import Unigram

    pieces = packed.pieces
    tokenizer = Tokenizer(Unigram(list(zip(pieces.texts, pieces.scores, strict=True)), unk_id=pieces.unk))
    tokenizer.normalizer = nmt_nfkc()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    bos, eos = pieces.texts[pieces.bos], pieces.texts[pieces.eos]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}",
        pair=f"{bos} $A {eos} {eos} $B {eos}",
        special_tokens=[(bos, pieces.bos), (eos, pieces.eos)],
    )
    special = [bos, pieces.texts[pieces.pad], eos, pieces.texts[pieces.unk]]
    tokenizer.add_special_tokens([AddedToken(text, normalized=False) for text in special])
    tokenizer.add_special_tokens([AddedToken(pieces.texts[-1], lstrip=True, normalized=False)])
    return tokenizer


def nmt_nfkc() -> "Normalizer":
    """Build SentencePiece's normalisation of the same name, and its joining of spaces.

    Compared code point by code point with the table in the data file, it differs in one alone: U+1F23B,
    younger than the table. The table has no combining sequences; those SentencePiece composes, as NFKC does.
    """
    from tokenizers import Regex
    from tokenizers.normalizers import NFKC, Nmt, Replace, Sequence

    # SentencePiece leaves the full-width tilde of "3～5%" alone, and the vocabulary has a piece for it; NFKC
    # would make it "~".
    wide_tilde, stand_in = "～", "\ufdd0"  # a noncharacter: no text holds it
    kept = [Replace(wide_tilde, stand_in), NFKC(), Replace(stand_in, wide_tilde)]
    return Sequence([Nmt(), *kept, Replace(Regex(" {2,}"), " ")])
