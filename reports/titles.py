"""Titles of work reports, as they stand above a report or in two lines."""

from __future__ import annotations

import re

_WORK_REPORT = re.compile(r"工作报告$|^report on the work of |government work report", re.IGNORECASE)
_HALVES = (
    (
        re.compile(
            r"^[^。；，：]{0,20}[省市县区州旗](人民政府|人大常委会)?$|^[^。；，：]{2,30}委员会$|^[^。；，：]{2,20}(法院|检察院)$"
        ),
        re.compile(r"^(政府|常务委员会)?工作报告$"),
    ),
    (re.compile(r"^关于[^。；：]{4,50}$"), re.compile(r"^[与和及][^。；：]{4,50}报告$")),
)
_WIDE = re.compile(r"(?:[\u4e00-\u9fff]\s+){3,}[\u4e00-\u9fff]")  # 政 府 工 作 报 告


def names_work_report(text: str) -> bool:
    """Tell whether a line is the title of a work report.

    Args:
        text: the line in its plain form.
    """
    return _WORK_REPORT.search(text) is not None


def are_halves(above: str, below: str) -> bool:
    """Tell whether two lines are one title: whose report it is and what it is, or "on the plan of …" and "and on …".

    Args:
        above: the upper line in its plain form.
        below: the lower one.
    """
    return any(one.search(above) and two.search(below) for one, two in _HALVES)


def closed_up(text: str) -> str:
    """Take the spaces out of a title set in wide letters; any other text stays as it is."""
    return re.sub(r"\s", "", text) if _WIDE.fullmatch(text) else text
