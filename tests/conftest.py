"""What several rooms' tests share."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import platformdirs
import pytest
from filelock import FileLock
from hypothesis import settings

from service.files import files_in
from service.library import Library
from tests.fakes import open_library
from tests.truth import SAMPLES

# A machine that is busy with other work is no failure, and the examples that failed are printed, not kept in a folder.
settings.register_profile("duizhao", deadline=None, database=None, max_examples=60, print_blob=True)
settings.load_profile("duizhao")

MadeOnce = Callable[[str, Callable[[Path], Library], Path], Library]
SEEDS = Path(__file__).parents[1].parent / "shared" / "seeds"


@pytest.fixture(scope="session")
def models_folder() -> Path:
    """Where prepared models are kept from one test run to the next: preparing takes half a minute."""
    named = os.environ.get("DUIZHAO_MODELS")
    return Path(named) if named else platformdirs.user_cache_path("duizhao") / "models"


@pytest.fixture(scope="session")
def samples_library(made_once: MadeOnce, models_folder: Path) -> Library:
    """The samples, embedded by the real model; not to be changed."""
    return made_once("samples", partial(Library.open, models_folder=models_folder), SAMPLES)


@pytest.fixture(scope="session")
def samples_by_pairs(made_once: MadeOnce) -> Library:
    """The samples, embedded by pairs of characters; not to be changed."""
    return made_once("samples-by-pairs", open_library, SAMPLES)


@pytest.fixture(scope="session")
def seeds_folder() -> Path:
    """The folder of the five real files."""
    if not SEEDS.is_dir():
        pytest.skip("the real reports lie in ../shared, which is not here")
    return SEEDS


@pytest.fixture(scope="session")
def seeds_library(seeds_folder: Path, made_once: MadeOnce, models_folder: Path) -> Library:
    """The five real files, embedded by the real model; not to be changed."""
    return made_once("seeds", partial(Library.open, models_folder=models_folder), seeds_folder)


@pytest.fixture(scope="session")
def seeds_by_pairs(seeds_folder: Path, made_once: MadeOnce) -> Library:
    """The five real files, embedded by pairs of characters; not to be changed."""
    return made_once("seeds-by-pairs", open_library, seeds_folder)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> MadeOnce:
    """Makes a library of the files of a folder, or opens what another process of this run has made."""
    own = tmp_path_factory.getbasetemp()
    together = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def make(name: str, open_: Callable[[Path], Library], folder: Path) -> Library:
        made = together / f"{name}.made"
        with FileLock(together / f"{name}.lock"):
            library = open_(together / name)
            if not made.exists():
                library.add(files_in([folder]))
                made.touch()
        return library

    return make
