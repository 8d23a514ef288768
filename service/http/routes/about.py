"""Whether the server is well, and what it works with."""

from __future__ import annotations

from fastapi import APIRouter

from service.http import examples
from service.http.described import answers
from service.http.served import TheLibrary
from service.http.shapes import Health, ModelList

router = APIRouter(tags=["about"])


@router.get("/health", responses=answers(examples.HEALTH))
def health(library: TheLibrary) -> Health:
    """Tell that the server answers, and what it holds."""
    held = library.reports()
    return Health("ok", len(held), sum(facts.passages for facts in held))


@router.get("/models", response_model=ModelList, responses=answers(examples.MODELS))
def models(library: TheLibrary) -> dict[str, object]:
    """List the embedding models that are known by name."""
    from service.models import list_models

    return {"models": list_models(library.models_folder)}
