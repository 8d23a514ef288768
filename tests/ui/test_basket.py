"""The basket, as the server shows it."""

import json
import re

import pytest

from tests.ui.made import passage
from ui.web import addresses
from ui.web.handlers.basket import MOST, basket
from ui.web.markup import tag
from ui.web.render.collect import collect
from ui.web.site import Site


def kept(*entries: tuple[str, str], shared: bool = False) -> str:
    """Say what a browser says."""
    return json.dumps({"shared": shared, "entries": [{"id": id_, "note": note} for id_, note in entries]})


def test_passages_stand_in_their_order_with_notes_and_both_citations(site: Site) -> None:
    """As a form that can be sent as it is."""
    shown = basket(site, kept(("aa-1:2", "看这里"), ("aa-1:1", "")))
    assert re.findall(r'name="passage" value="([^"]+)"', shown) == ["aa-1:2", "aa-1:1"]
    assert re.findall(r"<textarea[^>]*>\n([^<]*)</textarea>", shown) == ["看这里", ""]
    assert shown.count("dz-cited-gbt7714") == shown.count("dz-cited-plain") == 2
    assert 'method="post" action="download"' in shown
    assert re.findall(r'name="as" value="(\w+)"', shown) == ["docx", "xlsx", "csv", "md", "json"]


def test_what_is_gone_is_said_and_can_still_be_taken_out(site: Site, english: Site) -> None:
    """Never silently dropped; its note stays."""
    shown = basket(site, kept(("zz-1:4", "我的备注")))
    assert "已不在馆中：zz-1:4" in shown
    assert "我的备注" in shown
    assert 'data-basket="out"' in shown
    assert "No longer in the library: zz-1:4" in basket(english, kept(("zz-1:4", "")))


def test_a_note_that_begins_with_a_line_break_keeps_it(site: Site) -> None:
    """A text area swallows the first one."""
    assert ">\n\n二</textarea>" in basket(site, kept(("aa-1:2", "\n二")))


@pytest.mark.parametrize(
    "told", ["", "{}", "[]", "null", "{", '{"entries": [1]}', '{"entries": [{"note": ""}]}', '"x"', "[" * 100_000]
)
def test_what_makes_no_sense_is_an_empty_basket(site: Site, told: str) -> None:
    """And an empty basket teaches how to fill it."""
    shown = basket(site, told)
    assert "dz-entry" not in shown
    assert "篮子还是空的。" in shown


def test_a_basket_from_elsewhere_says_so(site: Site) -> None:
    """And offers to be put into one's own."""
    shown = basket(site, kept(("aa-1:2", ""), shared=True))
    assert "这是一份别处来的篮子，有 1 段" in shown
    assert 'data-basket="keep"' in shown
    assert "data-shared" in shown
    assert "data-shared" not in basket(site, kept(("aa-1:2", "")))


def test_too_much_is_refused_in_words(site: Site) -> None:
    """Not shown in part."""
    assert "这样的请求无法处理" in basket(site, kept(*[("aa-1:2", "")] * (MOST + 1)))
    assert "这样的请求无法处理" in basket(site, kept(("aa-1:2", "字" * 2001)))


def test_the_address_of_a_basket() -> None:
    """Notes stand in it where there are any, one a passage."""
    assert addresses.basket([]) == "basket"
    assert addresses.basket([("a:1", ""), ("b:2", "")]) == "basket?passage=a%3A1&passage=b%3A2"
    assert addresses.basket([("a:1", "x"), ("b:2", "")]).endswith("&note=x&note=")


def test_the_button_says_what_it_does(site: Site) -> None:
    """To screen readers: a switch with a name; the page's script knows the passage."""
    button = collect(site.words, passage(2))
    assert 'data-collect="aa-1:2"' in button
    assert 'aria-pressed="false"' in button
    assert 'aria-label="收藏这一段"' in button


def test_a_form_is_sent_to_this_app_alone() -> None:
    """As with links."""
    with pytest.raises(ValueError, match="must lead to this app"):
        tag("form", action="https://evil.example/")
    with pytest.raises(ValueError, match="must lead to this app"):
        tag("button", formaction="javascript:alert(1)")
    assert tag("form", action="download") == '<form action="download"></form>'
