"""Completion scripts offer every command and option, in the shells themselves."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from console.cli.calls import CALLS
from console.cli.commands import COMMANDS
from console.cli.completion_scripts import SCRIPTS
from console.cli.described import DescribedCommand, describe
from console.cli.exit_codes import ExitCode
from console.cli.main import main
from console.cli.options import SETTABLE, STATUSES
from console.cli.parser import build_parser
from console.contract.enums import SETTABLE_STATUSES, ConversationStatus

CONNECTION = {"--profile", "--url", "--agent", "--config", "--zone", "--help"}
TEXT = {"-m", "--message", "-F", "--file"}


@pytest.fixture
def root() -> DescribedCommand:
    """The whole command line."""
    return describe(build_parser())


def complete_in_bash(script: str, *words: str, cwd: Path) -> list[str]:
    """What bash offers for the last of the words."""
    bash = shutil.which("bash")
    assert bash is not None
    program = f'{script}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _lac; printf "%s\\n" "${{COMPREPLY[@]}}"'
    done = subprocess.run(
        [bash, "--norc", "-c", program, "bash", *words], capture_output=True, text=True, check=True, cwd=cwd
    )
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["lac", "de"], {"demo", "desk", "delete", "department"}),
        (["lac", "queue", "--status", "re"], {"resolved"}),
        (["lac", "status", "X", "re"], {"resolved"}),
        (["lac", "status", "X", ""], {"answered", "resolved", "open", *CONNECTION, *TEXT, "--json"}),
        (["lac", "report", "chats-s"], {"chats-sla-compliance", "chats-sla-log"}),
        (["lac", "customer", "re"], {"register"}),
        (["lac", "api", "--format", ""], {"json", "xml", "yaml"}),
        (["lac", "--u"], {"--url"}),
        (
            ["lac", "demo", "--"],
            {"--fresh", "--agent", "--no-play", "--chaos", "--chaos-seed", "--theme", "--linear", "--help"},
        ),
        (["lac", "desk", "serve", "--seed", ""], {"demo", "empty"}),
        (["lac", "desk", "serve", "--seed", "demo", "--pl"], {"--play"}),
        (["lac", "--url", "https://x", "ch"], {"check"}),
        (["lac", "completion", ""], {"bash", "zsh", "fish", "--help"}),
        (["lac", "--config", "set"], {"settings.toml"}),
        (["lac", "--url", ""], set()),
        (["lac", "ref"], set()),
        (["lac", "complete"], set()),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "offers",
)
def test_bash(root: DescribedCommand, tmp_path: Path, words: list[str], offered: set[str]) -> None:
    (tmp_path / "settings.toml").touch()
    script = "\n".join(SCRIPTS["bash"](root))
    assert set(complete_in_bash(script, *words, cwd=tmp_path)) == offered


@pytest.mark.parametrize("shell", sorted(SCRIPTS))
def test_every_command_and_option_is_in_every_script(root: DescribedCommand, shell: str) -> None:
    script = "\n".join(SCRIPTS[shell](root))
    for command in root.walk():
        assert command.path in script
        for option in command.options:
            for flag in option.flags:
                assert (in_fish(flag) if shell == "fish" else flag) in script
    for hidden in ("--uds", "--announce", "--watch-stdin", "reference"):
        assert hidden not in script


def in_fish(flag: str) -> str:
    return f"-l {flag[2:]} " if flag.startswith("--") else f"-s {flag[1:]} "


def test_help_texts_cannot_leave_their_quotes(root: DescribedCommand) -> None:
    assert "who it'\\''s for" in "\n".join(SCRIPTS["fish"](with_summary(root, "who it's for")))


def with_summary(root: DescribedCommand, summary: str) -> DescribedCommand:
    first = root.commands[0]
    changed = DescribedCommand(first.words, summary, "", "", first.options, ())
    return DescribedCommand(root.words, "", "", "", root.options, (changed,))


@pytest.fixture
def installed(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home in which `lac` can be called by its name, with two profiles."""
    program = home / "bin" / "lac"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m console "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    for name in ("acme", "shop"):
        assert main(["profile", "add", name, "--url", "https://x.example", "--agent", "a@x.example", "--no-key"]) == 0
    return home


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["lac", "--profile", ""], {"default", "acme", "shop"}),
        (["lac", "queue", "--profile", "a"], {"acme"}),
        (["lac", "profile", "use", "sh"], {"shop"}),
        (["lac", "api", "conversations/ABC/m"], {"conversations/ABC/messages"}),
        (["lac", "api", "tag"], {"tags", "tags/"}),
        (["lac", "api", "conversations/$(touch gone)/m"], {"conversations/$(touch", "gone)/messages"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "offers",
)
def test_bash_asks_the_program(root: DescribedCommand, installed: Path, words: list[str], offered: set[str]) -> None:
    script = "\n".join(SCRIPTS["bash"](root))
    assert set(complete_in_bash(script, *words, cwd=installed)) == offered
    assert not (installed / "gone").exists()


def test_what_is_asked_for_while_somebody_types(capsys: pytest.CaptureFixture[str], installed: Path) -> None:
    capsys.readouterr()
    assert main(["complete", "profiles", "sh"]) == ExitCode.OK
    assert capsys.readouterr().out == "shop\n"
    assert main(["complete", "paths", "chats"]) == ExitCode.OK
    assert capsys.readouterr().out == "chats/\n"


def test_every_choice_of_a_command_is_the_contract_s() -> None:
    assert {one.word: one.value for one in ConversationStatus} == STATUSES
    assert [STATUSES[word] for word in SETTABLE] == [one.value for one in SETTABLE_STATUSES]


def test_announced_commands_are_there(root: DescribedCommand) -> None:
    paths = {command.path for command in root.walk()}
    assert {f"lac {name}" for name, _, _ in COMMANDS} <= paths
    assert {f"lac {call[4]}" for call in CALLS} <= paths
    for command in root.walk():
        assert command.summary or command.path == "lac"
