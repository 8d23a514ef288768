"""What several reports say together and apart."""

from pathlib import Path

import pytest

from service.errors import NotFound
from service.filters import Filters
from service.library import Library
from tests.fakes import open_library
from tests.invented import Invented

ALL_SAY = "全年办理人大代表建议182件，满意率达到98%。"
SOME_SAY = "制定《居民养老服务条例》，推动解决养老服务设施配建不够的问题。"
ONE_SAYS = "全县首个河湖长联络站建成投用，清理河道42公里。"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Four counties: all say one thing, two another, one a third; one report is there twice."""
    folder = tmp_path_factory.mktemp("given")
    made = open_library(tmp_path_factory.mktemp("home"))
    counties = ("甲水县", "乙山县", "丙林区", "丁河县")
    files = []
    for n, county in enumerate(counties):
        own = (ALL_SAY.replace("182", str(150 + n)), *((SOME_SAY,) if n < 2 else ()), *((ONE_SAYS,) if n == 3 else ()))
        files.append(
            Invented(county, done=own, planned=(f"今年拟听取{county}的专项工作报告{n + 6}项。",)).saved(folder)
        )
    copy = Invented(
        counties[0], done=(ALL_SAY.replace("182", "150"), SOME_SAY), planned=("今年拟听取甲水县的专项工作报告6项。",)
    )
    made.add([*files, copy.saved(folder / "again", "again.txt")])
    return made


def told(library: Library, **given: object) -> dict[str, int]:
    """Give what is told, and how many say it."""
    found = library.overview(**given)  # type: ignore[arg-type]
    return {point.sentence.text: len(point.said_by) for point in found.points}


def test_who_says_what(library: Library) -> None:
    """All four, two, one; the report that stands twice counts once."""
    found = library.overview()
    assert len(found.reports) == 4
    by_words = {one: count for text, count in told(library).items() for one in ("建议", "养老", "河湖") if one in text}
    assert by_words == {"建议": 4, "养老": 2, "河湖": 1}
    counts = [len(point.said_by) for point in found.points]
    assert counts == sorted(counts, reverse=True)


def test_each_report_speaks_for_itself(library: Library) -> None:
    """Every one who says it is cited with its own words, verbatim, once."""
    for point in library.overview().points:
        reports = [one.passage.report.id for one in point.said_by]
        assert len(set(reports)) == len(reports)
        assert point.sentence in point.said_by
        for one in point.said_by:
            assert "…".join(span.of(one.passage.text) for span in one.spans) == one.text


def test_who_says_a_point_is_looked_for_everywhere(tmp_path: Path) -> None:
    """Also among sentences that were not gathered, and that another point has used."""
    library = open_library(tmp_path / "home")
    others = tuple(f"新增第{n}类制度成果{n + 20}项，填补全省空白{n + 3}处，投入资金{n + 7}万元。" for n in range(14))
    library.add(
        [
            Invented("甲水县", done=(SOME_SAY,), planned=()).saved(tmp_path / "given"),
            Invented("乙山县", done=(*others, SOME_SAY), planned=()).saved(tmp_path / "given"),
        ]
    )
    (count,) = [len(point.said_by) for point in library.overview(limit=30).points if point.sentence.text == SOME_SAY]
    assert count == 2


def test_a_question_narrows_what_is_told(library: Library) -> None:
    """What answers comes in, and who says it; what has nothing to do with it does not."""
    texts = told(library, about="“养老服务设施”")
    assert texts[SOME_SAY] == 2
    assert ONE_SAYS not in texts


def test_filters_choose_the_reports(library: Library) -> None:
    """One county alone says what it says."""
    found = library.overview(filters=Filters(regions=("丁河县",)))
    assert len(found.reports) == 1
    assert {len(point.said_by) for point in found.points} == {1}
    assert ONE_SAYS in {point.sentence.text for point in found.points}


def test_nothing_to_tell_is_said(library: Library, tmp_path: Path) -> None:
    """No report of that year; an empty library."""
    with pytest.raises(NotFound):
        library.overview(filters=Filters(years=(1999,)))
    with pytest.raises(NotFound, match="empty"):
        open_library(tmp_path).overview()


def test_it_does_not_hang_on_chance(library: Library) -> None:
    """Asked twice, it is the same."""
    again = open_library(library.home)
    assert library.overview(about="养老服务设施") == again.overview(about="养老服务设施")
