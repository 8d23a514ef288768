"""The main text of a web page: which blocks are text, and which belong to the site.

Text and navigation are told apart by how long a block is and how much of it is links, as in Kohlschütter, Fankhauser &
Nejdl 2010, "Boilerplate Detection using Shallow Text Features"; when in doubt, a block stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from reports.formats.html.blocks import Block
from reports.layout import is_numbered

_NAVIGATION, _DETAILS = "site navigation", "site details"
_PROSE = re.compile(r"[。！？；;.!?]")
_PROSE_CHARS = 30
_LEAST_PROSE_CHARS = 100
_SITE_BEHIND_TITLE = re.compile(r"[-_|—–]")
_MOST_LINKS = 0.5
_MOST_LINKS_IN_PROSE = 1 / 3
_MOST_OF_PROSE = 0.8
_LEAST_TITLE_CHARS = 4


def reasons_to_leave_out(found: Sequence[Block], title: str) -> list[str | None]:
    """Say for each block of a page why it goes; None for one that stays.

    Args:
        found: the page's blocks, in order.
        title: what the page's head says its title is; "" when it says nothing.
    """
    prose = [n for n, block in enumerate(found) if block.why is None and _is_prose(block)]
    main = _main_element(found, prose)
    inside = [main is None or main in (block.holder, *block.holder.iterancestors()) for block in found]
    reasons = [block.why or _of_links(block, within) for block, within in zip(found, inside, strict=True)]
    if main is not None:
        first = _first_of_title(found, reasons, prose[0], title)
        for n, within in enumerate(inside):
            if not within and n < first:
                reasons[n] = reasons[n] or _NAVIGATION
            if not within and n > prose[-1]:
                reasons[n] = reasons[n] or _DETAILS
    if all(reasons):
        return [block.why for block in found]
    return reasons


def _is_prose(block: Block) -> bool:
    return (
        len(block.text) >= _PROSE_CHARS
        and block.linked <= _MOST_LINKS_IN_PROSE
        and _PROSE.search(block.text) is not None
    )


def _of_links(block: Block, within: bool) -> str | None:  # noqa: FBT001 - a fact of the block, not a switch
    """Say that a block is navigation when most of it is links; in the text itself headings and sentences stay."""
    if block.linked <= _MOST_LINKS:
        return None
    text_of_its_own = block.level is not None or (len(block.text) >= _PROSE_CHARS and _PROSE.search(block.text))
    return None if within and text_of_its_own else _NAVIGATION


def _main_element(found: Sequence[Block], prose: Sequence[int]) -> Any | None:
    """Find the innermost element that holds most of the page's prose; None on a page with too little to judge."""
    held: Counter[Any] = Counter()
    for n in prose:
        for element in (found[n].holder, *found[n].holder.iterancestors()):
            held[element] += len(found[n].text)
    total = sum(len(found[n].text) for n in prose)
    if total < _LEAST_PROSE_CHARS:
        return None
    large = [element for element, chars in held.items() if chars >= _MOST_OF_PROSE * total]
    innermost = max(large, key=lambda element: sum(1 for _ in element.iterancestors()))
    while innermost.tag in {"p", "li", "br", "pre"} and innermost.getparent() is not None:
        innermost = innermost.getparent()
    return innermost


def _first_of_title(found: Sequence[Block], reasons: Sequence[str | None], prose: int, title: str) -> int:
    """Find the block above the prose with which the title begins; 0 when none is known, so that all above stays."""
    wanted = _letters(title)
    own = _letters(_SITE_BEHIND_TITLE.split(title)[0])
    above = [n for n in range(prose + 1) if reasons[n] is None]
    letters = {n: _letters(found[n].text) for n in above}
    named = [n for n in above if len(letters[n]) >= _LEAST_TITLE_CHARS and letters[n] in wanted]
    if not named:
        return next((n for n in above if found[n].level == 1 and not is_numbered(found[n].text)), 0)
    first = next((n for n in named if letters[n] in own and 2 * len(letters[n]) >= len(own)), named[-1])
    while first - 1 in above and letters[first - 1] in wanted:
        first -= 1
    return first


def _letters(written_text: str) -> str:
    return re.sub(r"\W", "", written_text)
