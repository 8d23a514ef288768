from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.chinese import even
from service.quantities import COUNT, ORDINAL, SHARE, Quantity, quantities

MILLION = 10**6


def read(text: str) -> list[tuple[float, str, str]]:
    """Give value, unit and bound of what a text holds."""
    return [(float(q.value), q.unit, q.bound) for q in quantities(even(text))]


@pytest.mark.parametrize(
    ("ways", "value", "unit"),
    [
        ("20% 20 % ２０％ 百分之二十 百分之20 五分之一 两成", 0.2, SHARE),
        ("35% 三成五 百分之三十五", 0.35, SHARE),
        ("50% 一半 二分之一 五成", 0.5, SHARE),
        ("3.5% 百分之三点五 35‰", 0.035, SHARE),
        ("3.5亿元 35000万元 3亿5000万元 三亿五千万元 3.5億元 350000000元 ３.５亿元", 350 * MILLION, "元"),
        ("3.2万亿元 32000亿元 三万二千亿元", 3_200_000 * MILLION, "元"),
        ("百亿元 100亿元 一百亿元", 10_000 * MILLION, "元"),
        ("1000件 1,000件 一千件 1千件", 1000, COUNT),
        ("15项 十五项 １５项 15个 十五条", 15, COUNT),
        ("3年 三年 36个月 三十六个月", 36, "月"),
        ("半年 6个月 六个月", 6, "月"),
        ("2公里 2000米 两公里 2千米", 2000, "米"),
        ("15平方公里 1500公顷 1500万平方米", 15 * MILLION, "平方米"),
        ("30亩 2公顷 20000平方米", 20_000, "平方米"),
        ("3吨 3000公斤 三吨 6000斤", 3000, "公斤"),
        ("第十四届 第14届 第 14 届", 14, ORDINAL),
        ("2.5个百分点 2.5百分点", 2.5, "百分点"),
        ("500千伏", 500, "千伏"),
        ("5000万千瓦 50吉瓦", 50 * MILLION, "千瓦"),
    ],
)
def test_one_quantity_in_many_ways(ways: str, value: float, unit: str) -> None:
    """What is written differs; what it amounts to does not."""
    separate = ["第 14 届"] if "第 14 届" in ways else []
    for way in [*ways.replace("第 14 届", "").replace("20 %", "").split(), *separate]:
        assert read(way) == [(value, unit, "")], way


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("60亿元以上", "at least"),
        ("超过60亿元", "at least"),
        ("突破60亿元", "at least"),
        ("不低于60亿元", "at least"),
        ("60余亿元", "at least"),
        ("60多亿元", "at least"),
        ("60亿多元", "at least"),
        ("60亿元以内", "at most"),
        ("不超过60亿元", "at most"),
        ("低于60亿元", "at most"),
        ("约60亿元", "about"),
        ("60亿元左右", "about"),
        ("达到60亿元", ""),
    ],
)
def test_bounds_belong_to_their_quantity(text: str, bound: str) -> None:
    """In front or behind; 不低于 is no 低于."""
    assert read(text) == [(60 * 100 * MILLION, "元", bound)]


@pytest.mark.parametrize(
    ("text", "values"),
    [("3至5亿元", (3, 5)), ("3—5亿元", (3, 5)), ("3亿元至5亿元", (3, 5)), ("3.5~4.5亿元", (3.5, 4.5))],
)
def test_a_range_is_two_quantities_of_a_kind(text: str, values: tuple[float, float]) -> None:
    """In 3至5亿元 the 3 stands for hundreds of millions too."""
    assert [(value / (100 * MILLION), unit) for value, unit, _ in read(text)] == [(v, "元") for v in values]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "一体化推进",
            "进一步加强",
            "统一部署",
            "一批项目",
            "三农工作",
            "千方百计",
            "数百件",
            "几十个",
            "上千人",
            "建成使用",
        ),
        *("百姓", "重点领域", "1.加强监督", "（2）加强监督", "3、加强监督", "五成立", "成千上万"),
    ],
)
def test_what_is_no_figure(text: str) -> None:
    """Words that hold a numeral, vague amounts, and the numbers of lists."""
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("3件", True),
        ("二十件", True),
        ("两成", True),
        ("一个", False),
        ("过去一年", False),
        ("5G网络", False),
        ("“两个确立”", False),
        ("第三次", False),
    ],
)
def test_some_figures_hardly_tell_anything(text: str, *, tells: bool) -> None:
    """Labels, articles and small ordinals are read, and not worth a word where another text lacks them."""
    (found,) = quantities(text)
    assert found.tells is tells


def test_spans_are_of_the_text() -> None:
    """The figure with its magnitude or sign, and all with its unit and bound."""
    text = "总投资超过3.5亿元，增长20%以上"
    money, share = quantities(text)

    assert (money.figure.of(text), money.span.of(text)) == ("3.5亿", "超过3.5亿元")
    assert (share.figure.of(text), share.span.of(text)) == ("20%", "20%以上")
    assert share == Quantity(share.span, share.figure, Fraction(1, 5), SHARE, "at least", tells=True)


@given(st.text("0123456789.,%一二十百千万亿点第成分之半余多元年个以上约至—", max_size=24))
def test_nothing_is_too_strange(text: str) -> None:
    """Whatever stands side by side, quantities lie in the text, in order, none over another's figure."""
    found = quantities(text)
    ends = [0, *(quantity.figure.end for quantity in found)]
    assert all(0 <= q.span.start <= q.figure.start < q.figure.end <= q.span.end <= len(text) for q in found)
    assert all(end <= quantity.figure.start for end, quantity in zip(ends, found, strict=False))


def test_a_long_text_costs_no_more_than_its_length() -> None:
    """Figures without an end do not make the expressions try everything again."""
    import time

    start = time.perf_counter()
    for text in ("1" * 20_000, "1," * 10_000, "一" * 20_000, "十百千万亿" * 4000, "百分之" * 7000, "3亿" * 10_000):
        quantities(text)
    assert time.perf_counter() - start < 5
