"""What the topics of the workspace share: starting workers that cannot end the application."""

from __future__ import annotations

import logging
from collections.abc import Coroutine
from typing import TYPE_CHECKING

from textual.message import Message

from console.services.errors import ErrorKind, ServiceError
from console.ui.messages import WorkFailed

if TYPE_CHECKING:
    from console.services.bundle import Services
    from console.ui.screens.workspace import Workspace
    from console.ui.state import WorkspaceState

_log = logging.getLogger(__name__)

MANY = 10
"""Failures in a row after which back-off does not grow any more."""


class Work:
    """A topic of the workspace."""

    def __init__(self, screen: Workspace) -> None:
        self.screen = screen

    @property
    def services(self) -> Services:
        """The use cases."""
        return self.screen.services

    @property
    def state(self) -> WorkspaceState:
        """What the workspace knows."""
        return self.screen.state

    def key(self, action_id: str) -> str:
        """How sentences name what runs an action, whichever keymap there is."""
        return self.screen.keys.words_of(action_id)

    def start(self, work: Coroutine[object, object, Message | None], group: str, *, exclusive: bool = True) -> None:
        """Run a worker; the message it returns is posted, an error becomes `WorkFailed`.

        This is the named border where an unexpected exception is caught: it is logged and said, and the console goes
        on.
        """
        guarded = self._guarded(work, group)
        worker = self.screen.run_worker(
            guarded, group=group, exclusive=exclusive, exit_on_error=False, description=group
        )
        if worker._task is not None:
            worker._task.add_done_callback(lambda _: _close(guarded, work))

    async def _guarded(self, work: Coroutine[object, object, Message | None], group: str) -> None:
        try:
            message = await work
        except ServiceError as error:
            message = WorkFailed(error, group)
        except Exception:
            _log.exception("worker %s failed", group)
            words = "Something went wrong inside the console; the log has the details. Nothing was lost."
            message = WorkFailed(ServiceError(ErrorKind.RETRYABLE, "Unexpected error", words), group)
        if message is not None and self.screen.is_attached:
            self.screen.post_message(message)


def _close(*coroutines: Coroutine[object, object, object]) -> None:
    """End what never began, because a newer worker of its group came first; what has ended does not mind."""
    for coroutine in coroutines:
        coroutine.close()
