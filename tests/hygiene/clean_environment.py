"""A virtual environment with a wheel and exactly what the wheel says it needs, made without a network."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement

from tests.hygiene.source import ROOT

DISTRIBUTION = "liveagent-console"


def build_wheel(folder: Path) -> Path:
    """The wheel of the source tree, built with what is installed here."""
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    (wheel,) = folder.glob("*.whl")
    return wheel


def install_alone(wheel: Path, folder: Path) -> Path:
    """Install the wheel into a new environment; returns the folder of its commands.

    Its declared dependencies, and theirs, are linked from the environment of the tests; nothing else is there, so what
    is not declared is not found.
    """
    venv.create(folder, with_pip=False, symlinks=True)
    commands = folder / "bin"
    site = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder), "platbase": str(folder)}))
    install = [sys.executable, "-m", "pip", "--python", str(commands / "python"), "install", "--no-deps", "--no-index"]
    subprocess.run([*install, "--quiet", str(wheel)], check=True, capture_output=True, timeout=120)
    (installed,) = importlib.metadata.distributions(name=DISTRIBUTION, path=[str(site)])
    for name in _needed(installed.requires or []):
        for entry in _top_level(importlib.metadata.distribution(name)):
            target = site / entry.name
            if not target.exists():
                target.symlink_to(entry)
    return commands


def _needed(requirements: list[str], known: frozenset[str] = frozenset()) -> frozenset[str]:
    """Names of the distributions that the requirements lead to, without extras."""
    for text in requirements:
        requirement = Requirement(text)
        if requirement.name in known or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        below = importlib.metadata.distribution(requirement.name).requires or []
        known = _needed(below, known | {requirement.name})
    return known


def _top_level(distribution: importlib.metadata.Distribution) -> Iterator[Path]:
    """The files and folders of a distribution that lie directly in the folder of libraries."""
    names = {file.parts[0] for file in distribution.files or [] if file.parts[0] not in ("..", "__pycache__")}
    for name in sorted(names):
        yield Path(str(distribution.locate_file(name)))
