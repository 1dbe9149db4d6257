"""The tests' own PostgreSQL: shared while anybody uses it, gone afterwards, and missed in words."""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url

from tests.desk import postgres
from tests.desk.postgres import NoPostgresError, install, shared_server


def test_one_server_for_all_and_none_afterwards(tmp_path: Path, postgres: str) -> None:
    """`postgres` is asked for so that this is skipped where there is none."""
    with shared_server(tmp_path) as url:
        home = Path(str(make_url(url).query["host"]))
        with shared_server(tmp_path) as same:
            assert same == url
        engine = create_engine(url)
        with engine.connect() as connection:
            assert connection.exec_driver_sql("SHOW listen_addresses").scalar() == ""
        engine.dispose()
    with (tmp_path / "postgres.users").open() as users:
        # The guardian may not have taken the lock yet. Once it has, all of it is done before anybody else has it.
        stopped = False
        while not stopped:
            fcntl.flock(users, fcntl.LOCK_EX)
            stopped = not (tmp_path / "postgres.url").exists()
            fcntl.flock(users, fcntl.LOCK_UN)
    assert not home.exists()


def test_where_it_cannot_be_had_it_is_missed_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "find_programs", lambda: None)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(NoPostgresError, match="it is not installed") as caught, shared_server(tmp_path):
        pass
    assert "\n" not in str(caught.value)
    assert list(tmp_path.glob("postgres.url")) == []


def test_root_on_debian_installs_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    called = tmp_path / "called"
    command = tmp_path / "apt-get"
    command.write_text(f'#!/bin/sh\necho "$@" >> {called}\n')
    command.chmod(0o755)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(shutil, "which", lambda name: str(command) if name == "apt-get" else None)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(postgres, "find_programs", lambda: None)
    assert install() == "apt-get installed it where nobody finds it"
    assert called.read_text().splitlines() == [
        "--quiet update",
        "--quiet install --yes --no-install-recommends postgresql",
    ]
    command.write_text("#!/bin/sh\necho 'E: no network' >&2; exit 100\n")
    assert install() == "apt-get failed: E: no network"
