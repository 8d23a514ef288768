import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.answers import Summary
from service.errors import Ambiguous, BadRequest, NotFound
from service.library import Library
from tests.fakes import open_library
from tests.invented import Invented
from tests.service.test_removing import copies
from tests.truth import REPORTS, SAMPLES, TRUTH, report_of

FILES = sorted(REPORTS)
ENGLISH = "liaoxi-npc-2024-en.txt"


def check(summary: Summary, budget: int, text: str) -> None:
    """Check what holds of every summary of a report's text."""
    chinese = len(re.findall(r"[\u3400-\u9fff]", text))
    joiner = "" if 2 * chinese > sum(map(str.isalpha, text)) else " "
    assert summary.budget_chars == budget
    assert 0 < len(summary.text) <= budget
    assert summary.text == joiner.join(sentence.text for sentence in summary.sentences)
    places = []
    for sentence in summary.sentences:
        passage = sentence.passage
        assert passage.report == summary.report
        assert passage.span.of(text) == passage.text
        assert "…".join(span.of(passage.text) for span in sentence.spans) == sentence.text
        places += [passage.span.start + span.start for span in sentence.spans]
    assert places == sorted(set(places))


@given(st.sampled_from(FILES), st.integers(120, 3000), st.sampled_from(["general", "distinctive"]))
def test_a_summary_is_verbatim_in_order_and_within_its_budget(
    samples_by_pairs: Library, file: str, budget: int, style: str
) -> None:
    """Sentences of the report, in its order, none twice, never a character over."""
    report = report_of(samples_by_pairs, file)
    summary = samples_by_pairs.summarize(report, budget_chars=budget, style=style)
    check(summary, budget, samples_by_pairs.text(report))


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("budget", [200, 500])
def test_no_greeting_and_no_formula(samples_library: Library, file: str, budget: int) -> None:
    """Salutations, the request to deliberate and the closing call say nothing of the report."""
    report = report_of(samples_library, file)
    summary = samples_library.summarize(report, budget_chars=budget)

    check(summary, budget, samples_library.text(report))
    assert not re.search(r"各位|請予|请予审议|紧密团结|緊密團結|委托|Fellow deputies|On behalf of", summary.text)
    assert len(summary.text) > budget / 2


def test_a_summary_does_not_hang_on_chance(samples_by_pairs: Library) -> None:
    """Asked twice, and of a library opened anew, it is the same."""
    report = report_of(samples_by_pairs, FILES[0])
    first = samples_by_pairs.summarize(report)
    assert first == samples_by_pairs.summarize(report) == open_library(samples_by_pairs.home).summarize(report)


def test_distinctive_summaries_pick_what_one_county_has(samples_library: Library) -> None:
    """Over all reports, initiatives of one county are picked more often than in general summaries, boilerplate less."""
    picked = {}
    for style in ("general", "distinctive"):
        texts = {
            file: samples_library.summarize(report_of(samples_library, file), budget_chars=400, style=style)
            for file in FILES
        }
        unique = sum(unique["text"] in texts[unique["file"]].text for unique in TRUTH["unique"])
        common = sum(sentence.also_in or 0 for summary in texts.values() for sentence in summary.sentences)
        picked[style] = (unique, common)

    assert picked["distinctive"][0] > picked["general"][0]
    assert picked["distinctive"][1] < picked["general"][1]


def test_a_summary_about_a_question_is_about_it(samples_library: Library) -> None:
    """The sentences that answer are in, though a general summary has room for others."""
    report = report_of(samples_library, "yantang-npc-2024.txt")
    about = samples_library.summarize(report, budget_chars=200, about="砚石开采受到什么限制？")
    general = samples_library.summarize(report, budget_chars=200)

    assert "砚石" in about.text
    assert about.text.count("砚") > general.text.count("砚")


def test_the_smallest_budget_is_named_and_enough(samples_by_pairs: Library) -> None:
    """A budget that no sentence fits is refused with the smallest that one does; one less is refused again."""
    for file in (*FILES[:4], ENGLISH):
        report = report_of(samples_by_pairs, file)
        with pytest.raises(BadRequest, match="smallest budget") as caught:
            samples_by_pairs.summarize(report, budget_chars=1)
        smallest = int(re.findall(r"\d+", caught.value.hint)[-1])

        assert len(samples_by_pairs.summarize(report, budget_chars=smallest).text) == smallest
        with pytest.raises(BadRequest, match=f"smallest budget is {smallest}"):
            samples_by_pairs.summarize(report, budget_chars=smallest - 1)


@pytest.mark.parametrize(
    "options", [{"budget_chars": 0}, {"budget_chars": -5}, {"style": "poetic"}, {"about": "  "}, {"about": "问" * 2001}]
)
def test_what_cannot_be_asked_for_is_refused(samples_by_pairs: Library, options: dict[str, object]) -> None:
    """No budget, an unknown style, an empty or endless question."""
    with pytest.raises(BadRequest):
        samples_by_pairs.summarize(report_of(samples_by_pairs, FILES[0]), **options)


def test_an_unknown_report_is_not_found(samples_by_pairs: Library) -> None:
    """It must be in the library."""
    with pytest.raises(NotFound):
        samples_by_pairs.summarize("zzz")


def test_a_sentence_knows_how_common_it_is(tmp_path: Path) -> None:
    """A sentence of three counties is in two others; one of a single county in none; years of one region do not count."""
    shared, own = "全面依法开展监督工作，推动重点任务落地见效。", "在水上渔村设立流动的听证船，收集意见二百条。"
    library = open_library(tmp_path / "library")
    library.add(
        [
            Invented("甲水县", done=(shared, own), planned=("植树造林九千亩以上。",)).saved(tmp_path / "given"),
            Invented("甲水县", 2023, done=(own.replace("二百", "一百"),), planned=("修建水库大坝三座。",)).saved(
                tmp_path / "given"
            ),
            Invented("乙山县", done=(shared,), planned=("建设学校十二所以上。",)).saved(tmp_path / "given"),
            Invented("丙林区", done=(shared,), planned=("开通公交线路五条。",)).saved(tmp_path / "given"),
        ]
    )
    summary = library.summarize(library.reports()[0].id, budget_chars=300)
    common = {sentence.text: sentence.also_in for sentence in summary.sentences}

    assert common[shared] == 2
    assert common[own] == 0


# Files outside the library


def test_a_file_is_summarised_without_being_kept(samples_by_pairs: Library) -> None:
    """Its commonness is unknown, and the library does not change."""
    before = samples_by_pairs.reports()
    path = SAMPLES / FILES[0]

    summary = samples_by_pairs.summarize_file(path, budget_chars=300)

    text = samples_by_pairs.text(report_of(samples_by_pairs, FILES[0]))
    check(summary, 300, text)
    assert {sentence.also_in for sentence in summary.sentences} == {None}
    assert samples_by_pairs.reports() == before


def test_a_file_that_cannot_be_summarised_is_refused(tmp_path: Path, samples_by_pairs: Library) -> None:
    """Unreadable, of another type, holding two reports, or holding nothing to say."""
    contents = {
        "empty.txt": b"",
        "photo.jpg": b"\xff\xd8",
        "two.txt": (Invented().text + Invented("乙山县").text).encode(),
        "short.txt": "好。".encode(),
    }
    for name, data in contents.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises(BadRequest) as caught:
            samples_by_pairs.summarize_file(tmp_path / name)
        assert "\n" not in str(caught.value)


def test_a_copy_is_summarised_like_its_original(tmp_path: Path) -> None:
    """The text decides, not the title."""
    library = open_library(tmp_path / "library")
    first, second = library.add(copies(tmp_path)).added
    assert library.summarize(first.id, budget_chars=300).text == library.summarize(second.id, budget_chars=300).text


def test_one_section_is_summarised(samples_by_pairs: Library) -> None:
    """Only what stands under the heading; a name that fits none or several is refused, with the headings."""
    report = report_of(samples_by_pairs, FILES[0])
    headings = [passage.heading for passage in samples_by_pairs.passages(report) if len(passage.heading) > 1]
    name = headings[-1][-1]
    summary = samples_by_pairs.summarize(report, budget_chars=300, section=f" {name} ")
    assert {sentence.passage.heading[: len(headings[-1])] for sentence in summary.sentences} == {headings[-1]}
    with pytest.raises(BadRequest, match=re.escape(name)):
        samples_by_pairs.summarize(report, section="没有这样的标题")
    with pytest.raises(Ambiguous, match="sections"):
        samples_by_pairs.summarize(report, section="、")


def test_what_an_earlier_report_said_is_no_news(tmp_path: Path) -> None:
    """Of two sentences that weigh alike, the one that was not said before is taken."""
    old, new = "新建养老服务站12个，惠及老人4300人。", "新建农村公路85公里，惠及群众6700人。"
    library = open_library(tmp_path / "home")
    library.add(
        [
            Invented("甲水县", year=2023, done=(old,), planned=()).saved(tmp_path / "given"),
            Invented("甲水县", year=2024, done=(old, new), planned=()).saved(tmp_path / "given"),
        ]
    )
    earlier, later = sorted(library.reports(), key=lambda facts: facts.year or 0)
    news = library.summarize(later.id, budget_chars=len(new), since=earlier.id)
    assert [sentence.text for sentence in news.sentences] == [new]
    with pytest.raises(BadRequest, match="itself"):
        library.summarize(later.id, since=later.id)


def test_a_text_that_is_said_whole_is_said_to_be(tmp_path: Path) -> None:
    """Where all that may stand stands there, uncut; not where something was left out."""
    library = open_library(tmp_path / "home")
    one, two = "新建养老服务站12个，惠及老人4300人。", "新建农村公路85公里，惠及群众6700人。"
    library.add([Invented("甲水县", done=(one, two), planned=()).saved(tmp_path / "given")])
    (report,) = library.reports()
    assert library.summarize(report.id, budget_chars=500).whole
    assert not library.summarize(report.id, budget_chars=len(one) + 2).whole


def test_sections_tell_what_was_drawn_from_them(samples_by_pairs: Library) -> None:
    """Every outermost section in order, with as many sentences as the summary has of it."""
    report = report_of(samples_by_pairs, FILES[0])
    summary = samples_by_pairs.summarize(report, budget_chars=400)
    outermost = [sentence.passage.heading[0] if sentence.passage.heading else "" for sentence in summary.sentences]
    assert {section.heading: section.sentences for section in summary.sections if section.sentences} == {
        heading: outermost.count(heading) for heading in outermost
    }
    assert sum(section.chars for section in summary.sections) > 400


def test_what_others_say_too_is_listed_apart(samples_library: Library) -> None:
    """Only for the distinctive style, in order, and nothing of the summary itself."""
    report = report_of(samples_library, FILES[0])
    distinctive = samples_library.summarize(report, budget_chars=300, style="distinctive")
    assert distinctive.shared
    assert all(sentence.also_in for sentence in distinctive.shared)
    assert not {sentence.text for sentence in distinctive.shared} & {one.text for one in distinctive.sentences}
    assert samples_library.summarize(report, budget_chars=300).shared == ()


def test_only_what_bears_on_the_question_is_told(samples_library: Library) -> None:
    """A summary about quarries is short rather than about something else."""
    report = report_of(samples_library, "yantang-npc-2024.txt")
    about = samples_library.summarize(report, budget_chars=2000, about="砚石开采受到什么限制？")
    assert len(about.text) < 2000 / 2


@pytest.mark.parametrize(
    ("sentences", "joined"),
    [
        (("Комитет провёл 8 заседаний.", "Построено 12 школ."), "заседаний. Построено"),
        (("The council’s budget rose by £3 million.", "In all 12 schools were built."), "million. In all"),
        (("常委会召开会议8次。", "建成学校12所以上，惠及学生。"), "8次。建成"),
    ],
)
def test_sentences_are_joined_as_their_script_joins_them(
    tmp_path: Path, sentences: tuple[str, ...], joined: str, samples_by_pairs: Library
) -> None:
    """With a space, but for Chinese."""
    path = tmp_path / "report.txt"
    path.write_text("\n".join(sentences), encoding="utf-8")
    assert joined in samples_by_pairs.summarize_file(path, budget_chars=300).text


def test_a_question_that_only_a_long_sentence_answers_is_refused_with_the_budget_it_wants(tmp_path: Path) -> None:
    """Nothing is never a summary."""
    library = open_library(tmp_path / "home")
    answer = "制定《养老服务条例》，推动解决养老服务设施配建不够、服务站点不足、护理人员缺乏等群众反映强烈的问题。"
    library.add(
        [
            Invented("甲水县", done=("修路12公里，架桥3座。", answer), planned=("植树9000株。",)).saved(
                tmp_path / "given"
            )
        ]
    )
    (report,) = library.reports()
    with pytest.raises(BadRequest, match=f"smallest budget is {len(answer)}"):
        library.summarize(report.id, budget_chars=20, about="养老服务设施配建")
    assert library.summarize(report.id, budget_chars=len(answer), about="养老服务设施配建").text == answer
