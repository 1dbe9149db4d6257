"""Groups, tags, departments, knowledge base, presence, overview and suggestions."""

from __future__ import annotations

import pytest

from console.cli.exit_codes import ExitCode
from tests.cli.conftest import Here
from tests.cli.small_server import Fault, SmallServer
from tests.desk.small_desk import BILLING, GOLD, INTERNAL_ARTICLE, MIRA, REFUND
from tests.hostile import HOSTILE, forbidden_characters

LABELS = [("group", "group", "Gold customers", GOLD), ("tags", "tag", "refund", REFUND)]


@pytest.mark.parametrize(("command", "noun", "name", "identifier"), LABELS)
def test_labels(here: Here, command: str, noun: str, name: str, identifier: str) -> None:
    assert {"id": identifier, "name": name} in here(command, "list", "--json").json[f"{noun}s"]
    assert here(command, "list").out.splitlines()[0].split() == ["id", "name"]
    shown = here(command, "show", name.upper(), "--json").json
    assert shown["id"] == identifier
    assert shown == here(command, "show", identifier, "--json").json
    assert here(command, "add", "press", "--background", "#2f4f4f").out == f"There is a {noun} press now.\n"
    assert here(command, "show", "press", "--json").json["background"].lower() == "2f4f4f"
    assert here(command, "add", "press").code == ExitCode.NOT_DONE
    assert here(command, "change", "press", "--name", "Press", "--color", "000").code == ExitCode.OK
    assert here(command, "show", "Press").out.splitlines()[2].split() == ["colour", "000"]
    assert here(command, "remove", "Press", "--yes", "--json").json["state"] == "confirmed"
    assert here(command, "show", "Press").code == ExitCode.NOT_FOUND


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["change", "refund"], ExitCode.USAGE),
        (["change", "refund", "--color", "red"], ExitCode.USAGE),
        (["change", "nothing", "--color", "000"], ExitCode.NOT_FOUND),
        (["remove", "refund"], ExitCode.USAGE),
        (["remove", "nothing", "--yes"], ExitCode.NOT_FOUND),
        ([], ExitCode.USAGE),
    ],
)
def test_labels_that_stay_as_they_are(here: Here, small: SmallServer, arguments: list[str], code: ExitCode) -> None:
    assert here("tags", *arguments).code == code
    assert small.count("PUT") == small.count("DELETE") == 0


def test_a_label_that_is_lost_on_its_way(here: Here, small: SmallServer) -> None:
    small.faults = [Fault("POST", "/tags", applied=True)]
    assert here("tags", "add", "one").code == ExitCode.OK
    small.faults = [Fault("POST", "/tags")]
    assert here("tags", "add", "two").code == ExitCode.UNKNOWN
    small.faults = [Fault("POST", "/tags", status=500, message="no more tags")]
    done = here("tags", "add", "three")
    assert (done.code, "no more tags" in done.err) == (ExitCode.NOT_DONE, True)


def test_departments(here: Here) -> None:
    known = here("department", "list", "--json").json["departments"]
    assert [one["name"] for one in known] == ["General", "Billing"]
    assert known[1] == {
        "id": BILLING,
        "name": "Billing",
        "description": "Invoices",
        "online": ["tickets", "chat"],
        "deleted": False,
    }
    assert "Fax" in here("department", "list", "--all").out
    assert here("department", "show", "billing", "--json").json == known[1]
    agents = here("department", "agents", "Billing", "--json").json["agents"]
    assert agents[0] == {
        "id": MIRA,
        "name": "Mira Novak",
        "email": "mira@desk.example",
        "online": ["tickets", "chat"],
    }
    assert here("department", "agents", "Nowhere").code == ExitCode.NOT_FOUND


def test_knowledge(here: Here) -> None:
    hits = here("kb", "search", "billing", "address", "--json").json["articles"]
    assert hits[0]["title"] == "Change the billing address"
    assert hits[0]["url"].startswith("https://")
    assert len(here("kb", "search", "address", "--limit", "1", "--json").json["articles"]) == 1
    assert here("kb", "search", "zebra").err == "There are no articles.\n"
    entries = here("kb", "list", "--json").json["articles"]
    assert {one["access"] for one in entries if one["id"] == str(INTERNAL_ARTICLE)} == {"internal"}
    text = here("kb", "show", "412").out
    assert text.startswith("Change the billing address\n")
    assert text.endswith("\n\nOpen your account and save.\n")
    assert here("kb", "show", "412", width=20).out.endswith("\n\nOpen your account\nand save.\n")
    assert here("kb", "show", "412", "--json").json["html"] == "<p>Open your account and save.</p>"
    assert here("kb", "show", "0").code == ExitCode.NOT_FOUND


def test_presence(here: Here) -> None:
    tree = here("presence", "--json").json
    assert {one["name"]: one["online"] for one in tree["agents"]}["Mira Novak"] == ["tickets", "chat"]
    assert tree["departments"][1]["waiting"] == tree["departments"][1]["new"] + tree["departments"][1]["replies"]
    lines = here("presence", width=50).out.splitlines()
    assert lines[0].split()[0] == "department"
    assert lines[-1].split()[-1] == "offline"  # who is online stands first


def test_overview(here: Here) -> None:
    assert set(here("overview", "--json").json) == {"chats", "calls"}
    assert here("overview").out.splitlines()[0].startswith("chats     ")


def test_suggestions(here: Here, small: SmallServer) -> None:
    categories = here("suggest", "--list", "--json").json["categories"]
    assert categories
    arguments = ["suggest", "--category", categories[-1]["id"], "--subject", "Dark theme"]
    done = here(*arguments, "--json", stdin="Please.")
    assert (done.code, done.json["state"]) == (ExitCode.OK, "confirmed")
    assert done.json["suggestion"]["id"] in done.json["message"]
    assert here("suggest", "--subject", "x").code == ExitCode.USAGE
    small.faults = [Fault("POST", "/suggestions")]
    assert here(*arguments, "-m", "Please.").code == ExitCode.UNKNOWN
    assert here("suggest", "--category", "nope", "--subject", "x", "-m", "y").code == ExitCode.NOT_FOUND


@pytest.mark.parametrize("hostile", [one for one in HOSTILE if len(one.text) < 2000][::16], ids=lambda one: one.name)
def test_hostile_names_are_cleaned_in_tables_and_told_whole_in_json(
    here: Here, small: SmallServer, hostile: object
) -> None:
    text = getattr(hostile, "text", "").encode("utf-8", "replace").decode() or "x"
    small.change("tag", REFUND, name=text)
    done = here("tags", "list", width=50)
    assert not forbidden_characters(done.out, allowed="\n")
    assert len(done.out.splitlines()) == 3
    shown = here("tags", "list", "--json")
    assert shown.out.isascii()
    assert text in [one["name"] for one in shown.json["tags"]]
