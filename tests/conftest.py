"""What several rooms' tests share."""

import os
from pathlib import Path

import platformdirs
import pytest
from hypothesis import settings

from service.files import files_in
from service.library import Library
from tests.fakes import open_library
from tests.truth import SAMPLES

# A machine that is busy with other work is no failure, and the examples that failed are printed, not kept in a folder.
settings.register_profile("duizhao", deadline=None, database=None, max_examples=60, print_blob=True)
settings.load_profile("duizhao")

SEEDS = Path(__file__).parents[1].parent / "shared" / "seeds"


@pytest.fixture(scope="session")
def models_folder() -> Path:
    """Where prepared models are kept from one test run to the next: preparing takes half a minute."""
    named = os.environ.get("DUIZHAO_MODELS")
    return Path(named) if named else platformdirs.user_cache_path("duizhao") / "models"


@pytest.fixture(scope="session")
def samples_library(tmp_path_factory: pytest.TempPathFactory, models_folder: Path) -> Library:
    """The samples, embedded by the real model; not to be changed."""
    library = Library.open(tmp_path_factory.mktemp("samples"), models_folder=models_folder)
    library.add(files_in([SAMPLES]))
    return library


@pytest.fixture(scope="session")
def samples_by_pairs(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The samples, embedded by pairs of characters; not to be changed."""
    library = open_library(tmp_path_factory.mktemp("samples-by-pairs"))
    library.add(files_in([SAMPLES]))
    return library


@pytest.fixture(scope="session")
def seeds_by_pairs(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The five real files, embedded by pairs of characters; not to be changed."""
    if not SEEDS.is_dir():
        pytest.skip("the real reports lie in ../shared, which is not here")
    library = open_library(tmp_path_factory.mktemp("seeds-by-pairs"))
    library.add(files_in([SEEDS]))
    return library
