"""The outlines of twelve provinces' reports of 2025, as agreed by reading the documents in Word."""

import re
from pathlib import Path

import pytest

from reports.reader import read
from tests.reports.numerals import in_chinese

PROVINCIAL = Path(__file__).parents[2].parent / "shared" / "provincial_2025"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not PROVINCIAL.is_dir(), reason="the real reports lie in ../shared, which is not here"),
]

# Two blanks a level. A line is a heading's number and first words; one with × is a row of run-in headings: the first one's
# number, how many there are, and how the first ends. A numbered sentence that has a line of its own counts as run-in too.
OUTLINES = {
    "北京市": """
一、2024年工
  一是 ×7 向好。
二、2025年工
  （一）充分发挥经济
  （二）深入落实城市
  （三）全方位扩大内
  （四）统筹教育科技
  （五）着力发展壮大
  （六）深入做好首都
  （七）统筹推进新型
  （八）深入践行人民
  （九）持续改善民生
  （十）更大力度保护
  （十一）提高城市本质
""",
    "四川省": """
2024年工作回顾
  （一） ×6 态势。
2025年工作安
  （一） ×9 大盘。
加强政府自身
  （一） ×4 政绩观。
名词解释
""",
    "广东省": """
一、2024年工
  一是 ×9 做实。
二、2025年工
  （一） ×12 作用。
附件1 2025
  一、 ×10 水平。
附件2 名词解
""",
    "浙江省": """
一、2024年工
  （一） ×11 回升向好。
二、2025年目
  （一）发挥政策引导
  （二）提振和扩大消
  （三）抓好重大项目
  （四）以创新浙江引
  （五）扩大高水平对
  （六）发挥经济体制
  （七）以“千万工程
  （八）担负起新时代
  （九）协同推进降碳
  （十）统筹高质量发
  （十一）保障和改善民
  1. ×10 方面。
""",
    "新疆": """
一、2024年工
  (一)乡村全面振兴
  (二)产业集群效应
  (三)重大项目加快
  (四)社会消费持续
  (五)重点领域改革
  (六)生态环境明显
  (七)民生福祉持续
  (八)文化润疆深入
  (九)各类风险有效
二、2025年重
  (一)加快重点领域
  (二)加快“十大产
  (三)加快有效投资
  (四)加快高水平开
  (五)加快创新要素
  (六)加快培育南疆
  (七)加快生态环境
  (八)加快推进中华
  (九)加快民生改善
  (十)加快筑牢安全
三、全面加强政府
  (一) ×4 领导。
""",
    "西藏": """
2024年工作回顾
  一是 ×7 向好。
2025年工作安
  (一) ×9 稳定。
""",
    "云南省": """
一、2024年工
  （一） ×8 提质。
二、2025年总
  （一） ×5 新优势。
三、2025年重
  （一）统筹消费和投
  （二）坚持把发展特
  （三）坚持推动教育
  （四）统筹推进新型
  （五）着力增强内引
  （六）弘扬民族团结
  （七）协同推进降碳
  （八）加大保障和改
  （九）有效防范化解
名词解释
附件 2025年
  一、稳定和扩大就
  二、深化“一老一
  三、实施银龄人才
  四、实施学校体育
  五、实施校园食品
  六、实施儿童健康
  七、推动法律援助
  八、解决一批群众
  九、持续整治提升
  十、实施交通惠民
""",
    "甘肃省": """
一、2024年工
  一是 ×6 向好。
二、2025年工
三、2025年重
  一是聚焦全方位扩
  二是大力推进新型
  三是统筹新型城镇
  四是完善大保护大
  五是积极融入新发
  六是加快文化强省
  七是坚持民生至上
  八是深化主动创安
""",
    "黑龙江省": """
一、2024年工
  一是 ×7 坚实。
二、2025年工
  一是 ×5 信心。
三、2025年重
  （一） ×10 消费。
四、加强政府自身
  一是 ×4 建设。
""",
    "宁夏": """
一、2024年工
  （一） ×6 而上。
二、2025年目
  （一） ×1 新突破。
    一是 ×6 攻坚战。
  （二） ×1 新突破。
    一是 ×3 现代化。
  （三） ×1 新突破。
    一是 ×3 “四水四定”。
  （四） ×1 新突破。
    一是 ×3 团结。
  （五） ×1 新突破。
    一是 ×8 工程。
""",
    "山东省": """
一、2024年工
  （一） ×6 显著。
  一是 ×6 落实。
二、2025年工
三、2025年重
  （一） ×10 求实效。
""",
    "重庆市": """
一、2024年工
  （一） ×10 持续提升。
二、2025年主
  （一） ×8 新担当。
三、持续提升政府
  （一） ×5 忠诚。
""",
}


def numbered(first: str, place: int) -> str:
    """Give the number of a row's heading: （三） for the row that （一） begins, at place 2."""
    return first.replace("一", in_chinese(place + 1)).replace("1", str(place + 1))


def agreed(outline: str) -> list[tuple[int, str, str, str]]:
    """Give the level, kind, beginning and end of each heading of an agreed outline."""
    found = []
    row = re.compile(r"(\S+) ×(\d+) (\S+)")
    for line in outline.strip("\n").split("\n"):
        level, text = (len(line) - len(line.lstrip())) // 2 + 1, line.strip()
        many = row.fullmatch(text)
        if many:
            found += [
                (level, "run-in", numbered(many[1], place), "" if place else many[3]) for place in range(int(many[2]))
            ]
        else:
            found.append((level, "own line", text, ""))
    return found


def test_the_outlines_themselves_are_read_as_they_are_meant() -> None:
    """A row stands for its headings, a line for itself."""
    assert agreed("\n一、甲\n  （一） ×2 好。\n") == [
        (1, "own line", "一、甲", ""),
        (2, "run-in", "（一）", "好。"),
        (2, "run-in", "（二）", ""),
    ]


@pytest.mark.parametrize("province", OUTLINES)
def test_the_outline_is_as_agreed_by_hand(province: str) -> None:
    """Every heading on a line of its own and every numbered one that opens a paragraph, with its level, and no other."""
    (path,) = PROVINCIAL.glob(f"2025年{province}*.docx")
    (report,) = read(path.name, path.read_bytes())
    kinds = [
        *((heading, "own line") for heading in report.headings),
        *((run_in, "run-in") for run_in in report.run_ins),
    ]
    found = [
        (heading.level, kind, heading.text) for heading, kind in sorted(kinds, key=lambda pair: pair[0].span.start)
    ]
    expected = agreed(OUTLINES[province])

    cut = [
        (level, kind, text[: len(begins)])
        for (level, kind, text), (_, _, begins, _) in zip(found, expected, strict=False)
    ]
    assert cut == [(level, kind, begins) for level, kind, begins, _ in expected]
    assert len(found) == len(expected)
    assert all(text.endswith(ends) for (_, _, text), (*_, ends) in zip(found, expected, strict=True))


def test_who_does_what_is_no_credit_of_a_page() -> None:
    """The ten matters annexed to one report each name the offices in charge."""
    (path,) = PROVINCIAL.glob("2025年云南省*.docx")
    (report,) = read(path.name, path.read_bytes())

    assert [line.why for line in report.removed if "来源" not in line.text] == ["title block"] * 3
    assert sum(passage.span.of(report.text).startswith("主办单位：省") for passage in report.passages) == 10
