"""Addresses keep what is seen."""

from urllib.parse import parse_qsl, urlsplit

from service.filters import Filters
from ui.web import addresses
from ui.web.addresses import Query


def test_an_address_is_read_as_it_was_written() -> None:
    """What goes into a query string comes out of it."""
    filters = Filters(("汀南省/稻川县", "青岚省"), (2022, 2023), ("npc",), ("done",))
    written = addresses.ask("a & b=？#", filters, by="region", left_open=("year", "body"))
    query = Query.of(parse_qsl(urlsplit(written).query))
    assert query.one("q") == "a & b=？#"
    assert addresses.filters_in(query) == filters
    assert query.one("by") == "region"
    assert addresses.left_open_in(query) == ("year", "body")


def test_an_address_says_no_more_than_is_chosen() -> None:
    """What is not chosen is left out."""
    assert addresses.ask("问", Filters()) == "./?q=%E9%97%AE"


def test_recurring_text_of_some_regions_has_an_address() -> None:
    """The filters and what is folded; a region is written as the filter bar writes it."""
    path = addresses.region_path(("汀南省", None, "稻川县"))
    written = addresses.duplicates(Filters((path, "青岚省"), (2022,)), hide=("unchanged",))
    query = Query.of(parse_qsl(urlsplit(written).query))
    assert path == "汀南省/稻川县"
    assert addresses.filters_in(query) == Filters(("汀南省/稻川县", "青岚省"), (2022,))
    assert query.all("hide") == ("unchanged",)
    assert addresses.duplicates(Filters(), least=3, anchor="family-x") == "duplicates?least=3#family-x"


def test_a_passage_has_an_anchor() -> None:
    """A citation opens the report and points at the passage."""
    assert addresses.reader("aa-1:17") == "report?id=aa-1&passage=17#p17"


def test_nonsense_in_an_address_is_passed_over() -> None:
    """A year that is none, a number that is none, a name that is not there."""
    query = Query.of([("year", "abc"), ("year", "2022"), ("year", "9" * 5000), ("chars", "-5"), ("q", " ")])
    assert addresses.filters_in(query).years == (2022,)
    assert query.number("chars", 500) == 500
    assert Query.of([("least", "9" * 5000)]).number("least", 2) == 2
    assert query.one("q", "nothing") == "nothing"
    assert query.all("region") == ()
