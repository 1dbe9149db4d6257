"""The HTTP server around the application: starting, saying so, and ending with the requests under way answered."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import threading
from collections.abc import Generator
from contextlib import contextmanager

from starlette.types import ASGIApp
from uvicorn.config import Config
from uvicorn.server import Server

from console.desk.protocol import BoundedProtocol, CuttableProtocol

_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_SECONDS_TO_FINISH = 10
_SECONDS_IDLE = 60


class DeskServer(Server):
    """A server that ends cleanly by signal or when its standard input ends."""

    def __init__(self, app: ASGIApp, *, watch_stdin: bool, cuttable: bool = False) -> None:
        """`cuttable` lets the application break connections off."""
        super().__init__(
            Config(
                app,
                http=CuttableProtocol if cuttable else BoundedProtocol,
                ws="none",
                loop="auto",  # uvloop where it is installed
                lifespan="on",
                log_config=None,
                log_level="error",  # what clients send wrongly is said to them alone
                access_log=False,
                server_header=False,
                timeout_keep_alive=_SECONDS_IDLE,
                timeout_graceful_shutdown=_SECONDS_TO_FINISH,
            )
        )
        self._watch_stdin = watch_stdin

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start the application and the listeners."""
        await super().startup(sockets)
        if self._watch_stdin:
            loop = asyncio.get_running_loop()
            threading.Thread(target=self._stop_at_end_of_stdin, args=(loop,), daemon=True).start()

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """End by signal as by any other way, with exit code 0, instead of dying of the signal after all."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        loop = asyncio.get_running_loop()
        for number in _STOPPING:
            loop.add_signal_handler(number, self.stop)
        try:
            yield
        finally:
            for number in _STOPPING:
                loop.remove_signal_handler(number)

    def stop(self) -> None:
        """End once the requests under way are answered, or after ten seconds."""
        self.should_exit = True

    def _stop_at_end_of_stdin(self, loop: asyncio.AbstractEventLoop) -> None:
        try:
            while os.read(0, 4096):
                pass
        except OSError:
            pass  # a closed standard input has ended as well
        if not loop.is_closed():
            loop.call_soon_threadsafe(self.stop)
