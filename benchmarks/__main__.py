"""Run benchmarks, and keep what they found in RESULTS.md: `python -m benchmarks [NAME…]`.

A benchmark is a module of this package with a function `measure`, which yields lines of Markdown. Each has a section of
RESULTS.md, under its name, with the machine, the versions and the date; running some leaves the others' sections as
they are.
"""

import argparse
import importlib
import sys

from benchmarks import results
from benchmarks.setting import setting

BENCHMARKS = (
    "encode",
    "cores",
    "adding",
    "starting",
    "reading",
    "ask",
    "reuse",
    "growing",
    "changes",
    "compare",
    "similar",
    "summaries",
    "http",
)


def main() -> None:
    """Run what was asked for, one after the other."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(BENCHMARKS)}; all if none is given")
    names = parser.parse_args().names or BENCHMARKS
    unknown = sorted(set(names) - set(BENCHMARKS))
    if unknown:
        sys.exit(f"There is no benchmark {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}.")
    for name in names:
        module = importlib.import_module(f"benchmarks.{name}")
        lines = [setting(), ""]
        for line in module.measure():
            print(line, flush=True)
            lines.append(line)
        results.keep(name, (module.__doc__ or "").splitlines()[0], lines)


if __name__ == "__main__":
    main()
