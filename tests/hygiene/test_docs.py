"""The documents match the program: generated pages are current, links lead somewhere, commands exist."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import console
from console.cli.described import describe
from console.cli.exit_codes import ExitCode
from console.cli.main import main
from console.cli.parser import build_parser
from console.cli.reference import stale_pages
from tests.hygiene.source import ROOT

DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "benchmarks" / "README.md"]


def test_the_reference_is_current() -> None:
    assert stale_pages(ROOT / "docs") == [], "run: make reference"


def test_a_stale_page_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = ["--out", str(tmp_path)]
    assert main(["reference", "--write", *folder]) == main(["reference", "--check", *folder]) == ExitCode.OK
    with (tmp_path / "reference" / "keys.md").open("a") as page:
        page.write("more\n")
    (tmp_path / "reference" / "commands.md").unlink()
    assert main(["reference", "--check", *folder]) == ExitCode.STALE
    assert "reference/commands.md, reference/keys.md" in capsys.readouterr().err


def test_links_lead_somewhere() -> None:
    broken = [
        f"{document.relative_to(ROOT)}: {target}"
        for document in DOCUMENTS
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text())
        if "://" not in target and not (document.parent / target).exists()
    ]
    assert not broken


def test_commands_in_the_documents_exist() -> None:
    wrong = []
    known = {command.path for command in describe(build_parser()).walk()}
    for name, line in _command_lines():
        if line in known:
            continue
        words = shlex.split(line, comments=True)[1:]
        try:
            build_parser().parse_args(words)
        except SystemExit as end:
            if end.code:
                wrong.append(f"{name}: {line}")
    assert not wrong


def test_keys_in_the_documents_exist() -> None:
    """Each `x` key of the user guide is one that some action has."""
    from console.ui.actions import all_actions
    from console.ui.actions.keymap import key_words

    known = {part for action in all_actions() for keys in action.keys for part in key_words(keys).split(" ")}
    for document in (ROOT / "README.md", ROOT / "docs" / "user-guide.md"):
        written = set(re.findall(r"`([^\s`]|Esc|Enter|Space|(?:Ctrl|Shift)\+\w+)`", document.read_text()))
        assert written - known - {"M", "C", "P"} == set(), document.name


def test_targets_of_make_exist() -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = {
        target
        for document in DOCUMENTS
        for target in re.findall(r"(?:^|`)make ([a-z]+)", document.read_text(), re.MULTILINE)
    }
    assert {"run", "test"} <= named <= targets
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert phony is not None
    assert set(phony[1].split()) == targets


def test_the_changelog_knows_the_version() -> None:
    """A released version has its entry; the one in work is under Unreleased."""
    changelog = (ROOT / "CHANGELOG.md").read_text()
    released = re.findall(r"^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d\d-\d\d$", changelog, re.MULTILINE)
    assert "## [Unreleased]" in changelog
    assert released == sorted(released, reverse=True)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert "version" in project["dynamic"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", console.__version__)


def _command_lines() -> Iterator[tuple[str, str]]:
    """Lines of code blocks, and code in sentences, that begin with the command and can be parsed as they are."""
    for document in DOCUMENTS:
        text = document.read_text()
        blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
        lines = [re.split(r"\s{2,}|\s[|<>&\\]", line)[0] for block in blocks for line in block.splitlines()]
        inline = re.findall(r"`(lac(?: [\w-]+)*)`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))
        for line in [*lines, *inline]:
            if re.match(r"lac( |$)", line):
                yield document.name, line
