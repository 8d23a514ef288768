"""The embedding models as people see them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from models import catalogue
from models.errors import ModelError
from service.errors import ModelUnavailable


def list_models(models_folder: Path) -> list[dict[str, Any]]:
    """List the models known by name: name, dimensions, folder, whether it is prepared, whether it is the default."""
    return [
        {
            "name": shelf.model.name,
            "dimensions": shelf.model.dimensions,
            "path": str(shelf.path) if shelf.path else None,
            "prepared": shelf.prepared,
            "default": shelf.default,
        }
        for shelf in catalogue.shelves(models_folder=models_folder)
    ]


def prepare_model(name: str, models_folder: Path) -> None:
    """Make a model ready to be loaded.

    Raises:
        ModelUnavailable: it can't be had.
    """
    from models.load import locate

    try:
        locate(name, models_folder=models_folder)
    except ModelError as error:
        raise ModelUnavailable(str(error), hint="see `duizhao models`") from error
