"""Words for message groups and messages: what kind of act it was, who did it, what a file entry says; pure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum

from console.contract.enums import GroupStatus, GroupType, MessageType
from console.services.records import PersonKind, Thread, ThreadGroup, ThreadMessage
from console.ui.drawable import clean
from console.ui.format import file_size
from console.ui.glyphs import Glyphs


class Voice(StrEnum):
    """Who speaks in a group; it decides gutter, shape and style."""

    CUSTOMER = "customer"
    OWN = "own"
    NOTE = "note"
    SYSTEM = "system"


NOTE_KINDS = frozenset({GroupType.INTERNAL, GroupType.INTERNAL_COLLAPSED, GroupType.INTERNAL_OFFLINE})
SYSTEM_WORDS = {
    GroupType.TRANSFER: "Transfer",
    GroupType.RESOLVE: "Resolved",
    GroupType.TAG: "Tags",
    GroupType.POSTPONE: "Postponed",
    GroupType.DELETE: "Deleted",
    GroupType.SPAM: "Spam",
    GroupType.START_INFO: "Start",
    GroupType.SPLIT: "Split",
    GroupType.MERGED: "Merged",
    GroupType.KNOWLEDGEBASE_START: "Article",
}
CHANNEL_WORDS = {
    GroupType.CHAT: "Chat",
    GroupType.CALL: "Call",
    GroupType.OUTGOING_CALL: "Call out",
    GroupType.INTERNAL_CALL: "Internal call",
    GroupType.FACEBOOK: "Facebook",
    GroupType.TWITTER: "Twitter",
    GroupType.RETWEET: "Retweet",
    GroupType.WHATSAPP: "WhatsApp",
    GroupType.KNOWLEDGEBASE: "Forum",
    GroupType.OFFLINE_FORM: "Form",
    GroupType.FORWARD: "Forward",
    GroupType.REPLY_TO_FORWARD: "Forward reply",
}
STATE_WORDS = {
    GroupStatus.DELETED: "deleted",
    GroupStatus.PROMOTED: "promoted",
    GroupStatus.SPLIT_OFF: "split off",
    GroupStatus.MERGED: "merged",
}
BODY_KINDS = frozenset(
    {
        MessageType.MESSAGE,
        MessageType.LEGACY_MESSAGE,
        MessageType.MIXED_MESSAGE,
        MessageType.NOTE,
        MessageType.INTERNAL,
        MessageType.RANKING_COMMENT,
    }
)
"""Messages whose body a reader wants."""
FOLDED_KINDS = {
    MessageType.QUOTED_TEXT: "quoted",
    MessageType.FOOTER: "footer",
    MessageType.HEADER: "header",
    MessageType.TEXT_HEADER: "header",
}
"""Messages that start folded, with what their lines are called."""
FILE_KINDS = frozenset({MessageType.FILE, MessageType.NOTE_FILE})
_RANKS = {MessageType.RANKING_REBUKE: "rated: not satisfied", MessageType.RANKING_REWARD: "rated: satisfied"}


def voice_of(group: ThreadGroup) -> Voice:
    """Who speaks in a group."""
    if group.kind in NOTE_KINDS:
        return Voice.SYSTEM if group.author.kind is PersonKind.SYSTEM else Voice.NOTE
    if group.kind in SYSTEM_WORDS or not group.kind.known:
        return Voice.SYSTEM
    if group.author.kind is PersonKind.AGENT:
        return Voice.OWN
    return Voice.SYSTEM if group.author.kind is PersonKind.SYSTEM else Voice.CUSTOMER


def kind_word(group: ThreadGroup) -> str:
    """What kind of act a group is, in one or two words; an unlisted letter is "Other" with the letter."""
    if group.kind in NOTE_KINDS:
        return "System" if group.author.kind is PersonKind.SYSTEM else "Note"
    word = SYSTEM_WORDS.get(group.kind) or CHANNEL_WORDS.get(group.kind)
    if word:
        return word
    if not group.kind.known:
        return f"Other {clean(group.kind.value)[:2]}".strip()
    if group.author.kind is PersonKind.SYSTEM:
        return "System"
    return "Reply" if group.author.kind is PersonKind.AGENT else "Mail"


def state_word(group: ThreadGroup) -> str:
    """A group's state when it is not simply visible, or what the console says of it."""
    if group.mark:
        return group.mark
    if group.state is GroupStatus.VISIBLE:
        return ""
    return STATE_WORDS.get(group.state, "")


def starts_folded(group: ThreadGroup) -> bool:
    """Whether only the headline of a group shows at first. A note that came with a transfer is there to be read."""
    if group.kind is GroupType.INTERNAL_COLLAPSED:
        return True
    return voice_of(group) is Voice.SYSTEM and not any(message.kind is MessageType.NOTE for message in group.messages)


def voice_in(group: ThreadGroup, message: ThreadMessage) -> Voice:
    """Who speaks in a message: its group's voice, but for a note among system entries."""
    voice = voice_of(group)
    return Voice.NOTE if voice is Voice.SYSTEM and message.kind is MessageType.NOTE else voice


@dataclass(frozen=True, slots=True)
class FileEntry:
    """What a file message says of its file."""

    name: str
    size: str = ""
    url: str = ""


def _pairs(body: str) -> dict[str, str] | None:
    """Names and values of a body that is a JSON object, or a list of a heading row and pairs; None for other text."""
    try:
        tree = json.loads(body) if body[:1] in "[{" and len(body) < 20_000 else None
    except (ValueError, RecursionError):
        return None
    if isinstance(tree, dict):
        rows = [[key, value] for key, value in tree.items()]
    elif isinstance(tree, list):
        rows = [row for row in tree if isinstance(row, list) and len(row) == 2 and row != ["name", "value"]]
    else:
        return None
    return {str(key): str(value) for key, value in rows if value is not None}


def read_file(body: str) -> FileEntry:
    """The file of a file message: JSON as an object or as a header row and pairs; any other text is its name."""
    pairs = _pairs(body)
    values = pairs or {}
    name = values.get("name") or values.get("filename") or (body if pairs is None else "")
    size = values.get("size", "")
    return FileEntry(
        name=name.strip() or "(no name)",
        size=file_size(int(size)) if size.isascii() and size.isdigit() and len(size) < 16 else "",
        url=values.get("download_url", ""),
    )


def small_line(message: ThreadMessage) -> str:
    """The one-line form of a message that is no body: ratings, recordings, figures of a call, status words."""
    rank = _RANKS.get(message.kind)
    pairs = _pairs(message.body)
    if message.kind is MessageType.VOICE and pairs:
        entry = read_file(message.body)
        return f"[recording] {clean(entry.name, limit=200)}  {entry.size}".rstrip()
    body = ", ".join(f"{key} {value}" for key, value in pairs.items()) if pairs else message.body
    text = clean(" ".join(body[:2000].split()), limit=600)
    if rank:
        return f"{rank}{': ' + text if text else ''}"
    if message.kind is MessageType.VOICE:
        return f"[recording] {text}"
    if message.kind is MessageType.TITLE:
        return f"Subject: {text}"
    return text if message.kind.known else f"[{clean(message.kind.word)}] {text}"


def gutter_of(voice: Voice | None, glyphs: Glyphs) -> tuple[str, str]:
    """What stands at the left of a voice's lines, and its style."""
    match voice:
        case Voice.CUSTOMER:
            return f"{glyphs.customer_gutter} ", "customer"
        case Voice.NOTE:
            return f"{glyphs.note_gutter} ", "note"
        case None:
            return "", "text"
    return "  ", "text"


def newest_of_people(thread: Thread) -> int:
    """The last group a person wrote."""
    for index in range(len(thread.groups) - 1, -1, -1):
        if thread.groups[index].author.kind is not PersonKind.SYSTEM:
            return index
    return len(thread.groups) - 1
