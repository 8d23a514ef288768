"""A library of reports: what is put in, taken out and corrected, and the four jobs on what is there."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings.encoder import Encoder
from embeddings.languages import Languages
from embeddings.reranker import Reranker
from reports.report import Heading, Removed, Report
from service import adding, compare, duplicates, removing, similar, xray
from service.adding import OnProgress, Progress
from service.answers import (
    Added,
    Answer,
    Comparison,
    Duplicates,
    Lookalike,
    Measured,
    Overview,
    PassageAnswer,
    RegionAnswer,
    ReportFacts,
    Summary,
)
from service.ask import Asker, check_question
from service.collection import Collection
from service.commonness import Spread
from service.corrections import corrected
from service.errors import BadRequest
from service.files import GivenFile
from service.filters import Filters
from service.frame import Ignored
from service.given import Given, given_passage, given_report, given_stretch, given_text
from service.holdings import Holdings
from service.named import passage_named, report_named, stretch_named
from service.recurring import Recurring
from service.removing import TakenOut
from service.store import Store
from service.stored import strings_of
from service.summaries.overview import overview
from service.summaries.question import Question
from service.summaries.summarise import Wanted, summarise
from service.wanted import Wording

if TYPE_CHECKING:
    from service.exports.parquet import Exported

__all__ = ["GivenFile", "Library", "Progress"]

DEFAULT_MODEL = "multilingual-e5-small"
_EVERYTHING = Filters()


class Library:
    """A folder of reports, and what can be asked of them. Any thread may call any method."""

    def __init__(
        self, home: Path, *, model: str, models_folder: Path, encoder: Encoder | None = None, reranker: str = ""
    ) -> None:
        """Take a folder; `open` is the usual way. A given encoder is used in place of the model's."""
        self.home = home
        self.models_folder = models_folder
        self._held = Holdings(home, model=model, models_folder=models_folder, encoder=encoder)
        self._asking: Asker | None = None
        self._reranker = Reranker(reranker, models_folder=models_folder) if reranker else None
        self._wording = Wording(models_folder / "dictionary")

    @classmethod
    def open(
        cls,
        home: Path,
        *,
        model: str = DEFAULT_MODEL,
        models_folder: Path | None = None,
        encoder: Encoder | None = None,
        reranker: str = "",
    ) -> Library:
        """Open the library in a folder, or begin one.

        Args:
            home: the library's folder.
            model: the embedding model, as for `models.load.load`; it is loaded when it is first needed.
            models_folder: where prepared models are kept; None for the user's cache.
            encoder: embeds in place of the model.
            reranker: a cross-encoder that looks again at the first hits of each question; a folder, or org/name@revision.

        Raises:
            LibraryDamaged: what is there is no library that can be opened.
        """
        from service.settings import settings

        library = cls(
            home,
            model=model,
            models_folder=models_folder or settings({}).models,
            encoder=encoder,
            reranker=reranker,
        )
        library._store  # noqa: B018  # whatever is wrong with the file is said now
        return library

    # Putting in, taking out, correcting

    def add(self, files: Sequence[GivenFile], *, progress: OnProgress | None = None) -> Added:
        """Add files; a changed file replaces what the same path gave before, and unchanged files cost nothing.

        Args:
            files: what to add; see `service.files.files_in` for folders.
            progress: told how far the embedding is.

        Raises:
            ModelMismatch: the library's vectors were made by another model.
            LibraryBusy: another program is writing to the library.
        """
        outcome = adding.add(self._store, self._held.encoder, files, self.home / "files", progress)
        if outcome.added or outcome.replaced:
            _ = self.spread  # what recurs is found now, not when somebody waits for an answer
        facts = {facts.id: facts for facts in self.collection.facts}
        return Added(
            added=tuple(facts[id_] for id_ in outcome.added if id_ in facts),
            replaced=tuple(facts[id_] for id_ in outcome.replaced if id_ in facts),
            unchanged=tuple(outcome.unchanged),
            skipped=tuple(outcome.skipped),
            failed=tuple(outcome.failed),
        )

    def remove(self, reports: Sequence[str]) -> tuple[ReportFacts, ...]:
        """Take out reports, each named as for `report`; all of them or, if one is not found, none."""
        gone = tuple(self.report(name) for name in reports)
        with self._store.writing():
            self._store.remove_reports(dict.fromkeys(facts.id for facts in gone))
            files = self._store.remove_empty_files()
        for name in files:
            (self.home / "files" / name).unlink(missing_ok=True)
        return gone

    def take_out(self, reports: Sequence[str], aside: Path) -> TakenOut:
        """Take out reports as `remove` does, keeping in the folder `aside` what `put_back` needs."""
        gone = tuple(dict.fromkeys(self.report(name) for name in reports))
        taken = removing.kept(self._store, gone, self.home / "files", aside)
        self.remove([facts.id for facts in gone])
        return taken

    def put_back(self, taken: TakenOut, *, progress: OnProgress | None = None) -> tuple[ReportFacts, ...]:
        """Put back reports that were taken out, as they stood, with a person's corrections.

        They are read and embedded anew, and stand behind all others.

        Raises:
            NotFound: what they were read from is no longer there.
            LibraryBusy: another program is writing to the library.
        """
        ids = removing.put_back(self._store, self._held.encoder, taken, self.home / "files", progress)
        facts = {facts.id: facts for facts in self.collection.facts}
        return tuple(facts[id_] for id_ in ids if id_ in facts)

    def edit(self, report: str, facts: Mapping[str, str]) -> ReportFacts:
        """Correct a report's facts.

        Args:
            report: named as for `report`.
            facts: values by name: title, body, region (a path such as 浙江省/杭州市), covers (2023 or 2018-2022), year, date,
                session, speaker; an empty value makes a fact unknown.

        Raises:
            BadRequest: there is no such fact, or the value does not fit it.
        """
        found = self.report(report)
        kept = {name: corrected(name, value.strip()) for name, value in facts.items()}
        with self._store.writing():
            self._store.correct(found.id, kept)
        return self.report(found.id)

    def reembed(self, *, progress: OnProgress | None = None) -> None:
        """Make all vectors anew, by this library's model: what another model needs before its first question.

        Of the model's encoders the one that suits this machine is taken, whichever made the vectors until now.
        """
        encoder = self._held.best_encoder()
        strings = list(dict.fromkeys(t for stored in self.collection.reports for t in strings_of(stored.read)))
        done = 0

        def step(count: int) -> None:
            nonlocal done
            done += count
            if progress:
                progress(Progress(done, len(strings), None, "embedding"))

        vectors = encoder.encode_passages(strings, step=step)
        languages = Languages.of(encoder)
        with self._store.writing():
            self._store.put_vectors(strings, vectors, encoder.fingerprint)
            self._store.set_encoder(encoder.fingerprint, languages)
        self._held.made_by(encoder)

    # What is there

    def reports(self, filters: Filters = _EVERYTHING) -> tuple[ReportFacts, ...]:
        """List the reports that the filters admit, in the order they were added."""
        collection = self.collection
        admitted = collection.admitted_reports(filters)
        return tuple(facts for facts, admits in zip(collection.facts, admitted, strict=True) if admits)

    def report(self, report: str) -> ReportFacts:
        """Find a report by its id, an unambiguous beginning of one, or an unambiguous part of a title.

        Raises:
            NotFound: no report goes by that name.
            Ambiguous: more than one does.
        """
        collection = self.collection
        return collection.facts[report_named(collection, report)]

    def text(self, report: str) -> str:
        """Give a report's text."""
        return self._read(report).text

    def outline(self, report: str) -> tuple[Heading, ...]:
        """Give a report's headings in order, those that open a paragraph among them."""
        read = self._read(report)
        return tuple(sorted((*read.headings, *read.run_ins), key=lambda heading: heading.span))

    def removed(self, report: str) -> tuple[Removed, ...]:
        """Give the lines of a report's source that were left out, with the reasons."""
        return self._read(report).removed

    def passages(self, report: str) -> tuple[PassageAnswer, ...]:
        """Give a report's passages, in order."""
        collection = self.collection
        first, last = collection.first_passage[report_named(collection, report) :][:2]
        return tuple(collection.answer(n) for n in range(int(first), int(last)))

    def commonness(self, report: str) -> tuple[Measured, ...]:
        """Say how common each sentence of a report is, in order; the report named as for `report`."""
        collection = self.collection
        return tuple(xray.measured(collection, self._held.spread(collection), report_named(collection, report)))

    def lookalikes(self, passage_id: str, *, limit: int = 10) -> tuple[Lookalike, ...]:
        """Show where a passage's sentences, or those that a stretch of it touches, stand elsewhere; see `service.xray.lookalikes`.

        Args:
            passage_id: a passage, or a stretch of one, as for `similar_to`.
            limit: most of what is given.

        Raises:
            NotFound: there is no such passage.
            BadRequest: it has no such stretch.
        """
        collection = self.collection
        passage, stretch = stretch_named(collection, passage_id)
        sentences = xray.sentences_in(collection, passage, stretch)
        return tuple(xray.lookalikes(self._held.recurring(collection), sentences, limit=_positive("limit", limit)))

    # Taking away

    def export(self, folder: Path, *, overwrite: bool = False) -> Exported:
        """Write the whole library into a folder as Parquet; see `service.exports.parquet.export`."""
        from service.exports.parquet import export

        return export(self._store, folder, overwrite=overwrite)

    # The four jobs

    def ask(
        self,
        question: str,
        *,
        filters: Filters = _EVERYTHING,
        limit: int = 10,
        per_report: int = 3,
        ignoring: Ignored = (),
    ) -> Answer:
        """Find the passages that answer a question; see `service.ask.Asker.ask`."""
        (answer,) = self.ask_many([question], filters=filters, limit=limit, per_report=per_report, ignoring=ignoring)
        return answer

    def ask_many(
        self,
        questions: Sequence[str],
        *,
        filters: Filters = _EVERYTHING,
        limit: int = 10,
        per_report: int = 3,
        ignoring: Ignored = (),
    ) -> list[Answer]:
        """Answer questions in their order, as `ask` answers each, and several times as fast as one after another."""
        checked = [check_question(question) for question in questions]
        limit, per_report = _positive("limit", limit), _positive("per_report", per_report)
        return self._asker.ask(checked, filters=filters, limit=limit, per_report=per_report, ignoring=ignoring)

    def ask_by_region(
        self, question: str, *, filters: Filters = _EVERYTHING, limit: int = 3, ignoring: Ignored = ()
    ) -> RegionAnswer:
        """Find the best answer of each region; see `service.ask.Asker.by_region`."""
        question, limit = check_question(question), _positive("limit", limit)
        return self._asker.by_region(question, filters=filters, limit=limit, ignoring=ignoring)

    def similar(
        self, text: str, *, filters: Filters = _EVERYTHING, limit: int = 3, order: str = "region"
    ) -> RegionAnswer:
        """Find, region by region, the passage nearest to a pasted text; see `service.similar.similar`.

        Args:
            text: of any length; a long one is looked for passage by passage.
            filters: where to look.
            limit: most further passages of a region beside its best.
            order: one of `service.orders.ORDERS`.
        """
        self._held.filled()
        given = given_text(text, self._held.encoder())
        return self._similar(given, filters, limit, order)

    def similar_to(
        self, passage_id: str, *, filters: Filters = _EVERYTHING, limit: int = 3, order: str = "region"
    ) -> RegionAnswer:
        """Find, region by region, the passage nearest to one of the library's; see `service.similar.similar`.

        Args:
            passage_id: a passage, or a stretch of one: `ID[start:end]` counts characters of its text, end exclusive.
            filters: where to look.
            limit: most further passages of a region beside its best.
            order: one of `service.orders.ORDERS`.

        Raises:
            NotFound: there is no such passage.
            BadRequest: it has no such stretch, or that says nothing.
        """
        collection = self.collection
        passage, stretch = stretch_named(collection, passage_id)
        if stretch is None:
            given = given_passage(collection, passage)
        else:
            given = given_stretch(collection, passage, stretch, self._held.encoder())
        return self._similar(given, filters, limit, order)

    def similar_to_report(
        self, report: str, *, filters: Filters = _EVERYTHING, limit: int = 3, order: str = "region"
    ) -> RegionAnswer:
        """Find, region by region, what is nearest to anything in a report, and passage by passage how many say it.

        Args:
            report: named as for `report`.
            filters: where to look.
            limit: most further passages of a region beside its best.
            order: one of `service.orders.ORDERS`.

        Raises:
            NotFound: no report goes by that name, or it says nothing.
            Ambiguous: more than one does.
        """
        collection = self.collection
        given = given_report(collection, report_named(collection, report))
        return self._similar(given, filters, limit, order)

    def _similar(self, given: Given, filters: Filters, limit: int, order: str) -> RegionAnswer:
        if limit < 0:
            raise BadRequest(f"limit is {limit}", hint="give a number from 0")
        likeness = self._held.likeness
        spread = self._held.spread(likeness.collection)
        return similar.similar(likeness, given, spread, filters=filters, limit=limit, order=order)

    def selection(self, passage_id: str) -> str:
        """Give the text of a passage, or of the stretch of one that `similar_to` takes.

        Raises:
            NotFound: there is no such passage.
            BadRequest: it has no such stretch.
        """
        collection = self.collection
        passage, stretch = stretch_named(collection, passage_id)
        text = collection.text(passage)
        return text if stretch is None else stretch.of(text)

    def passage(self, passage_id: str) -> PassageAnswer:
        """Give a passage by its id.

        Raises:
            NotFound: there is no such passage.
        """
        collection = self.collection
        return collection.answer(passage_named(collection, passage_id))

    def duplicates(self, *, filters: Filters = _EVERYTHING, min_regions: int = 2, limit: int = 50) -> Duplicates:
        """List the recurring text of the library; see `service.duplicates.duplicates`."""
        return duplicates.duplicates(
            self._held.shares(self.collection),
            filters=filters,
            min_regions=_positive("min_regions", min_regions),
            limit=_positive("limit", limit),
        )

    def compare(self, a: str, b: str) -> Comparison:
        """Set two reports side by side, each named as for `report`; see `service.compare.compare`."""
        collection = self.collection
        return compare.compare(collection, report_named(collection, a), report_named(collection, b))

    def summarize(
        self,
        report: str,
        *,
        budget_chars: int = 500,
        style: str = "general",
        about: str | None = None,
        section: str = "",
        since: str | None = None,
    ) -> Summary:
        """Summarise a report in its own sentences; see `service.summaries.summarise.summarise`.

        Args:
            report: named as for `report`.
            budget_chars: most characters.
            style: "general", or "distinctive" for what other regions do not say.
            about: a question that the summary is to be about.
            section: words of a heading: of what stands under it.
            since: an earlier report, named as for `report`: for what that one does not say.

        Raises:
            NotFound: no report goes by that name.
            Ambiguous: more than one does.
            BadRequest: no such style or section, nothing to summarise, or a budget that no sentence fits.
        """
        texts = self._held.texts
        collection = texts.collection
        wanted = Wanted(
            budget_chars=_positive("budget_chars", budget_chars),
            style=style,
            about=self._question(about, self._held.encoder()) if about else None,
            section=section,
            since=None if since is None else report_named(collection, since),
        )
        return summarise(texts, report_named(collection, report), wanted, self._held.spread(collection))

    def summarize_file(
        self,
        path: Path,
        *,
        budget_chars: int = 500,
        style: str = "general",
        about: str | None = None,
        section: str = "",
    ) -> Summary:
        """Summarise a file that stays outside the library, as `summarize` does.

        Raises:
            BadRequest: the file can't be read, or holds more than one report.
        """
        with tempfile.TemporaryDirectory(prefix="duizhao-") as folder:
            aside = Library(
                Path(folder), model=self._held.model, models_folder=self.models_folder, encoder=self._held.embedder
            )
            added = aside.add([GivenFile(path, path.name)])
            problems = [failed.error for failed in added.failed] + [skipped.why for skipped in added.skipped]
            if problems:
                raise BadRequest(f"{path}: {problems[0]}", hint="give a report that can be read")
            if len(added.added) > 1:
                raise BadRequest(
                    f"{path.name} holds {len(added.added)} reports", hint="add it, then summarise one of them by its id"
                )
            wanted = Wanted(
                budget_chars=_positive("budget_chars", budget_chars),
                style=style,
                about=self._question(about, aside._held.embedder) if about else None,
                section=section,
            )
            return summarise(aside._held.texts, 0, wanted, spread=None)

    def _question(self, words: str, encoder: Encoder) -> Question:
        checked = check_question(words)
        return Question(checked, encoder.encode_queries([checked]))

    def overview(self, *, about: str | None = None, filters: Filters = _EVERYTHING, limit: int = 10) -> Overview:
        """Tell what several reports say together and apart; see `service.summaries.overview.overview`.

        Args:
            about: a question that they are to be read for; None for what weighs most in each.
            filters: which reports.
            limit: most points.
        """
        self._held.filled()
        texts = self._held.texts
        reports = [int(n) for n in texts.collection.admitted_reports(filters).nonzero()[0]]
        return overview(
            texts,
            reports,
            about=self._question(about, self._held.encoder()) if about else None,
            confident=not about or self.ask(about, filters=filters, limit=1).confident,
            limit=_positive("limit", limit),
        )

    # What it all stands on

    def warm(self) -> None:
        """Load what the first question needs: a server does so before anyone asks."""
        self._held.embedder.encode_queries(["对照"])
        if self.collection.passages:
            self.ask_many(["代表怎样收集群众意见？", "How do deputies collect opinions?"])

    @property
    def collection(self) -> Collection:
        """The library as it stands now: also what another program put in since the last look."""
        return self._held.collection

    @property
    def recurring(self) -> Recurring:
        """The recurring text of the library as it stands now."""
        return self._held.recurring(self.collection)

    @property
    def spread(self) -> Spread:
        """How widely each sentence and passage of the library as it stands now is shared."""
        return self._held.spread(self.collection)

    @property
    def _asker(self) -> Asker:
        """What answers questions about the library as it stands now.

        Raises:
            NotFound: it is empty.
        """
        with self._held.loading:
            collection, encoder = self._held.filled(), self._held.encoder()
            if self._asking is None or self._asking.collection is not collection:
                spread, languages = self._held.spread(collection), self._held.languages
                self._asking = Asker(collection, encoder, languages, self._wording, spread, self._reranker)
            return self._asking

    def _read(self, report: str) -> Report:
        collection = self.collection
        return collection.reports[report_named(collection, report)].report

    @property
    def _store(self) -> Store:
        return self._held.store


def _positive(name: str, value: int) -> int:
    if value < 1:
        raise BadRequest(f"{name} is {value}", hint="give a number from 1")
    return value
