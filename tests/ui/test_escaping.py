"""Nothing that stands in a report, a file's name or a question becomes markup."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from reports.report import Heading, Span
from service.answers import (
    Added,
    Duplicates,
    Failed,
    Family,
    Flag,
    Overlap,
    PassageAnswer,
    RegionShares,
    ReportShare,
    Skipped,
    Slot,
    Source,
    Summary,
)
from service.filters import Filters
from tests.ui.made import MadeLibrary, answer, changed_hit, facts, family, hit, passage
from tests.ui.made import summary as made_summary
from ui.web.handlers import ask, duplicates, library, reader, similar, summary
from ui.web.markup import Html
from ui.web.render import header as header_render
from ui.web.render import library as library_render
from ui.web.render import regions as regions_render
from ui.web.render import summary as summary_render
from ui.web.render.hits import changed_card
from ui.web.render.reader import reader as reader_html
from ui.web.site import Site

PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    '"><img src=x onerror=alert(1)>',
    "'><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)' autofocus='",
    "</p></article></div><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    '<a href="javascript:alert(1)">x</a>',
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<details open ontoggle=alert(1)>",
    "<math><mtext><img src=x onerror=alert(1)></mtext></math>",
    "<body onload=alert(1)>",
    "<style>@import '//evil';</style>",
    "<link rel=stylesheet href=//evil>",
    "<meta http-equiv=refresh content=0;url=//evil>",
    "<form action=//evil><button>x</button></form>",
    "<object data=//evil></object>",
    "${alert(1)}",
    "{{#with 'x' as |y|}}{{alert 1}}{{/with}}",
    "`${alert(1)}`",
    "<!--<img src=x onerror=alert(1)>-->",
    "<<img src=x onerror=alert(1)>",
    "&lt;img src=x onerror=alert(1)&gt;",
    "<img src=x onerror=alert(1)//",
    "＜script＞alert(1)＜/script＞",
    "\x00<img src=x onerror=alert(1)>",
    "⟨<img src=x onerror=alert(1)>⟩",
)
PLACES = ("title", "heading", "text", "file", "region", "warning", "question")
TAGS = frozenset(
    [
        "a",
        "article",
        "b",
        "blockquote",
        "br",
        "button",
        "caption",
        "code",
        "del",
        "details",
        "div",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "header",
        "ins",
        "li",
        "mark",
        "meter",
        "nav",
        "ol",
        "p",
        "section",
        "span",
        "summary",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
ATTRIBUTES = frozenset(
    [
        "aria-current",
        "aria-hidden",
        "aria-label",
        "class",
        "data-copy",
        "data-lang",
        "data-question",
        "data-remove",
        "data-report",
        "data-switch-language",
        "data-switch-theme",
        "data-title",
        "download",
        "href",
        "id",
        "lang",
        "max",
        "open",
        "role",
        "scope",
        "tabindex",
        "title",
        "type",
        "value",
    ]
)


class Inspector(HTMLParser):
    """Reads markup as a browser would, and keeps what should not be there."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag or attribute that we do not write."""
        self.wrong += [] if tag in TAGS else [tag]
        self.wrong += [f"{tag} {name}" for name, _ in attrs if name not in ATTRIBUTES]

    def handle_comment(self, data: str) -> None:
        """We write no comments."""
        self.wrong.append(data)

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.text.append(data)


def _poisoned(place: str, payload: str) -> tuple[MadeLibrary, PassageAnswer, str]:
    """Put a payload in one place of everything that a library answers."""
    about = {
        "title": {"title": payload},
        "file": {"source": Source(payload, "0" * 64, Span(0, 1))},
        "region": {"region": ("汀南省", payload)},
        "warning": {"warnings": (payload,)},
    }.get(place, {})
    report = facts(**about)
    bad = replace(passage(**about), heading=(payload,) if place == "heading" else ("一",))
    bad = replace(bad, text=payload * 20 if place == "text" else bad.text)
    words = replace(hit().matched, words=(payload, "代表"))
    found = hit(passage=bad, siblings=(bad,), matched=words, highlight=(Span(0, 3),))
    made = MadeLibrary(held=(report,), answer=answer(hits=(found,), question=payload))
    region = report.region or ()
    made.found = Duplicates(
        (_family(bad, payload), replace(_family(bad, payload), id="f2", kind="ceremonial")),
        (Overlap(report.id, report.id, 0.9),),
        RegionShares((region, (payload,)), ((None, 0.5), (0.1, None)), (ReportShare(report.id, 0.5),)),
    )
    return made, bad, payload if place == "question" else "问"


def _family(bad: PassageAnswer, payload: str) -> Family:
    flags = (Flag("place", payload, payload),)
    whole = replace(family().occurrences[0], passage=bad, text=payload, span=Span(0, len(bad.text)), flags=flags)
    part = replace(whole, span=Span(1, 3), channel="vectors", grade="paraphrase")
    slots = (Slot("text", (payload, "")),)
    return family(
        template=f"{payload}⟨数⟩",
        why_kind=f"stands in a report from above: {payload}",
        earliest=bad,
        occurrences=(whole, part),
        slots=slots,
        contains=("f2",),
    )


def _pages(site: Site, bad: PassageAnswer, payload: str, question: str) -> list[Html]:
    """Build everything that shows something of a report."""
    said = replace(changed_hit(), passage=bad)
    added = Added((bad.report,), (bad.report,), (payload,), (Skipped(payload, payload),), (Failed(payload, payload),))
    headings = (Heading(1, payload, Span(0, 1)),)
    text = f"{payload}\n{bad.text}"
    return [
        ask.answer(site, question, Filters((payload,))),
        ask.answer(site, "", Filters()),
        similar.similar(site, payload, "", Filters()),
        regions_render.source(site.words, bad),
        changed_card(site.words, payload, said, anchor="x"),
        duplicates.duplicates(site, Filters()),
        summary.summary(site, "aa-1", "general", "", 500),
        summary_render.summary(
            site.words, _summary(bad, payload), region_count=3, file_at=lambda ending: f"download?as={ending}"
        ),
        reader.read(site, payload),
        reader_html(site.words, bad.report, text, headings, (replace(bad, span=Span(len(payload) + 1, len(text))),)),
        library.table(site),
        library_render.added(site.words, added),
        library_render.asking(site.words, bad.report),
        library_render.removed(site.words, (bad.report,)),
        header_render.header(site.words, "ask", (bad.report,)),
    ]


def _summary(bad: PassageAnswer, payload: str) -> Summary:
    return made_summary(
        report=bad.report,
        text=payload,
        sentences=tuple(replace(s, passage=bad, text=payload) for s in made_summary().sentences),
    )


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("place", PLACES)
def test_nothing_becomes_markup(place: str, payload: str, site: Site) -> None:
    """Whatever stands wherever: the page holds only tags and attributes that we write, and shows the text as it is."""
    made, bad, question = _poisoned(place, payload)
    pages = _pages(Site(made, site.words), bad, payload, question)
    for page in pages:
        inspector = Inspector()
        inspector.feed(page)
        inspector.close()
        assert inspector.wrong == []
        assert "{" not in page
    assert len(PAYLOADS) >= 20
