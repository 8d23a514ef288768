"""The library's page: what it shows, and what it asks of the server while it is open."""

import asyncio
import re
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from service.adding import Progress
from service.answers import Added, Failed, Skipped
from service.errors import BadRequest, LibraryBusy
from service.jobs import Job
from service.removing import Bin
from tests.fakes import open_library
from tests.invented import Invented
from tests.ui.made import DAOCHUAN, LIAOXI, MadeLibrary, facts
from ui.web import uploads as uploads_module
from ui.web.handlers import library as handlers
from ui.web.handlers.library import Search
from ui.web.library_calls import library_calls
from ui.web.render import coverage, jobs
from ui.web.render.correcting import form
from ui.web.site import Site
from ui.web.uploads import Uploads

EVERYTHING = Search()
CHENGQU = facts("cc-1", region=None, ambiguous=(DAOCHUAN, LIAOXI), warnings=("region not settled: 甲 / 乙", "odd"))


def test_doubtful_reports_come_first_with_ways_to_settle_them(site: Site, library: MadeLibrary) -> None:
    """Each doubt is said in the words of the page; of a region that may be two, each is a button."""
    library.held = (facts(), CHENGQU, facts("dd-1", duplicate_of="aa-1", covers=None, complete=False))
    shown = handlers.table(site, EVERYTHING)
    assert shown.index('data-report="cc-1"') < shown.index('data-report="aa-1"')
    assert shown.index('data-report="dd-1"') < shown.index('data-report="aa-1"')
    assert 'data-settle="cc-1" data-region="青岚省/岚州市/蓼溪县">青岚省岚州市蓼溪县</button>' in shown
    assert "原文不完整" in shown
    assert '<span lang="en">odd</span>' in shown
    assert "与《稻川县人大常委会工作报告》重复" in shown
    assert 'data-correct="dd-1" data-fact="covers"' in shown


def test_a_national_report_lacks_no_region(site: Site, library: MadeLibrary) -> None:
    """It has none, and that is no doubt."""
    library.held = (facts(region=None, level="national"),)
    assert "没有认出地区" not in handlers.table(site, EVERYTHING)
    library.held = (facts(region=None, level=None),)
    assert "没有认出地区" in handlers.table(site, EVERYTHING)


@pytest.mark.parametrize(
    ("search", "ids"),
    [
        (Search("蓼溪"), {"bb-1"}),
        (Search("蓼溪 2023"), {"bb-1"}),
        (Search("蓼溪 1999"), set()),
        (Search("DAOCHUAN.TXT"), {"aa-1", "bb-1", "cc-1"}),
        (Search(doubtful=True), {"cc-1"}),
        (Search("某某", doubtful=True), {"cc-1"}),
    ],
)
def test_looking_narrows(site: Site, library: MadeLibrary, search: Search, ids: set[str]) -> None:
    """All words must stand in what is known of a report; case does not matter."""
    library.held = (facts(), facts("bb-1", region=LIAOXI), CHENGQU)
    shown = handlers.table(site, search)
    assert {one.id for one in library.held if f'data-report="{one.id}"' in shown} == ids


def test_very_many_reports_are_cut_and_counted(english: Site, library: MadeLibrary) -> None:
    """A page holds two hundred; all are counted, in thousands."""
    library.held = tuple(facts(f"r{n}") for n in range(1234))
    shown = handlers.table(english, EVERYTHING)
    assert shown.count("data-report=") == 200
    assert "1,234 reports; here are the first 200" in shown


def test_an_empty_library_teaches(site: Site, library: MadeLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    """How files are given; the samples, if they are there."""
    library.held = ()
    monkeypatch.setattr(handlers, "SAMPLES", Path("/nowhere"))
    shown = handlers.table(site, EVERYTHING)
    assert "duizhao add" in shown
    assert "shelf-samples" not in shown
    monkeypatch.setattr(handlers, "SAMPLES", Path(__file__).parent)
    assert "shelf-samples" in handlers.table(site, EVERYTHING)


def test_what_is_missing_is_counted_by_hand(site: Site) -> None:
    """Two bodies over 2021 to 2023: one has all three years, the other only the last."""
    held = (facts(covers=(2021, 2023)), facts("bb-1", region=LIAOXI), facts("dd-1", region=LIAOXI, duplicate_of="bb-1"))
    shown = coverage.coverage(site.words, held)
    assert shown is not None
    assert "2021–2023 年，2 个机构，缺 2 份" in shown
    assert shown.index("蓼溪县") < shown.index("稻川县")
    assert shown.count('class="dz-lacks"') == 2
    assert coverage.coverage(site.words, (facts(),)) is None


def test_very_many_bodies_are_cut_and_counted(english: Site) -> None:
    """Two hundred are drawn, of three hundred, those with gaps first; what is missing is counted over all."""
    whole = [facts(f"r{n}", region=("甲省", f"{n:03}县"), covers=(2021, 2023)) for n in range(299)]
    gappy = facts("gappy", region=("甲省", "缺县"), covers=(2023, 2023))
    shown = coverage.coverage(english.words, [*whole, gappy])
    assert shown is not None
    assert shown.count('scope="row"') == 200
    assert shown.index("缺县") < shown.index("000县")
    assert "2021–2023, bodies: 300; 2 reports missing" in shown
    assert "100 more bodies are not listed" in shown
    few = coverage.coverage(english.words, [*whole[:199], gappy])
    assert few is not None
    assert "not listed" not in few


def test_the_form_has_what_edit_reads(site: Site) -> None:
    """Every value, given back as it stands, changes nothing."""
    shown = form(site.words, facts(region=(None, "城区"), covers=(2021, 2023)))
    for value in ("城区", "2021-2023", "2024", "2024-01-12", "第三次会议", "某某"):
        assert f'value="{value}"' in shown
    assert '<option value="npc" selected>人大</option>' in shown
    assert shown.count("<label") == 8


def _job(state: str, **changed: Any) -> Job:
    return replace(Job("1", "add", state, 3, 9, None, None, None), **changed)


def test_progress_in_words(english: Site) -> None:
    """Seconds, then minutes; nothing while it is not known."""
    said = [jobs.how_far(english.words, _job("running", seconds_left=left)) for left in (None, 0.2, 130)]
    assert said == ["Reading: 33%", "Reading: 33%, about 1 s left", "Reading: 33%, about 2 min left"]
    assert jobs.how_far(english.words, _job("queued")) == "Waiting its turn"


def test_what_came_of_files_is_told(site: Site) -> None:
    """Added, replaced, unchanged, skipped and failed, each with its reason; older jobs are folded."""
    skipped, failed = (Skipped("a.png", "an image"),), (Failed("<b>.txt", "the file holds no text"),)
    done = _job("done", result=Added((facts(),), (facts("bb-1"),), ("c.txt",), skipped, failed))
    shown = jobs.jobs(site.words, [done, replace(done, id="2")])
    assert shown.index('data-job="2"') < shown.index('data-job="1"')
    for said in ("已添加 1 份报告", "已更新 1 份报告", "1 个文件此前已添加", "a.png：", "an image", "&lt;b&gt;.txt"):
        assert said in shown
    assert "<details><summary>已添加 1 份报告、" in shown


def test_jobs_that_did_not_work_say_why(site: Site) -> None:
    """What went wrong and what to do; nothing but empty files is said to be nothing."""
    shown = jobs.jobs(site.words, [_job("failed", error=LibraryBusy("locked", hint="try later"))])
    assert "try later" in shown
    assert "已取消" in jobs.jobs(site.words, [_job("cancelled")])
    assert "没有可读的文件" in jobs.jobs(site.words, [_job("done", result=Added((), (), (), (), ()))])


# What the page asks of the server, over a real library


@pytest.fixture
def site_of_two(tmp_path: Path, site: Site) -> Iterator[Site]:
    """The app over a real library of two invented reports, embedded by pairs of characters."""
    library = open_library(tmp_path / "library")
    library.add([Invented("甲水县").saved(tmp_path), Invented("乙山县").saved(tmp_path)])
    yield replace(site, library=library)
    site.jobs.close()


@pytest.fixture
def client(site_of_two: Site) -> Iterator[TestClient]:
    """A browser at the library's page."""
    uploads, removed = Uploads(), Bin(site_of_two.library)
    app = FastAPI()
    app.include_router(library_calls(site_of_two, uploads, removed, "/"))
    yield TestClient(app, base_url="http://127.0.0.1")
    uploads.close()
    removed.close()


def _until_idle(client: TestClient) -> dict[str, Any]:
    for _ in range(600):
        found: dict[str, Any] = client.get("/library/jobs").json()
        if not found["busy"]:
            return found
        time.sleep(0.05)
    pytest.fail("the jobs never ended")


def _send(client: TestClient, batch: str, **files: str) -> None:
    for name, text in files.items():
        sent = client.put("/library/file", params={"batch": batch, "name": name}, content=text.encode())
        assert sent.json() == {}


def test_files_are_sent_and_added(client: TestClient, site_of_two: Site) -> None:
    """One by one, then together; what `duizhao add` passes over is passed over, and folders name the region."""
    _send(
        client, "b", **{"浙江省/杭州市/政协/甲.txt": Invented("丙川县").text, "x/.hidden.txt": "x", "x/README.txt": "x"}
    )
    assert 'data-state="' in client.put("/library/added", params={"batch": "b"}).json()["jobs"]
    assert "已添加 1 份报告" in _until_idle(client)["jobs"]
    (new,) = [one for one in site_of_two.library.reports() if "丙川县" in one.title]
    assert new.source.file == "浙江省/杭州市/政协/甲.txt"
    shown = client.get("/library/table").json()
    assert "丙川县" in shown["table"]
    assert "3 份报告" in shown["holdings"]


def test_files_of_one_name_do_not_push_each_other_out(client: TestClient, site_of_two: Site) -> None:
    """Two reports called a.txt stay two; in a folder that comes again, the newer takes the older's place."""
    for text in (Invented("丙川县").text, Invented("丁岭县").text):
        for batch, name in (("loose", "a.txt"), ("folder", "某处/b.txt")):
            _send(client, batch, **{name: text.replace("一", "两") if batch == "folder" else text})
            client.put("/library/added", params={"batch": batch})
            _until_idle(client)
    files = sorted(one.source.file for one in site_of_two.library.reports())
    assert files.count("a.txt") == 2
    assert files.count("某处/b.txt") == 1


def test_sent_files_do_not_stay(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once they are added nothing of them is left aside; nothing is done without files."""
    made: list[Path] = []
    place = Uploads._place
    monkeypatch.setattr(Uploads, "_place", lambda self, *given: made.append(place(self, *given)) or made[-1])
    _send(client, "b", **{"a.txt": "没有报告"})
    assert made[0].is_file()
    client.put("/library/added", params={"batch": "b"})
    _until_idle(client)
    assert not made[0].parent.exists()
    assert "no file was sent" in client.put("/library/added", params={"batch": "b"}).json()["notice"]


def test_what_came_broken_does_not_stay() -> None:
    """Neither the half of a file that a browser gave up sending, nor the folder that waited for it."""

    async def broken_off() -> AsyncIterator[bytes]:
        yield b"x"
        raise ConnectionError

    uploads = Uploads()
    with pytest.raises(ConnectionError):
        asyncio.run(uploads.take("b", "a.txt", broken_off()))
    (batch,) = uploads._batches.values()
    assert list(batch.folder.iterdir()) == []
    with pytest.raises(BadRequest, match="no file was sent"):
        uploads.files("b")
    assert not batch.folder.exists()
    uploads.close()


def test_what_is_sent_has_bounds(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """In size and in number; the page says so."""
    monkeypatch.setattr(uploads_module, "MAX_FILE_BYTES", 10)
    monkeypatch.setattr(uploads_module, "MOST_FILES", 1)
    call = {"url": "/library/file", "params": {"batch": "b", "name": "a.txt"}}
    assert "larger than" in client.put(**call, content=b"x" * 11).json()["notice"]
    assert client.put(**call, content=b"x" * 10).json() == {}
    assert "at once" in client.put(**call, content=b"x").json()["notice"]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "a\x00.txt", "..", "", "x" * 500 + ".txt", "a/../b.txt"]
)
def test_a_name_is_no_path(client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Whatever a file is called, it lands under a name of ours, in a folder of ours, and goes once it is added."""
    (temporary := tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    before = set(tmp_path.rglob("*"))
    assert client.put("/library/file", params={"batch": "b", "name": name}, content=b"x").json() == {}
    (landed,) = [path for path in set(tmp_path.rglob("*")) - before if path.is_file()]
    assert re.fullmatch(r"duizhao-given-[^/]+/\d+/\d+(\.\w+)?", landed.relative_to(temporary).as_posix())
    client.put("/library/added", params={"batch": "b"})
    assert "data-state" in _until_idle(client)["jobs"]
    assert not landed.exists()


def test_a_fact_is_corrected_or_refused(client: TestClient, site_of_two: Site) -> None:
    """The row as it is then; a value that does not fit is refused in the words of the page."""
    (one, _) = site_of_two.library.reports()
    call = {"url": "/library/fact", "params": {"report": one.id, "fact": "covers"}}
    found = client.put(**call, json={"value": "2018-2022"}).json()
    assert "2018–2022" in found["row"]
    assert site_of_two.library.report(one.id).covers == (2018, 2022)
    found = client.put(**call, json={"value": "<昨天>"}).json()
    assert found == {"ok": False, "message": "“<昨天>”不合适，请写成这样：2023 或 2018-2022"}
    found = client.put("/library/fact", params={"report": one.id, "fact": "title"}, json={"value": " "}).json()
    assert found["message"] == "标题不能空着"
    assert (
        "没有找到"
        in client.put("/library/fact", params={"report": "zz", "fact": "title"}, json={"value": "x"}).json()["notice"]
    )
    unknown = client.put("/library/fact", params={"report": one.id, "fact": "colour"}, json={"value": "x"}).json()
    assert "no fact" in unknown["notice"]
    assert "fact-title" in client.get("/library/form", params={"report": one.id}).json()["form"]


def test_removed_reports_are_put_back(client: TestClient, site_of_two: Site) -> None:
    """One notice for all of them, with a word that works once."""
    before = site_of_two.library.reports()
    notice = client.put("/library/removed", json={"reports": [one.id for one in before]}).json()["notice"]
    assert site_of_two.library.reports() == ()
    word = notice.partition('data-put-back="')[2].partition('"')[0]
    assert client.put("/library/put-back", params={"word": word}).status_code == 200
    assert "已放回" in _until_idle(client)["jobs"]
    assert {one.id for one in site_of_two.library.reports()} == {one.id for one in before}
    assert "can no longer" in client.put("/library/put-back", params={"word": word}).json()["notice"]


def test_nothing_changes_by_a_get_or_a_simple_post(client: TestClient) -> None:
    """Another site's page can send these without being asked whether it may."""
    for path in ("file", "added", "samples", "fact", "removed", "put-back", "job"):
        for method in ("GET", "POST", "HEAD"):
            assert client.request(method, f"/library/{path}").status_code == 405
    asked = client.options(
        "/library/removed", headers={"Origin": "http://evil.example", "Access-Control-Request-Method": "PUT"}
    )
    assert "access-control-allow-origin" not in asked.headers


def test_a_job_can_be_cancelled(client: TestClient, site_of_two: Site) -> None:
    """It ends when it next tells how far it is."""

    def forever(progress: Any) -> None:
        while True:
            progress(Progress(1, 2, None, "reading"))
            time.sleep(0.01)

    job = site_of_two.jobs.start("add", forever)
    assert f'data-cancel="{job.id}"' in client.get("/library/jobs").json()["jobs"]
    client.delete("/library/job", params={"job": job.id})
    assert "已取消" in _until_idle(client)["jobs"]
