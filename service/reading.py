"""Reading a file without keeping it: what `duizhao read` shows."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from reports import guarded
from reports.errors import ReadError
from reports.outline import is_glossary
from service.collection import facts
from service.errors import BadRequest
from service.files import content, is_archive
from service.json import document
from service.stored import StoredReport, report_id


def read_file(path: Path) -> dict[str, Any]:
    """Read a file as it would be read into a library.

    The folders of a relative path tell what folders given to a library do; those of an absolute one are the machine's.

    Returns:
        {"reports": [report + {"text", "headings", "run_ins", "passages", "removed", "evidence"}]} as in the JSON contract.
        "evidence" lists the words that each fact was read from, {"fact", "quote", "place", "span"}: `span` counts in the
        text of the place, which is "text", "title block" (the removed lines with that for why, a line each), "page" (the
        other removed lines), "file name", "folder" or "given" (what a table's columns say, a line a fact).

    Raises:
        BadRequest: the file can't be read.
    """
    if is_archive(path):
        raise BadRequest(
            f"{path} is an archive", hint="`duizhao add` reads what is in it, or unpack it and give one file"
        )
    name = path.name if path.is_absolute() else path.as_posix()
    try:
        data = content(path, str(path))
        found = guarded.read(name, data)
    except ReadError as error:
        raise BadRequest(str(error), hint="give a report that can be read") from error
    sha256 = hashlib.sha256(data).hexdigest()
    return {
        "reports": [
            _document(StoredReport(n, report_id(sha256, n), sha256, name, report, report, None))
            for n, report in enumerate(found)
        ]
    }


def _document(stored: StoredReport) -> dict[str, Any]:
    report = stored.report
    shown: dict[str, Any] = document(facts(stored))
    shown["text"] = report.text
    shown["headings"] = document(report.headings)
    shown["run_ins"] = document(report.run_ins)
    shown["passages"] = [
        {
            "id": f"{stored.id}:{n}",
            "heading": list(passage.heading),
            "part": document(passage.part),
            "kind": "glossary" if is_glossary(passage.heading) else "text",
            "text": passage.span.of(report.text),
            "span": list(passage.span),
        }
        for n, passage in enumerate(report.passages, 1)
    ]
    shown["removed"] = document(report.removed)
    shown["evidence"] = document(report.evidence)
    return shown
