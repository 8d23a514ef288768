"""What the tests of reuse are made with: texts as they are compared."""

from collections.abc import Iterable, Sequence

from service.reuse.alignment import Wording
from service.reuse.folding import fold
from service.reuse.wordings import Wordings


def folded_text(text: str, places: Iterable[str] = ()) -> str:
    """Give a text as it is compared."""
    return fold([text], places).codes.tobytes().decode("utf-16-le", "replace")


def wordings_of(texts: Sequence[str], places: Iterable[str] = ()) -> Wordings:
    """Take the sentences of one report."""
    return Wordings.none().with_more([fold(texts, places)])[0]


def wording(text: str, places: Iterable[str] = ()) -> Wording:
    """Take one sentence with its clauses."""
    return wordings_of([text], places).clauses(0)


def shared(one: str, other: str) -> int:
    """Count the characters of one text whose 3-grams stand somewhere in another."""
    grams = {other[n : n + 3] for n in range(len(other) - 2)}
    return len({at + n for at in range(len(one) - 2) if one[at : at + 3] in grams for n in range(3)})
