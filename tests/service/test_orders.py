"""The names that may be asked with are those that there are."""

from typing import get_args

from reports.report import Body, Part
from service.filters import BodyName, PartName
from service.orders import ORDERS, Order


def test_names_are_those_of_the_nouns() -> None:
    """What the doors check requests by has every body, part and order, and no other."""
    assert get_args(BodyName) == tuple(Body)
    assert get_args(PartName) == tuple(Part)
    assert get_args(Order) == ORDERS == ("region", "meaning", "wording", "commonness", "distinctive")
