"""The engine: a thread with its own event loop, where everything runs that talks to the server."""

from __future__ import annotations

import asyncio
import concurrent.futures
import threading
from collections.abc import Awaitable, Callable, Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

from console.services.errors import ErrorKind, ServiceError

if TYPE_CHECKING:
    from console.api.client import LiveAgentClient

T = TypeVar("T")


class Engine:
    """Runs coroutines away from the interface's thread: JSON, validation, TLS and long queries never delay a key.

    `connect` makes the client; it runs in the engine when something first needs the server, and again after it failed.
    """

    def __init__(self, connect: Callable[[], Awaitable[LiveAgentClient]], name: str = "engine") -> None:
        self._connect = connect
        self._name = name
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._closed = False
        self._client: LiveAgentClient | None = None
        self._connecting = asyncio.Lock()

    def start(self) -> None:
        """Start the thread; once it runs, this does nothing."""
        with self._lock:
            if self._thread is not None or self._closed:
                return
            self._loop = asyncio.new_event_loop()
            self._thread = threading.Thread(target=self._run, args=[self._loop], name=self._name, daemon=True)
            self._thread.start()

    def stop(self, timeout: float = 2.0) -> None:
        """Cancel what runs, close the client and end the thread, waiting at most `timeout` seconds."""
        with self._lock:
            self._closed = True
            loop, thread = self._loop, self._thread
            self._loop = None
        if loop is None or thread is None:
            return
        loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout)

    def submit(self, factory: Callable[[], Coroutine[Any, Any, T]]) -> concurrent.futures.Future[T]:
        """Start a coroutine in the engine; may be called from any thread. Raises `ServiceError` once stopped."""
        self.start()
        with self._lock:
            if self._loop is None:
                raise ServiceError(ErrorKind.OFFLINE, "Closing", "The console is closing; nothing more is sent.")
            return asyncio.run_coroutine_threadsafe(factory(), self._loop)

    async def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """The result of a coroutine that runs in the engine, awaitable from any loop.

        Cancelling the caller cancels the coroutine. In the engine itself it simply runs.
        """
        if asyncio.get_running_loop() is self._loop:
            return await coroutine
        try:
            future = self.submit(lambda: coroutine)
        except ServiceError:
            coroutine.close()
            raise
        return await asyncio.wrap_future(future)

    async def client(self) -> LiveAgentClient:
        """The client, connected when first asked for. Only for coroutines in the engine."""
        async with self._connecting:
            if self._client is None:
                self._client = await self._connect()
            return self._client

    @property
    def is_held_back(self) -> bool:
        """Whether calls wait because those of this minute are used up. May be asked from any thread."""
        client = self._client
        return client is not None and client.budget.waiting > 0

    def _run(self, loop: asyncio.AbstractEventLoop) -> None:
        asyncio.set_event_loop(loop)
        loop.set_exception_handler(_in_callback)
        try:
            loop.run_forever()
            loop.run_until_complete(self._wind_down())
        finally:
            asyncio.set_event_loop(None)
            loop.close()

    async def _wind_down(self) -> None:
        own = asyncio.current_task()
        tasks = [task for task in asyncio.all_tasks() if task is not own]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._client is not None:
            await self._client.aclose()
        await asyncio.get_running_loop().shutdown_asyncgens()


def _in_callback(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log an error in a callback, unless it is that of a wait which had ended already.

    anyio stops looking at a UNIX socket a turn of the loop after its wait has ended; what comes in that turn ends it
    again, which asyncio calls an error. Nothing is lost by it: the socket is looked at anew by the next wait.
    """
    if not isinstance(context.get("exception"), asyncio.InvalidStateError):
        loop.default_exception_handler(context)
