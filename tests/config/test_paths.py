"""Where things live, and what looking it up costs."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from console.config.errors import ConfigError
from console.config.paths import Paths, make_private_directory


def test_the_environment_names_other_places(tmp_path: Path) -> None:
    environ = {"LAC_CONFIG": f"{tmp_path}/c", "LAC_STATE": f"{tmp_path}/s/deep", "LAC_CACHE": f"{tmp_path}/k"}
    paths = Paths.find(environ)
    assert paths.settings_file == tmp_path / "c" / "settings.toml"
    assert paths.key_file == tmp_path / "c" / "api-key"
    paths.create()
    for made in (paths.config, paths.state, paths.state.parent, paths.cache):
        assert stat.S_IMODE(made.stat().st_mode) == 0o700


def test_the_systems_places_bear_the_programs_name() -> None:
    paths = Paths.find({"LAC_CONFIG": "  "})
    assert {paths.config.name, paths.state.name, paths.cache.name} == {"liveagent-console"}


def test_an_existing_directory_stays_as_it_is(tmp_path: Path) -> None:
    tmp_path.chmod(0o750)
    make_private_directory(tmp_path)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o750


def test_a_file_in_the_way_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match="is no directory"):
        make_private_directory(tmp_path / "file")
    with pytest.raises(ConfigError, match="cannot be made: Not a directory"):
        make_private_directory(tmp_path / "file" / "below")


def test_paths_and_key_do_not_load_the_models() -> None:
    code = "import console.config.paths, console.config.secrets, sys; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"pydantic", "httpx", "textual", "console.config.model"} & set(loaded)
