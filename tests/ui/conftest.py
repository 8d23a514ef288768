"""What the tests of the web app share."""

import pytest

from service.jobs import Jobs
from tests.ui.made import MadeLibrary
from ui.web.site import Site
from ui.web.words import words_of


@pytest.fixture
def library() -> MadeLibrary:
    """A library that answers by hand."""
    return MadeLibrary()


@pytest.fixture
def site(library: MadeLibrary) -> Site:
    """The app over that library, in Chinese."""
    return Site(library, Jobs(), words_of("zh"))


@pytest.fixture
def english(library: MadeLibrary) -> Site:
    """The app over that library, in English."""
    return Site(library, Jobs(), words_of("en"))
