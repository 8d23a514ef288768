"""What is looked for by `similar`: a text, a passage, a stretch of one, or a report, each as parts with their vectors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from embeddings.encoder import Encoder
from reports.report import Span
from reports.sentences import sentences
from service.collection import Collection
from service.errors import BadRequest, NotFound
from service.likeness import Text
from service.parts import parts_of


@dataclass(frozen=True, slots=True)
class Part:
    """A text to look for, and where it stands in the whole that was given."""

    text: Text
    span: Span


@dataclass(frozen=True, slots=True)
class Given:
    """What is looked for.

    Attributes:
        parts: what it is taken apart into, one or more; each is made when it is come to.
        report: the report it stands in, or None for a pasted text; that report is not searched, nor its copies.
        passages: the passages of that report that are asked with.
    """

    parts: Iterable[Part]
    report: int | None = None
    passages: Sequence[int] = ()


def given_text(text: str, encoder: Encoder) -> Given:
    """Take a pasted text, a long one passage by passage; spans count characters of the text as it was given.

    Raises:
        BadRequest: it is empty, or has only marks.
    """
    if not any(character.isalnum() for character in text):
        says = "the text is empty" if not text.strip() else "the text has neither letters nor figures"
        raise BadRequest(says, hint="give a sentence or a paragraph, or the id of a passage")
    before, said = len(text) - len(text.lstrip()), text.strip()
    spans = (Span(span.start + before, span.end + before) for span in parts_of(said))
    return Given(_encoded(text, span, encoder) for span in spans)


def given_passage(collection: Collection, passage: int) -> Given:
    """Take a passage of the library."""
    text = collection.text(passage)
    return Given(
        [Part(_own(collection, passage), Span(0, len(text)))],
        report=int(collection.report_of[passage]),
        passages=(passage,),
    )


def given_stretch(collection: Collection, passage: int, stretch: Span, encoder: Encoder) -> Given:
    """Take a stretch of a passage, counted in characters of its text.

    Raises:
        BadRequest: it says nothing.
    """
    chosen = given_text(stretch.of(collection.text(passage)), encoder)
    parts = (replace(part, text=replace(part.text, passage=passage)) for part in chosen.parts)
    return Given(parts, report=int(collection.report_of[passage]), passages=(passage,))


def given_report(collection: Collection, report: int) -> Given:
    """Take a whole report, passage by passage.

    Raises:
        NotFound: nothing in it says anything.
    """
    first, last = (int(n) for n in collection.first_passage[report : report + 2])
    saying = [n for n in range(first, last) if collection.saying_passages[n]]
    if not saying:
        raise NotFound(f"{collection.facts[report].title!r} says nothing that could be looked for", hint="name another")
    return Given(
        (Part(_own(collection, n), collection.passages[n][1].span) for n in saying), report=report, passages=saying
    )


def _encoded(text: str, span: Span, encoder: Encoder) -> Part:
    part = span.of(text)
    spans = sentences(part)
    vectors = encoder.encode_passages([*(sentence.of(part) for sentence in spans), part])
    return Part(Text(part, spans, vectors[:-1], vectors[-1]), span)


def _own(collection: Collection, passage: int) -> Text:
    """Take a passage with the vectors that the library has of it."""
    first, last = (int(n) for n in collection.first_sentence[passage : passage + 2])
    return Text(
        collection.text(passage),
        [collection.sentence_span(n) for n in range(first, last)],
        collection.sentence_index.vectors[first:last],
        collection.passage_index.vectors[passage],
        passage,
    )
