"""What the tests of reuse are made with: texts as they are compared."""

from collections.abc import Iterable, Sequence

from service.reuse.folding import fold
from service.reuse.wordings import Wordings


def folded_text(text: str, places: Iterable[str] = ()) -> str:
    """Give a text as it is compared."""
    return fold([text], places).codes.tobytes().decode("utf-16-le", "replace")


def wordings_of(texts: Sequence[str], places: Iterable[str] = ()) -> Wordings:
    """Take the sentences of one report."""
    return Wordings.none().with_more([fold(texts, places)])[0]
