"""`lac macro`: listed, checked, shown as calls, and run as one."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Here
from tests.cli.small_server import SmallServer
from tests.desk.small_desk import OPEN, OPEN_CODE

BILL = """title: Bill again
tags: invoice

field orderno = {ask "Order number"}
note Bill sent again for {ask "Order number"}
text Dear {customer.first},
text the bill for {field.orderno} is on its way.
status resolved
send
"""


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody looks for long here: the clock stands."""
    monkeypatch.setattr("console.cli.writing.PATIENCE", timedelta(seconds=0.05))


@pytest.fixture
def folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of macros, with one."""
    monkeypatch.setenv("LAC_CONFIG", str(home / "config"))
    folder = home / "config" / "macros"
    folder.mkdir(parents=True)
    (folder / "bill.macro").write_text(BILL)
    return folder


def test_macros_are_listed_shown_and_checked(here: Here, folder: Path) -> None:
    assert len(here("macro", "list", "--demo", "--json").json["macros"]) == 12
    assert here("macro", "list").out.splitlines()[1].split() == ["bill", "Bill", "again", "invoice"]
    assert here("macro", "show", "Bill again").out == BILL
    assert here("macro", "show", "nothing").code == 7
    assert (here("macro", "check").code, here("macro", "check").out) == (0, "1 can be read, 0 cannot.\n")
    (folder / "bad.macro").write_text("title: Bad\n\nfly away\n")
    (folder / "odd.macro").write_text("title: Odd\n\ncanned missing\n")
    checked = here("macro", "check")
    assert checked.code == 2
    assert checked.err.splitlines()[0].startswith("bad.macro has in line 3 the step 'fly'")
    assert checked.err.splitlines()[1] == "odd.macro names the canned reply 'missing', which is not there."


def test_a_dry_run_names_the_calls_and_makes_none(here: Here, folder: Path, small: SmallServer) -> None:
    done = here("macro", "run", "bill", OPEN_CODE, "--answer", "Order number=99", "--dry-run")
    assert done.code == 0, done.err
    assert done.out.splitlines()[:5] == [
        f"DELETE conversations/{OPEN_CODE}/fields code=orderno",
        f"POST conversations/{OPEN_CODE}/fields orderno=99",
        f"POST conversations/{OPEN_CODE}/messages type=N message=Bill sent again for 99",
        f"POST conversations/{OPEN_CODE}/messages type=M message=Dear Ana, the bill for 99 is on its way.",
        f"PUT conversations/{OPEN_CODE}/status status=R",
    ]
    assert small.count("POST") + small.count("PUT") + small.count("DELETE") == 0


def test_a_run_does_all_of_it(here: Here, folder: Path, small: SmallServer) -> None:
    asked = here("macro", "run", "bill", OPEN_CODE)
    assert (asked.code, asked.err) == (2, "lac: Nothing was done: give --answer 'Order number=...'.\n")
    answer = ("--answer", "Order number=99")
    agreed = here("macro", "run", "bill", OPEN_CODE, *answer)
    assert agreed.code == 2
    assert "so give --yes" in agreed.err
    assert small.count("POST") == 0
    done = here("macro", "run", "bill", OPEN_CODE, *answer, "--yes", "--json")
    assert done.code == 0, done.err
    assert done.json["macro"] == "bill"
    bodies = [row["body"] for row in small.rows("message", conversation_id=OPEN)]
    assert any("the bill for 99 is on its way." in body for body in bodies)
    assert "Bill sent again for 99" in bodies
    values = [row["value"] for row in small.rows("conversation_field", conversation_id=OPEN)]
    assert values == ["99"]


def test_an_open_placeholder_is_never_sent(here: Here, folder: Path, small: SmallServer) -> None:
    (folder / "odd.macro").write_text("title: Odd\n\ntext Order {field.sku}\nsend\n")
    done = here("macro", "run", "odd", OPEN_CODE, "--yes")
    assert done.code == 10
    assert "{field.sku} is not filled in" in done.err
    assert small.count("POST") == 0
