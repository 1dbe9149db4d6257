"""File systems that are not like the usual one: of the network, and without links."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from console.contract.enums import SendType
from console.store.places import on_network
from console.store.records import Draft
from tests.store.support import NOW, open_store

MOUNTS = """\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
40 22 0:33 / /home rw - nfs4 files.example:/home rw
41 40 0:34 / /home/ana/.local/state rw - tmpfs tmpfs rw
42 22 0:35 / /media/Ana\\040Holm rw - fuse.sshfs ana@files.example: rw
43 22 0:36 / /media/Müller rw - cifs //files.example/müller rw
44 22 0:37 / /media/new\\134old rw - 9p host rw
"""


@pytest.mark.parametrize(
    ("path", "network"),
    [
        ("/var/lib/lac/outbox.db", False),
        ("/home/mira/.local/state/outbox.db", True),
        ("/home/ana/.local/state/outbox.db", False),
        ("/homework/outbox.db", False),
        ("/media/Ana Holm/outbox.db", True),
        ("/media/Müller/outbox.db", True),
        ("/media/new\\old/outbox.db", True),
    ],
)
def test_a_file_system_of_the_network_is_known(tmp_path: Path, path: str, network: bool) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS, "utf-8")
    assert on_network(Path(path), mounts) is network


def test_without_a_list_of_mounts_it_is_taken_for_the_usual_one(tmp_path: Path) -> None:
    assert not on_network(tmp_path, tmp_path / "nothing")


ON_NETWORK = """
import sys
from pathlib import Path
import console.store.db
console.store.db.on_network = lambda path: True
from console.contract.enums import SendType
from console.store.records import Draft
from tests.store.support import NOW, open_store

with open_store(Path(sys.argv[1])) as store:
    for number in range(40):
        store.drafts.put(Draft(sys.argv[2] + str(number), SendType.MESSAGE, "x"), NOW)
    print(sorted(path.name for path in (Path(sys.argv[1]) / "state").iterdir()))
"""


def test_on_the_network_consoles_share_a_file_without_sharing_memory(tmp_path: Path) -> None:
    """No network is at hand here; whether the place is one is all that is told."""
    command = [sys.executable, "-c", ON_NETWORK, str(tmp_path)]
    writers = [subprocess.Popen([*command, name], stdout=subprocess.PIPE, text=True) for name in ("a", "b")]
    for writer in writers:
        said, _ = writer.communicate()
        assert writer.returncode == 0
        assert "-wal" not in said
        assert "-shm" not in said
    with open_store(tmp_path) as store:
        assert len(store.drafts.all()) == 80


def test_a_file_system_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr("os.link", no_links)
    for text in ("first", "second"):
        with open_store(tmp_path) as store:
            store.drafts.put(Draft(text, SendType.MESSAGE, text), NOW)
    with open_store(tmp_path) as store:
        assert len(store.drafts.all()) == 2
        assert store.lasting
    assert not list(tmp_path.rglob("*.new"))
