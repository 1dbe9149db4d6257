"""The demo desk, seeded once and copied for every story; and a home for stories that run the command itself."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from console.config.paths import Paths
from console.contract.secret import Secret
from console.desk.db import Database
from console.desk.keys import store_key
from console.desk.seed import DEMO_NOW, seed_demo
from tests.hygiene.source import ROOT
from tests.stories.story import KEY, copy_desk, fill_cache


@pytest.fixture(scope="session")
def desk_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a seeded desk, and a cache filled from it, that nobody changes."""
    folder = tmp_path_factory.mktemp("desk")
    database = Database.open(str(folder / "desk.db"))
    seed_demo(database, now=DEMO_NOW)
    with database.write() as connection:
        store_key(connection, Secret(KEY).reveal(), name="practice", now=DEMO_NOW)
    database.close()
    asyncio.run(fill_cache(folder))
    return folder


@pytest.fixture
def folder(desk_template: Path, tmp_path: Path) -> Path:
    """A folder with a desk of this test's own, and a cache that was filled from it a moment ago."""
    return copy_desk(desk_template, tmp_path / "console", filled=True)


@pytest.fixture
def new_folder(desk_template: Path, tmp_path: Path) -> Path:
    """A folder with a desk of this test's own, where no console has been."""
    return copy_desk(desk_template, tmp_path / "console")


@pytest.fixture
def home(desk_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home whose demo has its desk already; nothing of the real one, and no setting, is seen from it."""
    for name in list(os.environ):
        if name.startswith(("LAC_", "LIVEAGENT_", "XDG_")):
            monkeypatch.delenv(name)
    (tmp_path / "run").mkdir(mode=0o700)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    copy_desk(desk_template, Paths.find().state / "demo")
    return tmp_path
