"""Completion scripts offer every command and option, in the shells themselves."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from console.cli.completion_scripts import SCRIPTS
from console.cli.described import DescribedCommand, describe
from console.cli.parser import build_parser


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
        (["lac", "d"], {"demo", "desk"}),
        (["lac", "--u"], {"--url"}),
        (["lac", "demo", "--"], {"--fresh", "--agent", "--no-play", "--theme", "--help"}),
        (["lac", "desk", ""], {"serve", "--help"}),
        (["lac", "desk", "serve", "--seed", ""], {"demo", "empty"}),
        (["lac", "desk", "serve", "--seed", "demo", "--pl"], {"--play"}),
        (["lac", "--url", "https://x", "ch"], {"check"}),
        (["lac", "completion", ""], {"bash", "zsh", "fish", "--help"}),
        (["lac", "--config", "set"], {"settings.toml"}),
        (["lac", "--url", ""], set()),
        (["lac", "ref"], set()),
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
                assert (f"-l {flag[2:]} " if shell == "fish" else flag) in script
    for hidden in ("--uds", "--announce", "--watch-stdin", "reference"):
        assert hidden not in script


def test_help_texts_cannot_leave_their_quotes(root: DescribedCommand) -> None:
    assert "who it'\\''s for" in "\n".join(SCRIPTS["fish"](with_summary(root, "who it's for")))


def with_summary(root: DescribedCommand, summary: str) -> DescribedCommand:
    first = root.commands[0]
    changed = DescribedCommand(first.words, summary, "", "", first.options, ())
    return DescribedCommand(root.words, "", "", "", root.options, (changed,))
