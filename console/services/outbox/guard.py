"""The guard: what is other in a conversation than the agent saw it, before something goes to the customer."""

from __future__ import annotations

from datetime import tzinfo

from console.contract.enums import ConversationStatus
from console.services.changes import answered_by_own, unseen_messages
from console.services.records import Thread
from console.store.outbox_rows import Seen


def seen_of(thread: Thread) -> Seen:
    """What somebody has seen who looks at this thread."""
    return Seen(
        changed=thread.changed_raw,
        messages=frozenset(message.id for group in thread.groups for message in group.messages),
        status=thread.row.status.value,
        department=thread.row.department_id,
        assignee=thread.assignee.id if thread.assignee else "",
    )


def objections(seen: Seen, now: Thread, me: str | None, zone: tzinfo | None) -> tuple[str, ...]:
    """What stands against sending: unseen messages of others, another status, department or assignee; a sentence each.

    `me` is the writer's userid. A conversation that was never seen has nothing to be compared with.
    """
    sentences = list(unseen_messages(seen.messages, now, me, zone).sentences)
    fresh = seen_of(now)
    if seen.status and seen.status != fresh.status and not answered_by_own(seen.messages, now, me):
        was = ConversationStatus(seen.status).word
        sentences.append(f"The status is {now.row.status.word} now; it was {was}.")
    if seen.department and seen.department != fresh.department:
        sentences.append(f"The conversation is in {now.row.department_name or 'no department'} now.")
    if seen.assignee is not None and fresh.assignee not in (seen.assignee, me or ""):
        sentences.append(f"{now.assignee.name} has it now." if now.assignee else "Nobody has it now.")
    return tuple(sentences)
