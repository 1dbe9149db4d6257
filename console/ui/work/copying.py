"""Copying to the terminal's clipboard, without claiming more than is known."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from console.services.reading import to_plain
from console.ui.panes.thread_words import BODY_KINDS
from console.ui.signals import LIMIT, copied_words
from console.ui.text import clean
from console.ui.work.base import Work

if TYPE_CHECKING:
    from console.services.records import QueueRow, Thread


class Copying(Work):
    """Codes, addresses, links and messages."""

    def copy(self, what: str) -> None:
        """Send one of them to the terminal; of several selected conversations each on a line of its own."""
        selected = self.screen.selecting.ids and what != "message"
        rows = self.screen.acting.targets() if selected else list(filter(None, [self.screen.acting.target()]))
        texts = list(dict.fromkeys(filter(None, (self._text(what, row) for row in rows))))
        text = "\n".join(texts)
        if not text:
            self.screen.say(self._why_not(what), warning=True)
            return
        self.screen.app.copy_to_clipboard(text[:LIMIT])
        sent = text[:LIMIT]
        one = f"the {what}" if len(rows) == 1 else f"the {what} of {len(texts)} of {len(rows)}"
        words = f"the beginning of {one}" if len(text) > LIMIT else one
        self.screen.say(copied_words(words, len(sent), os.environ))

    def _why_not(self, what: str) -> str:
        """Why there is nothing to copy."""
        row = self.screen.acting.target()
        if what == "link" and not self.screen.public_url:
            return "There is no link to copy: the server's public address is not known here"
        if row is not None and what in ("link", "message") and self.services.threads.cached(row.id) is None:
            return "That conversation was not read yet: Enter opens it"
        return f"There is no {what} to copy"

    def _text(self, what: str, row: QueueRow) -> str:
        is_open = self.state.thread is not None and self.state.thread.row.id == row.id
        thread = self.state.thread if is_open else self.services.threads.cached(row.id)
        match what:
            case "code":
                return clean(row.code)
            case "address":
                return clean(row.customer_email)
            case "link":
                base, code = self.screen.public_url, thread.public_code if thread is not None else ""
                return f"{base}/index.php?type=my_tickets&cid={clean(code)}" if base and code else ""
            case _:
                return self._message(thread, self.screen.thread.view.cursor if is_open else None)

    def _message(self, thread: Thread | None, cursor: int | None) -> str:
        """The message group under the cursor; where none has one, the newest that somebody wrote."""
        if thread is None or not thread.groups:
            return ""
        if cursor is None:
            written = [one for one in thread.groups if any(message.kind in BODY_KINDS for message in one.messages)]
            group = (written or thread.groups)[-1]
        else:
            group = thread.groups[min(cursor, len(thread.groups) - 1)]
        return clean("\n\n".join(to_plain(m.body) for m in group.messages), keep_newlines=True, limit=200_000)
