"""What is known of a model's eight-bit form: kept beside it, so that it can be asked without loading anything."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from models.errors import ModelDamaged

FILE_NAME = "encoder.json"


@dataclass(frozen=True, slots=True)
class Record:
    """What was found when a model's eight-bit form was made, or when it could not be."""

    dimensions: int
    max_tokens: int  # of prompt and text together, special tokens included
    query_prompt: str
    passage_prompt: str
    mean_similarity: float | None  # cosines with the whole model's vectors of the check texts; None if there is no form
    worst_similarity: float | None
    speedup: float | None  # check texts a second, over the whole model's
    why_not: str  # why the whole model is used instead; "" where the form is used

    @property
    def usable(self) -> bool:
        """Whether the form stands in for the whole model."""
        return not self.why_not


def write(folder: Path, found: Record) -> None:
    """Keep a record in a folder."""
    text = json.dumps(asdict(found), ensure_ascii=False, indent=1)
    (folder / FILE_NAME).write_text(text + "\n", encoding="utf-8")


def read(folder: Path) -> Record:
    """Read a folder's record.

    Raises:
        ModelDamaged: there is none, or it can't be read.
    """
    try:
        return Record(**json.loads((folder / FILE_NAME).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise ModelDamaged(
            f"{folder / FILE_NAME} can't be read ({error}). Remove the folder; it is made again when it is needed."
        ) from error
