"""A walk through every pane, list, title, dialog and picker of the console on the hostile desk, by keys alone."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.hygiene.source import ROOT
from tests.pty.hostile_desk import texts_of
from tests.pty_terminal import PtyTerminal

COLUMNS, ROWS = 160, 45
QUEUE_COLUMNS = 59
"""Those of the queue pane and the rule beside it."""
_MARK = re.compile(r"Q(\d{3})q")
_TITLE = re.compile(r"[┬├]─ Q(\d{3})q")


def start_console(folder: Path, texts: str, *without: str) -> PtyTerminal:
    """The console on the hostile desk with texts of a kind, without some of its layers of defence."""
    environment = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.pty.hostile_console", str(folder), texts, *without]
    return PtyTerminal(command, columns=COLUMNS, rows=ROWS, env=environment, cwd=folder)


@contextmanager
def hostile_console(folder: Path, texts: str, *without: str) -> Iterator[Walk]:
    """The same once it shows all conversations and who is online."""
    with start_console(folder, texts, *without) as terminal:
        walk = Walk(terminal, texts_of(texts))
        count = len(walk.texts)
        terminal.wait_for(f"All {count} ", timeout=60)
        terminal.wait_for(f"agents {count // 2} of {count + 1} online")
        terminal.settle()
        yield walk


class Walk:
    """Goes through the console and tells which texts it was really shown, by their numbers."""

    def __init__(self, terminal: PtyTerminal, texts: Sequence[str]) -> None:
        self.terminal = terminal
        self.texts = texts

    def open(self, number: int) -> None:
        """Find a conversation by its mark, and open it."""
        mark, title = f"Q{number:03}q", "Show only"
        self.terminal.press("g", "q", "f")
        self.terminal.wait_for(title)
        self.terminal.press("ctrl+u", mark, "enter")
        self.terminal.wait_until(lambda text: title not in text, "the queue without a picker")
        self.terminal.press("enter")
        self.terminal.wait_until(lambda _: self.title() == number, f"the conversation {mark}")
        self.terminal.settle(0.1)

    def conversations(self, *, acting: bool = False) -> set[int]:
        """Open one after the other and unfold everything; on request try things in each that are refused."""
        terminal, seen = self.terminal, set[int]()
        terminal.press("enter")
        while len(seen) < len(self.texts):
            terminal.wait_until(lambda _: self.title() not in {None, *seen}, "another conversation")
            number = self.title()
            assert number is not None
            seen.add(number)
            terminal.press("Z")
            terminal.read(0.5)
            if acting:
                self._act(f"Q{number:03}q")
            if len(seen) < len(self.texts):
                terminal.press("J")
        return seen

    def title(self) -> int | None:
        """The number of the text in the title of the thread pane."""
        return self._title(2)

    def _title(self, row: int) -> int | None:
        """The number of the text in the title of the pane that begins in this row."""
        found = _TITLE.search(self.terminal.lines[row])
        return int(found[1]) if found else None

    def _act(self, mark: str) -> None:
        for key, answer in (
            ("A", f"The server says: {mark}"),
            ("\rR", f"Reply to {mark}"),
            ("ctrl+x", f"REPLY by mail to {mark}"),
            ("y", re.compile(rf"(?m)^ ! .*{mark}")),
        ):
            self.terminal.press(key)
            self.terminal.wait_for(answer)

    def queue(self) -> set[int]:
        """Page through the queue."""
        self.terminal.press("g", "g")
        self.terminal.settle(0.1)
        return self._pages()

    def _pages(self) -> set[int]:
        seen = self._marks()
        while True:
            self.terminal.press("pagedown")
            if not self.terminal.read(0.5):
                return seen
            self.terminal.settle(0.05)
            seen |= self._marks()

    def _marks(self) -> set[int]:
        return {int(number) for number in _MARK.findall(self.terminal.text)}

    def dialog(self, keys: tuple[str, ...], title: str) -> set[int]:
        """Open a picker or board, page through it, leave it."""
        self.terminal.press(*keys)
        self.terminal.wait_for(title)
        self.terminal.settle(0.1)
        seen = self._pages()
        self.terminal.press("escape")
        self.terminal.wait_until(lambda text: title not in text, f"the screen without {title!r}")
        return seen

    def reports(self) -> set[int]:
        """Look through the reports about agents and about departments, which have rows without anything happening."""
        seen = set[int]()
        self.terminal.press("g", "r")
        self.terminal.wait_for("not asked yet")
        for key in ("", "j", "j"):
            self.terminal.press(*filter(None, [key, "enter"]))
            self.terminal.wait_for("as of ")
            self.terminal.settle(0.1)
            seen |= self._pages()
            self.terminal.press("q")
        self.terminal.press("q")
        self.terminal.wait_until(lambda text: "Ranking agents" not in text, "the workspace")
        return seen

    def articles(self) -> set[int | None]:
        """Search for the marks ten at a time, and look at the preview of each article found."""
        terminal, seen = self.terminal, set[int | None]()
        for tens in range(0, len(self.texts), 10):
            terminal.press("w", "ctrl+u", f"q{tens // 10:02}", "enter")
            wanted = set(range(tens, min(tens + 10, len(self.texts))))
            for _ in range(5):  # the server's hits come in between and move the others
                terminal.press("home")
                for _ in range(len(wanted)):
                    terminal.settle(0.05)
                    seen.add(self._preview())
                    terminal.press("j")
                if wanted <= seen:
                    break
        return seen

    def _preview(self) -> int | None:
        """The number of the text in the title of the article's preview."""
        numbers = [self._title(row) for row in range(3, ROWS)]
        return next((number for number in reversed(numbers) if number is not None), None)

    def click(self, words: str) -> int:
        """Click on each place where these words are shown, and around it; how many places there were."""
        places = [
            (match.start(), row)
            for row, line in enumerate(self.terminal.lines)
            for match in re.finditer(re.escape(words), line)
        ]
        for column, row in places:
            for x in range(column, column + len(words) + 6, 3):
                self.terminal.send(f"\x1b[<0;{x + 1};{row + 1}M\x1b[<0;{x + 1};{row + 1}m".encode())
            self.terminal.settle(0.05)
        return len(places)

    def quit(self) -> int:
        """Leave; the exit code."""
        self.terminal.press("g", "q")
        self.terminal.settle(0.1)
        self.terminal.press("q")
        self.terminal.wait_for("Quit the console?")
        self.terminal.press("y")
        return self.terminal.wait_exit()
