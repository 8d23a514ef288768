"""What every page is given: the library it shows, what is being done in the background, and the words it speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.jobs import Jobs
    from service.library import Library
    from ui.web.words import Words


@dataclass(frozen=True, slots=True)
class Site:
    """The app in one language."""

    library: Library
    jobs: Jobs
    words: Words
