"""`lac report`: rows of every report as a table, JSON and CSV that no spreadsheet runs."""

from __future__ import annotations

import csv
import io

import pytest

from console.cli.calls import reports
from console.cli.exit_codes import ExitCode
from console.services.report_tables import harmless
from console.ui.drawable import typed
from tests.cli.conftest import Here
from tests.cli.small_server import Fault, SmallServer
from tests.desk.small_desk import BILLING, MIRA, REFUND

NAMES = [name for name, _, _ in reports()]


@pytest.mark.parametrize("name", NAMES)
def test_every_report_runs(here: Here, small: SmallServer, name: str) -> None:
    tree = here("report", name, "--from", "2026-02-01", "--to", "2026-03-02", "--json").json
    assert (tree["report"], tree["from"], tree["to"]) == (name, "2026-02-01", "2026-03-02")
    assert all(list(row) == tree["columns"] for row in tree["rows"])
    path = next(path for one, path, _ in reports() if one == name)
    assert ("GET", f"/api/{path}") in small.calls
    assert here("report", name, width=80).code == ExitCode.OK


def test_columns_are_chosen_and_keep_their_order(here: Here) -> None:
    tree = here("report", "agents", "--columns", "answers, firstname", "--json").json
    assert tree["columns"] == ["answers", "firstname"]
    assert [row["firstname"] for row in tree["rows"]] == ["Mira", "Noor", "Olaf", "Yuki"]
    assert all(isinstance(row["answers"], int) for row in tree["rows"])


def test_filters(here: Here, small: SmallServer) -> None:
    done = here("report", "performance", "--department", "billing", "--for", "mira@desk.example", "--json")
    assert done.code == ExitCode.OK
    limited = here("report", "tickets-load", "--limit", "3", "--json").json
    assert len(limited["rows"]) == 3
    assert limited["rows"][0]["date"].endswith("Z")


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        ([], ExitCode.USAGE, "Name a report"),
        (["nonsense"], ExitCode.USAGE, "invalid choice: 'nonsense'"),
        (["agents", "--from", "soon"], ExitCode.USAGE, "'soon' is no date"),
        (["agents", "--from", "2026-02-30"], ExitCode.USAGE, "There is no date 2026-02-30"),
        (["agents", "--from", "today", "--to", "yesterday"], ExitCode.USAGE, "from 2026-03-02 to 2026-03-01."),
        (
            ["agents", "--from", "2026-03-01 10:00", "--to", "2026-03-01 09:00"],
            ExitCode.USAGE,
            "The report would end before it begins",
        ),
        (["agents", "--columns", "nope"], ExitCode.USAGE, "has no column 'nope'; it has id,"),
        (["channels", "--department", "billing"], ExitCode.USAGE, "cannot be chosen by department"),
        (["performance", "--department", "nope"], ExitCode.NOT_FOUND, "There is no department 'nope'"),
        (["performance", "--for", "nope"], ExitCode.NOT_FOUND, "The server has no agent nope"),
    ],
)
def test_what_a_report_cannot_do(here: Here, arguments: list[str], code: ExitCode, sentence: str) -> None:
    done = here("report", *arguments)
    assert (done.code, done.out) == (code, "")
    assert sentence in done.err


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-03-02"),
        ("yesterday", "2026-03-01"),
        ("7d", "2026-02-23"),
        ("2026-02-28 10:00", "2026-02-28T10:00:00-08:00"),
    ],
)
def test_dates(here: Here, text: str, day: str) -> None:
    assert here("report", "agents", "--from", text, "--json").json["from"] == day


def test_the_list_of_reports(here: Here, small: SmallServer) -> None:
    known = here("report", "--list", "--json").json["reports"]
    assert [one["name"] for one in known] == NAMES
    lines = here("report", "--list").out.splitlines()
    assert [line.split()[0] for line in lines] == ["name", *NAMES]
    assert max(map(len, lines)) <= 80
    assert here("report", "--list", width=50).out.count("\n") == 21
    assert here("report", "chats-availability", "--list").out.split() == ["date", "mins", "pct"]
    assert small.calls == []


def test_a_report_that_fails(here: Here, small: SmallServer) -> None:
    small.faults = [Fault("GET", "/reports/agents", status=503, times=9, headers=(("retry-after", "60"),))]
    assert here("report", "agents").code == ExitCode.UNAVAILABLE


def test_csv_is_read_as_text_and_numbers(here: Here, small: SmallServer) -> None:
    small.change("agent", MIRA, first_name='=HYPERLINK("http://x")', last_name="+1 \x1b[2J\u202e,\n-2")
    done = here("report", "agents", "--csv")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    mira = next(row for row in rows if row["id"] == MIRA)
    assert mira["firstname"] == '\'=HYPERLINK("http://x")'
    assert mira["lastname"] == "'+1 [2J,\n-2"
    assert mira["answers"].isdigit()
    assert all(line.startswith('"') for line in done.out.splitlines()[:2])


@pytest.mark.parametrize(
    ("cell", "harmless_cell"),
    [
        ("=1+1", "'=1+1"),
        ("+49 30", "'+49 30"),
        ("-5", "-5"),
        ("-5.25", "-5.25"),
        ("-5+x", "'-5+x"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  =1", "'  =1"),
        ('"=1', "'\"=1"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\n=1"),
        ("＝1", "'＝1"),
        ("a=1", "a=1"),
        ("", ""),
        ("2026-03-02", "2026-03-02"),
    ],
)
def test_cells_that_a_spreadsheet_would_run(cell: str, harmless_cell: str) -> None:
    assert harmless(typed(cell)) == harmless_cell


def test_tables_fit_their_terminal(here: Here, small: SmallServer) -> None:
    small.change("tag", REFUND, name="返品" * 30)
    for width in (50, 80, 160):
        lines = here("report", "tags", width=width).out.splitlines()
        assert max(map(len, lines)) <= width
    assert BILLING in here("report", "departments").out


def test_where_there_is_little_room_ids_go_and_dates_stay_whole(here: Here) -> None:
    lines = here("report", "agents", width=60).out.splitlines()
    assert lines[0].split()[:2] == ["firstname", "lastname"]
    assert "Mira" in lines[1]
    days = here("report", "performance", "--from", "2026-03-01", width=50).out.splitlines()
    assert [line.split()[0] for line in days] == ["date", "2026-03-01", "2026-03-02"]
    assert here("report", "agents").out.split()[0] == "id"
