"""A help desk all of whose texts are hostile: a real desk holds place-holders, and its answers get the texts.

Every conversation stands for one text: its subject, customer, department, agent, fields, tags, messages and article all
have it, behind a mark such as `Q017q` that tells a test which text it looks at. Whatever would change something is
refused with the text as the server's message.
"""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from sqlalchemy import insert

from console.contract.messages import SYSTEM_USER_ID
from console.desk import tables
from console.desk.db import Database
from console.desk.keys import store_key
from tests.hostile import HOSTILE, HUGE

NOW: Final = datetime(2026, 3, 2, 17, 30, 0, tzinfo=UTC)
KEY: Final = "0123456789abcdef0123456789abcdef"
AGENT: Final = "me@desk.example"
SHORT: Final = 24
"""Characters of a text that may share a conversation with others."""
BUNDLE: Final = 400
"""Characters of the texts that share a conversation where there are to be few conversations."""
LONGEST: Final = 120_000
"""Texts above it are not for a terminal but for the reader of HTML, which has its own tests."""
MAIL_ADDRESS: Final = 300
"""Characters of a text that stand in an address; longer ones make requests that no server takes."""

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


def texts_of(kind: str) -> list[str]:
    """What the conversations stand for, each behind its mark: every hostile text in one of these ways.

    `alone`: each by itself. `long`: only those that are not short, each by itself. `few`: the same, and the short ones
    four together, which all show in the narrowest column. `bundled`: all but those that attack by their size, many
    together, for walks that do much in each conversation.
    """
    items = [*HOSTILE, *(item for item in HUGE if len(item.text) <= LONGEST and "<" not in item.text)]
    long = [item.text for item in items if len(item.text) > SHORT]
    short = [item.text for item in items if len(item.text) <= SHORT]
    match kind:
        case "alone":
            texts = [item.text for item in items]
        case "long":
            texts = long
        case "few":
            texts = long + [" ".join(short[start : start + 4]) for start in range(0, len(short), 4)]
        case "bundled":
            texts = _bundles(item.text for item in items if item.kind != "size")
        case _:
            raise ValueError(kind)
    return [f"Q{number:03}q {text}" for number, text in enumerate(texts)]


def _bundles(texts: Iterable[str]) -> list[str]:
    bundles = [""]
    for text in texts:
        if len(bundles[-1]) + len(text) > BUNDLE and bundles[-1]:
            bundles.append("")
        bundles[-1] += f"{text} "
    return bundles


_PLACES: Final = re.compile(rb"q([tjem])(\d{3})t")
_IN_REQUESTS: Final = re.compile(rb"Q(\d{3})q[^/&?]*")
_CHANGED: Final = re.compile(r"/conversations/cv(\d{3})")


def _as_json(text: str, kind: bytes) -> bytes:
    """A text as it goes into JSON: as it is, as a string of JSON inside, as entities of HTML, or as an address."""
    if kind == b"j":
        text = json.dumps(text)[1:-1]
    elif kind == b"e":
        text = "".join(f"&#{ord(letter)};" if not letter.isalnum() else letter for letter in text[:4000])
    elif kind == b"m":
        text = text[:MAIL_ADDRESS]
    return json.dumps(text)[1:-1].encode()


class HostileServer:
    """The desk's application with place-holders exchanged: in answers for the texts, in requests the other way."""

    def __init__(self, desk: Any, texts: Sequence[str], *, changes: Path) -> None:
        """`changes` is a file that gets a line for each call that would have changed something."""
        self._desk = desk
        self._texts = texts
        self._changes = changes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        path = str(scope["path"])
        if scope["method"] != "GET":
            with self._changes.open("a") as file:
                file.write(f"{scope['method']} {path}\n")
            found = _CHANGED.search(path)
            await _refuse(self._texts[int(found[1]) if found else 0], send)
            return
        raw = _IN_REQUESTS.sub(rb"qm\1t", scope.get("raw_path", path.encode()))
        query = _IN_REQUESTS.sub(rb"qm\1t", scope["query_string"])
        body, start = bytearray(), dict[str, Any]()

        async def keep(message: MutableMapping[str, Any]) -> None:
            start.update(message if message["type"] == "http.response.start" else {})
            body.extend(message.get("body", b""))

        await self._desk(
            {**scope, "path": unquote(raw.decode()), "raw_path": raw, "query_string": query}, receive, keep
        )
        exchanged = _PLACES.sub(lambda found: _as_json(self._texts[int(found[2])], found[1]), bytes(body))
        await _answer(int(start["status"]), exchanged, send)


async def _refuse(text: str, send: Send) -> None:
    error = {"status": "ERROR", "statuscode": 404, "errormessage": text, "debugmessage": text}
    await _answer(404, json.dumps({"response": error}).encode(), send)


async def _answer(status: int, body: bytes, send: Send) -> None:
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def fill(database: Database, count: int) -> None:
    """Put place-holders for so many texts into an empty database."""
    rows: dict[str, list[dict[str, Any]]] = {}
    _add(rows, "agent", _agent("agme", AGENT, "Me"))
    for number in range(count):
        _people(rows, number)
        _conversation(rows, number)
    with database.write() as connection:
        store_key(connection, KEY, name="tests", now=NOW)
        for table, found in rows.items():
            connection.execute(insert(getattr(tables, table)), found)


def _add(rows: dict[str, list[dict[str, Any]]], table: str, row: dict[str, Any]) -> None:
    rows.setdefault(table, []).append(row)


def _agent(identifier: str, email: str, name: str) -> dict[str, Any]:
    names = {"first_name": name, "last_name": "", "system_name": name, "chat_slots": 1}
    return {"id": identifier, "contact_id": f"ct{identifier}", "email": email, **names}


def _people(rows: dict[str, list[dict[str, Any]]], number: int) -> None:
    text, own = f"qt{number:03}t", f"{number:03}"
    _add(rows, "agent", _agent(f"ag{own}", f"qm{own}t", text))
    department = {"id": f"dp{own}", "name": text, "description": text, "position": number}
    _add(rows, "department", {**department, "preset": "TM", "deleted": "N"})
    online = "TM" if number % 2 else ""
    member = {"agent_id": f"ag{own}", "department_id": f"dp{own}", "preset": "TM", "online": online}
    _add(rows, "agent_department", member)
    person = {"id": f"ct{own}", "user_id": f"us{own}", "email": f"qm{own}t", "first_name": text, "last_name": text}
    _add(rows, "customer", {**person, "system_name": text, "note": text, "created": _at(5000), "role": "V"})
    _add(rows, "customer_email", {"email": f"qm{own}t", "customer_id": f"ct{own}"})
    _add(rows, "customer_field", {"customer_id": f"ct{own}", "code": text, "value": text})
    group = {"id": f"cg{own}", "name": text, "color": text, "bg_color": text}
    _add(rows, "customers_group", group)
    _add(rows, "customer_membership", {"customer_id": f"ct{own}", "group_id": f"cg{own}"})


def _conversation(rows: dict[str, list[dict[str, Any]]], number: int) -> None:
    text, own = f"qt{number:03}t", f"{number:03}"
    row = {"id": f"cv{own}", "code": text, "public_code": text, "owner_id": f"ct{own}", "department_id": f"dp{own}"}
    row |= {"assigned_to": f"ag{own}", "status": "NCA"[number % 3], "subject": text, "preview": text}
    _add(rows, "conversation", {**row, "owner_note": text, "created": _at(50), "changed": _at(1 + number / 100)})
    _add(rows, "conversation_field", {"conversation_id": f"cv{own}", "code": text, "value": text})
    _add(rows, "tag", {"id": f"tg{own}", "name": text, "color": text, "bg_color": text})
    _add(rows, "conversation_tag", {"conversation_id": f"cv{own}", "tag_id": f"tg{own}"})
    _groups(rows, number)
    article: dict[str, Any] = {"id": number + 1, "url_code": text, "tree_path": "0", "title": text, "keywords": text}
    article |= {"description": text, "content": f"<h2>{text}</h2><pre>qe{own}t</pre>{text}", "content_text": text}
    _add(rows, "article", {**article, "created": _at(4000), "changed": _at(2000)})


def _groups(rows: dict[str, list[dict[str, Any]]], number: int) -> None:
    text, own = f"qt{number:03}t", f"{number:03}"
    file = f'{{"name": "qj{own}t", "size": "qj{own}t", "download_url": "qj{own}t"}}'
    html = f'<p title="{text}">{text}</p><blockquote>qe{own}t</blockquote><a href="https://{own}.example/qe{own}t">qe{own}t</a>'
    customer, agent = f"us{own}", f"ag{own}"
    groups: list[tuple[str, str, list[tuple[str, str]]]] = [
        ("M", customer, [("T", text), ("M", text), ("M", html), ("Q", text), ("F", file), ("F", text), ("R", text)]),
        ("I", agent, [("N", text)]),
        ("T", SYSTEM_USER_ID, [("S", text), (text, text)]),
        (text, customer, [("M", text)]),
        ("4", agent, [("M", f"<pre>qe{own}t</pre><table><tr><td>{text}<td>qe{own}t</table>"), ("H", text)]),
    ]
    for position, (rtype, user, messages) in enumerate(groups):
        identifier = f"gr{own}{position}"
        times = {"created": _at(40 - position), "finished": _at(40 - position)}
        group = {"id": identifier, "conversation_id": f"cv{own}", "position": position, "user_id": user}
        _add(rows, "message_group", {**group, "rtype": rtype, "rstatus": "V", **times})
        for place, (kind, body) in enumerate(messages):
            ids = {"id": f"ms{own}{position}{place}", "group_id": identifier, "conversation_id": f"cv{own}"}
            facts = {"position": place, "user_id": user, "rtype": kind, "created": _at(40 - position)}
            _add(rows, "message", {**ids, **facts, "body": body})


def _at(hours: float) -> int:
    return int(NOW.timestamp() - hours * 3600)
