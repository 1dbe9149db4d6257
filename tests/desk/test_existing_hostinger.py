"""hostinger/ladesk-php, a program that was written for API v1: its requests, and the keys its test-suite asks for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest

from console.desk.app import create_desk
from console.desk.db import Database
from console.desk.keys import store_key
from console.desk.seed import DEMO_NOW, seed_demo
from console.desk.settings import allow_unfiltered_list
from tests.desk import small_desk as small
from tests.desk.caller import Caller, read_error
from tests.desk.client_answers import answered, has


class Hostinger:
    """Everything, the path too, goes in the query string of the front script, whatever the method."""

    def __init__(self, caller: Caller) -> None:
        self._http = caller.http

    async def __call__(self, method: str, handler: str, **params: str) -> Any:
        query = urlencode({"handler": handler, "apikey": small.KEY, **params})
        return answered(await self._http.request(method, f"/api/index.php?{query}"))


@pytest.fixture
def hostinger(caller: Caller, database: Database) -> Hostinger:
    """The client of hostinger, on a desk that lists conversations without a filter as it expects."""
    allow_unfiltered_list(database, True)
    return Hostinger(caller)


async def test_overview_and_application(hostinger: Hostinger) -> None:
    has((await hostinger("GET", "chats/overview"))["chatsOverview"][0], ["visitors"])
    has((await hostinger("GET", "calls/overview"))["callsOverview"][0], ["running", "ringing", "inqueue"])
    has(await hostinger("GET", "application/status"), ["liveagentversion", "current_server_time"])


async def test_tags(hostinger: Hostinger) -> None:
    made = await hostinger("POST", "tags/", name="brand new tag name", color="", bg_color="")
    assert made["statuscode"] == 0
    first, *_ = (await hostinger("GET", "tags"))["tags"]
    has(await hostinger("GET", f"tags/{first['id']}"), ["name", "color", "bg_color"])
    await hostinger("PUT", f"tags/{first['id']}", name="changed", color="", bg_color="")
    assert await hostinger("DELETE", f"tags/{first['id']}") == {"status": "OK", "statuscode": 0}


async def test_companies(hostinger: Hostinger) -> None:
    first, *_ = (await hostinger("GET", "companies"))["companies"]
    has(first, ["id", "name", "emails", "datecreated"])
    company = await hostinger("GET", f"companies/{first['id']}")
    has(company, ["id", "name", "datecreated", "language", "emails", "phones"])


async def test_agents_and_departments(hostinger: Hostinger) -> None:
    agent, *_ = (await hostinger("GET", "onlinestatus/agents"))["agentsOnlineStates"]
    has(agent, ["id", "contactid", "username", "firstname", "lastname", "avatar_url", "onlineStatus"])
    one = await hostinger("GET", f"agents/{agent['id']}")
    has(one, ["contactid", "userid", "email", "firstname", "lastname", "gender", "role", "authtoken"])
    online, *_ = (await hostinger("GET", "onlinestatus/departments"))["departmentsOnlineStates"]
    has(online, ["id", "name", "onlineStatus", "presetStatus", "chat_count", "new_count"])
    has(online, ["customer_reply_count", "total_count", "max_count"])
    department = await hostinger("GET", f"departments/{online['id']}")
    has(department, ["departmentid", "name", "description", "onlinestatus", "presetstatus", "deleted"])
    first, *_ = (await hostinger("GET", "departments"))["departments"]
    colleague, *_ = (await hostinger("GET", f"departments/{first['departmentid']}/agents"))["agents"]
    has(colleague, ["userid", "firstname", "lastname", "email", "onlinestatus", "presetstatus"])


async def test_conversations(hostinger: Hostinger) -> None:
    first, *_ = (await hostinger("GET", "conversations"))["conversations"]
    path = f"conversations/{first['conversationid']}"
    has(await hostinger("GET", path), ["departmentid", "code"])
    has(await hostinger("GET", f"{path}/messages"), ["groups"])
    has(await hostinger("GET", f"{path}/tags"), ["tags"])
    fields = json.dumps([{"code": "a", "value": "b"}])
    for method, below, params in (
        ("POST", "tags", {"name": "urgent"}),
        ("DELETE", "tags", {"name": "urgent"}),
        ("POST", "fields", {"customfields": fields}),
        ("DELETE", "fields", {}),
        ("PUT", "status", {"status": "R"}),
        ("PUT", "attendants", {"agentidentifier": "", "department": small.GENERAL, "note": "this is a note"}),
        ("POST", "messages", {"message": "This is auto note", "type": "N"}),
        ("POST", "messages", {"useridentifier": small.MIRA_EMAIL, "message": "This is reply from API", "type": "M"}),
    ):
        assert await hostinger(method, f"{path}/{below}", **params) == {"status": "OK", "statuscode": 0}, below
    deleted = {"useridentifier": "", "note": "this is a deletion note"}
    assert await hostinger("DELETE", path, **deleted) == {"status": "OK", "statuscode": 0}


async def test_creates_and_tags_and_swallows_that_the_tag_is_unknown(hostinger: Hostinger, caller: Caller) -> None:
    values = {
        "useridentifier": small.ANA_EMAIL,
        "recipient": "support@desk.example",
        "department": small.BILLING,
        "subject": "Testing message via API",
        "message": "This message was created via REST API",
        "tag": "test",
    }
    created = await hostinger("POST", "conversations", **values)
    query = urlencode(
        {"handler": f"conversations/{created['conversationid']}/tags", "apikey": small.KEY, "name": "test"}
    )
    assert read_error(await caller.http.post(f"/api/index.php?{query}"))[0] == 500


async def test_customers(hostinger: Hostinger) -> None:
    first, *_ = (await hostinger("GET", "customers/", email="holm"))["customers"]
    path = f"customers/{first['contactid']}"
    keys = ["contactid", "email", "firstname", "lastname", "authtoken", "role", "gender", "userid", "datecreated"]
    has(await hostinger("GET", path), [*keys, "note", "customfields", "uniquefields"])
    has((await hostinger("GET", f"{path}/groups"))["groups"][0], ["groupid", "groupname"])
    await hostinger("POST", f"{path}/groups", name="non-VIP2")
    await hostinger("DELETE", f"{path}/groups", name="non-VIP2")
    await hostinger("POST", f"{path}/fields", customfields='[{"code":"b","value":"c"}]')
    await hostinger("DELETE", f"{path}/fields", code="b")
    registered = await hostinger(
        "POST",
        "customers/",
        email="hisemail2@mail.example",
        phone="453",
        name="Fname2 Lname2",
        role="R",
        password="hispassword",
        note="lovely customer2",
        send_registration_mail="N",
    )
    assert (registered["firstname"], registered["note"]) == ("Fname2", "lovely customer2")


async def test_customers_groups_and_suggestions(hostinger: Hostinger) -> None:
    made = await hostinger("POST", "customersgroups/", name="non-VIP2", color="000")
    first, *_ = (await hostinger("GET", "customersgroups/"))["groups"]
    has(first, ["id", "name"])
    has(await hostinger("GET", f"customersgroups/{first['id']}"), ["id", "name", "color", "bg_color"])
    await hostinger("PUT", f"customersgroups/{made['id']}", name="non-VIP3", color="000")
    await hostinger("DELETE", f"customersgroups/{made['id']}")
    category, *_ = (await hostinger("GET", "suggestioncategories/"))["suggestioncategories"]
    has(category, ["id", "title", "path"])


async def test_knowledge_base(hostinger: Hostinger) -> None:
    article = await hostinger("POST", "knowledgebase/articles", content="Article content", title="Article title")
    has(article, ["kb_id", "kb_entry_id", "parent_entry_id", "urlcode", "title", "content", "content_text"])
    has(article, ["content_simple_html", "treepath", "rstatus", "access", "access_inherited", "rorder", "keywords"])
    has(article, ["datecreated", "datechanged", "views"])
    entry, *_ = (await hostinger("GET", "knowledgebase/entries"))["entries"]
    has(entry, ["kb_id", "kb_entry_id", "parent_entry_id", "rtype", "rstatus", "access", "access_inherited"])
    has(entry, ["urlcode", "treepath", "rorder", "title", "metadescription", "keywords", "content", "conversationid"])
    has(entry, ["departmentid", "views", "votes", "datecreated", "datechanged", "deleted", "description"])
    has((await hostinger("GET", "knowledgebase/knowledgebases"))["knowledgebases"][0], ["kb_id", "name"])
    hit, *_ = (await hostinger("GET", "knowledgebase/search", query="title"))["entries"]
    has(hit, ["kb_id", "kb_entry_id", "rtype", "rstatus", "access", "access_inherited", "urlcode", "treepath", "title"])
    has(
        hit,
        ["title_clear", "content_text", "content_simple_html", "conversationid", "votesCount", "datechanged", "url"],
    )
    await hostinger("PUT", f"knowledgebase/articles/{hit['kb_entry_id']}", keywords="keyword")
    category = await hostinger("POST", "knowledgebase/categories", title="Category title")
    has(category, ["kb_id", "kb_entry_id", "parent_entry_id", "urlcode", "title", "treepath", "rtype", "rstatus"])
    has(category, ["access", "access_inherited", "rorder", "keywords", "datecreated", "datechanged", "departmentid"])
    has(category, ["views", "description"])
    await hostinger("PUT", f"knowledgebase/categories/{category['kb_entry_id']}", title="new title")
    await hostinger("DELETE", f"knowledgebase/entries/{hit['kb_entry_id']}")


async def test_widgets_and_files(hostinger: Hostinger) -> None:
    widget, *_ = (await hostinger("GET", "widgets"))["widgets"]
    has(await hostinger("GET", f"widgets/{widget['contactwidgetid']}"), ["contactwidgetid", "name"])
    department, *_ = (await hostinger("GET", "onlinestatus/departments"))["departmentsOnlineStates"]
    values = {"name": "widget name", "provide": "t", "departmentid": department["id"], "rtype": "C", "usecode": "F"}
    made = await hostinger("POST", "widgets/", status="F", attributes="", language="en", **values)
    array = {"name": "Other", "provide": "BFC", "attributes[0][section]": "chat", "attributes[0][name]": "chat_title"}
    await hostinger("PUT", f"widgets/{made['contactwidgetid']}", **array)
    await hostinger("DELETE", f"widgets/{made['contactwidgetid']}")
    file = await hostinger("POST", "files", name="f", type="image/png", downloadUrl="http://files.example/icon.png")
    keys = ["fileid", "created", "filename", "filesize", "filetype", "downloads", "downloadUrl"]
    has(file, keys)
    has(await hostinger("GET", f"files/{file['fileid']}"), keys)
    await hostinger("DELETE", f"files/{file['fileid']}")


@pytest.fixture(scope="module")
def demo() -> Iterator[Database]:
    """The demo, on which its test-suite is to find something of everything."""
    opened = Database.open("sqlite://")
    seed_demo(opened, now=DEMO_NOW)
    allow_unfiltered_list(opened, True)
    with opened.write() as connection:
        store_key(connection, small.KEY, name="tests", now=DEMO_NOW)
    yield opened
    opened.close()


async def test_there_is_something_of_everything_in_the_demo(demo: Database) -> None:
    desk = create_desk(demo, clock=lambda: DEMO_NOW, zone=small.ZONE)
    async with Caller(desk) as caller:
        hostinger = Hostinger(caller)
        for handler, envelope in (
            ("tags", "tags"),
            ("companies", "companies"),
            ("onlinestatus/agents", "agentsOnlineStates"),
            ("onlinestatus/departments", "departmentsOnlineStates"),
            ("departments", "departments"),
            ("conversations", "conversations"),
            ("customersgroups/", "groups"),
            ("suggestioncategories/", "suggestioncategories"),
            ("knowledgebase/entries", "entries"),
            ("knowledgebase/articles", "articles"),
            ("knowledgebase/knowledgebases", "knowledgebases"),
            ("widgets", "widgets"),
            ("chats/overview", "chatsOverview"),
            ("calls/overview", "callsOverview"),
        ):
            assert (await hostinger("GET", handler))[envelope], handler
        department = (await hostinger("GET", "departments"))["departments"][0]["departmentid"]
        assert (await hostinger("GET", f"departments/{department}/agents"))["agents"]
        fifteenth = (await hostinger("GET", "customers/"))["customers"][14]["contactid"]
        has((await hostinger("GET", f"customers/{fifteenth}/groups"))["groups"][0], ["groupid", "groupname"])
        assert (await hostinger("GET", "knowledgebase/search", query="title"))["entries"]
