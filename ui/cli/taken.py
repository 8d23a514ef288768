"""What several commands take: the library that the settings name, and the filters."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from service.settings import Settings

if TYPE_CHECKING:
    from service.filters import Filters
    from service.library import Library


def library_of(chosen: Settings) -> Library:
    """Open the library."""
    from service.library import Library

    return Library.open(chosen.home, model=chosen.model, models_folder=chosen.models, reranker=chosen.reranker)


def filters_of(given: argparse.Namespace) -> Filters:
    """Gather the filters that a command was given."""
    from service.filters import Filters

    return Filters(tuple(given.region), tuple(given.year), tuple(given.body), tuple(given.part))
