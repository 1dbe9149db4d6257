"""The wheel has everything in it, needs only what it says, and opens the console from a clean environment."""

from __future__ import annotations

import os
import subprocess
import zipfile
from pathlib import Path

import pytest

import console
from tests.hygiene.clean_environment import build_wheel, install_alone
from tests.hygiene.source import PACKAGE, ROOT
from tests.pty_terminal import PtyTerminal

pytestmark = [pytest.mark.packaging, pytest.mark.xdist_group("packaging")]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel."""
    return build_wheel(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def commands(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the commands in an environment with the wheel alone."""
    return install_alone(wheel, tmp_path_factory.mktemp("clean") / "environment")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An empty home and nothing of the source tree."""
    return {"HOME": str(tmp_path), "TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": os.defpath}


def test_everything_is_in_the_wheel(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    assert {file for file in inside if not file.startswith(("console/", "liveagent_console-"))} == set()
    expected = {path.relative_to(ROOT).as_posix() for path in PACKAGE.rglob("*.py")} | {"console/py.typed"}
    styles = ROOT / "styles"
    expected |= {
        f"console/_styles/{path.relative_to(styles).as_posix()}" for path in styles.rglob("*") if path.is_file()
    }
    assert expected - inside == set()


@pytest.mark.parametrize("command", ["lac", "liveagent-console"])
def test_the_commands_are_there(commands: Path, command: str, environment: dict[str, str], tmp_path: Path) -> None:
    done = subprocess.run(
        [commands / command, "--version"], env=environment, cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout == f"LiveAgent Console {console.__version__}\n"


def test_the_styles_are_found_inside_the_package(commands: Path, environment: dict[str, str], tmp_path: Path) -> None:
    imports = "from console.ui.styles import style_paths; from console.ui.themes import theme_names"
    code = f"{imports}; print(*style_paths(), *theme_names(), sep='\\n')"
    done = subprocess.run(
        [commands / "python", "-c", code], env=environment, cwd=tmp_path, capture_output=True, text=True, check=True
    )
    found = done.stdout.splitlines()
    assert found[0].endswith("/console/_styles/console.tcss")
    assert not [line for line in found if str(ROOT) in line]
    assert "dark" in found


@pytest.mark.pty
def test_the_console_opens_on_the_demo(commands: Path, environment: dict[str, str], tmp_path: Path) -> None:
    command = [str(commands / "lac"), "demo", "--no-play"]
    with PtyTerminal(command, columns=160, rows=45, env=environment, cwd=tmp_path) as terminal:
        terminal.wait_for("Lamp arrived cracked", timeout=90)
        terminal.press("q", "y")
        assert terminal.wait_exit() == 0
    assert "Traceback" not in terminal.text


def _files(folder: Path) -> set[str]:
    """Paths below a folder of all files that are not made by running the program."""
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix() for path in files}
