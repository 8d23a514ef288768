"""Commonness in four bands, from only here to nearly everywhere: their names, their marks, and a legend that counts them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from service.answers import Commonness, Measured
from ui.web.markup import Html, tag
from ui.web.render.hits import percent
from ui.web.render.names import commonness_class
from ui.web.words import Words

BANDS = ("only", "few", "some", "most")
"""Only in its own region, in up to a third of the others, in up to two thirds, in more."""


def band(commonness: Commonness) -> str:
    """Give the band that something belongs to, one of `BANDS`."""
    others = commonness.regions - 1
    if others < 1:
        return "only"
    share = others / max(1, commonness.of - 1)
    return "few" if share <= 1 / 3 else "some" if share <= 2 / 3 else "most"


def band_class(commonness: Commonness) -> str:
    """The classes that shade a sentence by its commonness, and underline it by its band."""
    return f"{commonness_class(commonness).replace('common', 'shade')} dz-band-{band(commonness)}"


def legend(words: Words, sentences: Sequence[Measured]) -> Html | None:
    """Say what the shades mean, and how many sentences, and how much of the text, are in each band."""
    told = [(one, one.commonness) for one in sentences if one.commonness]
    if not told:
        return None
    counts, chars = Counter[str](), Counter[str]()
    for one, commonness in told:
        counts[band(commonness)] += 1
        chars[band(commonness)] += one.span.end - one.span.start
    whole = sum(one.span.end - one.span.start for one in sentences)
    rows = [
        tag(
            "tr",
            tag("th", tag("span", words(f"band.{name}"), class_=f"dz-s dz-shade-{shade} dz-band-{name}"), scope="row"),
            tag("td", words.count("band.sentences", counts[name])),
            tag("td", words("percent", n=_rounded(chars[name] / whole))),
        )
        for name, shade in zip(BANDS, (0, 3, 6, 9), strict=True)
    ]
    caption = tag("caption", words("band.legend", n=told[0][1].of))
    return tag("table", caption, tag("tbody", *rows), class_="dz-bands")


def _rounded(share: float) -> str:
    """A share in hundredths; what is little is not nothing."""
    return "<1" if share and not percent(share) else str(percent(share))
