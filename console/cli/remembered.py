"""What a command saw of a conversation, kept where `lac queue` and the console look first."""

from __future__ import annotations

from contextlib import closing, suppress

from console.services.mapping import conversation_facts
from console.store.errors import StoreError
from console.store.store import Store

TYPE_CHECKING = False
if TYPE_CHECKING:
    from console.cli.connection import Connection
    from console.contract.conversations import ConversationRow


def remember(connection: Connection, row: ConversationRow) -> None:
    """Keep a conversation as the server just showed it.

    Where it cannot be kept, the next look at the server finds it; what was done on the server is done either way.
    """
    with (
        suppress(StoreError),
        closing(Store.open(connection.state_dir, connection.cache_dir, connection.profile)) as store,
    ):
        store.conversations.put([conversation_facts(row)])
