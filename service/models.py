"""The embedding models as people see them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from models import catalogue, onnx
from models.load import locate
from service.encoder import saying_what_is_wrong
from service.json import document


def list_models(models_folder: Path) -> list[dict[str, Any]]:
    """List the models known by name: dimensions, folder, whether it is prepared, and what is known of its eight-bit form."""
    return [
        {
            "name": shelf.model.name,
            "dimensions": shelf.model.dimensions,
            "path": str(shelf.path) if shelf.path else None,
            "prepared": shelf.prepared,
            "default": shelf.default,
            "optimised": document(onnx.standing(shelf.folder, models_folder=models_folder) if shelf.prepared else None),
        }
        for shelf in catalogue.shelves(models_folder=models_folder)
    ]


def prepare_model(name: str, models_folder: Path) -> None:
    """Make a model ready to be loaded.

    Raises:
        ModelUnavailable: it can't be had.
    """
    with saying_what_is_wrong():
        locate(name, models_folder=models_folder)


def optimise_model(name: str, models_folder: Path) -> dict[str, Any]:
    """Make a model's eight-bit form and measure it against the whole model.

    Returns:
        What was found: mean and worst cosine, how many times as quick it is, and why it is not used if it is not.

    Raises:
        ModelUnavailable: the model can't be had.
    """
    with saying_what_is_wrong():
        found: dict[str, Any] = document(onnx.remake(name, models_folder=models_folder))
    return found
