"""How surely the first hit answers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from service.ranking import Ranking

if TYPE_CHECKING:
    from service.ask import Asked
    from service.collection import Collection

SURE = 0.5


def confidence(collection: Collection, asked: Asked, ranking: Ranking) -> float:
    """Say how surely the first candidate answers: 0 to 1."""
    if not len(ranking.passages):
        return 0.0
    covered = float(ranking.wording[0])
    return round(1 / (1 + math.exp(-(0.55 * float(ranking.score[0]) + 2.0 * covered - 5.2))), 3)
