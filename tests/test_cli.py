import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from service.answers import Answer
from service.errors import ModelUnavailable
from service.library import Library
from service.settings import SETTINGS
from tests.fakes import fake_loader
from tests.invented import Invented
from ui.cli import main
from ui.cli.parser import parser

ROOT = Path(__file__).parents[1]
FIRST = Invented("甲水县")
SECOND = Invented("乙山县", done=("听取专项工作报告九项，作出审议意见五份。", *FIRST.done))
COMMANDS = [
    "serve",
    "add",
    "read",
    "list",
    "edit",
    "remove",
    "ask",
    "similar",
    "duplicates",
    "summarize",
    "overview",
    "compare",
    "export",
    "mcp",
    "models",
    "reembed",
    "completion",
]

SLOW_TO_IMPORT = {"torch", "transformers", "sentence_transformers", "gradio", "pandas", "scipy", "onnx", "pypinyin"}
HEAVY = SLOW_TO_IMPORT | {
    "rich",
    "shtab",
    "mcp",
    "pydantic",
    "numpy",
    "faiss",
    "onnxruntime",
    "tokenizers",
    "apsw",
    "tantivy",
}

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process on a library of its own, embedding by pairs of characters."""
    monkeypatch.setattr("service.encoder.load_encoder", fake_loader)
    monkeypatch.setenv("DUIZHAO_HOME", str(tmp_path / "library"))
    monkeypatch.setenv("DUIZHAO_MODELS", str(tmp_path / "models"))

    def command(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        status = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return command


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """A folder with two reports."""
    for report in (FIRST, SECOND):
        report.saved(tmp_path / "given")
    return tmp_path / "given"


@pytest.fixture
def filled(run: Run, given: Path) -> Run:
    """Run a command on a library of two reports."""
    assert run("add", given)[0] == 0
    return run


def process(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "ui.cli", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def parsed(run: Run, *arguments: object) -> Any:
    """Run a command with --json, and give its one document."""
    status, out, err = run(*arguments, "--json")
    assert (status, err) == (0, "")
    return json.loads(out)


def one_line(err: str) -> str:
    """Check that an error is one line that begins with the program's name, and give it."""
    assert err.startswith("duizhao: ")
    assert err.endswith("\n")
    assert err.count("\n") == 1
    assert len(err) < 700
    return err


# As a program


def test_help_names_every_command() -> None:
    """`--help` answers at once, with status 0 and the commands of the contract."""
    done = process("--help")
    assert done.returncode == 0
    assert done.stderr == ""
    for command in COMMANDS:
        assert re.search(rf"^\s+{command}\b", done.stdout, re.MULTILINE), command


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_its_help(run: Run, command: str) -> None:
    """Each says what it takes, `--home` and `--json` among it, and how it is called."""
    status, out, err = run(command, "--help")
    assert (status, err) == (0, "")
    assert "--home" in out
    assert "--json" in out
    assert "example:" in out


def test_every_example_in_the_help_is_right(run: Run) -> None:
    """What the help of each command shows can be parsed."""
    for command in COMMANDS:
        example = run(command, "--help")[1].split("example:\n")[1].strip().split("   (")[0]
        words = shlex.split(example.removeprefix('eval "$(').removesuffix(')"'))
        assert words[:2] == ["duizhao", command]
        assert parser().parse_args(words[1:]).run


def test_help_teaches(run: Run) -> None:
    """Every command in a group, examples, and every setting with its environment variable."""
    out = run("--help")[1]
    assert out.index("ask the reports:") < out.index("  ask ") < out.index("keep the library:") < out.index("  add ")
    for setting in SETTINGS:
        assert setting.variable in out
        assert f"--{setting.name} " in out
    assert run() == (0, out, "")
    assert run("--version")[1].startswith("duizhao ")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_taught_commands_flags_and_choices(run: Run, shell: str) -> None:
    """In a script that needs nothing to run."""
    status, script, err = run("completion", shell)
    assert (status, err) == (0, "")
    for word in (*COMMANDS, "per-report", "cppcc", "distinctive"):
        assert word in script


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
@pytest.mark.parametrize(
    ("typed", "offered"),
    [(["du"], {"duplicates"}), (["ask", "--per"], {"--per-report"}), (["list", "--body", "cp"], {"cppcc"})],
)
def test_bash_completes(run: Run, typed: list[str], offered: set[str]) -> None:
    """The script does in bash what it is for."""
    asked = (
        f"COMP_WORDS=(duizhao {shlex.join(typed)}); COMP_CWORD={len(typed)}; "
        'read -ra how <<< "$(complete -p duizhao)"; '
        'for n in "${!how[@]}"; do [ "${how[n]}" = -F ] && "${how[n+1]}"; done; '
        "printf '%s\\n' \"${COMPREPLY[@]}\""
    )
    script = run("completion", "bash")[1]
    done = subprocess.run(["bash", "-c", f"{script}\n{asked}"], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == offered


@pytest.mark.parametrize(
    "arguments",
    [
        ["fly"],
        ["ask", "x", "--limit", "many"],
        ["ask", "x", "--body", "parliament"],
        ["add"],
        ["list", "--year", "soon"],
    ],
)
def test_wrong_usage_is_status_2(run: Run, arguments: list[str]) -> None:
    """What the parser can't take is told apart from what could not be done."""
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert "usage:" in err


def test_a_report_is_read_by_the_program_itself(tmp_path: Path) -> None:
    """`read` in a process of its own prints one UTF-8 document, needs no model and stores nothing."""
    path = FIRST.saved(tmp_path).path
    done = process("read", path, "--json", DUIZHAO_HOME=str(tmp_path / "home"), DUIZHAO_MODELS=str(tmp_path / "none"))

    (report,) = json.loads(done.stdout)["reports"]
    assert (done.returncode, done.stderr) == (0, "")
    assert report["title"] == FIRST.title
    assert not (tmp_path / "home").exists()


def test_a_busy_port_is_an_error_that_names_a_free_one(tmp_path: Path) -> None:
    """The web app does not wait, and says which port to take."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = process("serve", "--port", port, DUIZHAO_HOME=str(tmp_path / "library"))

    assert done.returncode == 1
    line = one_line(done.stderr)
    assert str(port) in line
    free = int(re.search(r"--port (\d+)", line)[1])
    assert free != port


def test_the_real_model_serves_the_program(tmp_path: Path, models_folder: Path) -> None:
    """Add and ask, as processes of their own, with the default model."""
    home = {"DUIZHAO_HOME": str(tmp_path / "library"), "DUIZHAO_MODELS": str(models_folder)}
    added = process("add", FIRST.saved(tmp_path / "given").path, "--json", **home)
    assert added.returncode == 0, added.stderr
    assert [report["title"] for report in json.loads(added.stdout)["added"]] == [FIRST.title]

    asked = process("ask", "修了多少农村公路？", "--json", **home)
    assert asked.returncode == 0, asked.stderr
    assert FIRST.done[0] in json.loads(asked.stdout)["hits"][0]["passage"]["text"]
    code = (
        "import sys; from ui.cli import main; assert main(['ask', '农村公路', '--json']) == 0; "
        f"print(sorted({SLOW_TO_IMPORT} & set(sys.modules)), file=sys.stderr)"
    )
    asked = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, text=True, cwd=ROOT, env={**os.environ, **home}
    )
    assert asked.stderr.strip() == "[]"


def test_help_loads_nothing_heavy() -> None:
    """It answers at once."""
    code = f"import sys; from ui.cli import main; main(['--help']); print({HEAVY} & set(sys.modules) or '', file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True, cwd=ROOT)
    assert not done.stderr.strip()
    assert "duizhao ask" in done.stdout


# What can't be done: one line, status 1


def bad_inputs(folder: Path) -> dict[str, list[object]]:
    """Give commands that can't be done, with the files they need."""
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(b"\x00\x01\x02" * 999)
    (folder / "none.zip").write_bytes(b"PK no archive")
    (folder / "nothing here").mkdir()
    (folder / "pictures").mkdir()
    (folder / "pictures" / "a.jpg").write_bytes(b"\xff\xd8")
    (folder / "a file").write_text("x", encoding="utf-8")
    (folder / "damaged").mkdir()
    (folder / "damaged" / "library.sqlite").write_bytes(b"no database" * 999)
    return {
        "an empty file": ["add", folder / "empty.txt"],
        "a binary file named .txt": ["add", folder / "binary.txt"],
        "an archive that is none": ["add", folder / "none.zip"],
        "reading an archive": ["read", folder / "none.zip"],
        "an empty folder": ["add", folder / "nothing here"],
        "a folder without readable files": ["add", folder / "pictures"],
        "a file that is not there": ["add", folder / "gone.txt"],
        "reading an empty file": ["read", folder / "empty.txt"],
        "reading a binary file": ["read", folder / "binary.txt"],
        "reading a folder": ["read", folder],
        "reading what is not there": ["read", folder / "gone.txt"],
        "a library of another model": ["ask", "公路", "--model", "another"],
        "an unknown report": ["summarize", "zzz"],
        "removing an unknown report": ["remove", "zzz"],
        "correcting an unknown report": ["edit", "zzz", "year=2024"],
        "a correction of nothing": ["edit", "甲水县", "year"],
        "an unknown fact": ["edit", "甲水县", "colour=red"],
        "an ambiguous report": ["summarize", "工作报告"],
        "an unknown report beside one": ["compare", "甲水县", "zzz"],
        "an unknown passage": ["similar", "--passage", "zzz:1"],
        "a question of 100,000 characters": ["ask", "问" * 100_000],
        "an empty question": ["ask", ""],
        "no question": ["ask"],
        "no text": ["similar"],
        "an unknown region": ["ask", "公路", "--region", "火星区"],
        "no hits wanted": ["ask", "公路", "--limit", "0"],
        "a batch that is not there": ["ask", "--batch", folder / "gone.txt"],
        "a question and a batch": ["ask", "公路", "--batch", folder / "gone.txt"],
        "a region's question and a batch": ["ask", "公路", "--by", "region", "--batch", folder / "gone.txt"],
        "a batch of bytes": ["ask", "--batch", folder / "pictures" / "a.jpg"],
        "a budget too small": ["summarize", "甲水县", "--chars", "1"],
        "an unknown section": ["summarize", "甲水县", "--section", "火星"],
        "a report beside itself": ["summarize", "甲水县", "--since", "甲水县"],
        "a file that can't be written so": ["summarize", "甲水县", "--to", folder / "summary.pdf"],
        "many answers in one file": ["ask", "--batch", folder / "gone.txt", "--to", folder / "a.csv"],
        "a folder that is a file": ["export", "--to", folder / "a file"],
        "a file in no folder": ["overview", "--to", folder / "gone" / "overview.md"],
        "an overview of no report": ["overview", "--year", "1999"],
        "a port that is none": ["serve", "--port", "http"],
        "a home that is a file": ["list", "--home", folder / "a file"],
        "a damaged library": ["list", "--home", folder / "damaged"],
    }


def test_bad_input_gets_one_clear_line(filled: Run, tmp_path: Path) -> None:
    """Status 1, nothing on stdout, one line on stderr, and the library is what it was."""
    before = filled("list")
    wrong = {}
    for name, arguments in bad_inputs(tmp_path).items():
        try:
            status, out, err = filled(*arguments)
            allowed = arguments[0] == "add"  # prints what became of each file
            assert status == 1, "status"
            assert not out or allowed, "stdout"
            one_line(err)
        except Exception as error:  # noqa: BLE001  # every input is tried before the test says which fail
            wrong[name] = f"{type(error).__name__}: {error}"[:300]
        except AssertionError as error:
            wrong[name] = str(error)
    assert wrong == {}
    assert filled("list") == before


@pytest.mark.parametrize("name", ["empty.txt", "binary.txt", "pictures", "nothing here", "gone.txt"])
def test_an_addition_that_fails_prints_its_document(run: Run, tmp_path: Path, name: str) -> None:
    """With --json the document is there all the same, beside the one line on stderr."""
    bad_inputs(tmp_path)
    status, out, err = run("add", tmp_path / name, "--json")

    assert status == 1
    one_line(err)
    outcome = json.loads(out)
    assert outcome["added"] == outcome["replaced"] == outcome["unchanged"] == []
    assert len(outcome["skipped"] + outcome["failed"]) == (0 if name == "nothing here" else 1)


def test_one_good_file_among_bad_is_success(run: Run, given: Path) -> None:
    """Something was done: status 0, and the bad file is named in the document."""
    (given / "empty.txt").write_bytes(b"")
    outcome = parsed(run, "add", given)
    assert len(outcome["added"]) == 2
    assert [failed["file"] for failed in outcome["failed"]] == ["given/empty.txt"]


# What can


def test_adding_twice_says_unchanged(filled: Run, given: Path) -> None:
    """With status 0."""
    outcome = parsed(filled, "add", given)
    assert len(outcome["unchanged"]) == 2
    assert outcome["added"] == []


@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        (["list"], "reports"),
        (["list", "--region", "甲水县", "--year", "2024", "--body", "npc"], "reports"),
        (["ask", "公路"], "hits"),
        (["ask", "公路", "--by", "region"], "regions"),
        (["ask", "甲水县公路", "--as-asked", "--per-report", "1", "--limit", "2"], "hits"),
        (["similar", "全年新建农村公路。", "--part", "done"], "regions"),
        (["duplicates", "--min-regions", "2", "--limit", "5"], "families"),
        (["summarize", "甲水县", "--chars", "60"], "sentences"),
        (["compare", "甲水县", "乙山县"], "rows"),
        (["summarize", "甲水县", "--style", "distinctive", "--about", "公路"], "sentences"),
        (["summarize", "甲水县", "--section", "主要工作"], "sentences"),
        (["overview"], "points"),
        (["overview", "--about", "公路", "--region", "甲水县", "--limit", "1"], "points"),
        (["models"], "models"),
    ],
)
def test_every_job_prints_one_document_or_lines_for_people(filled: Run, arguments: list[str], key: str) -> None:
    """--json gives one document on one stdout; without it there are lines, and nothing goes to stderr."""
    assert parsed(filled, *arguments)[key]
    status, out, err = filled(*arguments)
    assert (status, err) == (0, "")
    assert out.strip()
    assert not out.startswith("{")


def test_an_answer_reads_well_in_both_languages(filled: Run) -> None:
    """How it was understood, how sure it is, whose each hit is, what answers, and why."""
    for question, said in {
        "甲水县人大新建农村公路": (
            "理解为：青岚省岚州市甲水县、人大（加 --as-asked",
            "把握",
            "1. 青岚省岚州市甲水县 · 人大 · 2024  ",
            "匹配：",
        ),
        "Jiashui county roads 公路".replace("公路", ""): ("ure (", "· People's Congress · 2024  ", "matches:"),
    }.items():
        _, out, _ = filled("ask", question)
        assert [piece for piece in said if piece not in out] == []
    _, out, _ = filled("ask", "甲水县公路", "--as-asked")
    assert "理解为" not in out
    assert "馆里没有贵州省的报告" in filled("ask", "贵州公路")[1]
    assert "馆里没有 1998 年的报告" in filled("ask", "1998年的公路")[1]
    assert "没有找到相关的段落" in filled("ask", "公路", "--year", "1999")[1]


def test_a_hit_outside_of_what_was_understood_is_marked(filled: Run) -> None:
    """The terminal says so as the page does."""
    lines = filled("ask", "乙山县“农村公路”建设", "--region", "甲水县")[1]
    assert "不在理解的范围内" not in lines
    quoting = filled("ask", f"甲水县“{SECOND.done[0]}”")[1]
    assert "不在理解的范围内" in quoting
    assert "不在理解的范围内" in filled("ask", f"下一步打算“{FIRST.done[0]}”", "--by", "region")[1]


def test_regions_read_well_in_both_languages(filled: Run) -> None:
    """In the language of what was asked."""
    assert "个地区中" in filled("ask", "新建农村公路", "--by", "region")[1]
    assert "理解为：青岚省岚州市甲水县" in filled("ask", "甲水县的公路", "--by", "region")[1]
    assert "Of 2 regions" in filled("similar", "roads")[1]


def test_a_comparison_reads_well(filled: Run) -> None:
    """Counts above, and what only one report says; nothing but counts for a report beside itself."""
    _, out, _ = filled("compare", "甲水县", "乙山县")
    assert "仅 B 有 1" in out
    assert SECOND.done[0] in out
    _, same, _ = filled("compare", "甲水县", "甲水县")
    assert len(same.splitlines()) == 3
    assert "改动 0" in same


def test_filters_reach_the_job(filled: Run) -> None:
    """Several of one kind are "or"."""
    assert len(parsed(filled, "list", "--region", "甲水县", "--region", "乙山县")["reports"]) == 2
    assert len(parsed(filled, "list", "--region", "甲水县")["reports"]) == 1
    assert parsed(filled, "list", "--year", "1999")["reports"] == []


def test_a_passage_can_be_asked_with(filled: Run) -> None:
    """Its id comes with every hit."""
    hit = parsed(filled, "ask", "公路", "--region", "甲水县")["hits"][0]
    rows = parsed(filled, "similar", "--passage", hit["passage"]["id"])["regions"]
    said = {row["region"][-1]: row["best"] for row in rows}
    assert said["乙山县"]["passage"]["text"] == FIRST.done[0]
    assert said["甲水县"] is None


def test_corrections_and_removals_show(filled: Run) -> None:
    """`edit` gives the report as it now is; `remove` lists what went."""
    assert parsed(filled, "edit", "甲水县", "year=2020", "speaker=李明")["year"] == 2020
    assert parsed(filled, "list", "--region", "甲水县")["reports"][0]["speaker"] == "李明"
    assert len(parsed(filled, "remove", "甲水县")["removed"]) == 1
    assert [report["title"] for report in parsed(filled, "list")["reports"]] == [SECOND.title]


def test_a_region_that_no_place_has_is_kept_with_a_warning(filled: Run) -> None:
    """One line on stderr; a known place, a place's end, and other facts get none."""
    status, out, err = filled("edit", "甲水县", "region=火星省/月亮市")
    assert status == 0
    assert "火星省月亮市" in out
    assert "火星省/月亮市" in one_line(err)
    for fact in ("region=浙江省/杭州市", "region=", "year=2020"):
        assert filled("edit", FIRST.title, fact)[::2] == (0, "")


def test_an_unknown_region_names_some_and_says_that_there_are_more(run: Run, tmp_path: Path) -> None:
    """Of ten regions the first eight, and how many more; of two all."""
    for n in range(10):
        Invented(f"{'甲乙丙丁戊己庚辛壬癸'[n]}水县", city="", province="青岚省").saved(tmp_path / "given")
    assert run("add", tmp_path / "given")[0] == 0
    line = one_line(run("ask", "公路", "--region", "火星区")[2])
    paths = len(
        {
            part
            for report in json.loads(run("list", "--json")[1])["reports"]
            for part in ("/".join(report["region"][:n]) for n in (1, 2))
        }
    )
    assert f"… and {paths - 8} more" in line


def test_control_characters_of_a_report_are_shown_not_sent(run: Run, tmp_path: Path) -> None:
    """In lines as in documents, where C1 controls are escaped too."""
    run("add", Invented(done=("全年修路\x9b2J九十公里。", *FIRST.done)).saved(tmp_path / "given").path)
    run("edit", "甲水县", "title=\x1b[31m甲水县\x07")
    lines = run("list")[1] + run("ask", "修路")[1]
    assert r"\x1b[31m甲水县\x07" in lines
    document = run("list", "--json")[1] + run("ask", "修路", "--json")[1]
    assert not set(lines + document) & {"\x1b", "\x07", "\x9b"}
    assert json.loads(run("list", "--json")[1])["reports"][0]["title"] == "\x1b[31m甲水县\x07"
    assert r"\x1b" in one_line(run("summarize", "\x1b[2J")[2]).replace("\\\\", "\\")


def test_ctrl_c_leaves_the_library_whole(run: Run, tmp_path: Path) -> None:
    """While reports are being added: what was committed is there, and adding again completes."""
    for n in range(12):
        Invented("甲水县", 2001 + n).saved(tmp_path / "given")
    program = (
        "import sys, time\n"
        "from service import adding, encoder\n"
        "from tests.fakes import PairEncoder\n"
        "class Slow(PairEncoder):\n"
        "    def encode_passages(self, texts, *, step=None):\n"
        "        time.sleep(0.4)\n"
        "        return super().encode_passages(texts, step=step)\n"
        "adding._COMMIT_STRINGS = 1\n"
        "encoder.load_encoder = lambda model, **_: Slow(f'pairs of {model}')\n"
        "from ui.cli import main\n"
        "sys.exit(main(['add', sys.argv[1]]))\n"
    )
    adding = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path / "given")],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with adding:
        while adding.poll() is None and not (held := json.loads(run("list", "--json")[1])["reports"]):
            time.sleep(0.1)
        os.killpg(adding.pid, signal.SIGINT)
        _, err = adding.communicate(timeout=60)
    assert adding.returncode == 130
    assert "whole" in one_line(err)

    held = json.loads(run("list", "--json")[1])["reports"]
    assert 0 < len(held) < 12
    outcome = parsed(run, "add", tmp_path / "given")
    assert len(outcome["unchanged"]) == len(held)
    assert len(outcome["added"]) == 12 - len(held)
    assert len(parsed(run, "list")["reports"]) == 12


def test_a_file_can_be_summarised_without_the_library(filled: Run, given: Path) -> None:
    """A path that is a file means the file."""
    found = parsed(filled, "summarize", given / "甲水县-2024.txt", "--chars", "100")
    assert {sentence["also_in"] for sentence in found["sentences"]} == {None}


def test_a_summary_is_written_to_a_file(filled: Run, given: Path, tmp_path: Path) -> None:
    """As Word or Markdown, with its sources; never over the file that is read, nor with what it can't be held beside."""
    file = given / "甲水县-2024.txt"
    assert filled("summarize", "甲水县", "--to", tmp_path / "summary.docx")[0] == 0
    assert (tmp_path / "summary.docx").read_bytes().startswith(b"PK")
    assert filled("overview", "--to", tmp_path / "overview.md", "--cite", "plain")[0] == 0
    assert "《甲水县" in (tmp_path / "overview.md").read_text("utf-8")
    copy = tmp_path / "copy.md"
    copy.write_bytes(file.read_bytes())
    before = copy.read_bytes()
    assert "is summarised" in one_line(filled("summarize", copy, "--to", copy)[2])
    assert copy.read_bytes() == before
    assert "not in the library" in one_line(filled("summarize", file, "--since", "甲水县")[2])


@pytest.mark.parametrize("ending", ["docx", "xlsx", "csv", "md", "json"])
def test_every_answer_is_written_to_a_file(filled: Run, tmp_path: Path, ending: str) -> None:
    """What was found stands in the file, in place of what is printed otherwise."""
    (passage,) = {hit["passage"]["id"] for hit in parsed(filled, "ask", "公路", "--limit", "1")["hits"]}
    for name, *command in (
        ("ask", "ask", "公路"),
        ("regions", "ask", "公路", "--by", "region"),
        ("similar", "similar", "听取专项工作报告九项"),
        ("passage", "similar", "--passage", passage),
        ("report", "similar", "--report", "甲水县"),
        ("duplicates", "duplicates"),
        ("compare", "compare", "甲水县", "乙山县"),
    ):
        path = tmp_path / f"{name}.{ending}"
        status, out, err = filled(*command, "--to", path, "--cite", "plain")
        assert (status, out, err) == (0, "", f"written: {path}\n")
        written = path.read_bytes()
        assert written.startswith(b"PK") or "《" in written.decode()


def test_an_english_question_is_written_with_english_words(filled: Run, tmp_path: Path) -> None:
    """What stands around the reports' own texts."""
    assert filled("ask", "roads", "--to", tmp_path / "a.csv")[0] == 0
    assert (tmp_path / "a.csv").read_text("utf-8-sig").startswith('"No.","Group","Region"')


def test_the_library_is_exported(filled: Run, tmp_path: Path) -> None:
    """As Parquet; a second time only if it is asked for."""
    told = parsed(filled, "export", "--to", tmp_path / "out")
    assert told["reports"] == 2
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(told["files"])
    assert "already" in one_line(filled("export", "--to", tmp_path / "out")[2])
    assert filled("export", "--to", tmp_path / "out", "--overwrite")[1].startswith("reports: 2; passages: ")


def test_another_model_is_offered_and_works(filled: Run) -> None:
    """The error names the command that makes the vectors anew, and after it the other model answers."""
    status, _, err = filled("ask", "公路", "--model", "another")
    assert status == 1
    assert "reembed" in one_line(err)
    assert filled("reembed", "--model", "another")[:2] == (0, "reports embedded anew: 2\n")
    assert parsed(filled, "ask", "公路", "--model", "another")["hits"]


@pytest.mark.parametrize("job", ["ask", "similar"])
def test_a_batch_keeps_its_order(filled: Run, tmp_path: Path, job: str) -> None:
    """A line in, an object out, errors in their places; a text may be long, a question may not."""
    lines = ["新建农村公路", "问" * 100_000, "审议意见", "", "老旧小区"]
    (tmp_path / "batch.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")

    status, out, err = filled(job, "--batch", tmp_path / "batch.txt")

    found = [json.loads(line) for line in out.splitlines()]
    assert (status, err) == (0, "")
    assert len(found) == len(lines)
    assert [list(answer) == ["error"] for answer in found] == [False, job == "ask", False, True, False]
    assert {"code", "message", "hint"} == set(found[3]["error"])
    if job == "ask":
        assert [answer.get("question") for answer in found] == [lines[0], None, lines[2], None, lines[4]]


def test_a_question_beside_a_batch_is_not_dropped(filled: Run, tmp_path: Path) -> None:
    """Both are refused, with a file that could be read: neither is answered in silence without the other."""
    (tmp_path / "batch.txt").write_text("公路\n", encoding="utf-8")
    for job in ("ask", "similar"):
        status, out, err = filled(job, "小区", "--batch", tmp_path / "batch.txt")
        assert (status, out) == (1, "")
        assert "--batch" in one_line(err) or "the one or the other" in one_line(err)


def test_a_batch_of_nothing_but_errors_is_status_1(filled: Run, tmp_path: Path) -> None:
    """Nothing of what was asked could be done."""
    (tmp_path / "batch.txt").write_text("问" * 100_000 + "\n", encoding="utf-8")
    status, out, _ = filled("ask", "--batch", tmp_path / "batch.txt")
    assert status == 1
    assert "error" in json.loads(out)


def test_a_batch_from_windows_is_read(filled: Run, tmp_path: Path) -> None:
    """A mark in front and carriage returns are no part of the questions."""
    (tmp_path / "batch.txt").write_bytes("公路\r\n小区\r\n".encode("utf-8-sig"))
    out = filled("ask", "--batch", tmp_path / "batch.txt")[1]
    assert [json.loads(line)["question"] for line in out.splitlines()] == ["公路", "小区"]


def test_only_line_ends_divide_a_batch(filled: Run, tmp_path: Path) -> None:
    """A page break or a line separator inside a text is part of it."""
    (tmp_path / "batch.txt").write_text("公路\u2028建设\f很快\n小区\n", encoding="utf-8")
    assert len(filled("ask", "--batch", tmp_path / "batch.txt")[1].splitlines()) == 2


def test_a_batch_is_answered_many_at_a_time(filled: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Questions go to the library by the chunk, and are answered as each is alone."""
    asked: list[int] = []
    many = Library.ask_many

    def counted(library: Library, questions: Sequence[str], **given: Any) -> list[Answer]:
        asked.append(len(questions))
        return many(library, questions, **given)

    monkeypatch.setattr(Library, "ask_many", counted)
    lines = [f"第{n}件事怎样办" for n in range(150)]
    (tmp_path / "batch.txt").write_text("\n".join(lines), encoding="utf-8")

    status, out, _ = filled("ask", "--batch", tmp_path / "batch.txt", "--limit", "2")

    found = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [answer["question"] for answer in found] == lines
    assert asked == [64, 64, 22]
    alone = parsed(filled, "ask", lines[70], "--limit", "2")
    assert [hit["passage"]["id"] for hit in found[70]["hits"]] == [hit["passage"]["id"] for hit in alone["hits"]]


def test_a_batch_is_printed_by_the_chunk(filled: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is answered is there to be read before the rest is."""
    flushed: list[int] = []

    def noted(*lines: str, flush: bool = False, **_: Any) -> None:
        flushed.extend([line.count("\n") + 1 for line in lines] if flush else [])

    monkeypatch.setattr("builtins.print", noted)
    (tmp_path / "batch.txt").write_text("公路\n" * 65, encoding="utf-8")
    assert filled("ask", "--batch", tmp_path / "batch.txt")[0] == 0
    assert flushed == [64, 1]


def test_an_error_of_no_single_line_ends_a_batch(filled: Run, tmp_path: Path) -> None:
    """A region that is not there, by passage as by region: it is said once, as without a batch."""
    (tmp_path / "batch.txt").write_text("公路\n小区\n学校\n", encoding="utf-8")
    for by in ("passage", "region"):
        status, out, err = filled("ask", "--batch", tmp_path / "batch.txt", "--region", "火星区", "--by", by)
        assert (status, out) == (1, "")
        assert "火星区" in one_line(err)


def test_a_model_that_cannot_be_had_ends_a_batch(filled: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is asked for once, not for each line."""
    asked: list[int] = []

    def missing(_: Library, questions: Sequence[str], **__: Any) -> list[Answer]:
        asked.append(len(questions))
        raise ModelUnavailable("the model is not there", hint="prepare it")

    monkeypatch.setattr(Library, "ask_many", missing)
    (tmp_path / "batch.txt").write_text("公路\n小区\n学校\n", encoding="utf-8")
    status, out, err = filled("ask", "--batch", tmp_path / "batch.txt")
    assert (status, out, asked) == (1, "", [3])
    assert "prepare it" in one_line(err)
