"""Where the record of an agent on a server is, and how it is opened to be read."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from console.cli import times
from console.cli.connection import choose
from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.store.audit import Record
from console.store.errors import StoreError
from console.store.record_file import record_of

DEMO = "demo"
"""The account of `lac demo`, and the folder of the first one."""


@dataclass(frozen=True, slots=True)
class Place:
    """A record that may be there, and who reads it."""

    state_dir: Path
    cache_dir: Path
    account: str
    zone: tzinfo
    now: datetime

    @property
    def file(self) -> Path:
        """The file that holds it."""
        return self.state_dir / "outbox.db"


def place_of(options: argparse.Namespace) -> Place:
    """The record that the options mean; no key is looked for. Raises `CommandError` when server or agent is not set."""
    choice = choose(options)
    zone, now = times.own_zone(choice.settings), times.now()
    if options.demo:
        folder = choice.paths.state / DEMO
        return Place(folder / "state", folder / "cache", DEMO, zone, now)
    if missing := choice.missing(agent=True):
        raise CommandError(ExitCode.USAGE, "\n     ".join(missing))
    account = choice.folder()
    return Place(choice.paths.state / account, choice.paths.cache / account, account, zone, now)


@contextmanager
def opened(place: Place) -> Iterator[Record | None]:
    """The record; None when nothing was ever written down."""
    try:
        with record_of(place.state_dir, place.account) as record:
            yield record
    except StoreError as error:
        raise CommandError(ExitCode.NOT_AS_WRITTEN, str(error)) from None
