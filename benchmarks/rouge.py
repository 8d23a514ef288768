"""Character ROUGE: how much of a human's summary stands in another one, in runs of one or two characters, and in order.

Lin 2004, "ROUGE: a package for automatic evaluation of summaries", over characters, since Chinese sets no words apart; white space
does not count. ROUGE-L is over the whole text, not sentence by sentence.
"""

from collections import Counter
from collections.abc import Callable, Mapping

from rapidfuzz.distance import LCSseq


def in_runs(text: str, reference: str, length: int) -> float:
    """Give the F1 of runs of so many characters, each counted as often as both hold it: ROUGE-N."""
    ours, theirs = _runs(text, length), _runs(reference, length)
    return _f1((ours & theirs).total(), ours.total(), theirs.total())


def in_order(text: str, reference: str) -> float:
    """Give the F1 of the longest sequence of characters that both hold in the same order: ROUGE-L."""
    ours, theirs = _plain(text), _plain(reference)
    return _f1(LCSseq.similarity(ours, theirs), len(ours), len(theirs))


def rouge_1(text: str, reference: str) -> float:
    """Give the F1 of characters."""
    return in_runs(text, reference, 1)


def rouge_2(text: str, reference: str) -> float:
    """Give the F1 of pairs of neighbouring characters."""
    return in_runs(text, reference, 2)


ROUGE: Mapping[str, Callable[[str, str], float]] = {"ROUGE-1": rouge_1, "ROUGE-2": rouge_2, "ROUGE-L": in_order}


def _plain(text: str) -> str:
    return "".join(text.split())


def _runs(text: str, length: int) -> Counter[str]:
    plain = _plain(text)
    return Counter(plain[n : n + length] for n in range(len(plain) - length + 1))


def _f1(common: int, ours: int, theirs: int) -> float:
    return 2 * common / (ours + theirs) if ours + theirs else 0.0
