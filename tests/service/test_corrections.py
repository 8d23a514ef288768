"""A report's facts as a person writes them."""

import pytest

from service.corrections import FACTS, corrected
from service.errors import BadRequest


@pytest.mark.parametrize("name", FACTS)
def test_half_a_character_is_refused(name: str) -> None:
    """Nothing could keep it; a terminal that writes another encoding sends such."""
    with pytest.raises(BadRequest, match="can't be"):
        corrected(name, "甲\udcff")
