"""The settings: each with its type, its default and a sentence under it, from which the documentation derives."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


def _check_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        message = "a zone such as America/Los_Angeles, Europe/Prague or UTC"
        raise ValueError(message) from None
    return name


def _expand(path: Path) -> Path:
    return path.expanduser()


ZoneName = Annotated[str, AfterValidator(_check_zone)]
FilePath = Annotated[Path, AfterValidator(_expand)]
Seconds = Annotated[float, Field(ge=0, le=3600)]
Interval = Annotated[float, Field(ge=1, le=86400)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class ServerSettings(_Section):
    """The LiveAgent server and how the key for it is found. The key itself is never a setting."""

    url: str | None = None
    """Address of the server, such as `https://acme.ladesk.com`."""
    zone: ZoneName = "America/Los_Angeles"
    """Zone of the server's times; API v1 does not say it."""
    ca_file: FilePath | None = None
    """PEM file with certificates to trust beside the system's."""
    key_command: list[str] = Field(default_factory=list)
    """Command whose first line is the API key, as a list of words without a shell: `["pass", "show", "liveagent"]`."""
    key_file: FilePath | None = None
    """File with the API key, readable by you alone; `api-key` beside the settings when not set."""
    keyring: bool = True
    """Whether to ask the desktop's keyring for the key, when the keyring extra is installed."""


class UiSettings(_Section):
    """How the console looks."""

    theme: str = "dark"
    """Name of the theme."""
    mouse: bool = True
    """Whether the mouse works; without it the terminal's own selection does."""
    glyphs: Literal["unicode", "ascii"] = "unicode"
    """Which characters draw marks and rules."""
    reading_width: Annotated[int, Field(ge=40, le=400)] = 100
    """Columns of text at most in a thread, however wide the terminal is."""
    clock: Literal[24, 12] = 24
    """Hours of the clock."""
    zone: ZoneName | None = None
    """Zone in which times are shown; the system's when not set."""


class SendingSettings(_Section):
    """How long what was sent is held back, so that it can be undone. Seconds."""

    hold_mail: Seconds = 10
    """Before a reply by mail, a transfer or a change of status goes out."""
    hold_note: Seconds = 3
    """Before a note goes out."""
    hold_chat: Seconds = 0
    """Before a message in a chat goes out."""


class PollingSettings(_Section):
    """How often the server is asked for news. Seconds between two looks, give or take a fifth."""

    presence: Interval = 30
    """Agents and departments online, and the departments' counters."""
    queue: Interval = 25
    """Changed conversations, where the counters do not tell which departments moved."""
    sweep: Interval = 300
    """Changed conversations of all departments, for changes that move no counter."""
    conversation: Interval = 10
    """Messages of the open conversation."""
    unfocused: Annotated[float, Field(ge=1, le=100)] = 4
    """How many times slower everything is while the terminal is not focused."""
    calls_per_minute: Annotated[int, Field(ge=6, le=180)] = 150
    """Calls at most with one key; the server refuses above 180."""


class Settings(_Section):
    """All settings."""

    agent: str | None = None
    """Your address as an agent: the sender of what you write."""
    departments: list[str] = Field(default_factory=list)
    """Ids or names of the departments to show; all when empty."""
    server: ServerSettings = Field(default_factory=ServerSettings)
    ui: UiSettings = Field(default_factory=UiSettings)
    sending: SendingSettings = Field(default_factory=SendingSettings)
    polling: PollingSettings = Field(default_factory=PollingSettings)
    keys: dict[str, str] = Field(default_factory=dict)
    """Keys of your own: an action's id and its keys with commas between, such as `"queue.resolve" = "e,ctrl+e"`."""
