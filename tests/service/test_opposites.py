import pytest

from service.commitments import any_commitment, strengths
from service.opposites import NEGATOR, opposed


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ("收入增长", "收入下降", (("增长", "下降"),)),
        ("收入提高", "收入提升", ()),
        ("允许进入", "严禁进入", (("允许", "严禁"),)),
        ("提高收入降低成本", "降低成本提高收入", ()),
        ("增长加快", "下降放缓", (("增长", "下降"), ("加快", "放缓"))),
        ("顺差扩大", "顺差扩大", ()),
        ("", "下降", ()),
    ],
)
def test_opposite_words_are_paired(mine: str, theirs: str, expected: tuple[tuple[str, str], ...]) -> None:
    """Words of one side with those of the other that turn it round; what both say is no difference."""
    assert opposed(mine, theirs) == expected
    assert {pair[::-1] for pair in opposed(theirs, mine)} == set(expected)


@pytest.mark.parametrize("text", ["未完成", "没有完成", "不得进入", "尚未解决", "并非如此", "we did not finish"])
def test_denials(text: str) -> None:
    """One in each."""
    assert len(NEGATOR.findall(text)) == 1


@pytest.mark.parametrize(
    "text", ["不断加强", "未来五年", "无偿献血", "不仅如此", "无人机", "不懈努力", "坚定不移", "初心不改", "notable"]
)
def test_words_that_only_look_like_denials(text: str) -> None:
    """不断 denies nothing."""
    assert NEGATOR.findall(text) == []


def test_what_promises_more() -> None:
    """探索 less than 推进, 推进 less than 全面推进; 推动 as much as 推进."""
    runs = {word: any_commitment().findall(word) for word in ("探索", "推进", "推动", "全面推进", "确保", "力争")}

    assert runs["全面推进"] == ["全面推进"]
    assert strengths(runs["推进"]) == strengths(runs["推动"])
    assert strengths(runs["探索"]) < strengths(runs["推进"])
    assert max(strengths(runs["推进"])) < max(strengths(runs["全面推进"]))
    assert strengths(runs["力争"]) < strengths(runs["确保"])
