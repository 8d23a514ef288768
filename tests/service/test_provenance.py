"""Whose a report is and of which years, in words."""

import pytest

from service.provenance import place, years


@pytest.mark.parametrize(
    ("region", "written"),
    [(None, ""), ((), ""), (("浙江省", None, "临平区"), "浙江省临平区"), (("浙江省", "杭州市"), "浙江省杭州市")],
)
def test_a_region_is_written_without_what_is_unknown(region: tuple[str | None, ...] | None, written: str) -> None:
    """From the province down, without signs between."""
    assert place(region) == written


@pytest.mark.parametrize(("covers", "written"), [(None, ""), ((2023, 2023), "2023"), ((2018, 2022), "2018–2022")])
def test_a_single_year_is_written_once(covers: tuple[int, int] | None, written: str) -> None:
    """A span has its first and last."""
    assert years(covers) == written
