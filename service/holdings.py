"""What a library's answers stand on: its reports, and what is made of them, when it is first needed and when they have changed."""

from __future__ import annotations

import threading
from pathlib import Path

from embeddings.encoder import Encoder
from embeddings.languages import Languages
from service.collection import Collection
from service.commonness import Spread
from service.encoder import ModelEncoder
from service.errors import ModelMismatch, NotFound
from service.likeness import Likeness
from service.recurring import Recurring, bundle_names
from service.reuse.index import ReuseIndex
from service.shares import Shares
from service.store import Store
from service.summaries.text import Texts


class Holdings:
    """What a library holds. Any thread may ask for anything."""

    def __init__(self, home: Path, *, model: str, models_folder: Path, encoder: Encoder | None) -> None:
        """Take a folder; nothing is looked at yet.

        Args:
            home: the library's folder.
            model: as for `models.load.load`.
            models_folder: where prepared models are kept.
            encoder: embeds in place of the model.
        """
        self.home = home
        self.model = model
        self.models_folder = models_folder
        self.loading = threading.RLock()
        self._local = threading.local()
        self._given = encoder
        self._chosen: Encoder | None = encoder
        self._collection: Collection | None = None
        self._recurring: Recurring | None = None
        self._shares: Shares | None = None
        self._spread: tuple[Collection, Spread] | None = None
        self._likeness: Likeness | None = None
        self._texts: Texts | None = None

    # The reports

    @property
    def store(self) -> Store:
        """The library's truth, over a connection of this thread's own: SQLite's are for one."""
        if not hasattr(self._local, "store"):
            self._local.store = Store(self.home)
        store: Store = self._local.store
        return store

    @property
    def collection(self) -> Collection:
        """The library as it stands now: also what another program put in since the last look."""
        with self.loading:
            if self._collection is None or self._collection.generation != self.store.generation:
                self._collection = Collection.load(self.store, self.home / "index")
            return self._collection

    def filled(self) -> Collection:
        """Give the library as it stands now.

        Raises:
            NotFound: it is empty.
        """
        collection = self.collection
        if not collection.passages:
            raise NotFound(f"the library {self.home} is empty", hint="put reports in with `duizhao add FOLDER`")
        return collection

    # What embeds

    @property
    def embedder(self) -> Encoder:
        """What embeds, whether or not the library's vectors are its own."""
        with self.loading:
            if self._chosen is None:
                made_by = self.store.encoder
                self._chosen = ModelEncoder(self.model, models_folder=self.models_folder, made_by=made_by)
            return self._chosen

    def encoder(self) -> Encoder:
        """Give the encoder, if the library's vectors are its own.

        Raises:
            ModelMismatch: they were made by another model.
            ModelUnavailable: the model can't be had.
        """
        encoder = self.embedder
        if self.store.encoder not in {None, encoder.fingerprint}:
            raise ModelMismatch(
                f"the library {self.home} was made by another model than {self.model}",
                hint="name that model with --model, or make its vectors anew with `duizhao reembed`",
            )
        return encoder

    def best_encoder(self) -> Encoder:
        """Give the encoder that suits this machine, whichever made the library's vectors."""
        return self._given or ModelEncoder(self.model, models_folder=self.models_folder)

    def made_by(self, encoder: Encoder) -> None:
        """Take note that the library's vectors are now an encoder's own."""
        with self.loading:
            self._chosen = encoder

    @property
    def languages(self) -> Languages:
        """What of the vectors tells languages apart."""
        return self.collection.languages or Languages.of(self.encoder())  # None in libraries of format 1

    # What is made of them

    @property
    def likeness(self) -> Likeness:
        """What holds passages beside texts."""
        with self.loading:
            collection = self.collection
            if self._likeness is None or self._likeness.collection is not collection:
                self._likeness = Likeness(collection, self.languages)
            return self._likeness

    @property
    def texts(self) -> Texts:
        """The reports as summaries see them."""
        with self.loading:
            collection = self.collection
            if self._texts is None or self._texts.collection is not collection:
                self._texts = Texts(collection)
            return self._texts

    def recurring(self, collection: Collection) -> Recurring:
        """Give what recurs; what this or another program found before is kept, and only what is new looked at."""
        with self.loading:
            if self._recurring is None or self._recurring.collection is not collection:
                path, wanted = self.home / "index" / "reuse.npz", set(bundle_names(collection))
                before = self._recurring.index if self._recurring else ReuseIndex.empty()
                if not wanted <= before.of.keys():
                    before = max(before, ReuseIndex.load(path), key=lambda index: len(wanted & index.of.keys()))
                self._recurring = Recurring.of(collection, before)
                if self._recurring.index is not before:
                    self._recurring.index.save(path)
            return self._recurring

    def shares(self, collection: Collection) -> Shares:
        """Give how much of each report stands elsewhere."""
        with self.loading:
            recurring = self.recurring(collection)
            if self._shares is None or self._shares.recurring is not recurring:
                self._shares = Shares(recurring)
            return self._shares

    def spread(self, collection: Collection) -> Spread:
        """Give how widely each sentence and passage is shared."""
        with self.loading:
            if self._spread is None or self._spread[0] is not collection:
                kept = self.home / "index" / "commonness.npz"
                found = Spread.load(kept, collection)
                if found is None:
                    found = Spread.among(self.recurring(collection))
                    found.save(kept, collection)
                self._spread = collection, found
            return self._spread[1]
