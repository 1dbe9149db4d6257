"""`lac canned` and `lac macro` on folders of files, without a server."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Here


@pytest.fixture
def here(home: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Here:
    """The command in a home whose settings are in a folder of the test."""
    return Here({"LAC_CONFIG": str(home / "config")}, capfd, monkeypatch)


def test_canned_replies_are_listed_and_shown(here: Here, home: Path) -> None:
    empty = here("canned", "list")
    assert (empty.code, empty.out) == (0, "")
    assert str(home / "config" / "canned") in empty.err
    demo = here("canned", "list", "--demo", "--json").json
    assert len(demo["canned"]) == 32
    assert demo["troubles"] == []
    folder = home / "config" / "canned"
    folder.mkdir(parents=True)
    (folder / "hello.md").write_text("title: Hello \x1b[31m\ntags: a\n\nDear {customer.first}, {what}\n")
    listed = here("canned", "list")
    assert "hello" in listed.out
    assert "\x1b" not in listed.out
    assert here("canned", "list", "--json").json["canned"][0]["text"] == "Dear {customer.first}, {what}"
    assert here("canned", "show", "Hello").out.endswith("Dear {customer.first}, {what}\n")
    missing = here("canned", "show", "nothing")
    assert (missing.code, missing.out) == (7, "")


def test_a_bad_canned_reply_is_named(here: Here, home: Path) -> None:
    folder = home / "config" / "canned"
    folder.mkdir(parents=True)
    (folder / "good.md").write_text("title: Good\n\n{customer.name} {by hand}\n")
    assert here("canned", "check").out == "1 can be used, 0 cannot.\ngood: you fill {by hand}\n"
    (folder / "bad.md").write_text("Hello\n")
    checked = here("canned", "check")
    assert checked.code == 2
    assert checked.err.startswith("bad.md begins with lines")
    assert here("canned", "check", "--json").json["good"] == ["good"]
    assert here("canned", "list").code == 0
