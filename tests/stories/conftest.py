"""The demo desk, seeded once and copied for every story."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.contract.secret import Secret
from console.desk.db import Database
from console.desk.keys import store_key
from console.desk.seed import DEMO_NOW, seed_demo
from tests.stories.story import copy_desk


@pytest.fixture(scope="session")
def desk_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a seeded desk that nobody changes."""
    folder = tmp_path_factory.mktemp("desk")
    database = Database.open(str(folder / "desk.db"))
    seed_demo(database, now=DEMO_NOW)
    with database.write() as connection:
        store_key(connection, Secret("practice-desk-key-of-this-process").reveal(), name="practice", now=DEMO_NOW)
    database.close()
    return folder


@pytest.fixture
def folder(desk_template: Path, tmp_path: Path) -> Path:
    """A folder with a desk of this test's own."""
    return copy_desk(desk_template, tmp_path / "console")
