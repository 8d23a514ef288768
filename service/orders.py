"""What the regions of an answer may be ordered by: place, meaning, wording, or how many others say it too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from service.errors import BadRequest

if TYPE_CHECKING:
    from service.answers import Hit, RegionRow

Order: TypeAlias = Literal["region", "meaning", "wording", "commonness", "distinctive"]
ORDERS: tuple[Order, ...] = get_args(Order)
"""By administrative code; by `similarity`; by `wording`, verbatim first; from what most regions share to what is distinctive; and
from that to what is shared."""


def check_order(order: str) -> None:
    """Refuse an order that there is not.

    Raises:
        BadRequest: it is none of `ORDERS`.
    """
    if order not in ORDERS:
        raise BadRequest(f"{order!r} is no order", hint=f"order by {', '.join(ORDERS)}")


def in_order(rows: Sequence[RegionRow], order: str) -> tuple[RegionRow, ...]:
    """Put rows into an order: those that say it first, then by how near the others come; ties stay as they are."""
    if order == "region":
        return tuple(rows)
    return tuple(sorted(rows, key=lambda row: (row.best is None, -_figure(row.best or row.nearest_miss, order))))


def _figure(hit: Hit | None, order: str) -> float:
    if hit is None:
        return float("-inf")
    if order == "meaning":
        return hit.similarity
    if order == "wording":
        return hit.wording
    regions = float(hit.commonness.regions) if hit.commonness else 0.0
    return -regions if order == "distinctive" else regions
