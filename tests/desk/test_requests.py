"""Everything a client may do to say what it wants: addresses, places of key and parameters, and their limits."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from console.contract.formats import FORMATS, XML
from tests.desk import small_desk as small
from tests.desk.caller import Caller, read_error

KEY = small.KEY
NOTES = f"/api/conversations/{small.OPEN}/messages"


async def notes(caller: Caller) -> list[str]:
    """Bodies of the notes and messages that were added to the open conversation, by author."""
    groups = (await caller.raw("GET", f"conversations/{small.OPEN}/messages")).json()["response"]["groups"]
    return [f"{group['userid']}:{part['message']}" for group in groups[4:] for part in group["messages"]]


@pytest.mark.parametrize(
    "url",
    [
        f"/api/departments/{small.BILLING}?apikey={KEY}",
        f"/api/departments/{small.BILLING}/?apikey={KEY}",
        f"/api/departments/{small.BILLING}?&apikey={KEY}",
        f"/api/departments/{small.BILLING}&apikey={KEY}",
        f"/api/departments/{small.BILLING}.json?apikey={KEY}",
        f"/api/index.php?handler=departments/{small.BILLING}&apikey={KEY}",
        f"/api/index.php?handler=departments%2F{small.BILLING}%2F&apikey={KEY}",
        f"/api/index.php?&apikey={KEY}&handler=departments/{small.BILLING}.json",
        f"/api/departments/{small.BILLING}?apikey=&unknown=1&apikey={KEY}",
    ],
)
async def test_address_forms(caller: Caller, url: str) -> None:
    response = await caller.http.get(url)
    assert response.status_code == 200, response.text
    assert response.json()["response"]["name"] == "Billing"


@pytest.mark.parametrize("form", ["agents/{}", "index.php?handler=agents/{}"])
@pytest.mark.parametrize("identifier", ["mira%40desk.example", "mira@desk.example", "mira%40desk.example.json"])
async def test_addresses_in_paths(caller: Caller, form: str, identifier: str) -> None:
    response = await caller.http.get(f"/api/{form.format(identifier)}", headers={"apikey": KEY})
    assert response.json()["response"]["userid"] == small.MIRA


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
async def test_front_script_takes_every_method(caller: Caller, method: str) -> None:
    path, values = {
        "PUT": ("status", {"status": "A"}),
        "POST": ("tags", {"name": "refund"}),
        "DELETE": ("tags", {"name": "urgent"}),
    }[method]
    url = f"/api/index.php?handler=conversations/{small.OPEN_CODE}/{path}"
    response = await caller.http.request(method, url, data={"apikey": KEY, **values})
    assert response.json() == {"response": {"status": "OK", "statuscode": 0}}


@pytest.mark.parametrize(
    "where",
    [
        {"params": {"apikey": KEY}},
        {"data": {"apikey": KEY}},
        {"files": {"apikey": (None, KEY)}},
        {"json": {"apikey": KEY}},
        {"headers": {"apikey": KEY}},
        {"headers": {"APIKEY": KEY}},
        {"params": {"apikey": KEY}, "data": {"apikey": "wrong"}, "headers": {"apikey": "wrong"}},
        {"data": {"apikey": KEY}, "headers": {"apikey": "wrong"}},
        {"params": {"apikey": ""}, "data": {"apikey": KEY}},
    ],
)
async def test_places_of_the_key(caller: Caller, where: dict[str, Any]) -> None:
    for method in ("GET", "PUT", "POST", "DELETE"):
        response = await caller.http.request(method, "/api/application/status", **where)
        assert response.status_code == (200 if method == "GET" else 405), response.text


async def test_the_query_goes_before_body_and_header_for_the_key(caller: Caller) -> None:
    key = {"apikey": KEY}
    response = await caller.http.post(NOTES, params={"apikey": "wrong"}, data=key, headers=key)
    assert response.status_code == 401


@pytest.mark.parametrize(
    "where",
    [
        {"params": {"message": "hé 日", "useridentifier": small.MIRA}},
        {"data": {"message": "hé 日", "useridentifier": small.MIRA}},
        {"files": {"message": (None, "hé 日"), "useridentifier": (None, small.MIRA)}},
        {"json": {"message": "hé 日", "useridentifier": small.MIRA, "do_not_send_mail": True, "type": None}},
        {"params": {"message": "hé 日"}, "data": {"useridentifier": small.MIRA}},
        {"params": {"message": "no", "useridentifier": small.MIRA}, "data": {"message": "hé 日"}},
        {"content": f"message=h%C3%A9+%E6%97%A5&useridentifier={small.MIRA}"},
        {"content": f"message=hé+日&useridentifier={small.MIRA}".encode()},
        {"content": f"message=h%C3%A9+日&useridentifier={small.MIRA}".encode()},
    ],
)
async def test_places_of_parameters(caller: Caller, where: dict[str, Any]) -> None:
    response = await caller.http.post(NOTES, headers={"apikey": KEY}, **where)
    assert response.status_code == 200, response.text
    assert await notes(caller) == [f"{small.MIRA}:hé 日"]


@pytest.mark.parametrize("kind", ["data", "json", "params"])
async def test_put_and_delete_read_bodies_too(caller: Caller, kind: str) -> None:
    path = f"/api/conversations/{small.OPEN}"
    put: dict[str, Any] = {kind: {"status": "R", "apikey": KEY}}
    assert (await caller.http.request("PUT", f"{path}/status", **put)).status_code == 200
    delete: dict[str, Any] = {kind: {"name": "urgent", "apikey": KEY}}
    assert (await caller.http.request("DELETE", f"{path}/tags", **delete)).status_code == 200
    assert (await caller.raw("GET", f"conversations/{small.OPEN}")).json()["response"]["status"] == "R"
    assert (await caller.raw("GET", f"conversations/{small.OPEN}/tags")).json() == {"response": {"tags": []}}


async def test_the_samples_address_without_a_question_mark_takes_a_form(caller: Caller) -> None:
    response = await caller.http.post(f"{NOTES}&apikey={KEY}", data={"message": "hé"})
    assert response.status_code == 200
    assert len(await notes(caller)) == 1


@pytest.mark.parametrize("path", ["agents/%E9", "agents/a%00b", "index.php?handler=agents/%E9"])
async def test_addresses_that_are_no_text_are_refused(caller: Caller, path: str) -> None:
    response = await caller.http.get(f"/api/{path}", headers={"apikey": KEY})
    assert read_error(response) == (500, "parameter in the path is not UTF-8 text")


async def test_a_path_goes_before_a_parameter_of_its_name(caller: Caller) -> None:
    response = await caller.raw("GET", f"conversations/{small.OPEN}", conversationid=small.NEW)
    assert response.json()["response"]["conversationid"] == small.OPEN


async def test_numbers_and_lists_of_json_become_the_strings_of_a_form(caller: Caller) -> None:
    body = {"department": small.BILLING, "status": ["N", "C"], "limit": 1, "apikey": KEY}
    response = await caller.http.request("GET", "/api/conversations", json=body)
    assert [row["conversationid"] for row in response.json()["response"]["conversations"]] == [small.OPEN]


FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("name", ["json", "xml", "yaml"])
@pytest.mark.parametrize(
    "url", ["departments.{}?", "departments.{}/?", "departments.{}&", "index.php?handler=departments.{}&"]
)
async def test_formats_by_suffix(caller: Caller, url: str, name: str) -> None:
    response = await caller.http.get(f"/api/{url.format(name)}apikey={KEY}")
    wanted = FORMATS[name]
    assert response.status_code == 200
    assert response.headers["content-type"] == wanted.media_type
    rows = wanted.read(response.content)["departments"]
    assert [row["departmentid"] for row in rows] == [small.GENERAL, small.BILLING, small.CLOSED]


async def test_a_suffix_behind_an_address_in_the_path(caller: Caller) -> None:
    for identifier in ("mira%40desk.example", "mira@desk.example"):
        response = await caller.http.get(f"/api/agents/{identifier}.xml", headers={"apikey": KEY})
        assert XML.read(response.content)["userid"] == small.MIRA


async def test_writes_answer_in_the_format_too(caller: Caller) -> None:
    response = await caller.http.post(f"{NOTES}.xml", headers={"apikey": KEY}, data={"message": "hé"})
    assert XML.read(response.content) == {"status": "OK", "statuscode": "0"}


@pytest.mark.parametrize("name", ["json", "xml", "yaml"])
@pytest.mark.parametrize(
    ("method", "path", "content", "code"),
    [
        ("GET", "departments/nowhere0", b"", 404),
        ("GET", "nothing/here", b"", 404),
        ("PUT", "departments", b"", 405),
        ("POST", f"conversations/{small.OPEN}/messages", b"", 500),
        ("POST", f"conversations/{small.OPEN}/messages", b"a=1&" * 1001, 500),
        ("POST", f"conversations/{small.OPEN}/messages", b"a" * (10 * 1024 * 1024 + 1), 413),
    ],
)
async def test_errors_come_in_the_format_that_was_asked_for(
    caller: Caller, method: str, path: str, content: bytes, code: int, name: str
) -> None:
    headers = {"apikey": KEY, "content-type": FORM}
    response = await caller.http.request(method, f"/api/{path}.{name}", content=content, headers=headers)
    wanted = FORMATS[name]
    assert (response.status_code, response.headers["content-type"]) == (code, wanted.media_type)
    tree = wanted.read(response.content)
    assert list(tree) == ["status", "statuscode", "errormessage", "debugmessage"]
    assert (tree["status"], int(tree["statuscode"]), tree["debugmessage"]) == ("ERROR", code, "")


async def test_no_key_and_a_wrong_key_in_xml(caller: Caller) -> None:
    for headers, code in (({}, 400), ({"apikey": "wrong"}, 401)):
        response = await caller.http.get("/api/departments.xml", headers=headers)
        assert (response.status_code, XML.read(response.content)["statuscode"]) == (code, str(code))


async def test_another_suffix_is_a_part_of_the_path(caller: Caller) -> None:
    assert (await caller.error("GET", f"departments/{small.BILLING}.csv"))[0] == 404


async def test_an_empty_parameter_counts_as_absent_and_an_unknown_one_as_nothing(caller: Caller) -> None:
    for values in ({"type": "", "mail_messsage_id": ""}, {"colour": "blue"}, {"Type": "X", "TYPE": "X"}):
        response = await caller.http.post(NOTES, headers={"apikey": KEY}, data={"message": "hé", **values})
        assert response.status_code == 200, values
    missing = await caller.http.post(NOTES, headers={"apikey": KEY}, data={"Message": "names have cases"})
    assert read_error(missing) == (500, "parameter message is missing")


@pytest.mark.parametrize("body", [b"[]", b"null", b"{}", b""])
async def test_json_of_no_parameters(caller: Caller, body: bytes) -> None:
    headers = {"apikey": KEY, "content-type": "application/json"}
    path = f"/api/conversations/{small.OPEN}/tags?name=refund"
    assert (await caller.http.post(path, content=body, headers=headers)).status_code == 200


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data", FORM])
async def test_a_body_that_says_nothing_is_no_error_of_a_call_that_reads(caller: Caller, kind: str) -> None:
    headers = {"apikey": KEY, "content-type": kind}
    response = await caller.http.request("GET", "/api/departments", content=b"{nothing", headers=headers)
    assert response.status_code == 200


def _json_of_depth(depth: int) -> bytes:
    return b'{"message":' + b"[" * (depth - 1) + b"]" * (depth - 1) + b"}"


@pytest.mark.parametrize(
    ("content", "kind", "words"),
    [
        (b"{", "application/json", "the request's body is no JSON"),
        (b'"text"', "application/json", "the request's body is no JSON object"),
        (_json_of_depth(51), "application/json", "nested deeper than 50 levels"),
        (_json_of_depth(100_000), "application/json", "the request's body is no JSON"),
        (b"\xff\xfe", "application/json", "the request's body is no JSON"),
        (b'{"message": "\\ud83d"}', "application/json", "parameter message is not UTF-8 text"),
        (b'{"\\ud83d": "\\ud83d"}', "application/json", "parameter ? is not UTF-8 text"),
        (b"message=%00", FORM, "parameter message is not UTF-8 text"),
        (b"message=%E9", FORM, "parameter message is not UTF-8 text"),
        (b"message=h\xe9", FORM, "parameter message is not UTF-8 text"),
        (b"&".join(b"a%d=1" % number for number in range(1001)), "", "the request has too many parameters"),
        (b"nothing", "multipart/form-data", "Missing boundary"),
        (b"nothing", "multipart/form-data; boundary=b", "the request's body cannot be read"),
    ],
)
async def test_bodies_that_are_refused(caller: Caller, content: bytes, kind: str, words: str) -> None:
    headers = {"apikey": KEY, "content-type": kind}
    code, message = read_error(await caller.http.post(NOTES, content=content, headers=headers))
    assert code == 500
    assert words in message
    assert await notes(caller) == []


async def test_what_a_client_sends_wrongly_is_not_logged(caller: Caller, caplog: pytest.LogCaptureFixture) -> None:
    headers = {"content-type": "multipart/form-data; boundary=b"}
    assert read_error(await caller.http.post(NOTES, content=b"--c", headers=headers))[0] == 500
    assert caplog.messages == []


async def test_json_of_fifty_levels_is_read(caller: Caller) -> None:
    headers = {"apikey": KEY, "content-type": "application/json"}
    response = await caller.http.post(NOTES, content=_json_of_depth(50), headers=headers)
    assert response.status_code == 200
    (note,) = await notes(caller)
    assert json.loads(note.partition(":")[2])


async def test_a_body_of_ten_megabytes_is_read_and_a_larger_one_refused(caller: Caller) -> None:
    fits = b"message=" + b"a" * (10 * 1024 * 1024 - 8)
    assert (await caller.http.post(NOTES, content=fits, headers={"apikey": KEY})).status_code == 200
    assert read_error(await caller.http.post(NOTES, content=fits + b"a", headers={"apikey": KEY})) == (
        413,
        "the request's body is larger than 10 MB",
    )
    assert len(await notes(caller)) == 1


async def test_an_uploaded_file_is_no_parameter(caller: Caller) -> None:
    files: dict[str, Any] = {"message": ("m.txt", b"text"), "useridentifier": (None, small.MIRA)}
    response = await caller.http.post(NOTES, headers={"apikey": KEY}, files=files)
    assert read_error(response) == (500, "parameter message is missing")


async def test_an_html_error_never_comes(caller: Caller) -> None:
    for url in ("/", "/api", "/api/", "/index.html", "/api/index.php", "/apiary/departments", "/api//departments"):
        response: httpx.Response = await caller.http.get(url, headers={"apikey": KEY})
        assert read_error(response) == (404, "there is no such call"), url
