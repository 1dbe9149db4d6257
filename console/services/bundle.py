"""All use cases of one console, put together."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from console.services.audit import AuditedTransport, AuditService
from console.services.cadence import Cadence
from console.services.customers import CustomerService
from console.services.engine import Engine
from console.services.faults import translated
from console.services.filling import FillService
from console.services.keeping import Keeper
from console.services.knowledge import KnowledgeService
from console.services.later import LaterService
from console.services.library import Library
from console.services.marks import MarkService
from console.services.on_demand import OnDemand
from console.services.outbox.sender import Sender
from console.services.outbox.service import OutboxService
from console.services.outbox.timing import Holds
from console.services.presence import PresenceService
from console.services.queue import QueueService
from console.services.reminders import Reminders
from console.services.reply import ReplyService
from console.services.search import SearchService
from console.services.session import Session
from console.services.sync import SyncService
from console.services.thread import ThreadService
from console.services.transfer import TransferService
from console.services.trends import Trends
from console.services.views import ViewService
from console.services.whereabouts import WhereaboutsFile
from console.store.store import Store

if TYPE_CHECKING:
    from console.api.client import LiveAgentClient


@dataclass(frozen=True)
class Services(OnDemand):
    """The use cases. Methods that are not async are local and take milliseconds; the others ask the server."""

    queue: QueueService
    marks: MarkService
    later: LaterService
    views: ViewService
    filling: FillService
    threads: ThreadService
    customers: CustomerService
    search: SearchService
    audit: AuditService
    whereabouts: WhereaboutsFile
    reminders: Reminders
    sender: Sender
    cadence: Cadence
    sending: Engine
    """The engine of the sender alone, which nothing else can hold up."""

    @property
    def trouble(self) -> str:
        """Why nothing can be kept on this machine, in words; empty when all is kept."""
        return self.store.trouble

    def close(self) -> None:
        """End what runs and close the files; nothing of it can be used afterwards."""
        self.sending.stop()
        self.looking.stop()
        self.engine.stop()
        self.store.close()


def build_services(
    state_dir: Path,
    cache_dir: Path,
    profile: str,
    connect: Callable[[], Awaitable[LiveAgentClient]],
    agent_email: str | None,
    clock: Callable[[], datetime],
    zone: tzinfo | None = None,
    *,
    public_url: str = "",
    cadence: Cadence = Cadence(),  # noqa: B008 - frozen
    holds: Holds = Holds(),  # noqa: B008 - frozen
    library: Library = Library(),  # noqa: B008 - frozen
) -> Services:
    """Open the store of a profile and put the use cases on it. `zone` is the agent's, the machine's when absent.

    Raises `ServiceError` when the drafts there cannot be used; where none can be kept, `store.trouble` says so.
    """
    store = _open_store(state_dir, cache_dir, profile)
    audited = _auditing(connect, store, agent_email or "", clock)
    engine = Engine(Keeper(store, clock).beside(lambda: audited(False)))
    session, small = Session(store, engine, agent_email), partial(_small_file, state_dir, profile, store)
    presence = PresenceService(engine, store, clock=clock, trends=Trends(small("waiting"), clock))
    threads = ThreadService(engine, store, session, clock=clock)
    sending, looking = Engine(lambda: audited(True), "sender"), Engine(lambda: audited(False), "search")
    sender = _sender(sending, store, session, clock, zone)
    return Services(
        session=session,
        queue=QueueService(store, session, looking),
        marks=MarkService(store, clock=clock),
        later=LaterService(store, threads, clock=clock),
        sync=SyncService(engine, store, presence, clock=clock),
        filling=FillService(engine, store, clock=clock),
        threads=threads,
        knowledge=KnowledgeService(engine, store, clock=clock, public_url=public_url),
        customers=CustomerService(engine, looking, store, clock=clock),
        replies=ReplyService(store, session, threads, clock=clock, zone=zone),
        transfers=TransferService(engine, store, session, zone=zone),
        presence=presence,
        search=(search := SearchService(engine, looking, store, session, clock=clock)),
        views=ViewService(store, search, looking, clock=clock),
        outbox=_outbox(store, sender, session, threads, clock, zone, holds),
        audit=AuditService(store.audit),
        whereabouts=WhereaboutsFile(small("screen")),
        reminders=Reminders(small("reminders")),
        sender=sender,
        cadence=cadence,
        engine=engine,
        sending=sending,
        looking=looking,
        store=store,
        library=library,
        clock=clock,
        zone=zone,
        small_file=small,
    )


def _outbox(
    store: Store,
    sender: Sender,
    session: Session,
    threads: ThreadService,
    clock: Callable[[], datetime],
    zone: tzinfo | None,
    holds: Holds,
) -> OutboxService:
    """The outbox, which is as durable as the store."""
    return OutboxService(store, sender, session, threads, clock=clock, zone=zone, holds=holds, durable=store.lasting)


def _small_file(state_dir: Path, profile: str, store: Store, name: str) -> Path | None:
    """A file for each server and agent, where files last."""
    return state_dir / f"{name}-{crc32(profile.encode()):08x}.json" if store.lasting else None


def _open_store(state_dir: Path, cache_dir: Path, profile: str) -> Store:
    with translated():
        return Store.open(state_dir, cache_dir, profile)


def _sender(
    engine: Engine, store: Store, session: Session, clock: Callable[[], datetime], zone: tzinfo | None
) -> Sender:
    """The sender, which reads threads by an engine of its own."""
    threads = ThreadService(engine, store, session, clock=clock)
    return Sender(engine, store, session, threads, clock=clock, zone=zone)


def _auditing(
    connect: Callable[[], Awaitable[LiveAgentClient]], store: Store, agent: str, clock: Callable[[], datetime]
) -> Callable[[bool], Awaitable[LiveAgentClient]]:
    """What connects, and writes down what is changed; all calls of a client in a hurry go before others."""

    async def audited(hurry: bool) -> LiveAgentClient:
        client = await connect()
        client.through(lambda inner: AuditedTransport(inner, store.audit, agent, clock))
        if hurry:
            client.hurry()  # its reads too: a reply must not wait for what the queue asks for
        return client

    return audited
