"""Where the agent was: what is written is read again, and nothing that is wrong with the file is an error."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from console.services.whereabouts import LONGEST, Whereabouts, WhereaboutsFile

FULL = Whereabouts("mine", "dept:billing", "a1", "b2", "thread", True, {"wide queue": 70})


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    file = WhereaboutsFile(tmp_path / "screen.json")
    assert file.read() == Whereabouts()
    for whereabouts in (FULL, Whereabouts()):
        file.write(whereabouts)
        assert file.read() == whereabouts
    assert [path.name for path in tmp_path.iterdir()] == ["screen.json"]
    assert (tmp_path / "screen.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b"null",
        b"[" * 15_000,
        b" " * LONGEST + b"{}",
        b'{"view": 5, "filter": [], "pane": {}, "zoomed": 1, "widths": [1]}',
        b'{"widths": {"wide queue": "70", "x": true, "y": -4, "z": 1e9}}',
        json.dumps({"at": "x" * 5_000}).encode(),
    ],
)
def test_a_broken_file_is_as_none(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "screen.json").write_bytes(text)
    assert WhereaboutsFile(tmp_path / "screen.json").read() == Whereabouts()


def test_where_nothing_can_be_written_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    WhereaboutsFile(tmp_path / "file" / "screen.json").write(FULL)
    WhereaboutsFile(tmp_path / "none" / "screen.json").write(FULL)
    WhereaboutsFile(None).write(FULL)
    assert WhereaboutsFile(None).read() == Whereabouts()
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_file_of_another_kind_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "else").write_text("mine")
    (tmp_path / "screen.json").symlink_to(tmp_path / "else")
    WhereaboutsFile(tmp_path / "screen.json").write(FULL)
    assert (tmp_path / "else").read_text() == "mine"
    assert WhereaboutsFile(tmp_path / "screen.json").read() == FULL
