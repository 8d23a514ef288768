"""The default model, prepared and loaded once, and a tiny one of another kind."""

from pathlib import Path

import pytest

from models import bundled
from models.load import LoadedModel, load
from tests.tiny import save_tiny


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
    from huggingface_hub import constants

    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
