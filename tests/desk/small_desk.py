"""A desk with a handful of rows, the same every time, for tests of the desk and of its clients."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from console.contract.messages import SYSTEM_USER_ID
from console.desk import tables
from console.desk.db import Database
from console.desk.keys import store_key

KEY = "0123456789abcdef0123456789abcdef"
NOW = datetime(2026, 3, 2, 17, 30, 0, tzinfo=UTC)
ZONE = ZoneInfo("America/Los_Angeles")
"""NOW is 09:30 in it."""

BILLING, GENERAL, CLOSED = "dp71bill", "default", "dp00gone"
MIRA, OLAF, YUKI, NOOR = "ag3x81lm", "ag3x81ln", "ag3x81lo", "ag3x81lp"
MIRA_EMAIL, OLAF_EMAIL = "mira@desk.example", "olaf@desk.example"
"""Mira is online for chat and tickets in Billing, and for tickets in General; Olaf is offline."""

ANA, IDA, JON, KIM, LEO = "ctana000", "ctida000", "ctjon000", "ctkim000", "ctleo000"
ANA_EMAIL, ANA_OTHER_EMAIL, IDA_EMAIL = "ana@holm.example", "ana.private@post.example", "ida@holm.example"

NEW, OPEN, ANSWERED, RESOLVED = "cvnew000", "cvopen00", "cvansw00", "cvreso00"
CHATTING, SPAM, DELETED, OWNERLESS = "cvchat00", "cvspam00", "cvdele00", "cvnone00"
OPEN_CODE, OPEN_PUBLIC_CODE = "OPN-000-001", "publicOpen000001"
OPEN_MESSAGES = ("msopen000001", "msopen000002", "msopen000003")

REFUND, URGENT = "tgrefund", "tgurgent"
GOLD, STANDARD = "cggold00", "cgstand0"
BILLING_CATEGORY, ADDRESS_ARTICLE, INVOICE_ARTICLE, DRAFT_ARTICLE, INTERNAL_ARTICLE = 17, 412, 413, 414, 415
SHOP_SUGGESTIONS, WISHES = 30, 31
COMPANY, FILE, WIDGET, FORM = "cmholm00", "0f" * 16, "wgchat00", "wgform00"


def small_desk(database: Database) -> None:
    """Fill an empty database: 3 departments, 4 agents, 5 customers, 8 conversations, 7 knowledge base entries."""
    with database.write() as connection:
        store_key(connection, KEY, name="tests", now=NOW)
        for table, rows in _ROWS.items():
            connection.execute(insert(getattr(tables, table)), _complete(rows))


def at(hours: float) -> int:
    """Epoch seconds so many hours before NOW."""
    return int(NOW.timestamp() - hours * 3600)


def _complete(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same columns in every row, which an insert of many rows needs."""
    names = {name for row in rows for name in row}
    return [{name: row.get(name) for name in names} for row in rows]


def _agent(identifier: str, first: str, last: str, role: str = "A", slots: int = 0) -> dict[str, Any]:
    contact = f"ct{identifier}"
    email = f"{first.lower()}@desk.example"
    return {
        "id": identifier,
        "contact_id": contact,
        "email": email,
        "first_name": first,
        "last_name": last,
        "system_name": first.lower(),
        "auth_token": f"SECRET-AGENT-TOKEN-{first.upper()}",
        "gender": "F" if first in ("Mira", "Noor") else "M",
        "role": role,
        "chat_slots": slots,
    }


def _customer(identifier: str, first: str, last: str, email: str | None, *, role: str = "V") -> dict[str, Any]:
    return {
        "id": identifier,
        "user_id": f"us{identifier[2:]}",
        "email": email,
        "first_name": first,
        "last_name": last,
        "system_name": f"{first}.{last}".lower().strip("."),
        "auth_token": f"SECRET-VISITOR-TOKEN-{first.upper()}",
        "role": role,
        "phone": "+47 555-0101" if identifier == ANA else None,
        "note": "Prefers mail" if identifier == ANA else None,
        "company_id": COMPANY if identifier == ANA else None,
        "created": at(5000),
    }


def _conversation(
    identifier: str, status: str, department: str | None, owner: str | None, subject: str, hours: tuple[float, float]
) -> dict[str, Any]:
    short = identifier[2:6].upper()
    named = {OPEN: (OPEN_CODE, OPEN_PUBLIC_CODE)}.get(identifier)
    code, public_code = named or (f"{short[:3]}-{short[3:]}00-XYZ", f"public{identifier}00")
    return {
        "id": identifier,
        "code": code,
        "public_code": public_code,
        "owner_id": owner,
        "department_id": department,
        "assigned_to": MIRA if identifier in (OPEN, ANSWERED) else None,
        "status": status,
        "channel": "E",
        "subject": subject,
        "preview": f"Beginning of {subject}",
        "owner_note": "Called twice" if identifier == OPEN else None,
        "created": at(hours[0]),
        "changed": at(hours[1]),
    }


def _group(identifier: str, conversation: str, position: int, user: str, rtype: str, hours: float) -> dict[str, Any]:
    return {
        "id": identifier,
        "conversation_id": conversation,
        "position": position,
        "user_id": user,
        "rtype": rtype,
        "rstatus": "V",
        "created": at(hours),
        "finished": at(hours),
    }


def _message(
    identifier: str, group: str, conversation: str, user: str, rtype: str, hours: float, body: str, position: int = 0
) -> dict[str, Any]:
    return {
        "id": identifier,
        "group_id": group,
        "conversation_id": conversation,
        "position": position,
        "user_id": user,
        "rtype": rtype,
        "created": at(hours),
        "body": body,
    }


def _company(identifier: str, name: str, language: str, emails: str, phones: str) -> dict[str, Any]:
    return {
        "id": identifier,
        "name": name,
        "language": language,
        "emails": emails,
        "phones": phones,
        "created": at(5000),
    }


def _widget(identifier: str, name: str, rtype: str) -> dict[str, Any]:
    return {
        "id": identifier,
        "name": name,
        "provide": "BFC",
        "department_id": BILLING,
        "rtype": rtype,
        "use_code": "B",
        "status": "N",
        "language": "en",
        "online_code": "<b>Chat</b>",
        "created": at(3000),
    }


def _entry(identifier: int, title: str, text: str, **changes: Any) -> dict[str, Any]:
    return {
        "id": identifier,
        "kb_id": "kb_defa",
        "parent_id": BILLING_CATEGORY,
        "rtype": "A",
        "rstatus": "P",
        "access": "P",
        "url_code": f"30{identifier}",
        "tree_path": f"0|{BILLING_CATEGORY}",
        "position": identifier - 400,
        "title": title,
        "keywords": "",
        "description": "",
        "content": f"<p>{text}</p>",
        "content_text": text,
        "views": 51,
        "votes": 4,
        "created": at(4000),
        "changed": at(2000),
    } | changes


_ROWS: dict[str, list[dict[str, Any]]] = {
    "department": [
        {"id": BILLING, "name": "Billing", "description": "Invoices", "preset": "TM", "deleted": "N", "position": 1},
        {"id": GENERAL, "name": "General", "description": "", "preset": "TPM", "deleted": "N", "position": 0},
        {"id": CLOSED, "name": "Fax", "description": "", "preset": "M", "deleted": "Y", "position": 2},
    ],
    "agent": [
        _agent(MIRA, "Mira", "Novak", slots=3),
        _agent(OLAF, "Olaf", "Berg"),
        _agent(YUKI, "Yuki", "Tanaka", role="D", slots=5),
        _agent(NOOR, "Noor", "Haddad", role="O"),
    ],
    "agent_department": [
        {"agent_id": MIRA, "department_id": BILLING, "preset": "TPM", "online": "MT"},
        {"agent_id": MIRA, "department_id": GENERAL, "preset": "M", "online": "M"},
        {"agent_id": OLAF, "department_id": BILLING, "preset": "M", "online": ""},
        {"agent_id": YUKI, "department_id": GENERAL, "preset": "TP", "online": "P"},
    ],
    "customer": [
        _customer(ANA, "Ana", "Holm", ANA_EMAIL, role="R"),
        _customer(IDA, "Ida", "Holm", IDA_EMAIL),
        _customer(JON, "Jon", "", "jon@post.example"),
        _customer(KIM, "Kim", "Lee", "kim@post.example"),
        _customer(LEO, "Leo", "Roth", None),
    ],
    "customer_email": [
        {"email": ANA_EMAIL, "customer_id": ANA},
        {"email": ANA_OTHER_EMAIL, "customer_id": ANA},
        {"email": IDA_EMAIL, "customer_id": IDA},
        {"email": "jon@post.example", "customer_id": JON},
        {"email": "kim@post.example", "customer_id": KIM},
    ],
    "customer_field": [{"customer_id": ANA, "code": "plan", "value": "gold"}],
    "customers_group": [
        {"id": GOLD, "name": "Gold customers", "color": "FFFFFF", "bg_color": "B8860B"},
        {"id": STANDARD, "name": "Standard", "color": "000000", "bg_color": "CCCCCC"},
    ],
    "customer_membership": [
        {"customer_id": ANA, "group_id": GOLD},
        {"customer_id": ANA, "group_id": STANDARD},
        {"customer_id": IDA, "group_id": STANDARD},
    ],
    "conversation": [
        _conversation(NEW, "N", BILLING, IDA, "Invoice 1044", (2, 2)),
        _conversation(OPEN, "C", BILLING, ANA, "Wrong address", (50, 1)),
        _conversation(ANSWERED, "A", BILLING, ANA, "Second invoice", (30, 20)),
        _conversation(RESOLVED, "R", BILLING, JON, "Straße", (400, 300)),
        _conversation(CHATTING, "T", GENERAL, KIM, "Chat", (0.1, 0.05)),
        _conversation(SPAM, "B", BILLING, KIM, "Buy now", (10, 10)),
        _conversation(DELETED, "X", BILLING, KIM, "Test", (11, 9)),
        _conversation(OWNERLESS, "C", None, LEO, "No department", (60, 40)),
    ],
    "conversation_field": [
        {"conversation_id": OPEN, "code": "orderno", "value": "7781"},
        {"conversation_id": OPEN, "code": "orderno", "value": "7790"},
    ],
    "tag": [
        {"id": REFUND, "name": "refund", "color": "FFFFFF", "bg_color": "C0392B"},
        {"id": URGENT, "name": "urgent", "color": "000000", "bg_color": "FFCC00"},
    ],
    "conversation_tag": [{"conversation_id": OPEN, "tag_id": URGENT}],
    "message_group": [
        _group("gropen000001", OPEN, 0, "usana000", "M", 50),
        _group("gropen000002", OPEN, 1, MIRA, "I", 20),
        _group("gropen000003", OPEN, 2, SYSTEM_USER_ID, "T", 10),
        _group("gropen000004", OPEN, 3, "usana000", "M", 1),
        _group("grnew0000001", NEW, 0, "usida000", "M", 2),
    ],
    "message": [
        _message(OPEN_MESSAGES[0], "gropen000001", OPEN, "usana000", "M", 50, "The invoice has the wrong address."),
        _message("msopen000004", "gropen000001", OPEN, "usana000", "Q", 50, "> Your invoice", 1),
        _message(OPEN_MESSAGES[1], "gropen000002", OPEN, MIRA, "N", 20, "Asked accounting."),
        _message(OPEN_MESSAGES[2], "gropen000004", OPEN, "usana000", "M", 1, "Any news?"),
        _message("msnew0000001", "grnew0000001", NEW, "usida000", "M", 2, "<p>Hello</p>"),
    ],
    "article": [
        _entry(BILLING_CATEGORY, "Billing", "", parent_id=0, tree_path="0", rtype="C", position=1),
        _entry(ADDRESS_ARTICLE, "Change the billing address", "Open your account and save.", keywords="billing, move"),
        _entry(INVOICE_ARTICLE, "Download an invoice", "Every invoice names its address.", keywords="pdf, address"),
        _entry(DRAFT_ARTICLE, "Address of the new office", "Not yet.", rstatus="D"),
        _entry(INTERNAL_ARTICLE, "Address fraud", "For agents alone.", access="I"),
        _entry(SHOP_SUGGESTIONS, "Shop", "", parent_id=0, tree_path="0", rtype="G", position=2),
        _entry(
            WISHES, "Wishes", "", parent_id=SHOP_SUGGESTIONS, tree_path=f"0|{SHOP_SUGGESTIONS}", rtype="G", position=0
        ),
    ],
    "knowledgebase": [{"id": "kb_defa", "name": "Help center"}, {"id": "kb_staff", "name": "For staff"}],
    "company": [
        _company(COMPANY, "Holm Møbler", "no", "office@holm.example,ana@holm.example", "+47 555-0100"),
        _company("cmroth00", "Roth & Sons", "", "", ""),
    ],
    "customer_unique_field": [{"customer_id": ANA, "code": "customer_no", "value": "K-1"}],
    "file": [
        {
            "id": FILE,
            "name": "invoice.pdf",
            "type": "application/pdf",
            "size": 4711,
            "downloads": 3,
            "url": "https://files.desk.example/invoice.pdf",
            "created": at(60),
        }
    ],
    "widget": [_widget(WIDGET, "Chat button", "C"), _widget(FORM, "Contact form", "F")],
}
