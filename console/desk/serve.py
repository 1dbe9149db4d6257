"""Running the desk: one call from a database's address to a server that answers until it is told to stop."""

from __future__ import annotations

import gc
import json
import logging
import os
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from console.desk import sockets
from console.desk.db import Database, utc_now
from console.desk.errors import DeskError
from console.desk.settings import allow_unfiltered_list
from console.desk.start import accept_key, fill_if_empty, find_zone

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from starlette.applications import Starlette
    from starlette.types import ASGIApp

    from console.desk.app import Background
    from console.desk.faults import FaultSettings

CALLS_A_MINUTE = 180

_SOCKET_URL = "http://localhost"
_ALLOCATIONS = 20_000
"""Between two rounds of the collector. Calls leave next to nothing for it."""


def serve(
    database_url: str,
    *,
    host: str = "127.0.0.1",
    port: int = 8090,
    uds: str | os.PathLike[str] | None = None,
    key: str | None = None,
    zone: str | None = None,
    unfiltered_list: bool | None = None,
    seed: str | None = None,
    play: bool = False,
    play_seed: int = 1,
    play_speed: float = 1.0,
    rate_limit: int | None = CALLS_A_MINUTE,
    chaos: FaultSettings | None = None,
    announce: bool = False,
    watch_stdin: bool = False,
    access_log: bool = False,
    clock: Callable[[], datetime] = utc_now,
) -> None:
    """Serve a database until a signal, or until standard input ends when that is watched.

    With `uds` the desk listens on that private socket alone, otherwise on `host` and `port` (0: any free one). `seed`
    fills an empty database, `play` lets customers and agents act. `unfiltered_list` settles for this and later starts
    whether conversations can be listed without a department or an owner. `chaos` lets calls go wrong. `announce` writes
    one line of JSON to standard output once the desk listens: `ready`, `url` and `uds`; without it a sentence on
    standard error says where. A key that had to be made is shown there too, once. Raises `DeskError` with a sentence
    for the operator when the desk cannot start.
    """
    if access_log:
        _log_accesses()
    if chaos is not None and uds is None:
        _see_that_nobody_else_hears(host)
    with _listening(host, port, uds) as (listener, url), ExitStack() as stack:
        from console.desk.opening import OpeningDesk
        from console.desk.server import DeskServer

        start = _Start(
            lambda: Database.open(database_url, clock=clock),
            clock=clock,
            key=key,
            zone=zone,
            unfiltered_list=unfiltered_list,
            seed=seed,
            play=(play_seed, play_speed) if play else None,
            rate_limit=rate_limit,
            hosts=_own_names(host) if uds is None and sockets.is_loopback(host) else None,
        )
        ready = {"ready": True, "url": url, "uds": None if uds is None else str(uds)}
        app = OpeningDesk(
            lambda hurry: start.open_desk(hurry, stack),
            opened=lambda: _announce(ready) if announce else _say(f"The desk is at {uds or url}. Ctrl+C ends it."),
            failed=lambda: server.stop(),
        )
        server = DeskServer(_spoiled(app, chaos), watch_stdin=watch_stdin, cuttable=chaos is not None)
        server.run([listener])
        if app.error is not None:
            raise app.error


@dataclass(frozen=True, slots=True, kw_only=True)
class _Start:
    """What it takes from a database to a desk that answers."""

    open: Callable[[], Database] = field(kw_only=False)
    clock: Callable[[], datetime]
    key: str | None
    zone: str | None
    unfiltered_list: bool | None
    """None: as it was settled before."""
    seed: str | None
    play: tuple[int, float] | None
    """Seed and speed of the live play."""
    rate_limit: int | None
    hosts: frozenset[str] | None

    def open_desk(self, hurry: threading.Event, stack: ExitStack) -> Starlette:
        """The desk over its database, which is closed with the stack; waits for other processes that are at it."""
        from console.desk.app import create_desk
        from console.desk.opening import when_nobody_is_at_it

        database = when_nobody_is_at_it(self._open_database, hurry, _say)
        stack.callback(database.close)
        zone = find_zone(database, self.zone)
        desk = create_desk(
            database,
            clock=self.clock,
            zone=zone,
            rate_limit=self.rate_limit,
            allowed_hosts=self.hosts,
            background=() if self.play is None else (_live_play(database, self.clock, zone, *self.play),),
        )
        _settle_memory()
        return desk

    def _open_database(self) -> Database:
        with ExitStack() as unless_all_is_well:
            database = unless_all_is_well.enter_context(closing(self.open()))
            fill_if_empty(database, self.seed, now=self.clock())
            if self.unfiltered_list is not None:
                allow_unfiltered_list(database, self.unfiltered_list)
            made = accept_key(database, self.key, now=self.clock())
            if made is not None:
                _say(f"API key of this desk, shown this once: {made}")
            unless_all_is_well.pop_all()
        return database


@contextmanager
def _listening(host: str, port: int, uds: str | os.PathLike[str] | None) -> Iterator[tuple[socket.socket, str]]:
    """The listener and the URL to call it by; its socket file goes with it."""
    if uds is not None:
        path = Path(uds)
        with sockets.listen_on_path(path) as listener:
            try:
                yield listener, _SOCKET_URL
            finally:
                path.unlink(missing_ok=True)
        return
    with sockets.listen_on_port(host, port) as listener:
        url = sockets.url_of(listener, host)
        if not sockets.is_loopback(host):
            _say(f"Warning: {url} is plain HTTP. Whoever is on the way can read the API key and all mail.")
        yield listener, url


def _see_that_nobody_else_hears(host: str) -> None:
    if not sockets.is_loopback(host):
        message = f"Calls go wrong on purpose for this machine alone, and others reach {host}: leave --chaos away."
        raise DeskError(message)


def _spoiled(app: ASGIApp, chaos: FaultSettings | None) -> ASGIApp:
    if chaos is None:
        return app
    from console.desk.faults import FaultDial

    return FaultDial(app, chaos, _say)


def _live_play(
    database: Database, clock: Callable[[], datetime], zone: ZoneInfo, seed: int, speed: float
) -> Background:
    from console.desk.play import LivePlay

    return LivePlay(database, clock=clock, zone=zone, seed=seed, speed=speed).run


def _own_names(host: str) -> frozenset[str]:
    """The names by which this machine calls itself; a page of a foreign site has another one in its requests."""
    return frozenset({"localhost", "127.0.0.1", "[::1]", f"[{host}]" if ":" in host else host})


def _log_accesses() -> None:
    log = logging.getLogger("console.desk.access")
    log.addHandler(logging.StreamHandler(sys.stderr))
    log.setLevel(logging.INFO)
    log.propagate = False


def _settle_memory() -> None:
    """Leave what stays for good out of the collector's rounds, which would go through all of it every few calls."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS)


def _announce(ready: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(ready) + "\n")
    sys.stdout.flush()


def _say(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()
