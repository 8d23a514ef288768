"""What the documents say is true."""

import re
import shlex
from pathlib import Path

import pytest

from ui.cli.parser import parser

ROOT = Path(__file__).parents[1]


def test_the_architecture_names_files_that_are_there() -> None:
    """Whoever follows the table of questions finds the file."""
    named = re.findall(
        r"`((?:reports|models|embeddings|service|ui)/[\w/.]+)`", (ROOT / "docs/architecture.md").read_text("utf-8")
    )

    assert len(named) > 20
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_decision_is_listed() -> None:
    """The index of decisions leads to every one of them."""
    folder = ROOT / "docs/decisions"
    listed = set(re.findall(r"\((\d{4}-[\w-]+\.md)\)", (folder / "README.md").read_text("utf-8")))

    assert listed == {path.name for path in folder.glob("0*.md")}


def shown_commands() -> list[str]:
    """Give the commands that the documents show on lines of their own, without what follows in the shell."""
    documents = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    blocks = [
        block for path in documents for block in re.findall(r"```\w*\n(.*?)```", path.read_text("utf-8"), re.DOTALL)
    ]
    lines = re.findall(r"^(?:\$ )?duizhao (.+)$", "\n".join(blocks), re.MULTILINE)
    return [re.split(r" [|>] |\s# |  +", line)[0] for line in lines]


@pytest.mark.parametrize("command", shown_commands())
def test_every_command_that_is_shown_can_be_given(command: str) -> None:
    """Its flags are there, and take what they are given."""
    assert parser().parse_args(shlex.split(command)).run


def test_commands_are_shown() -> None:
    """There are some to look at, in the README and elsewhere."""
    assert len(shown_commands()) > 15


def test_the_readme_s_python_runs(
    tmp_path: Path, models_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The example is run as it stands, on two of the samples."""
    code = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    assert code
    (tmp_path / "samples").mkdir()
    for name in ("liaoxi-npc-2023.txt", "tangpu-cppcc-2024.txt"):
        (tmp_path / "samples" / name).write_bytes((ROOT / "samples" / name).read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DUIZHAO_MODELS", str(models_folder))

    exec(compile(code[1], "README.md", "exec"), {})  # noqa: S102

    assert "蓼溪县" in capsys.readouterr().out
