import pytest

from service.expected import lacks_expected


@pytest.mark.parametrize(
    ("question", "holds", "lacks"),
    [
        ("大桥哪一年通车？", "大桥于2023年通车。", "大桥已经通车。"),
        ("会议什么时候召开？", "会议在五月召开。", "会议顺利召开。"),
        ("大桥何时完工", "大桥年底完工。", "大桥全面完工。"),
        ("When was the bridge opened?", "The bridge was opened in 2023.", "The bridge was opened by 300 guests."),
        ("In which year did the canteen open?", "It opened in 2021.", "It opened with a party."),
        ("Когда открыли мост?", "Мост открыли в 2023 году.", "Мост открыли."),
        ("入学率占比百分之几？", "入学率达98%。", "入学率稳步提高，新增3所学校。"),
        ("垃圾分类的比例是多少", "覆盖率为百分之九十。", "覆盖120个小区。"),
        ("达标水体占比", "九成水体达标。", "水体全部达标。"),
        ("What percent of homes have gas?", "Gas reached 90 percent of homes.", "Gas reached 900 homes."),
        ("What proportion of pupils walks?", "Some 40% walk.", "Many pupils walk."),
        ("修路花了多少钱？", "修路投入3亿元。", "修路3公里。"),
        ("投资多少万元", "完成投资500余万元。", "完成投资计划。"),
        ("How much did the road cost?", "The road cost 3 million yuan.", "The road is 3 km long."),
        ("How much money was invested?", "They invested $300.", "They invested in 3 roads."),
        ("收到多少件提案？", "收到提案120件。", "收到提案，召开会议3次。"),
        ("几名代表参加了视察", "三名代表参加了视察。", "代表视察了3个小区。"),
        ("有多少个小区完成改造", "改造小区12个。", "改造小区全部完成。"),
        ("How many proposals were received?", "They received 120 proposals.", "They received proposals."),
        ("number of schools built", "3 schools were built.", "Schools were built."),
        ("Сколько школ построили?", "Построили 3 школы.", "Построили школы."),
    ],
)
def test_a_sentence_holds_the_kind_of_thing_that_is_asked_for(question: str, holds: str, lacks: str) -> None:
    """A date, a share, a sum or a count: each is told from a sentence without one, or with another kind of figure."""
    assert not lacks_expected(question, holds)
    assert lacks_expected(question, lacks)


@pytest.mark.parametrize(
    ("question", "holds", "lacks"),
    [
        ("大橋什麼時候通車？", "大橋於２０２３年通車。", "大橋已經通車。"),
        ("幾名代表參加視察", "３名代表參加視察。", "代表參加視察。"),
        ("收到多少條建議", "收到建議５０條。", "收到建議，開會３次。"),
        ("入學率佔比多少", "入學率達９８％。", "入學率提高。"),
        ("修路多少錢", "修路花費３億元。", "修路３公里。"),
        ("ＨＯＷ ＭＡＮＹ schools?", "３ schools", "schools"),
        ("How much did it cost?", "It cost ￥300.", "It cost little."),
    ],
)
def test_scripts_and_widths_make_no_difference(question: str, holds: str, lacks: str) -> None:
    """Traditional characters and full width are compared as Simplified ones and half width."""
    assert not lacks_expected(question, holds)
    assert lacks_expected(question, lacks)


@pytest.mark.parametrize(
    "question",
    ["怎样收集群众意见？", "为什么要修路", "几乎没有人参加的会", "How are opinions gathered?", "Why build roads?"],
)
def test_other_questions_expect_no_figure(question: str) -> None:
    """How and why are answered in words."""
    assert not lacks_expected(question, "依托联络站。")
