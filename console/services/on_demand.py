"""Use cases that are made when they are first asked for: the first screen does not wait for what they load."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from console.services.calls import CallService
    from console.services.canned import CannedService
    from console.services.engine import Engine
    from console.services.fields import FieldService
    from console.services.knowledge import KnowledgeService
    from console.services.known_values import KnownValues
    from console.services.labels import LabelService
    from console.services.library import Library
    from console.services.macros.service import MacroService
    from console.services.outbox.service import OutboxService
    from console.services.overview import OverviewService
    from console.services.presence import PresenceService
    from console.services.reply import ReplyService
    from console.services.reports import ReportService
    from console.services.session import Session
    from console.services.status import StatusService
    from console.services.suggestions import SuggestionService
    from console.services.sync import SyncService
    from console.services.transfer import TransferService
    from console.store.store import Store


@dataclass(frozen=True)
class OnDemand:
    """What they are made of, and the use cases themselves."""

    engine: Engine
    looking: Engine
    """The engine of the searches alone; it asks no server."""
    store: Store
    session: Session
    sync: SyncService
    presence: PresenceService
    knowledge: KnowledgeService
    replies: ReplyService
    transfers: TransferService
    outbox: OutboxService
    library: Library
    clock: Callable[[], datetime]
    zone: tzinfo | None
    small_file: Callable[[str], Path | None]
    """Where something small of this server and agent is kept, by its name; None where nothing lasts."""

    @cached_property
    def values(self) -> KnownValues:
        """What is known of a conversation, for texts."""
        from console.services.known_values import KnownValues

        return KnownValues(self.store, self.session)

    @cached_property
    def canned(self) -> CannedService:
        """Canned replies."""
        from console.services.canned import CannedService

        return CannedService(self.library, self.values)

    @cached_property
    def macros(self) -> MacroService:
        """Macros."""
        from console.services.macros.service import MacroService, Names

        names = Names(self.canned, self.knowledge, self.transfers, self.presence, self.session)
        return MacroService(self.library, self.store, self.values, names)

    @cached_property
    def statuses(self) -> StatusService:
        """Changes of status that are not held."""
        from console.services.status import StatusService

        return StatusService(self.engine, self.store, self.session)

    @cached_property
    def fields(self) -> FieldService:
        """Custom fields with their titles and choices."""
        from console.services.fields import FILE_NAME, FieldService

        return FieldService(self.store, self.library.folders(FILE_NAME))

    @cached_property
    def labels(self) -> LabelService:
        """Tags and customers groups."""
        from console.services.labels import LabelService

        return LabelService(self.engine, self.looking, self.store, clock=self.clock)

    @cached_property
    def reports(self) -> ReportService:
        """Reports."""
        from console.services.reports import ReportService

        return ReportService(self.engine, clock=self.clock, zone=self.zone)

    @cached_property
    def overview(self) -> OverviewService:
        """Chats and calls."""
        from console.services.overview import OverviewService

        return OverviewService(self.engine, self.store, self.sync, clock=self.clock)

    @cached_property
    def suggestions(self) -> SuggestionService:
        """Suggestions for the knowledge base."""
        from console.services.suggestions import SuggestionService

        return SuggestionService(self.engine, self.session, self.small_file("suggestions"), clock=self.clock)

    @cached_property
    def calls(self) -> CallService:
        """Forms for new customers and conversations."""
        from console.services.calls import CallService

        return CallService(self.outbox, self.replies, self.fields, self.presence, self.session)
