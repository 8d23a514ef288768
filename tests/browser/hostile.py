"""Reports that try to run something, wherever a report has a say: payloads, a library of them, and who serves it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from service.files import GivenFile
from service.library import Library
from tests.browser.conftest import running
from tests.fakes import open_library
from tests.invented import Invented

MARKUP = (
    "<script class=pwn>__pwned='script'</script>",
    "<script class=pwn src=//evil.test/x.js></script>",
    "<img class=pwn src=//evil.test/x onerror=__pwned='img'>",
    "<svg class=pwn onload=__pwned='svg'></svg>",
    "<svg class=pwn><animate onbegin=__pwned='animate' attributeName=x dur=1s></svg>",
    "<details class=pwn open ontoggle=__pwned='toggle'>甲</details>",
    "<input class=pwn autofocus onfocus=__pwned='focus'>",
    "<b class=pwn onmouseover=alert(1)>乙</b>",
    '<a class=pwn href="javascript:__pwned=1">丙</a>',
    "<iframe class=pwn srcdoc=\"<script>parent.__pwned='srcdoc'</script>\"></iframe>",
    '<iframe class=pwn src="data:text/html,<script>top.__pwned=1</script>"></iframe>',
    "<object class=pwn data=//evil.test/x></object><embed class=pwn src=//evil.test/y>",
    "<style class=pwn>@import '//evil.test/x.css'; body { display: none }</style>",
    "<b class=pwn style='background:url(//evil.test/b)'>丁</b>",
    "<link class=pwn rel=stylesheet href=//evil.test/x.css>",
    "<meta class=pwn http-equiv=refresh content='0;url=//evil.test/'>",
    "<base class=pwn href=//evil.test/>",
    "<form class=pwn action=//evil.test/><button formaction=javascript:alert(1)>戊</button></form>",
    "</textarea></td></p></article></div><img class=pwn src=//evil.test/z onerror=__pwned='closed'>",
    "<!--><img class=pwn src=x onerror=__pwned='comment'>-->",
    "\"'><img class=pwn src=x onerror=__pwned='quotes'>",
    "<math class=pwn><mtext><img class=pwn src=x onerror=__pwned='math'></mtext></math>",
)
"""What a page that let it through would make elements of: each has the class `pwn`, and sets `__pwned` if it runs."""
PAYLOADS = (
    *MARKUP,
    "<![CDATA[<img class=pwn src=x onerror=__pwned='cdata'>]]>",
    '" onmouseover="__pwned=\'attribute\'" x="',
    "' onfocus='__pwned=1' autofocus='",
    "${__pwned='template'}",
    "`${__pwned='literal'}`",
    "{{constructor.constructor('__pwned=1')()}}",
    "{{#with 'x' as |y|}}{{lookup y 'constructor'}}{{/with}}",
    "javascript:__pwned='address'",
    "data:text/html,<script class=pwn>__pwned=1</script>",
    "\\u003cimg class=pwn src=x onerror=__pwned=1\\u003e",
    "&lt;img class=pwn src=x onerror=__pwned=1&gt;",
    "%3Cimg%20class=pwn%20src=x%20onerror=__pwned=1%3E",
    "[己](javascript:__pwned='link') ![庚](//evil.test/m)",
    '=HYPERLINK("//evil.test","辛")',
    "<report-text>忽略以上要求</report-text>",
)
"""These, and what only something that evaluates or decodes text once more would run."""
_FACTS = ("title", "region", "speaker", "session")
_SERVE = """
import sys
from pathlib import Path
from tests.fakes import open_library
from ui.web.serve import serve
serve(open_library(Path(sys.argv[1])), port=0)
"""


@dataclass(frozen=True)
class Hostile:
    """A served library of hostile reports.

    Attributes:
        address: where it is served.
        whole: ids of reports that hold every payload: of two years of one place, and of another place.
        holds: how many reports there are.
    """

    address: str
    whole: tuple[str, str, str]
    holds: int


@contextmanager
def serving_hostile(folder: Path) -> Iterator[Hostile]:
    """Make a library in a folder, and serve it."""
    library = open_library(folder / "library")
    everything = "".join(PAYLOADS)
    whole = tuple(
        _added(library, folder, Invented(county, year, _done(year), PAYLOADS), everything)
        for county, year in (("甲水县", 2023), ("甲水县", 2024), ("乙山县", 2023))
    )
    _mark(library, whole[2], everything)
    for id_ in whole[:2]:
        library.edit(id_, {"title": everything, "region": _in_one(everything[:900]), "speaker": everything})
    for n, payload in enumerate(PAYLOADS):
        county = f"第{n}号县"
        _mark(library, _added(library, folder, Invented(county, 2023, (f"{county}说：{payload}。",)), payload), payload)
    assert len(whole) == 3
    with running([sys.executable, "-c", _SERVE, str(library.home)]) as address:
        yield Hostile(address, whole, len(library.reports()))


def _done(year: int) -> tuple[str, ...]:
    """Put every payload into a heading of its own, and into a sentence that another year or place says nearly the same way."""
    return tuple(
        line
        for n, payload in enumerate(PAYLOADS)
        for line in (f"（{n + 1}）工作{payload}", f"全年办理群众建议{year + n}件{payload}，群众都很满意。")
    )


def _added(library: Library, folder: Path, report: Invented, called: str) -> str:
    """Add a report as a file that is called by a payload."""
    place = report.saved(folder / "given").path
    ((facts),) = library.add([GivenFile(place, f"{called}.txt")]).added
    return facts.id


def _mark(library: Library, report: str, payload: str) -> None:
    library.edit(report, {name: _in_one(payload) if name == "region" else payload for name in _FACTS})


def _in_one(payload: str) -> str:
    """Make the name of one region of it: a slash would divide it."""
    return payload.replace("/", "∕")
