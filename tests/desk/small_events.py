"""What happened on the small desk on a Sunday, the day before its NOW: few enough events to count by hand.

Business hours are from 09:00 on; so what was timed from 08:00 to 09:30 has half an hour of them. Times are local.

A, a ticket of Billing:  08:00 created by the customer; 08:10 assigned to Mira; 09:30 she answers; 10:00 a note of
                         Olaf's; 11:00 the customer writes; 11:20 Olaf answers; 12:00 he resolves it; 12:00:30 praise
                         for Mira
B, a ticket of Billing:  13:00 created; 13:30 assigned to Olaf; 14:00 Mira answers, twice; 15:00 she resolves it;
                         16:00 a rebuke for Olaf
C, a chat in General:    10:00 rings; 10:00:20 Yuki has missed it; 10:00:30 Mira takes it and writes two lines; it ends
                         at 10:10:30 without a rating
   the same once more:   17:00 rings; 17:01 the visitor leaves, nobody has taken it
E, calls of Billing:     09:00 one rings, Yuki takes it after 10 s, for 300 s; 09:20 one rings until 09:20:40, past
                         Yuki; she calls out for 120 s, once in vain, and a colleague for 60 s
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import insert

from console.desk import tables
from console.desk.db import Database
from console.desk.events.stretches import reach_of
from tests.desk.small_desk import (
    ANA,
    ANSWERED,
    BILLING,
    CHATTING,
    GENERAL,
    JON,
    MIRA,
    OLAF,
    OPEN,
    OWNERLESS,
    REFUND,
    RESOLVED,
    URGENT,
    YUKI,
    ZONE,
)

DAY = "2026-03-01"

_A, _B, _C, _E, _LONG = OPEN, ANSWERED, CHATTING, RESOLVED, OWNERLESS
LEVEL, CHAT_LEVEL, CALL_LEVEL = "slbillin", "slchat00", "slcall00"


def small_events(database: Database) -> None:
    """Write them into a database that has the small desk in it."""
    with database.write() as connection:
        for table, rows in _ROWS.items():
            connection.execute(insert(getattr(tables, table)), rows)


def local(time: str, day: str = DAY) -> int:
    """Epoch seconds of a time of a day in the desk's zone."""
    return int(datetime.fromisoformat(f"{day} {time}").replace(tzinfo=ZONE).timestamp())


def moment(
    time: str, kind: str, agent: str | None, seconds: int | None = None, business: int | None = None, *, of: str = _A
) -> dict[str, Any]:
    """An event of one of the conversations, on the Sunday."""
    channel = {_C: "B", _E: "C"}.get(of, "E")
    place = GENERAL if of == _C else BILLING
    return {
        "at": local(time),
        "kind": kind,
        "conversation_id": of,
        "department_id": place,
        "agent_id": agent,
        "channel": channel,
        "seconds": seconds,
        "business": business,
    }


def online(agent: str, place: str, service: str, begin: int, end: int | None) -> dict[str, Any]:
    """A stretch of being online."""
    row = {"agent_id": agent, "department_id": place, "service": service, "from_at": begin, "to_at": end}
    return row | {"reach": reach_of(begin, end)}


def lasting(
    load: str, conversation: str, place: str | None, agent: str | None, begin: int, end: int | None
) -> dict[str, Any]:
    """A stretch of waiting or of being served."""
    row = {"load": load, "conversation_id": conversation, "department_id": place, "agent_id": agent}
    return row | {"from_at": begin, "to_at": end, "reach": reach_of(begin, end)}


def _on(agent: str, place: str, service: str, begin: str, end: str) -> dict[str, Any]:
    return online(agent, place, service, local(begin), local(end))


def _clock(
    service: str, of: str, agent: str | None, level: str, opened: str, due: str, closed: str | None
) -> dict[str, Any]:
    return {
        "service": service,
        "conversation_id": of,
        "department_id": GENERAL if of == _C else BILLING,
        "agent_id": agent,
        "customer_id": {_A: ANA, _B: ANA, _E: JON}.get(of),
        "level_id": level,
        "opened": local(opened),
        "due": local(due),
        "closed": None if closed is None else local(closed),
    }


def _rating(time: str, kind: str, of: str, agent: str, customer: str, comment: str) -> dict[str, Any]:
    row = {"at": local(time), "kind": kind, "conversation_id": of, "agent_id": agent}
    return row | {"customer_id": customer, "comment": comment}


def _level(identifier: str, name: str, service: str, first: int, following: int | None, hours: str) -> dict[str, Any]:
    row = {"id": identifier, "name": name, "service": service, "department_id": None, "position": 0}
    return row | {"first_seconds": first, "next_seconds": following, "hours": hours}


_TODAY = "2026-03-02"

_ROWS: dict[str, list[dict[str, Any]]] = {
    "sla_level": [
        _level(LEVEL, "Standard", "M", 4 * 3600, 8 * 3600, "mon-sun 09:00-17:00"),
        _level(CHAT_LEVEL, "Chat", "T", 60, None, ""),
        _level(CALL_LEVEL, "Phone", "P", 45, None, ""),
    ],
    "event": [
        moment("08:00:00", "created", None),
        moment("08:00:00", "incoming", None),
        moment("08:10:00", "assigned", MIRA, 600, 0),
        moment("09:30:00", "answer", MIRA),
        moment("09:30:00", "new_answered", MIRA, 5400, 1800),
        moment("10:00:00", "note", OLAF),
        moment("11:00:00", "incoming", MIRA),
        moment("11:00:00", "opened", None),
        moment("11:20:00", "answer", OLAF),
        moment("11:20:00", "open_answered", OLAF, 1200, 1200),
        moment("12:00:00", "resolved", OLAF, 14400, 10800),
        moment("12:00:30", "reward", MIRA),
        moment("13:00:00", "created", None, of=_B),
        moment("13:00:00", "incoming", None, of=_B),
        moment("13:30:00", "assigned", OLAF, 1800, 1800, of=_B),
        moment("14:00:00", "answer", MIRA, of=_B),
        moment("14:00:00", "new_answered", MIRA, 3600, 3600, of=_B),
        moment("14:00:10", "answer", MIRA, of=_B),
        moment("15:00:00", "resolved", MIRA, 7200, 7200, of=_B),
        moment("16:00:00", "punishment", OLAF, of=_B),
        moment("10:00:00", "created", None, of=_C),
        moment("10:00:00", "chat_rang", None, of=_C),
        moment("10:00:20", "chat_missed", YUKI, of=_C),
        moment("10:00:30", "chat_taken", MIRA, 30, 30, of=_C),
        moment("10:01:00", "chat_answer", MIRA, of=_C),
        moment("10:02:00", "chat_answer", MIRA, of=_C),
        moment("10:10:30", "chat_ended", MIRA, 600, 600, of=_C),
        moment("10:10:30", "chat_unrated", MIRA, of=_C),
        moment("17:00:00", "chat_rang", None, of=_C),
        moment("17:01:00", "chat_unanswered", None, of=_C),
        moment("09:00:00", "call_rang", None, of=_E),
        moment("09:00:10", "call_taken", YUKI, 10, 10, of=_E),
        moment("09:05:10", "call_ended", YUKI, 300, 300, of=_E),
        moment("09:20:00", "call_rang", None, of=_E),
        moment("09:20:20", "call_missed", YUKI, of=_E),
        moment("09:20:40", "call_unanswered", None, of=_E),
        moment("09:30:00", "call_placed", YUKI, 120, of=_E),
        moment("09:40:00", "call_placed", YUKI, of=_E),
        moment("09:50:00", "call_internal", YUKI, 60, of=_E),
    ],
    "online_stretch": [
        _on(MIRA, BILLING, "M", "08:00", "12:00"),
        _on(MIRA, BILLING, "T", "08:00", "12:00"),
        _on(MIRA, GENERAL, "M", "08:00", "12:00"),
        _on(YUKI, GENERAL, "P", "09:00", "10:30:30"),
        _on(OLAF, BILLING, "M", "11:00", "12:30"),
        _on(MIRA, BILLING, "M", "13:00", "17:00"),
        online(MIRA, BILLING, "M", local("08:00", _TODAY), None),
        online(MIRA, BILLING, "T", local("08:00", _TODAY), None),
        online(MIRA, GENERAL, "M", local("08:00", _TODAY), None),
        online(YUKI, GENERAL, "P", local("09:15", _TODAY), None),
    ],
    "load_stretch": [
        lasting("ticket", _LONG, None, None, local("00:00", "2026-02-01"), None),
        lasting("ticket", _A, BILLING, None, local("08:00"), local("08:10")),
        lasting("ticket", _A, BILLING, MIRA, local("08:10"), local("09:30")),
        lasting("ticket", _A, BILLING, MIRA, local("11:00"), local("11:20")),
        lasting("ticket", _B, BILLING, None, local("13:00"), local("13:30")),
        lasting("ticket", _B, BILLING, OLAF, local("13:30"), local("14:00")),
        lasting("chat_queue", _C, GENERAL, None, local("10:00"), local("10:00:30")),
        lasting("chat", _C, GENERAL, MIRA, local("10:00:30"), local("10:10:30")),
        lasting("call_queue", _E, BILLING, None, local("09:00"), local("09:00:10")),
        lasting("call", _E, BILLING, YUKI, local("09:00:10"), local("09:05:10")),
        lasting("call_queue", _E, BILLING, None, local("09:20"), local("09:20:40")),
    ],
    "tag_stretch": [
        {"conversation_id": _A, "tag_id": URGENT, "from_at": local("09:00"), "to_at": local("11:10")},
        {"conversation_id": _B, "tag_id": REFUND, "from_at": local("13:30"), "to_at": local("18:00")},
    ],
    "rating": [
        _rating("12:00:30", "W", _A, MIRA, ANA, "Quick, thank you"),
        _rating("16:00", "P", _B, OLAF, JON, ""),
    ],
    "sla_clock": [
        _clock("M", _A, MIRA, LEVEL, "08:00", "13:00", "09:30"),
        _clock("M", _A, MIRA, LEVEL, "11:00", "15:00", "11:20"),
        _clock("M", _B, OLAF, LEVEL, "13:00", "13:45", "14:00"),
        _clock("M", _LONG, None, LEVEL, "18:00", "23:00", None),
        _clock("T", _C, MIRA, CHAT_LEVEL, "10:00", "10:01", "10:00:30"),
        _clock("P", _E, YUKI, CALL_LEVEL, "09:00", "09:00:45", "09:00:10"),
    ],
}
"""Rows by table. One ticket has waited since the first of February, and its clock still runs."""
