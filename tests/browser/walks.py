"""Somebody at the screen of a library: the steps that every walk is made of, and what that library is asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Download, Locator, Page, expect

from tests.browser.conftest import filled, keep


@dataclass(frozen=True, slots=True)
class Sought:
    """What a person looks for in a library, and what stands there for a careful reader to find.

    Attributes:
        problem: a question, and words of the sentence that answers it, from `solved_by`.
        named: a question that names a county, a year and a body, in this order of its chips.
        told: a question that few regions answer: one that does, and one that is silent.
        shared: a question whose first passage other regions say too, and words of what they say.
        mine: one's own text, whose figures and places differ in `theirs`, a region: what is boxed there.
        shades: a sentence that regions say in their own ways, some of them in the same.
        everywhere: words of a ceremonial sentence that stands in most regions.
        least: how many regions are most.
        summed: words of the report to be summed up, in the list of reports.
        topic: a question about it, and a word that its answer has.
        pair: two reports to be compared, in the list of reports.
        read: the report to be X-rayed.
    """

    problem: tuple[str, str]
    solved_by: str
    named: str
    told: tuple[str, str, str]
    shared: tuple[str, str]
    mine: str
    theirs: tuple[str, str]
    shades: str
    everywhere: str
    least: int
    summed: str
    topic: tuple[str, str]
    pair: tuple[str, str]
    read: str


SAMPLES = Sought(
    problem=("禁捕之后上了岸的渔民，年纪大的怎么谋生？", "银鬓班"),
    solved_by="棠浦县",
    named="蓼溪县2023年人大怎样监督",
    told=("有没有给海岛居民看病的巡诊船？", "棠浦县", "蔗林县"),
    shared=("政协怎样打造书香政协品牌？", "委员读书角"),
    mine="打造“书香政协”品牌。全年举办读书沙龙5期，委员提交读书心得96篇，从中孵化调研选题11个、转化提案7件。",
    theirs=("棠浦县", "96→104"),
    shades="全年共召开常委会会议8次，听取和审议专项工作报告17项，开展执法检查3次，作出决议决定12项。",
    everywhere="团结在以习近平同志为核心的",
    least=7,
    summed="稻川县人民代表大会常务委员会工作报告 · 汀南省稻川县 · 2022",
    topic=("怎样票决民生实事项目？", "票决"),
    pair=("螺汀市政府工作报告 · 沧澜省螺汀市 · 2022", "螺汀市政府工作报告 · 沧澜省螺汀市 · 2023"),
    read="稻川县人民代表大会常务委员会工作报告",
)
SEEDS = Sought(
    problem=("县乡民生实事项目票决了多少个、投资多少？", "票决项目309个"),
    solved_by="昌吉回族自治州",
    named="临平区2022年人大怎样收集群众意见？",
    told=("怎样推行民生实事项目人大代表票决制？", "昌吉回族自治州", "南湖区"),
    shared=("召开常委会会议、听取专项工作报告、任免人员各多少次？", "常委会会议"),
    mine="一年来，召开常委会会议8次，听取和审议专项工作报告15项，作出决议决定10项，依法任免国家机关工作人员60人次。",
    theirs=("集美区", "8次→7次"),
    shades="全年召开常委会会议8次，听取和审议专项工作报告15项，开展执法检查3次，作出决议决定10项。",
    everywhere="团结在以习近平同志为核心的",
    least=9,
    summed="临平区人民代表大会常务委员会工作报告",
    topic=("怎样收集群众意见？", "意见"),
    pair=("新疆维吾尔自治区委员会常务委员会工作报告", "为新疆改革发展稳定贡献政协力量"),
    read="巴南区人民代表大会常务委员会工作报告",
)


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk through the pages of one library.

    Attributes:
        page: the browser's page, open where people begin.
        library: its name, "samples" or "seeds".
        sought: what is looked for.
    """

    page: Page
    library: str
    sought: Sought

    def turn_to(self, name: str) -> None:
        """Go to another page by the menu."""
        self.page.locator(".dz-menu").get_by_role("link", name=name, exact=True).click()
        filled(self.page)
        expect(self.page.locator(".dz-menu [aria-current]")).to_have_text(name)

    def ask(self, question: str) -> Locator:
        """Type a question, press Enter, and give the hits."""
        self.page.locator("#question textarea, #question input").fill(question)
        self.page.keyboard.press("Enter")
        hits = self.page.locator(".dz-hit")
        expect(hits.first).to_be_visible()
        return hits

    def hold(self, text: str) -> Locator:
        """Paste a text into the page across regions, and give the cards of those that say it."""
        self.turn_to("各地")
        self.page.locator("#text textarea").fill(text)
        self.page.get_by_role("button", name="对照", exact=True).click()
        cards = self.page.locator(".dz-hit")
        expect(cards.first).to_be_visible()
        return cards

    def choose(self, box: str, words: str) -> None:
        """Choose the first of a list that holds some words."""
        self.page.locator(f"#{box} input").click()
        self.page.get_by_role("option", name=re.compile(re.escape(words))).first.click()

    def settled(self) -> None:
        """Wait until what was chosen is shown."""
        self.page.wait_for_function("!document.querySelector('.pending, .generating')")

    def type_number(self, box: str, number: int) -> None:
        """Write a number beside a slider, and leave it."""
        field = self.page.locator(f"#{box} input[type=number]")
        field.fill(str(number))
        field.press("Enter")
        field.blur()

    def cited(self) -> Locator:
        """Find the passage that is lit in the reader, in sight."""
        cited = self.page.locator(".dz-passage.dz-cited")
        expect(cited).to_be_in_viewport()
        return cited

    def take(self, button: Locator, folder: Path) -> Path:
        """Take something away as a file, and give where it was put."""
        with self.page.expect_download() as started:
            button.click()
        taken: Download = started.value
        path = folder / taken.suggested_filename
        taken.save_as(path)
        return path

    def keep(self, name: str) -> None:
        """Keep a picture of what is seen."""
        keep(self.page, f"walk-{name}-{self.library}")


def numbers(text: str) -> list[int]:
    """Read the whole numbers in a text."""
    return [int(found) for found in re.findall(r"\d+", text)]
