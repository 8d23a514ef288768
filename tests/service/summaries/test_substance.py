"""What a sentence says was done."""

import numpy as np
import pytest

from service.summaries.substance import counts, record, substance

SLOGAN = "坚持以习近平新时代中国特色社会主义思想为指导，始终牢牢把握正确方向。"


@pytest.mark.parametrize(
    ("kind", "text", "count"),
    [
        ("headlines", "地区生产总值增长5.5%，粮食总产130亿斤，面积1570万亩。", 2),
        ("figures", "地区生产总值增长5.5%，粮食总产130亿斤，面积1570万亩。", 3),
        ("figures", "全年听取专项工作报告十八项，审议议案三件。", 2),
        ("figures", "这是一项重要的工作，也是唯一的一次。", 0),
        ("laws", "制定《居民燃气安全管理条例》《供热条例》。", 2),
        ("laws", "学习《论坚持人民当家作主》。", 0),
        ("firsts", "在全国率先建立代表联络站，首次开展立法解释。", 2),
        ("sums", "全年累计接待选民九千人次。", 2),
        ("works", "温福高铁开工，代表之家建成。", 2),
        ("shortcomings", "立法质量有待提高，监督力度不够。", 2),
        ("shortcomings", "加快补齐基础设施短板，抓好督察反馈问题整改。", 0),
        ("headlines", "The deputies made 320 suggestions, and GDP grew by 5%.", 2),
    ],
)
def test_what_is_counted(kind: str, text: str, count: int) -> None:
    """Each kind, reckoned by hand."""
    assert counts([text])[kind].tolist() == [count]


def test_what_was_done_weighs_more_than_a_slogan() -> None:
    """A headline figure before a law, a law before a plain sentence, that before a slogan."""
    texts = ["全年地区生产总值增长5.5%。", "制定《供热条例》。", "推进各项工作。", SLOGAN]
    weighed = substance(counts(texts))
    assert weighed.tolist() == sorted(weighed, reverse=True)
    assert weighed[2] == 0 > weighed[3]


def test_a_second_figure_says_less_than_the_first() -> None:
    """Each kind counts by its square root."""
    one, two = substance(counts(["提案立案5件。", "提案立案5件，社情民意9篇。"]))
    assert one < two < 2 * one


def test_how_far_a_text_is_a_record() -> None:
    """None of it, some of it, all of it; an empty text is none."""
    assert record(counts([SLOGAN] * 20)) == 0
    assert record(counts([SLOGAN] * 39 + ["提案立案5件。"])) == pytest.approx(0.5)
    assert record(counts([SLOGAN, "提案立案5件。"])) == 1
    assert record(counts([])) == 0
    assert np.isfinite(substance(counts([]))).all()
