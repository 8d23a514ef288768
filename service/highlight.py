"""What of a passage answers: the best sentence, with the list that it opens."""

from __future__ import annotations

import re

from reports.report import Span
from service.collection import Collection

_OPENS_LIST = re.compile(r"[:：][”\"’]?\s*$|一是|(?:首先|第一)[,，]")
_ITEM = re.compile(r"^\s*(?:[二三四五六七八九十]+是|[（(]\d+[)）]|[①-⑳]|其[次三四五]|第[二三四五六]|最后[,，])")
_LONGEST_LIST = 12


def highlight(collection: Collection, passage: int, sentence: int) -> tuple[Span, ...]:
    """Give the stretches of a passage that answer, counted from its start.

    Args:
        collection: the library.
        passage: a passage.
        sentence: the position of its best sentence; the items of a list that it opens come with it.
    """
    found = [sentence]
    last = int(collection.first_sentence[passage + 1])
    if _OPENS_LIST.search(collection.sentence_texts[sentence]):
        for following in range(sentence + 1, min(last, sentence + _LONGEST_LIST)):
            if not _ITEM.match(collection.sentence_texts[following]):
                break
            found.append(following)
    return tuple(collection.sentence_span(n) for n in found)
