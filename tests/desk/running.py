"""Desks in processes of their own, as `lac desk serve` runs them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import httpx

KEY = "c0ffee" * 5
SECONDS = 20

_PROGRAM = """
import json, sys
from datetime import datetime
from console.desk.serve import serve
arguments, stopped_at = json.loads(sys.argv[1])
if stopped_at is not None:
    now = datetime.fromisoformat(stopped_at)
    arguments["clock"] = lambda: now
serve(**arguments)
"""


class Desk:
    """A desk in a process of its own. Its clock stands at `stopped_at`, unless that is None."""

    def __init__(self, *, stopped_at: datetime | None = None, **arguments: Any) -> None:
        arguments = {"announce": True, "watch_stdin": True, **arguments}
        clock = None if stopped_at is None else stopped_at.isoformat()
        command = [sys.executable, "-c", _PROGRAM, json.dumps([arguments, clock])]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe)
        self.line = b""
        """What it announced."""
        self._uds = arguments.get("uds")

    def wait(self) -> None:
        """Wait until it is open."""
        assert self.process.stdout is not None
        self.line = self.process.stdout.readline()
        assert self.line, self.end()

    @property
    def ready(self) -> dict[str, Any]:
        """What it announced, read."""
        announced: dict[str, Any] = json.loads(self.line)
        return announced

    def client(self) -> httpx.Client:
        """A client of it, at the address it announced, or at the socket it was told to listen on."""
        transport = httpx.HTTPTransport(uds=self._uds)
        url = "http://localhost" if self._uds else self.ready["url"]
        return httpx.Client(base_url=url, transport=transport, headers={"apikey": KEY}, timeout=SECONDS)

    @property
    def address(self) -> tuple[str, int]:
        """Where it listens."""
        host, _, port = self.ready["url"].removeprefix("http://").rpartition(":")
        return host, int(port)

    def end(self) -> tuple[int, str]:
        """Wait for its end; its exit code and what it wrote to standard error."""
        _, errors = self.process.communicate(timeout=SECONDS)
        return self.process.returncode, errors.decode()


@contextmanager
def running(*, wait: bool = True, **arguments: Any) -> Iterator[Desk]:
    """A desk that is gone afterwards, whatever happens."""
    desk = Desk(**arguments)
    try:
        if wait:
            desk.wait()
        yield desk
    finally:
        if desk.process.poll() is None:
            desk.process.kill()
        for stream in (desk.process.stdin, desk.process.stdout, desk.process.stderr):
            if stream is not None:
                stream.close()
        desk.process.wait(SECONDS)
