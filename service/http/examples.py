"""An answer of each kind, shortened, about counties that do not exist; the descriptions of addresses show them."""

from __future__ import annotations

from dataclasses import replace

from reports.report import Heading, Removed, Span
from service.answers import (
    Added,
    Answer,
    Change,
    Commonness,
    ComparedRow,
    Comparison,
    Duplicates,
    Family,
    Flag,
    Hit,
    Matched,
    Occurrence,
    Overview,
    PassageAnswer,
    Point,
    RegionAnswer,
    RegionRow,
    RegionShares,
    ReportFacts,
    ReportShare,
    SectionCount,
    Slot,
    Source,
    Summary,
    SummarySentence,
    Understood,
)
from service.errors import (
    Ambiguous,
    BadRequest,
    DuizhaoError,
    LibraryBusy,
    LibraryDamaged,
    ModelMismatch,
    ModelUnavailable,
    NotFound,
    TooMany,
)
from service.http.errors import ForeignOrigin, TooLarge
from service.http.shapes import (
    Answers,
    ErrorAnswer,
    ErrorFacts,
    Gone,
    Health,
    JobList,
    JobSeen,
    JobStarted,
    ModelFacts,
    ModelList,
    Outline,
    ReportPage,
    ReportPassages,
    ReportText,
)

REPORT = ReportFacts(
    id="664384959e-1",
    title="蓼溪县人民代表大会常务委员会工作报告",
    body="npc",
    kind="work report",
    region=("青岚省", "岚州市", "蓼溪县"),
    region_code=None,
    level="county",
    covers=(2023, 2023),
    year=2024,
    date="2024-01-12",
    session="第十七届人民代表大会第三次会议",
    speaker="岑望舒",
    complete=True,
    ambiguous=(),
    warnings=(),
    duplicate_of=None,
    passages=19,
    source=Source(
        "liaoxi-npc-2024.txt", "664384959e4fa4012ed67aad5cd472e2442f08980c2162fac3615515eb5b0d8a", Span(0, 1906)
    ),
)
PASSAGE = PassageAnswer(
    id="664384959e-1:10",
    report=REPORT,
    heading=("2023年主要工作", "三、坚持人民至上，保障代表依法履职"),
    part="done",
    text="全年听证5场，形成的《蓼溪蔺草分级收购指引》被137家合作社采用，每百斤蔺草收购价差由过去的40元缩小到12元。",
    span=Span(970, 1026),
)
_SENTENCE = SummarySentence(PASSAGE, (Span(0, 56),), PASSAGE.text, also_in=0)
_HIT = Hit(
    PASSAGE,
    highlight=(Span(0, 56),),
    similarity=0.9194,
    wording=0.3333,
    score=13.94,
    matched=Matched(("蔺草收购",), 4.43),
    commonness=Commonness(1, 11),
)
_SIMILAR = Hit(
    PASSAGE,
    highlight=(Span(0, 6),),
    similarity=0.9012,
    wording=0.8333,
    score=8.21,
    matched=Matched(()),
    commonness=Commonness(1, 11),
    changes=(
        Change("equal", Span(0, 4), Span(0, 4)),
        Change("replace", Span(4, 5), Span(4, 5)),
        Change("equal", Span(5, 6), Span(5, 6)),
    ),
    flags=(Flag("number", "7", "5"),),
    asked=Span(0, 6),
)
QUESTION = "蓼溪县怎样解决蔺草收购差价？"
ANSWER = Answer(QUESTION, Understood(region=REPORT.region), confidence=0.943, confident=True, hits=(_HIT,))
REGIONS = RegionAnswer((RegionRow(REPORT.region, 1, _SIMILAR, None, ()),), region_count=1, silent=0)
ASKED_REGIONS = replace(REGIONS, understood=Understood(), confidence=0.93, confident=True)
ANSWERS = Answers((ANSWER, ErrorAnswer(ErrorFacts("bad_request", "the question is empty", "ask something"))))
DUPLICATES = Duplicates(
    families=(
        Family(
            id="86088bc445",
            template="全年听证⟨数⟩场",
            slots=(Slot("number", ("5", "7")),),
            region_count=2,
            report_count=2,
            years=(2022, 2023),
            kind="mandated",
            why_kind="says how often something that is laid down was done",
            earliest=PASSAGE,
            contains=(),
            occurrences=(Occurrence(PASSAGE, Span(0, 6), "全年听证5场", "identical", "words", ()),),
        ),
    ),
    reports=(),
    shared=RegionShares((("青岚省", "岚州市", "蓼溪县"),), ((None,),), (ReportShare(REPORT.id, 0.12),)),
)
COMPARISON = Comparison(REPORT, REPORT, (ComparedRow("same", (PASSAGE,), (PASSAGE,)),), ())
SUMMARY = Summary(REPORT, 100, PASSAGE.text, (_SENTENCE,), (), (SectionCount("2023年主要工作", 1204, 1),), whole=False)
OVERVIEW = Overview((REPORT,), confident=True, points=(Point(_SENTENCE, (_SENTENCE,)),))
PAGE = ReportPage((REPORT,), total=26)
TEXT = ReportText(REPORT.id, "各位代表：\n…", (Removed("蓼溪县人民代表大会常务委员会工作报告", "title block"),))
PASSAGES = ReportPassages((PASSAGE,))
OUTLINE = Outline((Heading(1, "2023年主要工作", Span(45, 54)),))
GONE = Gone((REPORT,))
STARTED = JobStarted("5f1c0a93d2b47e68")
ADDING = JobSeen("5f1c0a93d2b47e68", "add", "running", 41_320, 98_004, 3.5, None, None)
ADDED = JobSeen("5f1c0a93d2b47e68", "add", "done", 1, 1, None, Added((REPORT,), (), (), (), ()), None)
JOBS = JobList((ADDED,))
MODELS = ModelList((ModelFacts("multilingual-e5-small", 384, None, prepared=True, default=True, optimised=None),))
HEALTH = Health("ok", reports=26, passages=478)

ERRORS: dict[str, DuizhaoError] = {
    error.code: error
    for error in (
        BadRequest(
            "query limit: Input should be greater than or equal to 1", hint="/api/openapi.json says what is taken"
        ),
        ForeignOrigin("a page of another site asked for this", hint="ask from this server's own pages"),
        NotFound("no report goes by '蓼溪乡'", hint="list the reports: they have ids and titles"),
        Ambiguous("2 reports go by '蓼溪县'", hint="give an id"),
        TooLarge("the request is larger than 1 MB", hint="send less at a time"),
        TooMany("16 jobs are waiting", hint="try again when one of them has ended"),
        DuizhaoError("this broke (ZeroDivisionError)", hint="the server's log says where"),
        LibraryDamaged("the library can't be opened", hint="put back a copy of its folder"),
        LibraryBusy("another program is writing to the library", hint="try again when it is done"),
        ModelMismatch("the library was made by another model", hint="name that model with --model"),
        ModelUnavailable("the model can't be had", hint="`duizhao models` lists what there is"),
    )
}
"""An error of each code that an address may answer with."""
