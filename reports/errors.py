"""What can go wrong in reading.

ReadError
├── NotAReport   a file of a type that holds no report: passed over
└── Unreadable   a file that should hold one and can't be read
"""

from __future__ import annotations


class ReadError(Exception):
    """A file did not become reports.

    Attributes:
        name: the file's name as it was given.
        why: what is wrong and what to do, without the name.
    """

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name}: {why}")
        self.name = name
        self.why = why


class NotAReport(ReadError):
    """The file's type is none that reports come in."""


class Unreadable(ReadError):
    """The file is of a type that reports come in, and its content can't be read."""
