"""The text that a peer makes of files: PEER FILE… ; prints {file: [text, seconds]} as JSON."""

import json
import sys
import time
from pathlib import Path


def markitdown(path: str) -> str:
    """Convert to Markdown."""
    from markitdown import MarkItDown

    made: str = MarkItDown().convert(path).text_content
    return made


def trafilatura(path: str) -> str:
    """Take a page's main text."""
    from trafilatura import extract

    return extract(Path(path).read_bytes(), include_tables=True) or ""


def main() -> None:
    """Convert each file, timing each."""
    convert = {"markitdown": markitdown, "trafilatura": trafilatura}[sys.argv[1]]
    found = {}
    for path in sys.argv[2:]:
        start = time.perf_counter()
        found[path] = (convert(path), time.perf_counter() - start)
    print(json.dumps(found))


main()
