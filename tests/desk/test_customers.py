"""Customers: the list, registering, custom fields, groups of one, changing and deleting."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, select

from console.desk.db import Database
from console.desk.tables import customer, registration_mail
from tests.desk import small_desk as small
from tests.desk.caller import Caller, Clock
from tests.desk.customer_calls import EVERYBODY, ids, info, pairs, register


async def test_all_of_them_by_age_and_id(caller: Caller, clock: Clock) -> None:
    assert await ids(caller) == EVERYBODY
    clock.forward(days=-300)
    older = await register(caller, name="Older")
    assert await ids(caller) == [older.contactid, *EVERYBODY]


async def test_a_row_has_no_token_and_always_a_role(caller: Caller) -> None:
    row, *_ = (await caller.raw("GET", "customers/", limitfrom="0")).json()["response"]["customers"]
    assert row == {
        "contactid": small.ANA,
        "email": small.ANA_EMAIL,
        "firstname": "Ana",
        "lastname": "Holm",
        "systemname": "ana.holm",
        "userid": "usana000",
        "datecreated": "2025-08-06 02:30:00",
        "role": "R",
        "gender": "",
    }


async def test_parts_of_names_addresses_and_numbers_in_any_case(caller: Caller) -> None:
    await register(caller, email="zoe@desk.example", name="Zoë Ærø", phone="(11) 5550-199")
    zoe = (await info(caller, "zoe@desk.example")).contactid
    found: list[tuple[dict[str, str], list[str]]] = [
        ({"email": "HOLM.example"}, [small.ANA, small.IDA]),
        ({"email": "private"}, []),  # further addresses are not in the list
        ({"firstname": "OË"}, [zoe]),
        ({"lastname": "ÆRØ"}, [zoe]),
        ({"lastname": "holm", "firstname": "id"}, [small.IDA]),
        ({"lastname": "holm", "firstname": "jon"}, []),
        ({"phone": "5550-1"}, [zoe]),
        ({"companyid": small.COMPANY}, [small.ANA]),
        ({"email": "%"}, []),
        ({"email": "_"}, []),
        ({"lastname": "%_" * 500}, []),
        ({"firstname": ""}, [*EVERYBODY, zoe]),
    ]
    for values, expected in found:
        assert await ids(caller, **values) == expected, values


async def test_created_after_and_before(caller: Caller, clock: Clock) -> None:
    new = (await register(caller, name="New")).contactid
    assert await ids(caller, datecreatedfrom="2026-03-02") == [new]
    assert await ids(caller, datecreatedfrom="2026-03-02 09:30:00") == []
    assert await ids(caller, datecreatedfrom="2026-03-02 09:29:59") == [new]
    assert await ids(caller, datecreatedto="2026-03-02 09:30:00") == EVERYBODY
    assert await ids(caller, datecreatedto="2026-03-02 09:30:01", datecreatedfrom="2026-01-01") == [new]


async def test_pages(caller: Caller, database: Database) -> None:
    assert await ids(caller, limitcount="2", limitfrom="0") == EVERYBODY[:2]
    assert await ids(caller, limitcount="2", limitfrom="4") == EVERYBODY[4:]
    assert await ids(caller, limitfrom="3") == EVERYBODY[3:]
    assert await ids(caller, limitcount="0") == []
    rows: list[dict[str, Any]] = [
        {"id": f"z{number:05}", "user_id": f"y{number:05}", "created": small.at(0)} for number in range(1100)
    ]
    with database.write() as connection:
        connection.execute(insert(customer), rows)
    assert len(await ids(caller)) == 100
    assert len(await ids(caller, limitcount="5000")) == 1000
    assert len(await ids(caller, limitcount="1000", limitfrom="1000")) == 105


async def test_lists_that_are_refused(caller: Caller) -> None:
    refusals = [
        ({"limitcount": "many"}, "parameter limitcount has a value that is not allowed"),
        ({"limitcount": "-1"}, "parameter limitcount is not a number of rows"),
        ({"limitfrom": "9" * 30}, "parameter limitfrom is not a number of rows"),
        ({"email": "x" * 1001}, "parameter email is longer than 1000 letters"),
        ({"datecreatedfrom": "yesterday"}, "parameter datecreatedfrom is not a date"),
        ({"datecreatedto": "2026-13-01"}, "parameter datecreatedto is not a date"),
    ]
    for values, message in refusals:
        assert await caller.error("GET", "customers", **values) == (500, message)


async def test_a_visitor_is_registered(caller: Caller) -> None:
    answer = await caller.raw("POST", "customers", email="Bo@Lind.example", name=" Bo  van der Lind ")
    tree = answer.json()["response"]
    assert "status" not in tree
    assert "statuscode" not in tree
    bo = await info(caller, "BO@LIND.EXAMPLE")
    assert (bo.contactid, bo.email, bo.firstname, bo.lastname) == (
        tree["contactid"],
        "bo@lind.example",
        "Bo",
        "van der Lind",
    )
    assert (bo.systemname, bo.role.value, bo.browsercookiename) == ("bo.van.der.lind", "V", "LaVisitorId")
    assert bo.datecreated.raw == "2026-03-02 09:30:00"
    assert len(bo.authtoken) == 32
    assert (bo.note, bo.companyid, bo.gender.value, bo.customfields, bo.uniquefields) == ("", "", "", [], [])


async def test_everything_can_be_said_at_once(caller: Caller) -> None:
    bo = await register(
        caller,
        email="bo@lind.example",
        name="Bo",
        gender="F",
        role="R",
        password="not kept",
        phone="555-0110",
        note="met at the fair",
        customfields='[{"code":"plan","value":"gold"},{"code":"plan","value":"old"}]',
        uniquefields='[{"code":"customer_no","value":"K-2"}]',
        send_registration_mail="N",
    )
    assert bo == await info(caller, bo.contactid)
    assert (bo.gender.value, bo.role.value, bo.browsercookiename, bo.note) == ("F", "R", "V_auth", "met at the fair")
    assert pairs(bo.customfields) == [("plan", "gold"), ("plan", "old")]
    assert pairs(bo.uniquefields) == [("customer_no", "K-2")]
    assert (bo.firstname, bo.lastname) == ("Bo", "")


async def test_one_of_address_name_and_phone_is_enough(caller: Caller) -> None:
    named = await register(caller, name="Solo")
    assert (named.email, named.systemname) == ("", "solo")
    called = await register(caller, phone="555-0111")
    assert (called.firstname, called.systemname) == ("", "555-0111")
    assert (await register(caller, email="only.mail@lind.example")).systemname == "only.mail"
    refusal = (500, "email, name or phone must be given")
    assert await caller.error("POST", "customers") == refusal
    assert await caller.error("POST", "customers", email="", note="somebody") == refusal


async def test_registered_visitors_without_a_password_are_asked_for_one(caller: Caller, database: Database) -> None:
    await register(caller, email="asked@lind.example", role="R")
    await register(caller, email="visitor@lind.example", role="V")
    await register(caller, email="has.one@lind.example", role="R", password="secret")
    await register(caller, email="told.not.to@lind.example", role="R", send_registration_mail="N")
    await register(caller, name="No Address", role="R")
    with database.read() as connection:
        assert connection.scalars(select(registration_mail.c.recipient)).all() == ["asked@lind.example"]


async def test_registrations_that_are_refused(caller: Caller) -> None:
    taken = "a customer with e-mail {} exists already"
    refusals = [
        ({"email": small.IDA_EMAIL.upper()}, taken.format(small.IDA_EMAIL)),
        ({"email": small.ANA_OTHER_EMAIL}, taken.format(small.ANA_OTHER_EMAIL)),
        ({"email": "bo"}, "parameter email is not an e-mail address"),
        ({"email": "bo lind@x.example"}, "parameter email is not an e-mail address"),
        ({"email": "a" * 65 + "@x.example"}, "parameter email is not an e-mail address"),
        ({"name": "B", "gender": "X"}, "parameter gender must be one of M, F"),
        ({"name": "B", "role": "A"}, "parameter role must be one of V, R"),
        ({"name": "B", "customfields": "[1]"}, "parameter customfields has a value that is not allowed"),
        ({"name": "B", "uniquefields": '[{"code":"n"}]'}, "parameter uniquefields has a value that is not allowed"),
        (
            {"name": "B", "send_registration_mail": "0"},
            "parameter send_registration_mail has a value that is not allowed",
        ),
        (
            {"name": "B", "uniquefields": '[{"code":"customer_no","value":"K-1"}]'},
            "another customer has the value K-1 of customer_no",
        ),
    ]
    for values, message in refusals:
        assert await caller.error("POST", "customers", **values) == (500, message)
    assert await ids(caller) == EVERYBODY
