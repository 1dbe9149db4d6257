"""A command's way to the server: the client alone, or all use cases with what is kept on this machine."""

from __future__ import annotations

import argparse
import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any, TypeVar

from console.api.budget import Budget
from console.api.client import LiveAgentClient
from console.api.ledger import ledger_of
from console.api.transport import over_network
from console.cli import times
from console.cli.connection import Connection, resolve_connection
from console.cli.errors import in_words
from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.cli.library_place import library_of
from console.cli.printing import complain
from console.services.audit import AuditedTransport, acting
from console.services.faults import translated
from console.store.errors import StoreError
from console.store.store import Store

if TYPE_CHECKING:
    from console.services.bundle import Services
    from console.store.audit import Audit

T = TypeVar("T")

STOPPED = "Stopped in the middle: look whether it was done before you ask for it again."


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: the zone and the moment for times that people see."""

    zone: tzinfo
    now: datetime

    def when(self, moment: datetime | None) -> str:
        """A time as short as its distance allows."""
        return times.when(moment, self.zone, self.now)

    def full(self, moment: datetime | None) -> str:
        """Day and time."""
        return times.full(moment, self.zone, self.now)

    def wait(self, moment: datetime | None) -> str:
        """How long ago."""
        return times.wait(moment, self.now)


@dataclass(frozen=True, slots=True)
class Calls:
    """The client of the server, for one command."""

    connection: Connection
    client: LiveAgentClient
    reader: Reader


@dataclass(frozen=True, slots=True)
class Work:
    """The use cases, for one command. It runs in the main thread, where questions and Ctrl+C belong."""

    connection: Connection
    services: Services
    reader: Reader

    def wait(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """The result of something that asks the server."""
        return self.services.engine.submit(lambda: coroutine).result()


def with_client(
    options: argparse.Namespace, command: Callable[[Calls], Coroutine[Any, Any, int]], *, agent: bool = False
) -> int:
    """Run a command that only makes calls. `agent` says whether it has to be known who works.

    What changes something is written down beside the drafts, as everywhere else.
    """
    connection = resolve_connection(options, agent=agent)

    async def run(audit: Audit | None) -> int:
        async with _client(connection) as client:
            if audit is not None:
                client.through(lambda inner: AuditedTransport(inner, audit, connection.agent, times.now))
            with acting(options.origin):
                return await command(Calls(connection, client, _reader(connection)))

    with in_words(), _told_when_stopped(options), _audit(options, connection) as audit:
        return asyncio.run(run(audit))


def with_services(options: argparse.Namespace, command: Callable[[Work], int]) -> int:
    """Run a command on the use cases, which know the agent and keep what was seen and written."""
    from console.services.bundle import build_services

    connection = resolve_connection(options)
    _keep_logs_quiet()
    with in_words():
        services = build_services(
            state_dir=connection.state_dir,
            cache_dir=connection.cache_dir,
            profile=connection.profile,
            connect=lambda: _connected(connection),
            agent_email=connection.agent,
            clock=times.now,
            zone=times.own_zone(connection.settings),
            public_url=connection.url.removesuffix("/").removesuffix("/api"),
            library=library_of(options),
        )
    work = Work(connection, services, _reader(connection))
    try:
        with in_words(), _told_when_stopped(options), acting(options.origin), _kept(options, services.store):
            return command(work)
    finally:
        services.close()


async def _connected(connection: Connection) -> LiveAgentClient:
    return _client(connection)


def _client(connection: Connection) -> LiveAgentClient:
    settings = connection.settings
    transport = over_network(connection.url, connection.key, ca_file=settings.server.ca_file)
    ledger = ledger_of(connection.key, connection.state_dir.parent / "budgets")
    budget = Budget(settings.polling.calls_per_minute, ledger=ledger)
    return LiveAgentClient(transport, zone=settings.server.zone, budget=budget)


def _keep_logs_quiet() -> None:
    """What happened is said in words; a library's warning is for nobody here."""
    if not logging.getLogger().handlers:
        logging.getLogger().addHandler(logging.NullHandler())


def _reader(connection: Connection) -> Reader:
    return Reader(times.own_zone(connection.settings), times.now())


@contextmanager
def _audit(options: argparse.Namespace, connection: Connection) -> Iterator[Audit | None]:
    """Where changes are written down; nothing is opened for a command that only reads."""
    if not options.changes:
        yield None
        return
    with translated():
        store = Store.open(connection.state_dir, connection.cache_dir, connection.profile)
    try:
        with _kept(options, store):
            yield store.audit
    finally:
        store.close()


@contextmanager
def _kept(options: argparse.Namespace, store: Store) -> Iterator[None]:
    """What changes something is written down where it lasts, and copied once a day."""
    if options.changes and not store.lasting:
        raise CommandError(ExitCode.NOT_DONE, f"{store.trouble} So nothing was changed: it could not be written down.")
    yield
    if options.changes:
        try:
            store.keep_safe(times.now())
        except StoreError as error:
            complain(str(error))


@contextmanager
def _told_when_stopped(options: argparse.Namespace) -> Iterator[None]:
    """Ctrl+C in a command that changes something leaves open whether it did."""
    try:
        yield
    except KeyboardInterrupt:
        if options.changes:
            raise CommandError(ExitCode.INTERRUPTED, STOPPED) from None
        raise
