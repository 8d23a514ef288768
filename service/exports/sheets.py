"""Any answer of the service as a sheet."""

from __future__ import annotations

from typing import TypeAlias

from service.answers import Answer, Comparison, Duplicates, Overview, RegionAnswer, Summary
from service.exports.compared import of_comparison
from service.exports.families import of_duplicates
from service.exports.found import of_answer, of_regions
from service.exports.sheet import Sheet
from service.exports.summaries import of_overview, of_summary

Takeable: TypeAlias = "Answer | RegionAnswer | Duplicates | Comparison | Summary | Overview"
"""What can be taken away."""


def sheet_of(answer: Takeable, *, asked: str = "", language: str = "zh") -> Sheet:
    """Make a sheet of an answer.

    Args:
        answer: what the service answered.
        asked: the question, or the text that was looked for; an answer by regions is about it.
        language: of what is said around the texts, a key of `service.exports.words.WORDS`.
    """
    match answer:
        case Answer():
            return of_answer(answer, language)
        case RegionAnswer():
            return of_regions(answer, asked, language)
        case Duplicates():
            return of_duplicates(answer, language)
        case Comparison():
            return of_comparison(answer, language)
        case Summary():
            return of_summary(answer, language)
        case Overview():
            return of_overview(answer, asked, language)
