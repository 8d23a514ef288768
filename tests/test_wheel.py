"""The built wheel holds all that the program needs, and nothing that it does not."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.invented import Invented

ROOT = Path(__file__).parents[1]
ROOMS = ("reports", "models", "embeddings", "service", "ui")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the checkout so that the checkout stays clean."""
    source, built = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("built")
    unneeded = shutil.ignore_patterns(".*", "__pycache__", "build", "*.egg-info", "benchmarks")
    shutil.copytree(ROOT, source / "duizhao", ignore=unneeded)
    done = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", built, source / "duizhao"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (path,) = built.glob("duizhao-*.whl")
    return path


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's files in a folder."""
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run(unpacked: Path, folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run Python in an empty folder with the wheel's files to import from."""
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(unpacked), "DUIZHAO_HOME": str(folder / "home")},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def test_every_file_of_the_rooms_is_in(unpacked: Path) -> None:
    """Code, table, schema, styles, scripts and translations: whatever the rooms hold."""

    def held(folder: Path) -> set[str]:
        return {
            path.relative_to(folder).as_posix()
            for room in ROOMS
            for path in (folder / room).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }

    assert held(ROOT) - held(unpacked) == set()


def test_nothing_else_is_in(unpacked: Path) -> None:
    """No tests, samples or benchmarks, which would be importable by everybody."""
    folders = {path.name for path in unpacked.iterdir()}
    assert {name for name in folders if not name.endswith(".dist-info")} == set(ROOMS)
    (info,) = unpacked.glob("*.dist-info")
    assert (info / "licenses" / "LICENSE").is_file()
    assert "duizhao = ui.cli:main" in (info / "entry_points.txt").read_text("utf-8")
    assert "License-Expression: Apache-2.0" in (info / "METADATA").read_text("utf-8")


def test_what_is_read_as_data_is_in(unpacked: Path) -> None:
    """By name, so that a file that moves is missed."""
    for name in ("reports/places.tsv", "ui/web/locales/zh.json", "ui/web/locales/en.json"):
        assert (unpacked / name).is_file(), name
    for pattern in ("*.css", "*.js"):
        assert {path.name for path in unpacked.rglob(pattern)} == {path.name for path in (ROOT / "ui").rglob(pattern)}


def test_the_program_runs_from_the_wheel_alone(unpacked: Path, tmp_path: Path) -> None:
    """In an empty folder, without the checkout, a report is read with its region from the table."""
    path = Invented("临平区", province="浙江省", city="杭州市").saved(tmp_path / "given").path
    done = run(unpacked, tmp_path, "-m", "ui.cli", "read", path, "--json")

    assert done.returncode == 0, done.stderr
    (report,) = json.loads(done.stdout)["reports"]
    assert report["region"] == ["浙江省", "杭州市", "临平区"]
    assert report["level"] == "county"


def test_the_table_and_an_empty_library_open_from_the_wheel(unpacked: Path, tmp_path: Path) -> None:
    """Also what is loaded late: the table of places and the library's schema."""
    program = (
        "import reports.places, service.library, pathlib\n"
        "assert len(reports.places.table()) > 3000\n"
        "assert reports.places.__file__.startswith(str(pathlib.Path(__import__('sys').argv[1])))\n"
    )
    done = run(unpacked, tmp_path, "-c", program, unpacked)
    assert done.returncode == 0, done.stderr
    listed = run(unpacked, tmp_path, "-m", "ui.cli", "list", "--json")
    assert (listed.returncode, listed.stdout.strip()) == (0, '{"reports": []}')
