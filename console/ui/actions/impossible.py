"""What agents look for and API v1 cannot do: each says so in a line, and names the nearest that can be done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from console.ui.actions.base import Action

if TYPE_CHECKING:
    from console.ui.screens.workspace import Workspace


class Impossible(Action):
    """Cannot be done. It stands in the palette, so that whoever looks for it learns why, and what to do instead."""

    topic = "not possible with API v1"
    keys = ()
    reason: ClassVar[str]
    """Why not, and what instead; names of actions in braces are drawn as their keys."""

    def why_not(self, workspace: Workspace) -> str | None:
        """It never is."""
        return re.sub(r"\{([a-z-]+)\}", lambda found: workspace.keys.words_of(found[1]), self.reason)

    def run(self, workspace: Workspace) -> None:
        """Nothing can be done."""


class Merge(Impossible):
    """Merge two conversations: API v1 cannot."""

    id = "merge"
    label = "merge"
    reason = "API v1 cannot merge: note the other code ({note}), tag ({tags}), resolve ({resolve})"


class Split(Impossible):
    """Split a conversation: API v1 cannot."""

    id = "split"
    label = "split"
    reason = "API v1 cannot split: answer all in one reply ({reply}), note what is apart ({note})"


class MarkAsSpam(Impossible):
    """Mark as spam or junk: API v1 cannot."""

    id = "spam"
    label = "mark as spam"
    reason = "API v1 cannot mark spam: tag ({tags}) and resolve ({resolve}); the web panel can"


class Undelete(Impossible):
    """Bring back, restore a deleted conversation: API v1 cannot."""

    id = "undelete"
    label = "undelete"
    reason = "API v1 cannot undelete: the web panel can; {undo} helps while it is held"


class SetPresence(Impossible):
    """Go online or offline, set your presence: API v1 cannot."""

    id = "set-presence"
    label = "go online, offline"
    reason = "API v1 cannot set presence: the web panel does; {presence} shows who is there"


class TakeChat(Impossible):
    """Take a chat: API v1 cannot."""

    id = "take-chat"
    label = "take a chat"
    reason = "API v1 cannot pick up chats: the web panel does; {assign-to-me} takes the conversation"


class TakeCall(Impossible):
    """Take a call: API v1 cannot."""

    id = "take-call"
    label = "take a call"
    reason = "API v1 cannot pick up calls: the web panel does; {note} notes what was said"


class AttachFile(Impossible):
    """Attach or upload a file: API v1 cannot."""

    id = "attach"
    label = "attach a file"
    reason = "API v1 takes no files: put in a link, such as an article's ({go-knowledge})"


IMPOSSIBLE = (Merge, Split, MarkAsSpam, Undelete, SetPresence, TakeChat, TakeCall, AttachFile)
