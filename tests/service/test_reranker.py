from pathlib import Path

import numpy as np
import pytest

from service.errors import ModelUnavailable
from service.library import Library
from tests.fakes import PairEncoder
from tests.tiny import save_tiny_cross_encoder

QUESTION = "人大代表怎样收集群众意见？"


@pytest.fixture(scope="module")
def cross_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a random cross-encoder."""
    folder = tmp_path_factory.mktemp("cross-encoders") / "tiny"
    save_tiny_cross_encoder(folder)
    return folder


def opened(library: Library, reranker: str) -> Library:
    """Open a library with a reranker."""
    return Library.open(library.home, encoder=PairEncoder(), models_folder=library.home, reranker=reranker)


def test_the_first_hits_are_in_the_reranker_s_order(samples_by_pairs: Library, cross_encoder: Path) -> None:
    """As the cross-encoder itself orders them; no passage is lost, and scores go down the list as ever."""
    from sentence_transformers import CrossEncoder

    before = samples_by_pairs.ask(QUESTION, limit=10, per_report=10)

    after = opened(samples_by_pairs, str(cross_encoder)).ask(QUESTION, limit=20, per_report=20)

    texts = [hit.passage.text for hit in after.hits]
    scores = CrossEncoder(str(cross_encoder)).predict([(QUESTION, text) for text in texts])
    assert np.all(np.diff(scores) <= 1e-6)
    assert {hit.passage.id for hit in before.hits} <= {hit.passage.id for hit in after.hits}
    assert [hit.score for hit in after.hits] == sorted((hit.score for hit in after.hits), reverse=True)


def test_a_reranker_that_can_not_be_had_is_one_clear_error(samples_by_pairs: Library, tmp_path: Path) -> None:
    """No folder, no model in it, a pickle for weights."""
    for name in ("nowhere", str(tmp_path)):
        with pytest.raises(ModelUnavailable):
            opened(samples_by_pairs, name).ask(QUESTION)
    (tmp_path / "config.json").write_text("{}")
    (tmp_path / "pytorch_model.bin").write_bytes(b"x")
    with pytest.raises(ModelUnavailable, match="pickle"):
        opened(samples_by_pairs, str(tmp_path)).ask(QUESTION)
