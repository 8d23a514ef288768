"""Reports made up for a test: of whom, on which year, and what they say."""

from dataclasses import dataclass
from pathlib import Path

from service.files import GivenFile

DONE = ("全年新建农村公路一百二十公里，群众出行更加方便。", "全年新增城镇就业四千二百人，比上年多三百人。")
PLANNED = ("改造老旧小区十八个，让居民住得更加安心。", "新建养老服务站九个，方便老人就近就餐。")


@dataclass(frozen=True)
class Invented:
    """A work report of an invented county's congress."""

    county: str = "甲水县"
    year: int = 2024
    done: tuple[str, ...] = DONE
    planned: tuple[str, ...] = PLANNED
    province: str = "青岚省"
    city: str = "岚州市"

    @property
    def title(self) -> str:
        """Its title."""
        return f"{self.county}人民代表大会常务委员会工作报告"

    @property
    def text(self) -> str:
        """Its text, a line a paragraph, as it stands in a file."""
        return "\n".join(
            [
                self.title,
                f"——{self.year + 1}年1月12日在{self.province}{self.city}{self.county}第十七届人民代表大会第三次会议上",
                f"{self.county}人大常委会主任  岑望舒",
                "各位代表：",
                f"{self.year}年主要工作",
                *self.done,
                f"{self.year + 1}年主要任务",
                *self.planned,
                "",
            ]
        )

    def saved(self, folder: Path, name: str = "") -> GivenFile:
        """Save it in a folder, by default under the county's name and year."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / (name or f"{self.county}-{self.year}.txt")
        path.write_text(self.text, encoding="utf-8")
        return GivenFile(path, path.name)
