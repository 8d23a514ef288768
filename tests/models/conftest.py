"""The default model, prepared and loaded once, and a tiny one of another kind."""

from pathlib import Path

import pytest

from models import bundled
from models.load import LoadedModel, load


@pytest.fixture(scope="session")
def prepared(models_folder: Path) -> Path:
    """The prepared default model's folder."""
    return bundled.prepare(models_folder)


@pytest.fixture(scope="session")
def loaded(prepared: Path) -> LoadedModel:
    """The default model, loaded."""
    return load("multilingual-e5-small", models_folder=prepared.parent, device="cpu")


@pytest.fixture(scope="session")
def weights() -> bytes:
    """The published data file."""
    return bundled.weights()


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A sentence-transformers folder with a random BERT of two layers and eight dimensions."""
    folder = tmp_path / "tiny"
    save_tiny(folder)
    return folder


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hub is out of reach; huggingface_hub reads its environment only once, on import."""
    from huggingface_hub import constants  # noqa: PLC0415

    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)


def save_tiny(folder: Path) -> None:
    """Save a random sentence-transformers model, with prompts of its own."""
    import torch  # noqa: PLC0415
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415
    from sentence_transformers.base.modules import Transformer  # noqa: PLC0415
    from sentence_transformers.sentence_transformer.modules import Pooling  # noqa: PLC0415
    from transformers import BertConfig, BertModel, BertTokenizer  # noqa: PLC0415

    torch.manual_seed(0)
    encoder = folder.with_name(f"{folder.name}-encoder")
    encoder.mkdir()
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "人", "大", "问", "文", ":"]
    (encoder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    BertTokenizer(str(encoder / "vocab.txt")).save_pretrained(encoder)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=8,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=32,
    )
    BertModel(config).save_pretrained(encoder)
    modules = [Transformer(str(encoder), max_seq_length=16), Pooling(8, "cls")]
    model = SentenceTransformer(modules=modules, prompts={"query": "问:", "passage": "文:"}, device="cpu")
    model.save(str(folder), create_model_card=False)
