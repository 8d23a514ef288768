"""One door: a name, a folder or a hub repository becomes a model that is ready to encode."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from models import bundled, catalogue, manifest, quiet, screening
from models.errors import ModelDamaged, ModelUnavailable

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder, SentenceTransformer

HUB_NAME = re.compile(r"(?P<repository>\w[\w.-]*/\w[\w.-]*)(@(?P<revision>[\w./-]+))?")
# What a safe model is made of. Pickled weights and Python files are not even fetched.
HUB_FILES = ["*.safetensors", "*.json", "*.txt", "*.model"]
# What decides a vector: weights, vocabulary, configuration. Not the model card.
DECISIVE = frozenset({".safetensors", ".json", ".txt", ".model"})


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """A model, ready to encode, and what is known of it."""

    name: str  # as it was asked for
    folder: Path
    fingerprint: str
    dimensions: int
    max_tokens: int  # of prompt and text together; the rest of a longer text is not seen
    query_prompt: str
    passage_prompt: str
    encoder: "SentenceTransformer"


def load(name_or_folder: str, *, models_folder: Path, device: str | None = None) -> LoadedModel:
    """Load a model.

    Args:
        name_or_folder: a name of the catalogue, prepared first if need be; or a sentence-transformers folder;
            or a hub repository, "org/name" or "org/name@revision" (a tag or, better, a whole commit hash).
        models_folder: where prepared models are kept.
        device: "cpu", "cuda", ...; None lets sentence-transformers choose.

    Raises:
        ModelUnavailable: there is nothing of that name, here or on the hub.
        ModelRefused: it would run code, or its weights are pickles.
        ModelDamaged: its files are incomplete or altered.
    """
    folder = locate(name_or_folder, models_folder=models_folder)
    screening.screen(folder)
    encoder = _opened(folder, device)
    query_prompt, passage_prompt = _prompts(encoder.prompts)
    return LoadedModel(
        name=name_or_folder,
        folder=folder,
        fingerprint=fingerprint(folder),
        dimensions=encoder.get_embedding_dimension() or 0,
        max_tokens=int(encoder.max_seq_length or 0),
        query_prompt=query_prompt,
        passage_prompt=passage_prompt,
        encoder=encoder,
    )


def load_cross_encoder(name_or_folder: str, *, models_folder: Path) -> "CrossEncoder":
    """Load a cross-encoder, which reads a question and a passage together and says how well they fit.

    Args:
        name_or_folder: a folder, or a hub repository, as for `load`.
        models_folder: where prepared models are kept.

    Raises:
        ModelUnavailable: there is nothing of that name, here or on the hub.
        ModelRefused: it would run code, or its weights are pickles.
        ModelDamaged: its files are incomplete or altered.
    """
    folder = locate(name_or_folder, models_folder=models_folder)
    screening.screen_cross_encoder(folder)
    with _opening(folder):
        from sentence_transformers import CrossEncoder

        opened: CrossEncoder = CrossEncoder(
            str(folder), trust_remote_code=False, local_files_only=True, model_kwargs={"use_safetensors": True}
        )
    return opened


def locate(name_or_folder: str, *, models_folder: Path) -> Path:
    """Find the folder of a model, preparing or fetching it if need be; loads nothing.

    Args:
        name_or_folder: as for `load`.
        models_folder: where prepared models are kept.

    Raises:
        ModelUnavailable: there is nothing of that name, here or on the hub.
        ModelDamaged: the default model had to be built, and its published weights are altered.
    """
    if name_or_folder == catalogue.DEFAULT.name:
        return bundled.prepare(models_folder)
    folder = Path(name_or_folder).expanduser()
    if folder.is_dir():
        return folder
    hub_name = HUB_NAME.fullmatch(name_or_folder)
    if hub_name is None:
        raise ModelUnavailable(
            f"There is no model {name_or_folder!r}: it is neither a known name "
            f"({', '.join(catalogue.MODELS)}), nor a folder here, nor a hub name like org/name@revision."
        )
    return _fetched(hub_name["repository"], hub_name["revision"])


def fingerprint(folder: Path) -> str:
    """Tell apart models whose vectors must not be mixed.

    A prepared folder's comes from its manifest, at once. Any other's is a digest of all its weights,
    vocabularies and configurations, about a second for a gigabyte.

    Returns:
        A short string, the same on every machine.

    Raises:
        ModelDamaged: a prepared folder is incomplete.
    """
    if (folder / manifest.FILE_NAME).is_file():
        return manifest.read(folder).fingerprint
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        if path.suffix in DECISIVE and path.is_file():
            digest.update(f"{path.relative_to(folder).as_posix()} {manifest.sha256(path)}\n".encode())
    return digest.hexdigest()[:16]


def _opened(folder: Path, device: str | None) -> "SentenceTransformer":
    with _opening(folder):
        from sentence_transformers import SentenceTransformer

        opened: SentenceTransformer = SentenceTransformer(
            str(folder),
            device=device,
            trust_remote_code=False,
            local_files_only=True,
            model_kwargs={"use_safetensors": True},
        )
    return opened


@contextmanager
def _opening(folder: Path) -> Iterator[None]:
    """Open a model quietly, and turn whatever goes wrong with its files into one error."""
    from safetensors import SafetensorError

    try:
        with quiet.no_progress_bars():
            yield
    except (OSError, ValueError, KeyError, TypeError, RuntimeError, SafetensorError) as error:
        raise ModelDamaged(
            f"The model in {folder} could not be opened: {error}. Fetch, save or prepare it again."
        ) from error


def _prompts(prompts: Mapping[str, str | None]) -> tuple[str, str]:
    # sentence-transformers gives every model an empty "document" prompt, so that one is asked last.
    passages = (prompts.get(name) for name in ("passage", "corpus", "document"))
    return prompts.get("query") or "", next(filter(None, passages), "")


def _fetched(repository: str, revision: str | None) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError

    try:
        return Path(snapshot_download(repository, revision=revision, allow_patterns=HUB_FILES))
    except (OSError, ValueError, HfHubHTTPError) as error:
        asked = f"{repository}@{revision}" if revision else repository
        raise ModelUnavailable(
            f"The model {asked!r} is not on this machine and could not be fetched from the hub "
            f"({type(error).__name__}). Connect and check its name, name a folder here, or use "
            f"{catalogue.DEFAULT.name!r}."
        ) from error
