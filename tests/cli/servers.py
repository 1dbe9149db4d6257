"""Servers on loopback for the command to talk to: a real help desk, and one that answers anything but API v1."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.hygiene.source import ROOT

KEY = "0123456789abcdef0123456789abcdef"
AGENT = "owner@desk.example"


class RunningDesk:
    """`lac desk serve` with an empty desk, ended with the block."""

    def __init__(self, folder: Path) -> None:
        self.url = ""
        self._folder = folder

    def __enter__(self) -> Self:
        command = ["desk", "serve", "--port", "0", "--seed", "empty", "--db", str(self._folder / "desk.db")]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "console", *command, "--announce", "--watch-stdin"],
            env={**os.environ, "LAC_DESK_KEY": KEY, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        self.url = json.loads(self.process.stdout.readline())["url"]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        assert self.process.wait(20) == 0
        self.process.stdout.close()

    @property
    def environment(self) -> dict[str, str]:
        """What a user would set to reach it."""
        return {"LIVEAGENT_URL": self.url, "LIVEAGENT_API_KEY": KEY, "LIVEAGENT_AGENT": AGENT}


class OddServer:
    """Answers every request in the same way."""

    def __init__(self) -> None:
        self.status, self.body, self.headers = 200, b"", {"Content-Type": "application/json"}
        server = self

        class Handler(BaseHTTPRequestHandler):
            """One request."""

            def do_GET(self) -> None:
                """Send what the test wants."""
                self.send_response(server.status)
                for name, value in {**server.headers, "Content-Length": str(len(server.body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(server.body)

            def log_message(self, format: str, *args: object) -> None:
                """Stay silent."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def environment(self) -> dict[str, str]:
        """What a user would set to reach it."""
        url = f"http://127.0.0.1:{self._server.server_port}"
        return {"LIVEAGENT_URL": url, "LIVEAGENT_API_KEY": KEY, "LIVEAGENT_AGENT": AGENT}
