"""Nothing that stands in a report, a file's name or a question becomes markup."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from reports.report import Heading, Span
from service.answers import (
    Added,
    Change,
    Commonness,
    Comparison,
    Duplicates,
    Failed,
    Family,
    Flag,
    Lookalike,
    Measured,
    Overlap,
    PassageAnswer,
    Quoted,
    RegionShares,
    ReportShare,
    Skipped,
    Slot,
    Source,
    Summary,
    Target,
)
from service.errors import BadRequest
from service.filters import Filters
from service.jobs import Job
from tests.ui.made import MadeLibrary, answer, changed_hit, comparison, facts, family, hit, passage
from tests.ui.made import summary as made_summary
from ui.web.handlers import ask, compare, duplicates, library, reader, similar, summary
from ui.web.markup import Html
from ui.web.render import basket as basket_render
from ui.web.render import header as header_render
from ui.web.render import jobs as jobs_render
from ui.web.render import library as library_render
from ui.web.render import regions as regions_render
from ui.web.render import summary as summary_render
from ui.web.render.basket import Collected
from ui.web.render.hits import changed_card
from ui.web.render.reader import Content
from ui.web.render.reader import reader as reader_html
from ui.web.render.sentence import sentence as sentence_html
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
        "dd",
        "del",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "header",
        "input",
        "ins",
        "kbd",
        "label",
        "li",
        "line",
        "mark",
        "meter",
        "nav",
        "ol",
        "option",
        "p",
        "path",
        "progress",
        "rect",
        "section",
        "select",
        "span",
        "summary",
        "svg",
        "table",
        "tbody",
        "td",
        "text",
        "textarea",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
ATTRIBUTES = frozenset(
    [
        "accept",
        "action",
        "aria-current",
        "aria-describedby",
        "aria-expanded",
        "aria-hidden",
        "aria-label",
        "aria-labelledby",
        "aria-pressed",
        "autocomplete",
        "autofocus",
        "checked",
        "class",
        "colspan",
        "d",
        "data-basket",
        "data-basket-count",
        "data-cancel",
        "data-choose",
        "data-choose-all",
        "data-cite-selection",
        "data-close",
        "data-close-keys",
        "data-collect",
        "data-copy",
        "data-correct",
        "data-correcting",
        "data-counted",
        "data-end",
        "data-entry",
        "data-fact",
        "data-failed",
        "data-job",
        "data-keep",
        "data-kept",
        "data-keys",
        "data-lang",
        "data-many",
        "data-of",
        "data-one",
        "data-passage",
        "data-put-back",
        "data-question",
        "data-remove",
        "data-report",
        "data-said",
        "data-save",
        "data-shared",
        "data-skip",
        "data-stale",
        "data-start",
        "data-state",
        "data-switch-language",
        "data-switch-theme",
        "data-title",
        "data-unfold",
        "data-uploading",
        "disabled",
        "download",
        "for",
        "height",
        "hidden",
        "href",
        "id",
        "lang",
        "max",
        "maxlength",
        "method",
        "multiple",
        "name",
        "open",
        "placeholder",
        "preserveaspectratio",
        "role",
        "rows",
        "scope",
        "selected",
        "tabindex",
        "title",
        "type",
        "value",
        "viewbox",
        "webkitdirectory",
        "width",
        "x",
        "x1",
        "x2",
        "y",
        "y1",
        "y2",
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
        self.wrong += [f"{tag} {value}" for name, value in attrs if name == "action" and value != "download"]

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
    made.compared = _compared(bad, payload)
    made.held = (report, replace(report, id="bb-1", year=1999))
    made.found = Duplicates(
        (_family(bad, payload), replace(_family(bad, payload), id="f2", kind="ceremonial")),
        (Overlap(report.id, report.id, 0.9),),
        RegionShares((region, (payload,)), ((None, 0.5), (0.1, None)), (ReportShare(report.id, 0.5),)),
    )
    return made, bad, payload if place == "question" else "问"


def _compared(bad: PassageAnswer, payload: str) -> Comparison:
    """Put a passage in the place of every one of a comparison; changes then cut it wherever they will."""
    found = comparison()
    rows = tuple(
        replace(row, a=row.a and (bad,), b=row.b and (bad,), flags=(Flag("place", payload, payload),))
        for row in found.rows
    )
    quoted = replace(found.targets[0].target, passage=bad, text=payload)
    return replace(
        found, a=bad.report, b=bad.report, rows=rows, targets=(Target(quoted, (quoted,)), Target(quoted, ()))
    )


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
    return [
        ask.answer(site, question, Filters((payload,))),
        ask.answer(site, "", Filters()),
        similar.similar(site, payload, "", Filters()),
        regions_render.source(site.words, bad, payload),
        changed_card(site.words, payload, said, anchor="x"),
        duplicates.duplicates(site, Filters()),
        summary.summary(site, "aa-1", "general", "", 500),
        summary_render.summary(
            site.words, _summary(bad, payload), region_count=3, file_at=lambda ending: f"download?as={ending}"
        ),
        reader.read(site, payload),
        reader_html(site.words, bad.report, _content(bad, payload), shaded=True),
        reader.legend(site, "aa-1"),
        sentence_html(site.words, bad, Span(0, 2), Commonness(2, 3), (_lookalike(bad, payload),), payload),
        compare.compared(site, "aa-1", payload),
        compare.compared(site, "aa-1", ""),
        library.page(site, library.Search()),
        library.page(site, library.Search(payload, doubtful=True)),
        library.form(site, "aa-1"),
        library_render.row(site.words, bad.report, {}),
        library_render.removed(site.words, (bad.report,), payload),
        jobs_render.jobs(site.words, _jobs(added, payload)),
        header_render.header(site.words, "ask", (bad.report,)),
        basket_render.basket(
            site.words, [Collected(bad.id, payload, bad), Collected(payload, payload, None)], shared=True
        ),
    ]


def _jobs(added: Added, payload: str) -> list[Job]:
    """Give a job in each state."""
    error = BadRequest(payload, hint=payload)
    return [
        Job(payload, "add", "queued", 0, 1, None, None, None),
        Job("b", "add", "running", 1, 3, 9.0, None, None),
        Job("c", "add", "failed", 1, 3, None, None, error),
        Job("d", "add", "done", 3, 3, None, added, None),
    ]


def _content(bad: PassageAnswer, payload: str) -> Content:
    text = f"{payload}\n{bad.text}"
    here = replace(bad, span=Span(len(payload) + 1, len(text)))
    measured = (
        Measured(bad.id, Span(0, 3), Commonness(2, 3)),
        Measured(bad.id, Span(4, len(bad.text)), None),
    )
    return Content(text, (Heading(1, payload, Span(0, 1)),), (here,), measured)


def _lookalike(bad: PassageAnswer, payload: str) -> Lookalike:
    changes = (Change("replace", Span(0, len(payload)), Span(0, len(payload))),)
    return Lookalike(Quoted(bad, Span(0, 1), payload), changes, (Flag("place", payload, payload),))


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
    pages = _pages(Site(made, site.jobs, site.words), bad, payload, question)
    for page in pages:
        inspector = Inspector()
        inspector.feed(page)
        inspector.close()
        assert inspector.wrong == []
        assert "{" not in page
    assert len(PAYLOADS) >= 20
