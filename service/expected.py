"""What a question expects for an answer: a date, a share, a sum of money, a count of something.

A sentence that comes near a question and lacks what it asks for seldom answers it (the answer types of question answering,
as in Li & Roth 2002, "Learning question classifiers", as far as words alone tell them).
"""

from __future__ import annotations

import re

from embeddings.words import normal

_DATE = re.compile(
    r"哪一?[年天日月]|何时|什么时候|几月|哪个月|\bwhen\b|(?:what|which) (?:year|month|day|date)|когда|khi nào|قاچان",
    re.IGNORECASE,
)
_HAS_DATE = re.compile(r"\d[年月日]|[一二三四五六七八九十][月日]|[月年]底|去年|今年|\b(?:19|20)\d\d\b")
_SHARE = re.compile(r"百分之|比例|占比|percent|\bshare of|proportion|%|какая доля|tỷ lệ", re.IGNORECASE)
_HAS_SHARE = re.compile(r"[%％]|百分|[\d一二三四五六七八九十]成|percent|per cent")
_MONEY = re.compile(
    r"多少(?:钱|[万亿]*元)|\byuan\b|how much.*\b(?:cost|money|invest|spen[dt]|pa(?:y|id)|fees?\b|toll|price|worth)"
    r"|сколько (?:денег|стоит)|bao nhiêu tiền",
    re.IGNORECASE,
)
_HAS_MONEY = re.compile(r"\d[余多]?[万亿]*元|yuan|rmb|[¥$]", re.IGNORECASE)
_COUNT = re.compile(
    r"多少|几(?=[\u4e00-\u9fff])(?!乎|率|何)|how (?:many|much)|number of|сколько|bao nhiêu|mấy|قانچە", re.IGNORECASE
)
_COUNTED = re.compile("(?:多少|几)[万亿]*([\u4e00-\u9fff])")
_FIGURE = r"(?:\d[\d,.]*|[一二两三四五六七八九十百千]+|半)[万亿千百]*[余多]?[万亿]*"
_HAS_FIGURE = re.compile(r"\d|[一二两三四五六七八九十百千万]+[\u4e00-\u9fff]")
_GENERAL = "个种项"


def lacks_expected(question: str, sentence: str) -> bool:
    """Tell whether a question asks for a date, a share, a sum or a count, and a sentence holds none.

    Traditional characters and full width make no difference.
    """
    question, sentence = normal(question), normal(sentence)
    if _DATE.search(question):
        return not _HAS_DATE.search(sentence)
    if _SHARE.search(question):
        return not _HAS_SHARE.search(sentence)
    if _MONEY.search(question):
        return not _HAS_MONEY.search(sentence)
    if _COUNT.search(question):
        return not _counts(question, sentence)
    return False


def _counts(question: str, sentence: str) -> bool:
    """Tell whether a sentence counts what a question asks to be counted; what has no word of its own goes by any figure."""
    counted = _COUNTED.search(question)
    if counted is None or counted[1] in _GENERAL:
        return bool(_HAS_FIGURE.search(sentence))
    return bool(re.search(_FIGURE + counted[1], sentence))
