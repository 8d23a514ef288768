"""Slogans are planted where they should stand, and read like slogans."""

from io import BytesIO
from pathlib import Path

import docx

from benchmarks.distinctive import SLOGANS, with_slogans


def test_each_slogan_ends_a_paragraph_of_its_own(tmp_path: Path) -> None:
    """Five long paragraphs of seven get one each, in order; short ones and those without a full stop none."""
    document = docx.Document()
    body = [f"第{n}段" + "城乡面貌焕然一新，" * 10 + "发展基础更加巩固。" for n in range(5)]
    for text in ("各位代表：", *body, "一、工作回顾"):
        document.add_paragraph(text)
    document.save(str(tmp_path / "report.docx"))
    planted = docx.Document(BytesIO(with_slogans(tmp_path / "report.docx")))
    expected = ["各位代表：", *(text + slogan for text, slogan in zip(body, SLOGANS, strict=True)), "一、工作回顾"]
    assert [one.text for one in planted.paragraphs] == expected


def test_slogans_are_of_the_length_of_slogans() -> None:
    """30 to 60 characters, each one sentence."""
    assert all(30 <= len(slogan) <= 60 and slogan.index("。") == len(slogan) - 1 for slogan in SLOGANS)
    assert len(set(SLOGANS)) == 5
