"""Copying to the terminal's clipboard, without claiming more than is known."""

from __future__ import annotations

import os

from console.services.reading import to_plain
from console.ui.signals import LIMIT, copied_words
from console.ui.text import clean
from console.ui.work.base import Work


class Copying(Work):
    """Codes, addresses, links and messages."""

    def copy(self, what: str) -> None:
        """Send one of them to the terminal."""
        text = self._text(what)
        if not text:
            self.screen.say(f"There is no {what} to copy", warning=True)
            return
        self.screen.app.copy_to_clipboard(text[:LIMIT])
        sent = text[:LIMIT]
        words = f"the beginning of the {what}" if len(text) > LIMIT else f"the {what}"
        self.screen.say(copied_words(words, len(sent), os.environ))

    def _text(self, what: str) -> str:
        row = self.screen.acting.target()
        thread = self.state.thread
        if row is None:
            return ""
        match what:
            case "code":
                return clean(row.code)
            case "address":
                return clean(row.customer_email)
            case "link":
                base = self.screen.public_url
                code = thread.public_code if thread is not None and thread.row.id == row.id else ""
                return f"{base}/index.php?type=my_tickets&cid={clean(code)}" if base and code else ""
            case _:
                if thread is None or not thread.groups:
                    return ""
                group = thread.groups[min(self.screen.thread.view.cursor, len(thread.groups) - 1)]
                return clean("\n\n".join(to_plain(m.body) for m in group.messages), keep_newlines=True, limit=200_000)
