import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.errors import ModelDamaged, ModelRefused, ModelUnavailable
from models.load import LoadedModel, fingerprint, load


def rewrite(path: Path, change: Callable[[Any], object]) -> None:
    """Change a JSON file."""
    path.write_text(json.dumps(change(json.loads(path.read_text()))))


def test_the_default_name(loaded: LoadedModel) -> None:
    """The default model comes with all that a caller needs to know of it."""
    assert (loaded.name, loaded.dimensions, loaded.max_tokens) == ("multilingual-e5-small", 384, 512)
    assert (loaded.query_prompt, loaded.passage_prompt) == ("query: ", "passage: ")


def test_another_folder_comes_through_the_same_door(tiny: Path, tmp_path: Path) -> None:
    """Any sentence-transformers folder in safetensors loads, with its own sizes and prompts."""
    model = load(str(tiny), models_folder=tmp_path)

    assert (model.folder, model.dimensions, model.max_tokens) == (tiny, 8, 16)
    assert (model.query_prompt, model.passage_prompt) == ("问:", "文:")
    assert model.encoder.encode(["人大"]).shape == (1, 8)
    assert model.encoder.encode(["人大"]).dtype == np.float32


def test_the_fingerprint_follows_what_decides_a_vector(tiny: Path, tmp_path: Path) -> None:
    """A copy has the same fingerprint; other weights, pooling or words give another; a model card not."""
    before = fingerprint(tiny)
    copy = tmp_path / "elsewhere" / "copy"
    shutil.copytree(tiny, copy)
    (copy / "README.md").write_text("About this model.")
    assert fingerprint(copy) == before

    for change in (repool, reweigh, respell):
        other = tmp_path / change.__name__
        shutil.copytree(tiny, other)
        change(other)
        assert fingerprint(other) != before, change.__name__


def repool(folder: Path) -> None:
    """Make the pooling another."""
    (path,) = folder.glob("1_Pooling/config.json")
    path.write_text(path.read_text().replace("cls", "mean"))


def reweigh(folder: Path) -> None:
    """Change the last weight."""
    path = folder / "model.safetensors"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


def respell(folder: Path) -> None:
    """Change a word of the vocabulary."""
    path = folder / "tokenizer.json"
    content = path.read_text(encoding="utf-8")
    assert "人" in content
    path.write_text(content.replace("人", "民"), encoding="utf-8")


def test_pickled_weights_are_refused_unread(tiny: Path, tmp_path: Path) -> None:
    """A folder with pytorch_model.bin and no safetensors is refused, and the pickle is not opened."""
    (tiny / "model.safetensors").unlink()
    (tiny / "pytorch_model.bin").write_bytes(b"cos\nsystem\n(S'touch pwned'\ntR.")

    with pytest.raises(ModelRefused, match=r"pytorch_model\.bin.*pickle"):
        load(str(tiny), models_folder=tmp_path)


def test_pickled_weights_of_a_later_module_are_refused(tiny: Path, tmp_path: Path) -> None:
    """Safetensors in one module do not excuse a pickle in another."""
    (tiny / "2_Dense").mkdir()
    (tiny / "2_Dense" / "pytorch_model.bin").write_bytes(b"")

    with pytest.raises(ModelRefused, match="2_Dense"):
        load(str(tiny), models_folder=tmp_path)


def test_a_folder_without_weights_is_refused(tiny: Path, tmp_path: Path) -> None:
    """No safetensors, no model."""
    (tiny / "model.safetensors").unlink()

    with pytest.raises(ModelRefused, match="no weights in safetensors"):
        load(str(tiny), models_folder=tmp_path)


@pytest.mark.parametrize(
    "settings",
    [
        {"auto_map": {"AutoModel": "evil.Model"}},
        {"text_config": {"auto_map": {"AutoModel": "evil.Model"}}},
        {"trust_remote_code": True},
        {"attn_implementation": "someone/kernel"},
        {"_attn_implementation_internal": {"text": "someone/kernel"}},
    ],
    ids=str,
)
def test_remote_code_is_refused(tiny: Path, tmp_path: Path, settings: dict[str, object]) -> None:
    """A configuration that asks for code, at any depth, is refused before anything is loaded."""
    (tiny / "evil.py").write_text("raise SystemExit('this ran')")
    rewrite(tiny / "config.json", lambda config: config | settings)

    with pytest.raises(ModelRefused, match="asks for remote code"):
        load(str(tiny), models_folder=tmp_path)


def test_remote_code_is_not_hidden_by_padding(tiny: Path, tmp_path: Path) -> None:
    """A config.json is read however large it has been made."""
    rewrite(
        tiny / "config.json",
        lambda config: {"padding": " " * 2_000_000} | config | {"auto_map": {"AutoModel": "x"}},
    )

    with pytest.raises(ModelRefused, match="auto_map"):
        load(str(tiny), models_folder=tmp_path)


@pytest.mark.parametrize("name", ["evil.Module", "os.system", None])
def test_modules_of_its_own_are_refused(tiny: Path, tmp_path: Path, name: str | None) -> None:
    """modules.json may name sentence-transformers' own modules and nothing else."""
    (tiny / "evil.py").write_text("raise SystemExit('this ran')")
    rewrite(tiny / "modules.json", lambda modules: [modules[0] | {"type": name}, *modules[1:]])

    with pytest.raises(ModelRefused, match=r"modules\.json asks for the module"):
        load(str(tiny), models_folder=tmp_path)


def test_a_folder_of_something_else(tmp_path: Path) -> None:
    """A folder that is no sentence-transformers model is said not to be one."""
    with pytest.raises(ModelUnavailable, match=r"no modules\.json"):
        load(str(tmp_path), models_folder=tmp_path)


def test_weights_cut_short(tiny: Path, tmp_path: Path) -> None:
    """Weights that end too early give one error, not safetensors' own."""
    path = tiny / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-100])

    with pytest.raises(ModelDamaged, match="could not be opened"):
        load(str(tiny), models_folder=tmp_path)


@pytest.mark.parametrize("name", ["intfloat/multilingual-e5-base", "intfloat/multilingual-e5-base@0123456789"])
@pytest.mark.usefixtures("offline")
def test_a_hub_name_offline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A hub model that is not here, with no network, gives one error that names it and says what to do."""
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))

    with pytest.raises(ModelUnavailable, match=f"{name}.*could not be fetched.*multilingual-e5-small"):
        load(name, models_folder=tmp_path)


@pytest.mark.usefixtures("offline")
def test_a_hub_name_in_the_cache(tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hub model that was fetched before loads with no network, at its revision, through the same screen."""
    commit = "0123456789abcdef0123456789abcdef01234567"
    snapshot = tmp_path / "hub" / "models--org--tiny" / "snapshots" / commit
    shutil.copytree(tiny, snapshot)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hub"))

    assert load(f"org/tiny@{commit}", models_folder=tmp_path).fingerprint == fingerprint(tiny)
    rewrite(snapshot / "config.json", lambda config: config | {"auto_map": {}})
    with pytest.raises(ModelRefused, match="auto_map"):
        load(f"org/tiny@{commit}", models_folder=tmp_path)


@pytest.mark.parametrize("name", ["word2vec", "./nowhere", "/nowhere/at/all", "a/b/c", "", "..", "org/../name"])
def test_a_name_that_is_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """What is neither a known name, a folder nor a hub name is said to be none of them."""
    monkeypatch.chdir(tmp_path)

    with pytest.raises(ModelUnavailable):
        load(name, models_folder=tmp_path)
