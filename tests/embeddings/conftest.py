"""The default model, prepared once."""

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
    """The default model, whole."""
    return load(prepared.name, models_folder=prepared.parent, device="cpu")
