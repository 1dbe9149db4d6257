"""Whatever goes wrong, people get a sentence and scripts get a code; a traceback goes to nobody."""

from __future__ import annotations

import argparse
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from console.cli import completion, crash
from console.cli.described import describe
from console.cli.exit_codes import ExitCode
from console.cli.main import main
from console.cli.parser import build_parser
from tests.cli.conftest import LacRunner

WITHOUT_EXAMPLES: set[str] = set()
SECRET = "s3cr3t-of-this-run"
DRAFT = "Dear customer, between us:"


def fail(options: argparse.Namespace) -> int:
    draft = DRAFT + options.shell
    try:
        raise KeyError("inner")
    except KeyError as error:
        message = f"GET /api/agents?apikey=abc123&x=1 with {SECRET} failed \x1b]0;x\x07"
        raise RuntimeError(message) from (error if draft else None)


@pytest.fixture
def report(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """The report of a command that failed in a way nobody foresaw."""
    monkeypatch.setattr(completion, "run_completion", fail)
    crash.hide(lambda: SECRET)
    assert main(["completion", "bash"]) == ExitCode.UNEXPECTED
    shown = capsys.readouterr()
    assert shown.out == ""
    (path,) = (home / ".local/state/liveagent-console").glob("crash-*.txt")
    assert shown.err == f"lac: something unexpected happened (RuntimeError); what happened is in {path}.\n"
    return path


def test_a_report_is_for_its_owner_alone(report: Path) -> None:
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    assert stat.S_IMODE(report.parent.stat().st_mode) == 0o700


def test_a_report_says_what_happened_where(report: Path) -> None:
    text = report.read_text()
    assert "RuntimeError: GET /api/agents?" in text
    assert "builtins.KeyError: 'inner'" in text
    assert f"{Path(__file__)}:" in text
    assert " in fail" in text


def test_a_report_holds_no_key_and_no_value(report: Path) -> None:
    text = report.read_text()
    assert SECRET not in text
    assert "abc123" not in text
    assert DRAFT not in text


def test_a_report_that_cannot_be_written(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "file").touch()
    monkeypatch.setenv("LAC_STATE", str(home / "file"))
    monkeypatch.setattr(completion, "run_completion", fail)
    assert main(["completion", "bash"]) == ExitCode.UNEXPECTED
    assert "no report could be written" in capsys.readouterr().err


def test_control_c_is_quiet(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupt(_: argparse.Namespace) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(completion, "run_completion", interrupt)
    assert main(["completion", "bash"]) == ExitCode.INTERRUPTED
    assert capsys.readouterr() == ("", "")


def test_a_reader_that_goes_away_is_quiet(home: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "console", "completion", "bash"],
        stdout=writer,
        stderr=subprocess.PIPE,
        cwd=home,
        check=False,
        timeout=60,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (ExitCode.BROKEN_PIPE, b"")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nonsense"], "there is no command 'nonsense'; there are demo, check, queue,"),
        (["customer", "nonsense"], "there is no command 'nonsense'; there are show, list,"),
        (["--theme"], "expected one argument"),
        (["completion", "tcsh"], "invalid choice: 'tcsh'"),
        (["demo", "--frsh"], "unrecognized arguments: --frsh. See `lac demo --help`."),
        (["queue", "all"], "unrecognized arguments: all. See `lac queue --help`."),
        (["desk", "key", "list", "--all"], "unrecognized arguments: --all. See `lac desk key list --help`."),
        (["desk", "--all", "serve"], "unrecognized arguments: --all. See `lac desk --help`."),
        (["tag"], "the following arguments are required: ID. See `lac tag --help`."),
        (["field"], "the following arguments are required: ID. See `lac field --help`."),
        (["--all", "queue"], "unrecognized arguments: --all. See `lac --help`."),
        (["desk", "serve", "--port", "seventy"], "'seventy' is no port"),
        (["desk", "serve", "--port", "0", "--db", "nosuch://x"], "nosuch"),
        (["\x1b]0;title\x07"], "there is no command"),
    ],
)
def test_a_command_line_that_is_wrong(lac: LacRunner, arguments: list[str], sentence: str) -> None:
    done = lac(*arguments)
    assert (done.returncode, done.stdout) == (ExitCode.USAGE, "")
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stderr.rstrip("\n").isprintable()


@pytest.mark.parametrize("option", ["--key", "--api-key", "--apikey"])
def test_a_key_on_the_command_line_is_not_repeated(lac: LacRunner, option: str) -> None:
    """Also where a command would take it for a name of something, and complain of that name."""
    for words in ([option, SECRET], [f"{option}={SECRET}"]):
        done = lac("report", *words)
        assert (done.returncode, done.stdout) == (ExitCode.USAGE, "")
        assert "the key is never an option" in done.stderr
        assert SECRET not in done.stderr


def test_a_group_without_its_command_shows_its_help(lac: LacRunner) -> None:
    done = lac("desk")
    assert done.returncode == ExitCode.USAGE
    assert "serve" in done.stdout


def test_version(lac: LacRunner) -> None:
    done = lac("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, "LiveAgent Console 0.1.0\n", "")


def test_every_help_has_examples_and_fits(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "90")
    for command in describe(build_parser()).walk():
        with pytest.raises(SystemExit) as end:
            main([*command.words[1:], "--help"])
        shown = capsys.readouterr().out
        assert end.value.code in (None, ExitCode.OK)
        if command.path not in WITHOUT_EXAMPLES:
            assert "\nexamples:\n  " in shown, command.path
        assert shown.isascii(), command.path
        assert max(map(len, shown.splitlines())) <= 90, command.path
