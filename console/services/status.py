"""Changing a conversation's status, and seeing that it is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.api.errors import ApiError, Sent
from console.contract.enums import SETTABLE_STATUSES, ConversationStatus
from console.services.errors import ErrorKind, ServiceError
from console.services.faults import in_words, translated
from console.services.mapping import conversation_facts

if TYPE_CHECKING:
    from console.api.client import LiveAgentClient
    from console.services.engine import Engine
    from console.services.session import Session
    from console.store.store import Store


class StatusService:
    """Sets the three statuses that the API can set."""

    def __init__(self, engine: Engine, store: Store, session: Session) -> None:
        self._engine = engine
        self._store = store
        self._session = session

    async def set_status(self, conversation_id: str, status: ConversationStatus) -> None:
        """Make a conversation answered, resolved or open, and read it back.

        Raises `ServiceError`: refused for another status, unknown when the server neither confirms nor shows it.
        """
        await self._engine.run(self._set_status(conversation_id, status))

    async def _set_status(self, conversation_id: str, status: ConversationStatus) -> None:
        if status not in SETTABLE_STATUSES:
            message = f"LiveAgent's API cannot make a conversation {status.word}; only answered, resolved or open."
            raise ServiceError(ErrorKind.REFUSED, "Not possible", message)
        agent = await self._session.sender()
        trouble: ApiError | None = None
        with translated():
            client = await self._engine.client()
            try:
                await client.conversations.set_status(conversation_id, status, by=agent.id)
            except ApiError as error:
                if error.sent is not Sent.UNKNOWN:
                    raise
                trouble = error
        now = await self._read_back(client, conversation_id, trouble)
        if now != status:
            message = f"The server still says {now.word}; the status was not changed to {status.word}."
            if trouble is not None:
                message += f" {trouble.message}"
            raise ServiceError(ErrorKind.RETRYABLE, "Status not changed", message)

    async def _read_back(
        self, client: LiveAgentClient, conversation_id: str, trouble: ApiError | None
    ) -> ConversationStatus:
        """The status the server has now; the row in the cache follows."""
        try:
            info = await client.conversations.info(conversation_id)
        except ApiError as error:
            kind = ErrorKind.UNKNOWN if trouble is not None else in_words(error).kind
            said = "It is not known whether the status was changed" if trouble is not None else "The status was changed"
            message = f"{said}, but the conversation could not be read again. {error.message}"
            raise ServiceError(kind, "Status not confirmed", message) from error
        with translated():
            self._store.conversations.put([conversation_facts(info)])
        return info.status
