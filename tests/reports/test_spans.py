from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from reports.errors import Unreadable
from reports.reader import read
from reports.report import Report

PIECES = [
    "蓼溪县人民代表大会常务委员会工作报告",
    "——2024年1月12日在青岚省岚州市蓼溪县第十七届人民代表大会第三次会议上",
    "不负人民重托 书写履职新篇章",
    "——市人大常委会2023年履职综述",
    "各位代表：",
    "2023年主要工作",
    "2024年主要任务",
    "一、坚持依法监督",
    "（一）守护一江清水。开展执法检查“回头看”，已整改45个。其余2个列入计划。",
    "全年共召开常委会会议8次，听取报告17项，依法",
    "任免国家机关工作人员94人次。组织宣誓5场。",
    "# Heading",
    "Over the year it held 3.5 meetings. No. 4 was long! Why?",
    "بۇ ياخشىمۇ؟ ياخشى.",
    "当前位置: 新闻 > 昌吉新闻",
    "本报记者 何龙 摄",
    "(下转06版)",
    "— 12 —",
    "",
    "\u3000\u3000",
    "同时，我们也清醒地看到，工作中还存在不足。",
    "𠮷县👍🏽很好。",
]

lines = st.lists(
    st.one_of(st.sampled_from(PIECES), st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)),
    max_size=25,
)
with_a_paragraph = lines.map(lambda pieces: [*pieces, "全年工作圆满完成。"])
ends = st.sampled_from(["\n", "\r\n", "\n\n", "\n\u3000\u3000"])


def reports_in(text: str) -> list[Report]:
    """Read a text."""
    return read("generated.txt", text.encode())


@given(with_a_paragraph, ends)
def test_everything_cites_the_text(pieces: list[str], end: str) -> None:
    """Headings, passages and sentences are slices of the report's text, in order, and nothing of it stands outside."""
    for report in reports_in(end.join(pieces)):
        pieces_of_text = report.text.split("\n")
        spans = sorted([h.span for h in report.headings] + [p.span for p in report.passages])
        assert [span.of(report.text) for span in spans] == pieces_of_text
        assert all(heading.text == heading.span.of(report.text) for heading in report.headings)
        for passage in report.passages:
            cut = [sentence.of(report.text) for sentence in passage.sentences]
            assert "".join("".join(cut).split()) == "".join(passage.span.of(report.text).split())
            assert all(passage.span.start <= s.start < s.end <= passage.span.end for s in passage.sentences)
            assert all(one.end <= two.start for one, two in zip(passage.sentences, passage.sentences[1:], strict=False))


@given(with_a_paragraph, ends)
def test_every_line_is_in_a_report_or_set_aside(pieces: list[str], end: str) -> None:
    """Reading loses nothing: each character of the source but white space and `#` is in a text or listed as removed."""
    source = end.join(pieces)
    reports = reports_in(source)
    kept = "".join(report.text for report in reports) + "".join(r.text for report in reports for r in report.removed)

    assert _characters(kept) == _characters(source)


def _characters(text: str) -> list[str]:
    return sorted(c for c in text if not c.isspace() and c not in "#\ufeff")


@given(lines, ends)
def test_any_text_that_can_be_read_is_at_least_one_report(pieces: list[str], end: str) -> None:
    """Whatever the lines, reading gives a report or says that it can not be read; it never fails otherwise."""
    with suppress(Unreadable):
        assert read("generated.txt", end.join(pieces).encode())


@given(with_a_paragraph, ends)
def test_the_source_span_holds_the_report(pieces: list[str], end: str) -> None:
    """What the span cuts out of the source holds every line of the report."""
    source = end.join(pieces)
    for report in reports_in(source):
        stretch = "".join(report.source_span.of(source.replace("\xa0", " ")).split())
        for heading in report.headings:
            assert all(part in stretch for part in heading.text.split())
