import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from models import agreement, load, manifest, onnx, record
from models.check_texts import CHECK_TEXTS
from models.errors import ModelDamaged, ModelUnavailable
from models.load import LoadedModel
from models.onnx import OnnxModel, open_model, optimise, place, standing
from tests.tiny import save_tiny


@pytest.fixture(scope="module")
def quick(prepared: Path) -> OnnxModel:
    """The default model's eight-bit form."""
    optimise(prepared, models_folder=prepared.parent)
    return open_model(prepared, models_folder=prepared.parent)


def by_whole(loaded: LoadedModel, texts: list[str]) -> np.ndarray:
    """Encode one text at a time with the whole model."""
    return loaded.encoder.encode(texts, batch_size=1, normalize_embeddings=True)


def test_the_check_texts_agree(quick: OnnxModel, loaded: LoadedModel) -> None:
    """On the check texts the mean cosine is as asked, and no single text is far off."""
    texts = [loaded.passage_prompt + text for text in CHECK_TEXTS]

    similarities = (quick.encode(texts) * by_whole(loaded, texts)).sum(axis=1)

    assert similarities.mean() >= 0.998
    assert similarities.min() >= 0.997


def test_the_record_says_what_was_measured(prepared: Path) -> None:
    """The agreement is kept beside the graph, and can be asked without loading anything."""
    found = standing(prepared, models_folder=prepared.parent)

    assert found is not None
    assert found.usable
    assert (found.dimensions, found.max_tokens) == (384, 512)
    assert (found.query_prompt, found.passage_prompt) == ("query: ", "passage: ")
    assert found.mean_similarity is not None
    assert found.mean_similarity >= agreement.MIN_MEAN_SIMILARITY
    assert found.speedup is not None
    assert found.speedup > 1


def test_a_vector_of_any_company_is_the_same_bit_for_bit(quick: OnnxModel) -> None:
    """Alone, among others, first or last."""
    texts = ["报告", *CHECK_TEXTS[:8], "长" * 400]

    together = quick.encode(texts)
    alone = np.concatenate([quick.encode([text]) for text in texts])

    assert np.array_equal(together, alone)
    assert np.array_equal(quick.encode(texts[::-1])[::-1], together)


def test_fingerprints_tell_the_forms_apart(prepared: Path) -> None:
    """Vectors of the whole model and of its eight-bit form must not be mixed."""
    assert onnx.fingerprint(prepared) != load.fingerprint(prepared)
    assert onnx.fingerprint(prepared).startswith(load.fingerprint(prepared))


@pytest.mark.parametrize("kind", ["bert", "xlm-roberta"])
@pytest.mark.parametrize("pooling", ["mean", "cls"])
def test_another_model_comes_through_the_same_door(tmp_path: Path, kind: str, pooling: str) -> None:
    """Any BERT or XLM-RoBERTa that sentence-transformers saved has an eight-bit form, which agrees with it."""
    folder = tmp_path / "other"
    save_tiny(folder, kind=kind, pooling=pooling, dimensions=64)

    found = optimise(folder, models_folder=tmp_path / "models")
    whole = load.load(str(folder), models_folder=tmp_path, device="cpu")
    texts = ["问:人大工作报告。", "文:大", "", "报告工作报告工作报告"]

    assert found.dimensions == 64
    assert found.mean_similarity is not None
    assert found.mean_similarity >= agreement.MIN_MEAN_SIMILARITY
    ours = open_model(folder, models_folder=tmp_path / "models").encode(texts)
    assert np.linalg.norm(ours, axis=1) == pytest.approx(np.ones(4), abs=1e-5)
    assert (ours * by_whole(whole, texts)).sum(axis=1).min() >= 0.99


def test_a_model_of_another_family_is_used_whole(tmp_path: Path) -> None:
    """What can't be written as such a graph is recorded as such, with the reason, and not tried again."""
    folder = tmp_path / "other"
    save_tiny(folder, kind="mpnet")

    found = optimise(folder, models_folder=tmp_path)

    assert not found.usable
    assert "'mpnet'" in found.why_not
    assert standing(folder, models_folder=tmp_path) == found


def test_a_form_that_disagrees_is_not_used(tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where eight bits are too few for a model, the record says by how much."""
    monkeypatch.setattr(agreement, "MIN_MEAN_SIMILARITY", 1.01)

    found = optimise(tiny, models_folder=tmp_path)

    assert not found.usable
    assert "differ from the whole model's" in found.why_not
    assert "1.01" in found.why_not


def test_a_form_that_is_no_quicker_is_not_used() -> None:
    """Agreement alone is not enough."""
    assert not agreement.Agreement(0.999, 0.998, speedup=1.5).why_not
    assert "0.80 times" in agreement.Agreement(0.999, 0.998, speedup=0.8).why_not


def test_nothing_is_made_twice(tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A form that stands is used as it is, unless it is asked for again."""
    first = optimise(tiny, models_folder=tmp_path)
    written = (place(tiny, models_folder=tmp_path) / manifest.FILE_NAME).stat().st_mtime_ns
    with monkeypatch.context() as patch:
        patch.setattr(load, "load", pytest.fail)
        assert optimise(tiny, models_folder=tmp_path) == first

    optimise(tiny, models_folder=tmp_path, again=True)
    assert (place(tiny, models_folder=tmp_path) / manifest.FILE_NAME).stat().st_mtime_ns > written


def test_it_can_be_remade_by_name(tiny: Path, tmp_path: Path) -> None:
    """What `duizhao models optimise` asks for."""
    assert onnx.remake(str(tiny), models_folder=tmp_path) == standing(tiny, models_folder=tmp_path)
    with pytest.raises(ModelUnavailable, match="word2vec"):
        onnx.remake("word2vec", models_folder=tmp_path)


def test_what_is_known_of_it_can_be_asked_without_making_it(prepared: Path, tmp_path: Path) -> None:
    """None where it has not been made."""
    assert standing(prepared, models_folder=prepared.parent) == optimise(prepared, models_folder=prepared.parent)
    assert standing(prepared, models_folder=tmp_path) is None


def test_two_folders_of_one_name_have_a_form_each(tmp_path: Path) -> None:
    """A form is told by its model's fingerprint where the model is kept elsewhere."""
    for parent, pooling in (("one", "mean"), ("two", "cls")):
        (tmp_path / parent).mkdir()
        save_tiny(tmp_path / parent / "model", pooling=pooling)

    places = {place(tmp_path / parent / "model", models_folder=tmp_path) for parent in ("one", "two")}

    assert len(places) == 2


@pytest.mark.parametrize("name", [onnx.GRAPH, f"{onnx.GRAPH}.data", "tokenizer.json", record.FILE_NAME])
def test_a_changed_byte_is_noticed(tiny: Path, tmp_path: Path, name: str) -> None:
    """Every file is checked when the form is opened, whatever its size."""
    optimise(tiny, models_folder=tmp_path)
    path = place(tiny, models_folder=tmp_path) / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)

    with pytest.raises(ModelDamaged, match=name):
        open_model(tiny, models_folder=tmp_path)


def test_a_form_cut_short_is_made_again(tiny: Path, tmp_path: Path) -> None:
    """A size that is not the manifest's needs no opening to be noticed."""
    before = optimise(tiny, models_folder=tmp_path)
    path = place(tiny, models_folder=tmp_path) / f"{onnx.GRAPH}.data"
    path.write_bytes(path.read_bytes()[:-1])

    assert standing(tiny, models_folder=tmp_path) is None
    assert optimise(tiny, models_folder=tmp_path).dimensions == before.dimensions
    assert open_model(tiny, models_folder=tmp_path).encode(["人大"]).shape == (1, 8)


def test_a_record_that_says_nothing_is_damage(tmp_path: Path) -> None:
    """A record is read whole or not at all."""
    (tmp_path / record.FILE_NAME).write_text(json.dumps({"dimensions": 8}))

    with pytest.raises(ModelDamaged, match=record.FILE_NAME):
        record.read(tmp_path)


def test_progress_is_told_once_a_text(quick: OnnxModel) -> None:
    """Every place is told once, in whatever order."""
    told: list[int] = []
    quick.encode(["a", "b", "c", "d"], told.append)

    assert sorted(told) == [0, 1, 2, 3]


def test_an_interruption_does_not_wait_for_the_rest(quick: OnnxModel) -> None:
    """What is told may raise: the texts that were not begun are let go."""
    told: list[int] = []

    def stop(place: int) -> None:
        told.append(place)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        quick.encode([f"报告{n}" for n in range(2000)], stop)
    assert len(told) == 1


def test_neither_torch_nor_transformers_is_imported(prepared: Path) -> None:
    """Opening and encoding need ONNX Runtime and tokenizers alone."""
    code = (
        "import sys; from pathlib import Path; from models.onnx import open_model\n"
        f"folder = Path({str(prepared)!r})\n"
        "print(open_model(folder, models_folder=folder.parent).encode(['query: 报告']).shape)\n"
        "print(sorted({'torch', 'transformers', 'sentence_transformers', 'onnx'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert found.stdout.splitlines() == ["(1, 384)", "[]"]
