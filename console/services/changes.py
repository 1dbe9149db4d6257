"""What changed in a conversation while somebody wrote, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

from console.contract.enums import ConversationStatus
from console.services.records import Draft, Person, PersonKind, Thread, ThreadGroup, ThreadMessage


@dataclass(frozen=True, slots=True)
class Changed:
    """What is new for the writer."""

    sentences: tuple[str, ...]
    new_messages: frozenset[str]


def notices(draft: Draft, before: Thread | None, now: Thread, me: str | None, zone: tzinfo | None) -> Changed:
    """Messages the writer has not seen, and what else is other than on the writer's screen.

    `before` is the conversation as it was shown, `me` the writer's userid; times are in `zone`, or the machine's own.
    """
    unseen = unseen_messages(draft.seen_messages, now, me, zone)
    differences = [] if before is None else _differences(before, now, me, draft.seen_messages)
    return Changed((*unseen.sentences, *differences), unseen.new_messages)


def unseen_messages(seen: frozenset[str], now: Thread, me: str | None, zone: tzinfo | None) -> Changed:
    """The messages of others that are not among those seen, a sentence for each author."""
    fresh = [
        (group, message)
        for group in now.groups
        for message in group.messages
        if message.id not in seen and message.author.id != me
    ]
    return Changed(tuple(_messages(fresh, zone)), frozenset(message.id for _, message in fresh))


def _messages(fresh: list[tuple[ThreadGroup, ThreadMessage]], zone: tzinfo | None) -> list[str]:
    """One sentence for each author who wrote, with the time of the last message."""
    written: dict[str, tuple[Person, int, ThreadMessage, bool]] = {}
    for group, message in fresh:
        if message.author.kind is PersonKind.SYSTEM:
            continue
        _, count, _, public = written.get(message.author.id, (message.author, 0, message, False))
        written[message.author.id] = (message.author, count + 1, message, public or group.kind.public)
    sentences = []
    for author, count, last, public in written.values():
        what = "new message" if public else "new note"
        when = last.at.astimezone(zone).strftime(" %H:%M") if last.at else ""
        who = f"the customer {author.name}" if author.kind is PersonKind.CUSTOMER else author.name
        if author.kind is PersonKind.AGENT and public:
            sentences.append(f"{author.name} has answered meanwhile:{when}, {count} {what}{'s' if count > 1 else ''}.")
        else:
            sentences.append(f"{count} {what}{'s' if count > 1 else ''} from {who}{when}.")
    return sentences


def answered_by_own(seen: frozenset[str], now: Thread, me: str | None) -> bool:
    """Whether the conversation is answered by what the writer sent, which is not among the messages seen yet."""
    return now.row.status is ConversationStatus.ANSWERED and any(
        message.author.id == me and message.id not in seen
        for group in now.groups
        if group.kind.public
        for message in group.messages
    )


def _differences(before: Thread, now: Thread, me: str | None, seen: frozenset[str]) -> list[str]:
    sentences = []
    if before.row.status != now.row.status and not answered_by_own(seen, now, me):
        sentences.append(f"The status is {now.row.status.word} now; it was {before.row.status.word}.")
    if before.row.department_id != now.row.department_id:
        sentences.append(f"The conversation is in {now.row.department_name or 'no department'} now.")
    was, has = (one.assignee.id if one.assignee else "" for one in (before, now))
    if was != has and has != (me or ""):
        sentences.append(f"{now.assignee.name} has it now." if now.assignee else "Nobody has it now.")
    return sentences
