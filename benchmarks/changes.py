"""What changed between two texts: edits of real sentences named with their kind, and rewritings that change no fact.

Sentences are of the provincial reports and the seeds; half of them, by a checksum, were not looked at when rules were made.
"""

import time
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence

from benchmarks.altered import MAKERS, REWRITINGS, Edit, edits
from benchmarks.results import table
from benchmarks.setting import SHARED
from benchmarks.texts import PROVINCES
from reports.reader import read
from service.answers import Change
from service.changes import changes, flags

EDITS = 500
PAIRS = 1200
SHORTEST, LONGEST = 20, 150
FLAGGED = {name: name for name in ("number", "place", "date", "strength")} | dict.fromkeys(
    ("denial", "opposite"), "negation"
)
STEPS = {"insertion": "insert", "deletion": "delete", "replacement": "replace", "move": "move"}


def measure() -> Iterator[str]:
    """Measure edits, rewritings and speed."""
    seen, held = halves(real_sentences())
    yield f"**Edits**: {EDITS} of each kind from {len(seen):,} sentences that were looked at and from {len(held):,} held back.\n"
    rows = [
        (kind, *(f"{named(kind, half)[0]:.3f}" for half in (seen, held)), alone(kind, held) if kind in FLAGGED else "")
        for kind in MAKERS
    ]
    rows.append(("number, strength and deletion at once", *(f"{several(half):.3f}" for half in (seen, held)), ""))
    yield from table(("kind", "named so, seen half", "held-back half (goal 0.95)", "flagged as that alone"), rows)
    yield "\n**Rewritings** that change no fact: pairs with a flag.\n"
    yield from table(
        ("pairs", "of", "number or date, seen half", "held-back half (goal 0)", "any flag, held-back half"),
        list(false_flags(seen, held)),
    )
    yield speed(held)


def real_sentences() -> list[str]:
    """Read the sentences, each different one once."""
    paths = [*sorted(PROVINCES.glob("*.docx")), *sorted((SHARED / "seeds").glob("*.txt"))]
    found = (report for path in paths for report in read(path.name, path.read_bytes()))
    texts = (s.of(report.text) for report in found for passage in report.passages for s in passage.sentences)
    return list(dict.fromkeys(text for text in texts if SHORTEST <= len(text) <= LONGEST and not text[0].isdigit()))


def halves(sentences: Sequence[str]) -> tuple[list[str], list[str]]:
    """Divide sentences into those that may be looked at and those that are held back."""
    odd = [bool(zlib.crc32(text.encode()) & 1) for text in sentences]
    return [t for t, is_odd in zip(sentences, odd, strict=True) if not is_odd], [
        t for t, is_odd in zip(sentences, odd, strict=True) if is_odd
    ]


def named(kind: str, sentences: Sequence[str]) -> tuple[float, list[Edit]]:
    """Give the share of edits that are named with their kind, and those that are not."""
    made = list(edits(kind, sentences, EDITS, seed=1))
    missed = [edit for edit in made if not is_named(edit)]
    return 1 - len(missed) / len(made), missed


def several(sentences: Sequence[str]) -> float:
    """Give the share of sentences with three edits of which all are named."""
    found = []
    for edit in edits("number", sentences, 4 * EDITS, seed=3):
        strength = next(edits("strength", [edit.theirs], 1, seed=3), None)
        deletion = strength and next(edits("deletion", [strength.theirs], 1, seed=4), None)
        if strength and deletion and edit.new not in deletion.old and strength.new not in deletion.old:
            kinds = {flag.kind for flag in flags(edit.mine, deletion.theirs)}
            gone = [s.mine.of(edit.mine) for s in changes(edit.mine, deletion.theirs) if s.kind == "delete" and s.mine]
            found.append({"number", "strength"} <= kinds and any(len(text) >= len(deletion.old) for text in gone))
        if len(found) == EDITS:
            break
    return sum(found) / len(found)


def alone(kind: str, sentences: Sequence[str]) -> str:
    """Give the share of edits that have no flag of any other kind."""
    made = list(edits(kind, sentences, EDITS, seed=1))
    found = [{flag.kind for flag in flags(edit.mine, edit.theirs)} for edit in made]
    return f"{sum(kinds == {FLAGGED[kind]} for kinds in found) / len(made):.3f}"


def is_named(edit: Edit) -> bool:
    """Tell whether an edit is reported as what it is."""
    if edit.kind in FLAGGED:
        return any(
            flag.kind == FLAGGED[edit.kind] and (_overlap(flag.mine, edit.old) or _overlap(flag.theirs, edit.new))
            for flag in flags(edit.mine, edit.theirs)
        )
    steps = [step for step in changes(edit.mine, edit.theirs) if step.kind != "equal"]
    if edit.kind == "move":
        return _is_move(edit, steps)
    (step, *others) = steps
    old, new = (step.mine.of(edit.mine) if step.mine else ""), (step.theirs.of(edit.theirs) if step.theirs else "")
    if edit.kind == "replacement":  # the clauses may have words in common
        return {s.kind for s in steps} <= {"replace", "insert", "delete"} and any(s.kind == "replace" for s in steps)
    return not others and step.kind == STEPS[edit.kind] and (len(old), len(new)) == (len(edit.old), len(edit.new))


def _overlap(shown: str, edited: str) -> bool:
    return bool(shown and edited) and (shown in edited or edited in shown)


def _is_move(edit: Edit, steps: Sequence[Change]) -> bool:
    """Tell whether nothing but moves is reported, punctuation apart; of clauses that change places either may be the one."""
    moved = "".join(step.mine.of(edit.mine) for step in steps if step.kind == "move" and step.mine)
    rest = [
        span.of(text)
        for step in steps
        if step.kind != "move"
        for span, text in ((step.mine, edit.mine), (step.theirs, edit.theirs))
        if span
    ]
    return bool(moved) and all(text.strip("，；：。") == "" for text in rest)


def false_flags(seen: Sequence[str], held: Sequence[str]) -> Iterator[tuple[object, ...]]:
    """Count the pairs of each rewriting that have flags."""
    totals: Counter[str] = Counter()
    each = PAIRS // len(REWRITINGS) + 1
    for name in REWRITINGS:
        count, wrong = zip(*(rewritten(name, half, each) for half in (seen, held)), strict=True)
        of_figures = [sum(kinds & {"number", "date"} != set() for _, _, kinds in one) for one in wrong]
        yield (name, "/".join(map(str, count)), *of_figures, len(wrong[1]))
        totals.update(pairs=sum(count), seen=of_figures[0], held=of_figures[1], other=len(wrong[1]))
    yield ("all", totals["pairs"], totals["seen"], totals["held"], totals["other"])


def rewritten(name: str, sentences: Sequence[str], count: int) -> tuple[int, list[tuple[str, str, set[str]]]]:
    """Rewrite sentences with figures, and give how many there were and those pairs that have a flag."""
    pairs = []
    for text in sentences:
        other = REWRITINGS[name](text)
        if other != text and any(c.isdigit() for c in text):
            pairs.append((text, other))
        if len(pairs) == count:
            break
    flagged = [(text, other, {flag.kind for flag in flags(text, other)}) for text, other in pairs]
    return len(pairs), [one for one in flagged if one[2]]


def speed(sentences: Sequence[str]) -> str:
    """Time flags of sentences that were not seen before, and of those that were."""
    made = [edit for edit in edits("number", sentences, EDITS, seed=2) if 50 <= len(edit.mine) <= 70]  # noqa: PLR2004
    times = []
    for _ in range(2):
        start = time.process_time()
        for edit in made:
            flags(edit.mine, edit.theirs)
        times.append((time.process_time() - start) / len(made) * 10**6)
    return f"\n**Speed**: flags of two sentences of 50 to 70 characters take {times[0]:.0f} µs of a core, {times[1]:.0f} µs the second time."
