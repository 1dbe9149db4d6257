"""`lac desk serve`: what it settles for the desk it serves."""

from __future__ import annotations

import json
import os
import re
import signal
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


def test_whoever_starts_it_reads_where_it_is_and_ends_it_by_ctrl_c(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "console", "desk", "serve", "--db", str(tmp_path / "desk.db"), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        key, place = process.stderr.readline(), process.stderr.readline()
        found = re.fullmatch(r"The desk is at (http://127\.0\.0\.1:\d+)\. Ctrl\+C ends it\.\n", place)
        assert found is not None, (key, place)
        parameters = {"apikey": key.split()[-1]}
        assert httpx.get(f"{found[1]}/api/departments", params=parameters, timeout=SECONDS).status_code == 200
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=SECONDS) == ("", "")
    assert process.returncode == 0
