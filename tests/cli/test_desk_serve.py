"""`lac desk serve`: what it settles for the desk it serves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import httpx

from console.desk.db import Database
from console.desk.settings import UNFILTERED_LIST

KEY = "c0ffee" * 5
SECONDS = 20


def asked_for_everything(database: Path, *arguments: str) -> int:
    """The status of the list of all conversations, of a desk that is started with these arguments for it."""
    command = [sys.executable, "-m", "console", "desk", "serve", "--db", str(database), "--port", "0"]
    command += ["--announce", "--watch-stdin", *arguments]
    environment = {**os.environ, "LAC_DESK_KEY": KEY}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment) as process:
        assert process.stdout is not None
        url = json.loads(process.stdout.readline())["url"]
        status = httpx.get(f"{url}/api/conversations", params={"apikey": KEY}, timeout=SECONDS).status_code
        process.communicate(timeout=SECONDS)
    return status


def test_the_list_of_all_conversations_is_allowed_until_it_is_not(tmp_path: Path) -> None:
    database = tmp_path / "desk.db"
    assert asked_for_everything(database) == 500
    assert asked_for_everything(database, "--list-all", "yes") == 200
    assert asked_for_everything(database) == 200
    assert asked_for_everything(database, "--list-all", "no") == 500
    opened = Database.open(str(database))
    assert opened.setting(UNFILTERED_LIST) == "N"
    opened.close()
