"""The errors that people and programs see; each says what, which object, and what to do.

DuizhaoError
├── NotFound          no report, passage or region goes by that name
├── Ambiguous         more than one does
├── BadRequest        a question, text, budget or filter that can't be served as it stands
├── NothingToRead     none of the files given holds a report
├── ModelMismatch     the library's vectors were made by another model
├── TooMany           more at once than is served
├── LibraryBusy       another program is writing to the library
├── LibraryDamaged    the library's file can't be opened
├── PortBusy          the web app's address is taken
└── ModelUnavailable  the model can't be had or can't be loaded
"""

from __future__ import annotations


class DuizhaoError(Exception):
    """Something that was asked could not be done.

    Attributes:
        message: what is wrong, and with which object.
        hint: what to do.
        code: a name for programs, the same for each class.
    """

    code = "error"

    def __init__(self, message: str, *, hint: str) -> None:
        super().__init__(f"{message}; {hint}")
        self.message = message
        self.hint = hint


class NotFound(DuizhaoError):
    """No report, passage or region goes by that name."""

    code = "not_found"


class Ambiguous(DuizhaoError):
    """More than one report or region goes by that name."""

    code = "ambiguous"


class BadRequest(DuizhaoError):
    """A question, text, budget or filter that can't be served as it stands."""

    code = "bad_request"


class NothingToRead(DuizhaoError):
    """None of the files given holds a report."""

    code = "nothing_to_read"


class ModelMismatch(DuizhaoError):
    """The library's vectors were made by another model."""

    code = "model_mismatch"


class TooMany(DuizhaoError):
    """More is asked for at once than is served."""

    code = "too_many"


class LibraryBusy(DuizhaoError):
    """Another program is writing to the library."""

    code = "library_busy"


class LibraryDamaged(DuizhaoError):
    """The library's file can't be opened."""

    code = "library_damaged"


class PortBusy(DuizhaoError):
    """The web app's address is taken."""

    code = "port_busy"


class ModelUnavailable(DuizhaoError):
    """The model can't be had or can't be loaded."""

    code = "model_unavailable"
