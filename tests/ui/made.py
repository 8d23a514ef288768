"""Answers made by hand, and a library that gives them: what the handlers are tested with."""

# ruff: noqa: ARG002  # the library takes what the real one takes, and needs little of it

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from reports.report import Heading, Span
from service.answers import (
    Added,
    Answer,
    Cell,
    Change,
    Commonness,
    ComparedRow,
    Comparison,
    Duplicates,
    Failed,
    Family,
    Flag,
    Hit,
    Lookalike,
    Matched,
    Measured,
    Nearness,
    Occurrence,
    Overlap,
    Overview,
    PassageAnswer,
    Point,
    Quoted,
    RegionAnswer,
    RegionRow,
    RegionShares,
    ReportFacts,
    ReportShare,
    SectionCount,
    Skipped,
    Slot,
    Source,
    Summary,
    SummarySentence,
    Target,
    Understood,
)
from service.by_region import counted
from service.errors import NotFound
from service.filters import Filters

DAOCHUAN = ("汀南省", "稻川县")
LIAOXI = ("青岚省", "岚州市", "蓼溪县")
NOWHERE = Filters()


def facts(report_id: str = "aa-1", **changed: Any) -> ReportFacts:
    """Make a report's facts."""
    made = ReportFacts(
        id=report_id,
        title="稻川县人大常委会工作报告",
        body="npc",
        kind="work report",
        region=DAOCHUAN,
        region_code=None,
        level="county",
        covers=(2023, 2023),
        year=2024,
        date="2024-01-12",
        session="第三次会议",
        speaker="某某",
        complete=True,
        ambiguous=(),
        warnings=(),
        duplicate_of=None,
        passages=2,
        source=Source("daochuan.txt", "0" * 64, Span(0, 40)),
    )
    return replace(made, **changed)


TEXT = "稻川县人大常委会工作报告\n一、全年工作\n听取专项工作报告18项。\n代表联络站收集意见3.7万条,推动解决。\n"
HEADINGS = (Heading(1, "一、全年工作", Span(13, 19)), Heading(2, "（二）围绕糖业振兴依法履职", Span(13, 19)))


def passage(number: int = 2, *, text: str = "代表联络站收集意见3.7万条,推动解决。", **changed: Any) -> PassageAnswer:
    """Make a passage of the report above; `changed` are facts of its report."""
    about = facts(**changed)
    return PassageAnswer(f"{about.id}:{number}", about, ("一、全年工作",), "done", text, Span(32, 32 + len(text)))


def hit(**changed: Any) -> Hit:
    """Make a hit."""
    made = Hit(
        passage=passage(),
        highlight=(Span(0, 14),),
        similarity=0.912,
        wording=0.5,
        score=7.0,
        matched=Matched(("代表", "意见"), 3.25),
        commonness=Commonness(1, 17),
        siblings=(passage(3, report_id="bb-1", region=LIAOXI),),
    )
    return replace(made, **changed)


def answer(**changed: Any) -> Answer:
    """Make an answer with one hit."""
    made = Answer("怎样收集意见？", Understood(body="npc", part="done"), 0.9, confident=True, hits=(hit(),))
    return replace(made, **changed)


def changed_hit(**changed: Any) -> Hit:
    """Make a hit of "similar": 听取报告18项 became 听取了报告28项."""
    changes = (
        Change("equal", Span(0, 2), Span(0, 2)),
        Change("insert", None, Span(2, 3)),
        Change("equal", Span(2, 4), Span(3, 5)),
        Change("replace", Span(4, 6), Span(5, 7)),
        Change("equal", Span(6, 7), Span(7, 8)),
    )
    made = hit(passage=passage(text="听取了报告28项"), changes=changes, flags=(Flag("number", "18", "28"),))
    return replace(made, **changed)


def by_region() -> RegionAnswer:
    """Make an answer in which one region speaks in one of two years, and another is silent."""
    said = changed_hit()
    near = hit(similarity=0.71)
    speaks = RegionRow(DAOCHUAN, 1, said, None, (Cell(2022, False, None, None), Cell(2023, True, said, None)))
    silent = RegionRow(LIAOXI, 1, None, near, (Cell(2022, True, None, near), Cell(2023, True, None, None)))
    return replace(counted((speaks, silent), (2022, 2023)), nearness=Nearness(0.65, 0.05, 2, (40, 9, 3, 0, 1), 2))


def family(**changed: Any) -> Family:
    """Make a family of two occurrences in which a number changes."""
    whole, part = (
        passage(text="听取报告18项。其他不说。"),
        passage(report_id="bb-1", text="常委会听取报告28项，推动解决。"),
    )
    places = (
        Occurrence(whole, Span(0, 8), "听取报告18项。", "identical", "words", ()),
        Occurrence(part, Span(3, 10), "听取报告28项", "edited", "words", (Flag("number", "18", "28"),)),
    )
    made = Family(
        id="f1",
        template="听取报告⟨数⟩项⟨…⟩",
        slots=(Slot("number", ("18", "28")), Slot("text", tuple(str(n) for n in range(20)))),
        region_count=2,
        report_count=2,
        years=(2022, 2023),
        kind="substantive",
        why_kind="stands in 2 of 16 regions, in no report from above, and is no formula",
        earliest=passage(),
        contains=(),
        occurrences=places,
    )
    return replace(made, **changed)


def shared(**changed: Any) -> RegionShares:
    """Make the shares of two regions, one report each."""
    made = RegionShares(
        regions=(DAOCHUAN, LIAOXI),
        shares=((None, 0.342), (0.06, None)),
        reports=(ReportShare("aa-1", 0.061), ReportShare("bb-1", 0.345), ReportShare("gone-1", 0.5)),
    )
    return replace(made, **changed)


def duplicates(*families: Family, **changed: Any) -> Duplicates:
    """Make what recurs: the families, or the one above, and two reports that are the same."""
    return replace(Duplicates(families or (family(),), (Overlap("aa-1", "bb-1", 0.97),), shared()), **changed)


def summary(**changed: Any) -> Summary:
    """Make a summary of two sentences, one of them only here and one common."""
    sentences = (
        SummarySentence(passage(1), (Span(0, 5),), "听取专项工作报告18项。", 0),
        SummarySentence(passage(2), (Span(0, 5),), "推动解决。", 15),
    )
    sections = (SectionCount("一、主要工作", 300, 2), SectionCount("二、下一步打算", 100, 0))
    made = Summary(facts(), 500, "听取专项工作报告18项。推动解决。", sentences, sentences[1:], sections, whole=False)
    return replace(made, **changed)


def in_a(number: int, text: str) -> PassageAnswer:
    """Make a passage of the first of two reports that are compared."""
    return replace(passage(number, text=text), span=Span(100 * number, 100 * number + len(text)))


def in_b(number: int, text: str) -> PassageAnswer:
    """Make a passage of the second."""
    return replace(
        passage(number, text=text, report_id="bb-1", year=2025), span=Span(100 * number, 100 * number + len(text))
    )


LONG = "全年召开常委会会议，听取和审议专项工作报告，开展执法检查，作出决议决定，依法任免国家机关工作人员，" * 3
"""A stretch that is long enough to be folded."""


def comparison(**changed: Any) -> Comparison:
    """Make a comparison with a row of each kind, the earlier report first, and two targets, one of them with a result."""
    edited = f"{LONG}听取报告18项", f"{LONG}听取了报告28项"
    before = len(LONG) + 2
    steps = (
        Change("equal", Span(0, before), Span(0, before)),
        Change("insert", None, Span(before, before + 1)),
        Change("equal", Span(before, before + 2), Span(before + 1, before + 3)),
        Change("replace", Span(before + 2, before + 4), Span(before + 3, before + 5)),
        Change("equal", Span(before + 4, before + 5), Span(before + 5, before + 6)),
    )
    moved = (Change("move", Span(0, 4), Span(2, 6)), Change("insert", None, Span(0, 2)))
    rows = (
        ComparedRow("same", (in_a(1, "一样的话。"),), (in_b(1, "一样的话。"),)),
        ComparedRow("edited", (in_a(2, edited[0]),), (in_b(2, edited[1]),), steps, (Flag("number", "18", "28"),)),
        ComparedRow("only_a", (in_a(3, "不再提的话。"),), ()),
        ComparedRow("moved", (in_a(4, "移走的话"),), (in_b(4, "今年移走的话"),), moved),
        ComparedRow("only_b", (), (in_b(3, "新的话。"),)),
    )
    target = Quoted(in_a(3, "力争听证5场。"), Span(0, 7), "力争听证5场。")
    result = Quoted(in_b(3, "听证6场。"), Span(0, 5), "听证6场。")
    targets = (Target(target, (result,)), Target(target, ()))
    made = Comparison(facts(), facts("bb-1", year=2025, covers=(2024, 2024)), rows, targets, "a")
    return replace(made, **changed)


@dataclass(eq=False)
class MadeLibrary:
    """A library that answers by hand, and remembers what it was asked."""

    home: Path = Path("/nowhere")
    held: tuple[ReportFacts, ...] = field(default_factory=lambda: (facts(), facts("bb-1", region=LIAOXI)))
    asked: list[tuple[Any, ...]] = field(default_factory=list)
    answer: Answer = field(default_factory=answer)
    found: Duplicates = field(default_factory=duplicates)
    compared: Comparison = field(default_factory=comparison)

    def reports(self, filters: Filters = NOWHERE) -> tuple[ReportFacts, ...]:
        """Give what is held."""
        return self.held

    def report(self, report: str) -> ReportFacts:
        """Find by id."""
        found = next((one for one in self.held if one.id == report), None)
        if found is None:
            raise NotFound(f"no report goes by {report!r}", hint="see the list")
        return found

    def text(self, report: str) -> str:
        """Give the text above."""
        return TEXT

    def outline(self, report: str) -> tuple[Heading, ...]:
        """Give the headings above."""
        return HEADINGS

    def passages(self, report: str) -> tuple[PassageAnswer, ...]:
        """Give two passages."""
        first = replace(passage(1, text="听取专项工作报告18项。", report_id=report), span=Span(20, 32))
        return (first, passage(2, report_id=report))

    def passage(self, passage_id: str) -> PassageAnswer:
        """Find by id."""
        held = self.passages(passage_id.rpartition(":")[0]) if passage_id.startswith(("aa-", "bb-")) else ()
        found = next((one for one in held if one.id == passage_id), None)
        if found is None:
            raise NotFound(f"there is no passage {passage_id!r}", hint="see the hits")
        return found

    def selection(self, passage_id: str) -> str:
        """Give the text of a passage or of a stretch of it."""
        name, _, stretch = passage_id.partition("[")
        text = self.passage(name).text
        start, end = stretch.rstrip("]").split(":") if stretch else (0, len(text))
        return text[int(start) : int(end)]

    def commonness(self, report: str) -> tuple[Measured, ...]:
        """Give three sentences: one of few regions, one too short, one of this region only."""
        name = self.report(report).id
        return (
            Measured(f"{name}:1", Span(0, 12), Commonness(3, 17, 2)),
            Measured(f"{name}:2", Span(0, 14), Commonness(1, 17)),
            Measured(f"{name}:2", Span(14, 19), None),
        )

    def lookalikes(self, passage_id: str, **given: Any) -> tuple[Lookalike, ...]:
        """Give one, in which a figure differs."""
        self.asked.append(("lookalikes", passage_id, given))
        there = passage(report_id="bb-1", region=LIAOXI, text="听取专项工作报告28项。")
        steps = (
            Change("equal", Span(0, 8), Span(0, 8)),
            Change("replace", Span(8, 10), Span(8, 10)),
            Change("equal", Span(10, 12), Span(10, 12)),
        )
        return (Lookalike(Quoted(there, Span(0, 12), there.text), steps, (Flag("number", "18", "28"),)),)

    def ask(self, question: str, **given: Any) -> Answer:
        """Answer as made."""
        self.asked.append(("ask", question, given))
        return self.answer

    def ask_by_region(self, question: str, **given: Any) -> RegionAnswer:
        """Answer as made."""
        self.asked.append(("ask_by_region", question, given))
        return by_region()

    def similar(self, text: str, **given: Any) -> RegionAnswer:
        """Answer as made."""
        self.asked.append(("similar", text, given))
        return by_region()

    def similar_to(self, passage_id: str, **given: Any) -> RegionAnswer:
        """Answer as made; the passage is of the region that speaks."""
        self.asked.append(("similar_to", passage_id, given))
        found = by_region()
        return replace(found, regions=(replace(found.regions[0], own=True), *found.regions[1:]))

    def duplicates(self, **given: Any) -> Duplicates:
        """Answer as made."""
        self.asked.append(("duplicates", given))
        return self.found

    def compare(self, a: str, b: str) -> Comparison:
        """Compare as made."""
        self.asked.append(("compare", a, b))
        return self.compared

    def summarize(self, report: str, **given: Any) -> Summary:
        """Answer as made."""
        self.asked.append(("summarize", report, given))
        return summary()

    def overview(self, **given: Any) -> Overview:
        """Give one point, which two say, whatever is asked."""
        self.asked.append(("overview", "", given))
        said = summary().sentences
        return Overview(reports=(facts(), facts()), confident=True, points=(Point(said[0], said),))

    def edit(self, report: str, facts: Mapping[str, str]) -> ReportFacts:
        """Change nothing."""
        return self.report(report)

    def add(self, files: Sequence[Any], *, progress: Any = None) -> Added:
        """Pretend to add."""
        self.asked.append(("add", [file.name for file in files]))
        skipped, failed = (Skipped("a.png", "an image"),), (Failed("b.txt", "the file holds no text"),)
        return Added((facts(),), (facts("bb-1"),), ("c.txt",), skipped, failed)

    def remove(self, reports: Sequence[str]) -> tuple[ReportFacts, ...]:
        """Take out."""
        gone = tuple(self.report(one) for one in reports)
        self.held = tuple(one for one in self.held if one not in gone)
        return gone
