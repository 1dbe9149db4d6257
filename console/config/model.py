"""The settings: each with its type, its default and a sentence under it, from which the documentation derives."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

from console.config.kinds import Between, Hours, Zone

ZoneName = Annotated[str, Zone()]
Interval = Annotated[float, Between(1, 86400)]
Hold = Annotated[float, Between(0, 60)]


@dataclass(frozen=True)
class ServerSettings:
    """The LiveAgent server and how the key for it is found. The key itself is never a setting."""

    url: str | None = None
    """Address of the server, such as `https://acme.ladesk.com`."""
    zone: ZoneName = "America/Los_Angeles"
    """Zone of the server's times; API v1 does not say it."""
    ca_file: Path | None = None
    """PEM file with certificates to trust beside the system's."""
    key_command: list[str] = field(default_factory=list)
    """Command whose first line is the API key, as a list of words without a shell: `["pass", "show", "liveagent"]`."""
    key_file: Path | None = None
    """File with the API key, readable by you alone; `api-key` beside the settings when not set."""
    keyring: bool = True
    """Whether to ask the desktop's keyring for the key, when the keyring extra is installed."""


@dataclass(frozen=True)
class UiSettings:
    """How the console looks."""

    theme: str = "dark"
    """Name of the theme: `contrast`, `dark`, `light`, `mono`, `plain`, `terminal`, or of your own file in `themes`."""
    keymap: Literal["default", "mutt", "gmail", "arrows"] = "default"
    """Which keys the console has; those of `[keys]` go before them. `lac keys` shows them."""
    restore: bool = True
    """Whether the console opens as it was left: view, row, conversation, pane and widths."""
    after_resolve: Literal["stay", "next", "queue"] = "stay"
    """What comes in the place of a conversation that you resolve while you read it: nothing, the next one of the queue,
    or the queue."""
    mouse: bool = True
    """Whether the mouse works; without it the terminal's own selection does."""
    glyphs: Literal["unicode", "ascii"] = "unicode"
    """Which characters draw marks and rules."""
    linear: bool = False
    """Whether everything is one column of words without signs, rules and colours, with the terminal's own cursor where
    the focus is: for screen readers, braille and slow lines. `--linear` does it for once."""
    reading_width: Annotated[int, Between(40, 400)] = 100
    """Columns of text at most in a thread, however wide the terminal is."""
    zone: ZoneName | None = None
    """Zone in which times are shown; the system's when not set."""
    times: Literal["24h", "12h", "iso", "locale"] = "24h"
    """How times are written: `18:05`, `6:05 pm`, days as `2026-11-23`, or as the system's locale has it."""


@dataclass(frozen=True)
class SendingSettings:
    """What is held back before it goes to the server, so that it can be taken back."""

    hold_mail: Hold = 10
    """Seconds a reply by mail waits for `u`, which opens it again."""
    hold_chat: Hold = 0
    """The same for a message in a chat."""
    hold_note: Hold = 3
    """The same for a note."""
    hold_status: Hold = 4
    """Seconds a change of status waits for `u`; the API cannot set every status back."""
    hold_change: Hold = 4
    """The same for a transfer, and for changes of tags, fields and groups."""


@dataclass(frozen=True)
class NotifySettings:
    """What the console tells when a customer writes while you look elsewhere. At first it is the title alone."""

    title: bool = True
    """Whether the terminal's title says how many conversations wait. No customer's text is ever in it."""
    bell: bool = False
    """Whether the terminal's bell rings."""
    desktop: Literal["off", "auto", "osc9", "osc777"] = "off"
    """Notifications of the desktop: none, where the terminal is known to take them, or by one of two sequences."""
    about: list[Literal["mine", "departments", "vip", "chats", "all"]] = field(
        default_factory=lambda: ["mine", "vip", "chats"]
    )
    """Which conversations: yours, those of your departments, of important customers, chats, or all."""
    vip: list[str] = field(default_factory=lambda: ["VIP"])
    """Groups of customers, and tags, that make a conversation important."""
    names: bool = False
    """Whether a notification says whose customer wrote about what; others may see it."""
    quiet: Annotated[str, Hours()] = ""
    """Hours without bell and notifications in your zone, such as `18:00-08:00`."""
    focused: bool = False
    """Whether you are told while the terminal is focused too; some terminals do not say whether they are."""
    every: Annotated[float, Between(3, 3600)] = 10
    """Seconds between two bells or notifications at least; what comes meanwhile is told together."""


@dataclass(frozen=True)
class PollingSettings:
    """How often the server is asked for news. Seconds between two looks at least, and up to a fifth more."""

    presence: Interval = 60
    """Which agents are online."""
    queue: Interval = 30
    """Changed conversations, and what waits in the departments."""
    conversation: Interval = 12
    """The open conversation."""
    unfocused: Annotated[float, Between(1, 100)] = 4
    """How many times slower everything is while the terminal is not focused."""
    calls_per_minute: Annotated[int, Between(6, 180)] = 150
    """Calls at most with one key; the server refuses above 180."""


@dataclass(frozen=True)
class Settings:
    """All settings."""

    agent: str | None = None
    """Your address as an agent: the sender of what you write."""
    departments: list[str] = field(default_factory=list)
    """Ids or names of the departments the queue shows; all when empty."""
    server: ServerSettings = field(default_factory=ServerSettings)
    ui: UiSettings = field(default_factory=UiSettings)
    notify: NotifySettings = field(default_factory=NotifySettings)
    sending: SendingSettings = field(default_factory=SendingSettings)
    polling: PollingSettings = field(default_factory=PollingSettings)
    keys: dict[str, str] = field(default_factory=dict)
    """Keys of your own: an action's id and its keys with commas between, such as `resolve = "e,ctrl+e"`."""
