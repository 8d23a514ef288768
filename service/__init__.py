"""What the product does: a library of reports, and the four jobs on it.

`Library` is the way in for programs:

    from pathlib import Path
    from service import Library

    library = Library.open(Path("my-library"))
    answer = library.ask("人大代表怎样收集群众意见")

`docs/reference/python.md` has its methods, and the classes of `service.answers` that they give; errors are those of `service.errors`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from service.library import Library as Library

__all__ = ["Library"]


def __getattr__(name: str) -> Any:
    # `from service import errors` should not have to wait for FAISS.
    if name == "Library":
        from service.library import Library

        return Library
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
