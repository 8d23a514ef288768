"""Random sentence-transformers models, small enough to be made in a test."""

from pathlib import Path

WORDS = ["<s>", "<pad>", "</s>", "<unk>", "人", "大", "问", "文", ":", "报", "告", "工", "作", "。"]


SPECIAL = {
    "unk_token": "<unk>",
    "sep_token": "</s>",
    "pad_token": "<pad>",
    "cls_token": "<s>",
    "mask_token": "<unk>",
}


def save_tiny(folder: Path, *, kind: str = "bert", pooling: str = "cls", dimensions: int = 8) -> None:
    """Save a random model of two layers, with prompts of its own.

    Args:
        folder: is made; another beside it holds what it was put together from.
        kind: "bert", "xlm-roberta" or "mpnet".
        pooling: "cls" or "mean".
        dimensions: of its vectors; a multiple of 8.
    """
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Transformer
    from sentence_transformers.sentence_transformer.modules import Pooling
    from transformers import BertTokenizer

    torch.manual_seed(0)
    encoder = folder.with_name(f"{folder.name}-encoder")
    encoder.mkdir()
    (encoder / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    BertTokenizer(str(encoder / "vocab.txt"), **SPECIAL).save_pretrained(encoder)
    _random(kind, dimensions).save_pretrained(encoder)
    modules = [Transformer(str(encoder), max_seq_length=16), Pooling(dimensions, pooling)]
    model = SentenceTransformer(modules=modules, prompts={"query": "问:", "passage": "文:"}, device="cpu")
    model.save(str(folder), create_model_card=False)


def _random(kind: str, dimensions: int):  # noqa: ANN202  # a transformers model; its class depends on the kind
    from transformers import BertConfig, BertModel, MPNetConfig, MPNetModel, XLMRobertaConfig, XLMRobertaModel

    config, model = {
        "bert": (BertConfig, BertModel),
        "xlm-roberta": (XLMRobertaConfig, XLMRobertaModel),
        "mpnet": (MPNetConfig, MPNetModel),
    }[kind]
    return model(
        config(
            vocab_size=len(WORDS),
            hidden_size=dimensions,
            num_hidden_layers=2,
            num_attention_heads=2,
            intermediate_size=2 * dimensions,
            max_position_embeddings=32,
            pad_token_id=1,
            initializer_range=0.3,
        )
    )


def save_tiny_cross_encoder(folder: Path) -> None:
    """Save a random cross-encoder of two layers."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

    torch.manual_seed(1)
    folder.mkdir()
    (folder / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    BertTokenizer(str(folder / "vocab.txt"), **SPECIAL).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=8,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=32,
        pad_token_id=1,
        initializer_range=0.3,
        num_labels=1,
    )
    BertForSequenceClassification(config).save_pretrained(folder)
