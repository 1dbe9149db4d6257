"""Mails that a real installation would send: the desk sends none, and keeps whom each would have gone to."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import insert

from console.desk.context import Context
from console.desk.tables import outgoing_mail, registration_mail

_MESSAGE = insert(outgoing_mail)


def keep_message_mail(
    ctx: Context, conversation_id: str, message_id: str, recipients: Sequence[str], mail_id: str | None
) -> None:
    """A message goes to these addresses."""
    mail = {"conversation_id": conversation_id, "message_id": message_id, "mail_id": mail_id, "created": ctx.now()}
    if recipients:
        ctx.connection.execute(_MESSAGE, [mail | {"recipient": one} for one in dict.fromkeys(recipients)])


def keep_registration_mail(ctx: Context, customer_id: str, recipient: str) -> None:
    """A customer who has no password yet is asked to set one."""
    mail = {"customer_id": customer_id, "recipient": recipient, "created": ctx.now()}
    ctx.connection.execute(insert(registration_mail), mail)
