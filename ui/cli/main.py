"""Running one command, and saying in one line what went wrong."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from service.errors import DuizhaoError
from service.printable import printable
from service.settings import SETTINGS, settings
from ui.cli.parser import parser
from ui.cli.status import NOTHING_DONE, OK, STOPPED, WRONG_USAGE


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns:
        0 done, or nothing asked and the help shown; 1 nothing of what was asked could be done, with one line on stderr that says why; 2 wrong usage; 130 stopped.
    """
    arguments = sys.argv[1:] if arguments is None else arguments
    if not arguments:
        parser().print_help()
        return OK
    try:
        given = parser().parse_args(arguments)
    except SystemExit as exit_:
        return exit_.code if isinstance(exit_.code, int) else WRONG_USAGE
    try:
        chosen = settings({s.name: getattr(given, s.name, None) for s in SETTINGS})
        return int(given.run(given, chosen) or OK)
    except DuizhaoError as error:
        print(f"duizhao: {printable(str(error))}", file=sys.stderr)
        return NOTHING_DONE
    except KeyboardInterrupt:
        print("duizhao: stopped; the library is whole, and what was committed before is kept", file=sys.stderr)
        return STOPPED
    except BrokenPipeError:
        sys.stderr.close()
        return OK
