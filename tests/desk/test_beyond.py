"""What public clients call beyond the specification's list: companies, files, widgets."""

from __future__ import annotations

from typing import Any

from console.contract.companies import LIST_COMPANIES, READ_COMPANY, CompanyParams, ListCompaniesParams
from console.contract.customers import CustomerParams
from console.contract.customers_beyond import LIST_CUSTOMER_FIELDS
from console.contract.files import CREATE_FILE, DELETE_FILE, READ_FILE, CreateFileParams, FileParams
from console.contract.widgets import (
    CHANGE_WIDGET,
    CREATE_WIDGET,
    DELETE_WIDGET,
    LIST_WIDGETS,
    READ_WIDGET,
    ChangeWidgetParams,
    CreateWidgetParams,
    ListWidgetsParams,
    WidgetParams,
)
from tests.desk import small_desk as small
from tests.desk.caller import Caller


async def test_companies_by_name(caller: Caller) -> None:
    async def names(**values: str) -> list[str]:
        return [row.name for row in await caller.call(LIST_COMPANIES, ListCompaniesParams.read(values))]

    assert await names() == ["Holm Møbler", "Roth & Sons"]
    assert await names(name="MØB") == ["Holm Møbler"]
    assert await names(name="%") == []


async def test_a_company_in_full(caller: Caller) -> None:
    await caller.call(READ_COMPANY, CompanyParams(companyid=small.COMPANY))
    tree = (await caller.raw("GET", f"companies/{small.COMPANY}")).json()["response"]
    assert tree == {
        "id": small.COMPANY,
        "name": "Holm Møbler",
        "datecreated": "2025-08-06 02:30:00",
        "language": "no",
        "emails": "office@holm.example,ana@holm.example",
        "phones": "+47 555-0100",
    }
    assert await caller.error("GET", "companies/nothere0") == (404, "company nothere0 not found")


async def test_custom_fields_of_a_customer(caller: Caller) -> None:
    for identifier in (small.ANA, small.ANA_OTHER_EMAIL):
        rows = await caller.call(LIST_CUSTOMER_FIELDS, CustomerParams(customeridentifier=identifier))
        assert [(row.code, row.value) for row in rows] == [("plan", "gold")]
    assert await caller.call(LIST_CUSTOMER_FIELDS, CustomerParams(customeridentifier=small.JON)) == []


async def test_a_file_that_is_there(caller: Caller) -> None:
    await caller.call(READ_FILE, FileParams(fileid=small.FILE))
    tree = (await caller.raw("GET", f"files/{small.FILE}")).json()["response"]
    assert tree == {
        "fileid": small.FILE,
        "created": "2026-02-27 21:30:00",
        "filename": "invoice.pdf",
        "filesize": "4711",
        "filetype": "application/pdf",
        "downloads": "3",
        "downloadUrl": "https://files.desk.example/invoice.pdf",
    }


async def test_of_a_new_file_the_address_is_kept_and_nothing_fetched(caller: Caller) -> None:
    address = "http://localhost:1/never-asked.png?x=1"
    params = CreateFileParams(name="myFileName", type="image/png", downloadUrl=address)
    made = await caller.call(CREATE_FILE, params)
    assert await caller.call(READ_FILE, FileParams(fileid=made.fileid)) == made
    assert (made.filename, made.filetype, made.downloadUrl, made.downloads) == ("myFileName", "image/png", address, "0")
    tree = (await caller.raw("GET", f"files/{made.fileid}")).json()["response"]
    assert tree["filesize"] is None
    assert (await caller.call(DELETE_FILE, FileParams(fileid=made.fileid))).status == "OK"
    for method in ("GET", "DELETE"):
        assert await caller.error(method, f"files/{made.fileid}") == (404, f"file {made.fileid} not found")


async def test_files_that_are_refused(caller: Caller) -> None:
    refusals = [
        ({"downloadUrl": "https://a.example/b"}, "parameter name is missing"),
        ({"name": "b"}, "parameter downloadUrl is missing"),
        ({"name": "b", "downloadUrl": "/etc/passwd"}, "parameter downloadUrl is not a web address"),
        ({"name": "b", "downloadUrl": "file:///etc/passwd"}, "parameter downloadUrl is not a web address"),
        ({"name": "b", "downloadUrl": "https://"}, "parameter downloadUrl is not a web address"),
        ({"name": "b", "downloadUrl": "https://a.example/ b"}, "parameter downloadUrl is not a web address"),
    ]
    for values, message in refusals:
        assert await caller.error("POST", "files", **values) == (500, message)


async def test_widgets_of_a_kind(caller: Caller) -> None:
    async def ids(**values: str) -> list[str]:
        rows = await caller.call(LIST_WIDGETS, ListWidgetsParams.read(values))
        return [row.contactwidgetid for row in rows]

    assert await ids() == [small.WIDGET, small.FORM]
    assert await ids(rtype="C") == [small.WIDGET]
    assert await ids(rtype="Z") == []
    assert await ids(rtype="") == [small.WIDGET, small.FORM]


async def test_a_widget_is_made_changed_and_deleted(caller: Caller) -> None:
    attributes = '[{"section":"chat","name":"chat_title","value":"Welcome"}]'
    values: dict[str, Any] = {
        "name": "Public",
        "provide": "BFC",
        "departmentid": "default",
        "rtype": "C",
        "usecode": "B",
        "status": "N",
        "language": "en-US",
        "onlinecode": "<b>Chat</b>",
        "offlinecode": "<b>Mail</b>",
        "attributes": attributes,
        "form_fields": "[]",
    }
    made = await caller.call(CREATE_WIDGET, CreateWidgetParams(**values))
    assert made.model_dump() == values | {"contactwidgetid": made.contactwidgetid, "integration_code": ""}
    params = ChangeWidgetParams.read(
        {"contactwidgetid": made.contactwidgetid, "name": "Other", "status": "", "rtype": "F"}
    )
    assert (await caller.call(CHANGE_WIDGET, params)).status == "OK"
    changed = await caller.call(READ_WIDGET, WidgetParams(contactwidgetid=made.contactwidgetid))
    assert changed == made.model_copy(update={"name": "Other", "rtype": "F"})
    assert (await caller.raw("PUT", f"widgets/{made.contactwidgetid}")).status_code == 200
    assert (await caller.call(DELETE_WIDGET, WidgetParams(contactwidgetid=made.contactwidgetid))).statuscode == 0
    for method in ("GET", "PUT", "DELETE"):
        answer = await caller.error(method, f"widgets/{made.contactwidgetid}")
        assert answer == (404, f"widget {made.contactwidgetid} not found")


async def test_a_widget_needs_a_name_alone(caller: Caller) -> None:
    made = await caller.call(CREATE_WIDGET, CreateWidgetParams(name="Plain"))
    assert (made.rtype, made.provide, made.attributes) == ("C", "", "")
    assert await caller.error("POST", "widgets", rtype="C") == (500, "parameter name is missing")
