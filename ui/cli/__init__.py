"""The command line. Every command prints for people, or with --json one document for programs.

Imports wait until a command needs them, so that `duizhao --help` answers at once.
"""

from ui.cli.main import main

__all__ = ["main"]
