"""Programs that were written for API v1, as their sources show them: their requests, and the keys they ask for."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote_plus

from console.desk.db import Database
from console.desk.settings import allow_unfiltered_list
from tests.desk import small_desk as small
from tests.desk.caller import Caller
from tests.desk.client_answers import answered, has


async def test_the_official_samples(caller: Caller) -> None:
    """A PHP array handed to cURL goes as multipart; the DELETE has all its parameters, the key too, in a form body."""
    values = {
        "message": "Hello",
        "useridentifier": small.IDA_EMAIL,
        "department": small.BILLING,
        "subject": "Subject",
        "recipient": "help@desk.example",
        "apikey": small.KEY,
    }
    parts = {name: (None, value.encode()) for name, value in values.items()}
    created = answered(await caller.http.post("/api/conversations", files=parts))
    assert (created["status"], created["statuscode"]) == ("OK", 0)
    path = f"/api/conversations/{created['conversationid']}"
    form = {"content-type": "application/x-www-form-urlencoded"}
    change = f"apikey={small.KEY}&status=R&useridentifier={quote_plus(small.MIRA_EMAIL)}"
    answered(await caller.http.request("PUT", f"{path}/status", content=change, headers=form))
    body = f"apikey={small.KEY}&useridentifier={quote_plus(small.MIRA_EMAIL)}&note=spam"
    answered(await caller.http.request("DELETE", path, content=body, headers=form))
    shown = answered(await caller.http.get(f"{path}?&apikey={small.KEY}"))
    assert shown["status"] == "X"
    groups = answered(await caller.http.get(f"{path}/messages&apikey={small.KEY}"))["groups"]
    assert [group["rtype"] for group in groups] == ["M", "R", "X"]
    assert groups[-1]["messages"][-1]["message"] == "spam"


async def test_plugin_for_wordpress(caller: Caller) -> None:
    """Quality Unit's own: form bodies with the key for POST, addresses encoded as PHP does, errors from the body."""
    base, key = "/api", f"apikey={small.KEY}"
    answered(await caller.http.get(f"{base}/application/status?{key}"))
    agent = answered(await caller.http.get(f"{base}/agents/{quote_plus(small.MIRA_EMAIL)}?{key}"))
    assert agent["authtoken"].startswith("SECRET-AGENT-TOKEN")
    form = {"content-type": "application/x-www-form-urlencoded"}
    widgets = answered(await caller.http.get(f"{base}/widgets?{key}&rtype=C"))["widgets"]
    has(widgets[0], ["contactwidgetid", "name", "onlinecode", "integration_code"])
    attributes = quote_plus('[{"section":"chat","name":"chat_action","value":"C"}]')
    body = (
        f"{key}&name=Default+button&provide=BFC&departmentid=default&rtype=C&usecode=B&status=N&attributes={attributes}"
    )
    made = answered(await caller.http.post(f"{base}/widgets", content=body, headers=form))
    has(made, ["contactwidgetid", "name", "onlinecode", "integration_code"])
    missing = await caller.http.get(f"{base}/customers/{quote_plus('new+one@post.example')}?{key}")
    assert (missing.status_code, missing.json()["response"]["status"]) == (404, "ERROR")
    body = f"{key}&email={quote_plus('new+one@post.example')}&name=New+One&role=R&send_registration_mail=Y"
    customer = answered(await caller.http.post(f"{base}/customers", content=body, headers=form))
    found = answered(await caller.http.get(f"{base}/customers/{quote_plus('new+one@post.example')}?{key}"))
    assert found["contactid"] == customer["contactid"]
    refused = await caller.http.get(f"{base}/application/status?apikey=wrong")
    assert (refused.status_code, bool(refused.json()["response"]["errormessage"])) == (401, True)


async def test_plugin_for_magento(caller: Caller) -> None:
    overview = answered(await caller.http.get(f"/api/chats/overview?apikey={small.KEY}"))["chatsOverview"][0]
    has(overview, ["visitors", "chats", "queue", "agents"])


async def test_keboola_asks_page_by_page_until_one_is_not_full(caller: Caller, database: Database) -> None:
    """Its default headers say JSON, and name a key of another version of the API, which the query's goes before."""
    allow_unfiltered_list(database, True)
    headers = {"apikey": "a key of v3", "accept": "application/json", "content-type": "application/json"}
    found: list[str] = []
    size = 2
    while True:
        params = {
            "datefrom": "2026-01-01",
            "dateto": "2026-12-31",
            "apikey": small.KEY,
            "channel_type": "E,B,M,I,C,W,F,A,T,Q,S",
            "limit": str(size),
            "offset": str(len(found)),
        }
        page = answered(await caller.http.get("/api/conversations", params=params, headers=headers))["conversations"]
        found += [row["conversationid"] for row in page]
        if len(page) < size:
            break
    assert len(found) == len(set(found)) == 6


async def test_sdk_of_adrianolaselva_sends_json(caller: Caller) -> None:
    """Parameters as a JSON body with the key in the query string, lists with filters in the query string."""

    async def call(method: str, path: str, body: dict[str, Any] | None = None, **query: str) -> Any:
        headers = {"content-type": "application/json; charset=utf-8", "cache-control": "no-cache"}
        params = {"apikey": small.KEY, **query}
        return answered(await caller.http.request(method, f"/api/{path}", params=params, json=body, headers=headers))

    tag = (await call("POST", "tags", {"name": "TEST_SDK"}))["id"]
    await call("PUT", f"tags/{tag}", {"name": "TEST_SDK_ALT"})
    assert (await call("GET", f"tags/{tag}"))["name"] == "TEST_SDK_ALT"
    assert [row["id"] for row in (await call("GET", "tags", name="TEST_SDK_ALT"))["tags"]] == [tag]
    await call("DELETE", f"tags/{tag}")
    body = {
        "email": "adriano@post.example",
        "phone": "(11) 5550-6232",
        "name": "Adriano Moreira",
        "gender": "M",
        "role": "V",
        "password": "123",
        "customfields": json.dumps([{"code": "id", "value": 9999}]),
        "uniquefields": "[]",
        "note": "",
        "send_registration_mail": "N",
    }
    customer = await call("POST", "customers", body)
    assert customer["customfields"] == [{"code": "id", "value": "9999"}]
    path = f"customers/{customer['contactid']}"
    await call("PUT", path, {"name": "Adriano"})
    assert (await call("GET", f"{path}/fields"))["customfields"] == customer["customfields"]
    await call("POST", f"{path}/groups", {"name": "New"})
    await call("DELETE", path)
    assert [row["name"] for row in (await call("GET", "companies", name="Holm"))["companies"]] == ["Holm Møbler"]


async def test_widget_for_apps_and_its_proxy(caller: Caller) -> None:
    """TTLiveAgentWidget: articles below a folder by the older envelope, sorted by a number in a string."""
    query = {"parent_id": str(small.BILLING_CATEGORY), "limit": "500", "apikey": small.KEY}
    articles = answered(await caller.http.get("/api/knowledgebase/articles", params=query))["articles"]
    for article in articles:
        has(article, ["title", "content", "keywords", "rorder"])
        assert isinstance(article["rorder"], str)
    assert articles[0]["title"] == "Change the billing address"


async def test_clients_that_read_every_count_as_a_string(caller: Caller) -> None:
    """A client in Go fails at a JSON number in any of these rows; it also knows an error by the body alone."""
    rows = answered(await caller.http.get(f"/api/onlinestatus/departments?apikey={small.KEY}"))
    for row in rows["departmentsOnlineStates"]:
        assert all(isinstance(value, str) for value in row.values())
    wrong = (await caller.http.get(f"/api/departments/nowhere0?apikey={small.KEY}")).json()["response"]
    assert list(wrong) == ["status", "statuscode", "errormessage", "debugmessage"]
    assert (wrong["status"], wrong["statuscode"]) == ("ERROR", 404)


async def test_bridges_put_the_key_into_a_header(caller: Caller) -> None:
    headers = {"apikey": small.KEY}
    path = f"/api/conversations/{small.OPEN_CODE}"
    form = {"useridentifier": small.ANA_EMAIL, "message": "from a chat", "type": "M"}
    answered(await caller.http.post(f"{path}/messages/", data=form, headers=headers))
    moved = {"agentidentifier": small.OLAF_EMAIL, "note": "handed over"}
    answered(await caller.http.put(f"{path}/attendants", data=moved, headers=headers))
    groups = answered(await caller.http.get(f"{path}/messages", headers=headers))["groups"]
    assert [(group["rtype"], group["messages"][-1]["message"]) for group in groups[-2:]] == [
        ("M", "from a chat"),
        ("T", "handed over"),
    ]
