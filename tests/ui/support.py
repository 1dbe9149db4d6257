"""What the tests of the interface share: small applications, drawn rows, and records made by hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widget import Widget

from console.contract.enums import ConversationStatus, CustomerRole, GroupStatus, GroupType, MessageType
from console.services.records import (
    CustomerGroup,
    CustomerProfile,
    Person,
    PersonKind,
    QueueRow,
    Thread,
    ThreadGroup,
    ThreadMessage,
)
from console.ui.styles import style_paths
from console.ui.themes import load_theme
from tests.hostile import HOSTILE, Hostile, forbidden_characters

NOW = datetime(2022, 11, 21, 9, 0, tzinfo=UTC)  # a Monday
CUSTOMER = Person("ct1", "Jana Nováková", PersonKind.CUSTOMER, "jana@example.com")
AGENT = Person("ag1", "Ana Kovač", PersonKind.AGENT, "ana@kestrel.example")
SYSTEM = Person("system00", "System", PersonKind.SYSTEM)

SOME_HOSTILE = tuple(item for item in HOSTILE if len(item.text) <= 2_000)
"""The hostile texts that are drawn quickly."""


def by_name(item: Hostile) -> str:
    """The name of a hostile text, for the ids of tests."""
    return item.name


class PaneApp(App[None]):
    """Shows some widgets in the console's own styles."""

    CSS_PATH = style_paths()
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, *widgets: Widget, theme: str = "dark") -> None:
        super().__init__()
        self.shown = widgets
        self.updates: list[Any] = []
        """What the compositor gave to be written, each an update of the whole screen or of some spans of it."""
        self.register_theme(load_theme(theme))
        self.theme = theme

    def compose(self) -> ComposeResult:
        """The widgets, from top to bottom."""
        yield from self.shown

    def _display(self, screen: Any, renderable: Any) -> None:
        if renderable is not None:
            self.updates.append(renderable)
        super()._display(screen, renderable)

    def painted_cells(self) -> set[tuple[int, int]]:
        """Column and row of every cell that was written since the last `updates.clear()`."""
        cells: set[tuple[int, int]] = set()
        for update in self.updates:
            if hasattr(update, "spans"):
                cells |= {(x, y) for y, first, end in update.spans for x in range(first, end)}
            else:
                cells |= {(x, y) for y in range(self.size.height) for x in range(self.size.width)}
        return cells


async def resize(pilot: Pilot[Any], width: int, height: int) -> None:
    """Give the terminal another size, and wait until the last widget has taken it up."""
    await pilot.resize_terminal(width, height)
    for _ in range(100):
        await pilot.pause()
        if pilot.app.screen.size == (width, height) and all(
            widget.size.width <= width for widget in pilot.app.screen.query("*")
        ):
            break
    await pilot.pause()


def strips(widget: Widget) -> list[Strip]:
    """The rows of a widget as it would draw them now."""
    return [widget.render_line(y) for y in range(widget.size.height)]


def texts(widget: Widget) -> list[str]:
    """The rows of a widget as text, without the blanks at their ends."""
    return [strip.text.rstrip() for strip in strips(widget)]


def cells_of(strip: Strip) -> int:
    """The cells that the segments of a row really take, whatever the row says of itself."""
    return sum(cell_len(segment.text) for segment in strip)


def assert_drawable(drawn: Iterable[Strip], width: int) -> None:
    """Rows of exactly this width with nothing in them that a terminal would obey, and no link or action."""
    for strip in drawn:
        assert cells_of(strip) == strip.cell_length == width, strip.text
        assert not forbidden_characters(strip.text), ascii(strip.text)
        for segment in strip:
            assert segment.style is None or not (segment.style.link or segment.style.meta), segment


def row(**values: Any) -> QueueRow:
    """A conversation in the queue."""
    facts: dict[str, Any] = {
        "id": "c1",
        "code": "AXF-4BT-9D8",
        "status": ConversationStatus.OPEN,
        "subject": "Lamp arrived cracked",
        "customer_name": "Jana Nováková",
        "customer_email": "jana@example.com",
        "department_id": "d1",
        "department_name": "Orders & Returns",
        "preview": "Hello",
        "created": NOW - timedelta(hours=3),
        "changed": NOW - timedelta(hours=2, minutes=10),
        "waiting_since": NOW - timedelta(hours=2, minutes=10),
    }
    return QueueRow(**(facts | values))


def message(body: str = "Hello", kind: str = MessageType.MESSAGE, **values: Any) -> ThreadMessage:
    """A message by the customer."""
    facts: dict[str, Any] = {"id": "m1", "author": CUSTOMER, "at": NOW - timedelta(hours=2), "at_raw": "raw"}
    return ThreadMessage(kind=MessageType(kind), body=body, **(facts | values))


def group(*messages: ThreadMessage, kind: str = GroupType.INCOMING_MAIL, **values: Any) -> ThreadGroup:
    """A message group by the customer."""
    facts: dict[str, Any] = {
        "id": "g1",
        "state": GroupStatus.VISIBLE,
        "author": CUSTOMER,
        "started": NOW - timedelta(hours=2, minutes=29),
        "started_raw": "2022-11-21 06:31:00",
        "finished": None,
    }
    return ThreadGroup(kind=GroupType(kind), messages=messages, **(facts | values))


def thread(*groups: ThreadGroup, **values: Any) -> Thread:
    """An opened conversation."""
    facts: dict[str, Any] = {
        "row": row(),
        "public_code": "kR2vT9",
        "owner_note": "",
        "assignee": None,
        "tags": (),
        "fields": (),
        "fetched_at": NOW,
    }
    return Thread(groups=groups, **(facts | values))


def profile(**values: Any) -> CustomerProfile:
    """A customer."""
    facts: dict[str, Any] = {
        "id": "ct1",
        "user_id": "u1",
        "email": "jana@example.com",
        "name": "Jana Nováková",
        "role": CustomerRole.REGISTERED,
        "created": NOW - timedelta(days=400),
        "note": "",
        "groups": (CustomerGroup("gr1", "VIP", "ffffff", "336699"),),
        "fields": (),
        "previous": (),
        "fetched_at": NOW,
    }
    return CustomerProfile(**(facts | values))
