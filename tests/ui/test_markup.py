"""Everything is escaped, and nothing that is built can run or lead away."""

import pytest

from ui.web.markup import Html, escape, group, tag


def test_text_is_escaped_and_html_is_not() -> None:
    """What was built here stays as it is; everything else is escaped once."""
    assert escape("<b>&\"'") == "&lt;b&gt;&amp;&quot;&#x27;"
    assert escape(Html("<b>")) == "<b>"
    assert group("<", tag("b", "&")) == "&lt;<b>&amp;</b>"


def test_braces_never_reach_a_template() -> None:
    """Gradio's templates are made of braces."""
    assert escape("${hit()} {{x}}") == "$&#123;hit()&#125; &#123;&#123;x&#125;&#125;"


def test_attributes() -> None:
    """Names lose their underscore, True needs no value, None and False are left out, quotes are escaped."""
    made = tag("a", class_='a"b', data_page=3, hidden=True, title=None, open=False)
    assert made == '<a class="a&quot;b" data-page="3" hidden></a>'


@pytest.mark.parametrize("name", ["onclick", "onerror", "style", "src", "srcdoc"])
def test_attributes_that_run_or_load_are_refused(name: str) -> None:
    """No page needs them."""
    with pytest.raises(ValueError, match="no place"):
        tag("p", **{name: "x"})


@pytest.mark.parametrize("address", ["./", "report?id=a&passage=1#p1", "?lang=en", "#p1", "library"])
def test_addresses_of_this_app(address: str) -> None:
    """Pages beside the one that is open."""
    assert "href" in tag("a", href=address)


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "//evil", "/\\evil", "https://evil", "data:text/html,x", "", " x", "a/b", "JAVASCRIPT:1"],
)
def test_addresses_elsewhere_are_refused(address: str) -> None:
    """Nothing leads out of the app."""
    with pytest.raises(ValueError, match="must lead to this app"):
        tag("a", href=address)
