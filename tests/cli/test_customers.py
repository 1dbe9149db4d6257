"""`lac customer`: who somebody is, in words and as JSON, and what can be changed about it."""

from __future__ import annotations

import pytest

from console.cli.exit_codes import ExitCode
from tests.cli.conftest import Here
from tests.cli.small_server import Fault, SmallServer
from tests.desk.small_desk import ANA, ANA_EMAIL, OPEN_CODE


def test_show(here: Here) -> None:
    done = here("customer", "show", ANA_EMAIL)
    lines = done.out.splitlines()
    assert lines[:4] == [f"{'name':8}Ana Holm", f"{'email':8}{ANA_EMAIL}", f"{'id':8}{ANA}", f"{'role':8}registered"]
    assert f"{'groups':8}Gold customers, Standard" in lines
    tree = here("customer", "show", ANA, "--json").json
    assert (tree["role"], tree["created"]) == ("registered", "2025-08-06T09:30:00Z")
    assert {"code": "plan", "value": "gold"} in tree["fields"]
    assert "TOKEN" not in done.out + str(tree)


def test_list(here: Here) -> None:
    assert here("customer", "list", width=80).out.splitlines()[0].split() == ["name", "email", "role", "id"]
    tree = here("customer", "list", "--email", "HOLM.example", "--json").json
    assert [one["name"] for one in tree["customers"]] == ["Ana Holm", "Ida Holm"]
    assert len(here("customer", "list", "--limit", "2", "--json").json["customers"]) == 2
    assert len(here("customer", "list", "--limit", "0", "--json").json["customers"]) == 5
    assert here("customer", "list", "--name", "nobody").err == "There are no customers.\n"


def test_register(here: Here, small: SmallServer) -> None:
    done = here("customer", "register", "--email", "new@x.example", "--name", "New One", "--field", "plan=gold")
    assert done.out == "new@x.example is registered. No mail was sent.\n"
    tree = here("customer", "show", "new@x.example", "--json").json
    assert (tree["name"], tree["role"], tree["fields"]) == ("New One", "visitor", [{"code": "plan", "value": "gold"}])
    again = here("customer", "register", "--email", "new@x.example", "--json")
    assert (again.code, again.json["customer"]) == (ExitCode.NOT_DONE, {"id": tree["id"]})
    assert small.count("POST") == 1


def test_registering_somebody_who_gets_a_mail_says_so(here: Here) -> None:
    done = here("customer", "register", "--email", "new@x.example", "--role", "registered")
    assert "A mail asks for a password." in done.out
    assert here("customer", "register").err == "lac: Give an address, a name or a phone number.\n"


def test_a_lost_registration_is_looked_up(here: Here, small: SmallServer) -> None:
    small.faults = [Fault("POST", "/customers", applied=True)]
    assert here("customer", "register", "--email", "new@x.example").code == ExitCode.OK
    small.faults = [Fault("POST", "/customers")]
    assert here("customer", "register", "--email", "other@x.example").code == ExitCode.UNKNOWN
    small.faults = [Fault("POST", "/customers")]
    assert here("customer", "register", "--name", "No Address").code == ExitCode.UNKNOWN


def test_fields(here: Here) -> None:
    assert here("customer", "field", ANA_EMAIL, "plan=silver", "--add", "size=M").code == ExitCode.OK
    fields = here("customer", "field", ANA_EMAIL, "--json").json["fields"]
    assert {"code": "plan", "value": "silver"} in fields
    assert {"code": "size", "value": "M"} in fields
    assert here("customer", "field", ANA_EMAIL, "--remove", "size").out == "size is gone.\n"


def test_groups(here: Here) -> None:
    assert here("customer", "group", ANA_EMAIL).out == "Gold customers\nStandard\n"
    assert here("customer", "group", ANA_EMAIL, "--remove", "Standard").code == ExitCode.OK
    assert here("customer", "group", ANA_EMAIL, "--json").json == {"customer": ANA_EMAIL, "groups": ["Gold customers"]}
    missing = here("customer", "group", ANA_EMAIL, "VIP")
    assert (missing.code, "--create makes it" in missing.err) == (ExitCode.NOT_FOUND, True)
    assert here("customer", "group", ANA_EMAIL, "VIP", "--create").out == f"{ANA_EMAIL} is in VIP.\n"


def test_conversations(here: Here) -> None:
    tree = here("customer", "conversations", ANA_EMAIL, "--json").json
    assert [one["code"] for one in tree["conversations"]] == [OPEN_CODE, "ANS-W00-XYZ"]
    assert tree["conversations"][0]["changed"] == "2026-03-02T16:30:00Z"
    only = here("customer", "conversations", ANA_EMAIL, "--status", "open", width=50).out.splitlines()
    assert len(only) == 2
    assert max(map(len, only)) <= 50


@pytest.mark.parametrize("verb", ["show", "field", "group"])
def test_a_customer_nobody_knows(here: Here, verb: str) -> None:
    done = here("customer", verb, "nobody@x.example")
    assert (done.code, done.out) == (ExitCode.NOT_FOUND, "")


def test_identifiers_that_no_path_can_carry(here: Here, small: SmallServer) -> None:
    assert here("customer", "show", "..").code == ExitCode.USAGE
    assert small.calls == []
