"""What the first screen loads and needs: the cache and the standard library."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

FIRST_SCREEN = """
import json, sys
from datetime import UTC, datetime
from pathlib import Path
from console.services.bundle import build_services
from console.services.records import QueueFilter, SortOrder

async def connect():
    raise AssertionError("the first screen asks no server")

where = Path(sys.argv[1])
services = build_services(where, where, "small", connect, "mira@desk.example", lambda: datetime.now(UTC))
view = services.queue.open(QueueFilter(), SortOrder.LONGEST_WAIT)
view.rows(0, 50), services.queue.counts(), services.presence.current(), services.knowledge.search("")
services.queue.departments(), services.replies.drafts(), services.session.agent, services.sync.last_synced
services.close()
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def test_the_first_screen_loads_neither_client_nor_parser(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", FIRST_SCREEN, str(tmp_path)], capture_output=True, text=True, check=True
    )
    loaded = set(json.loads(ended.stdout))
    assert "console" in loaded
    assert not loaded & {"pydantic", "httpx", "selectolax", "textual", "sqlalchemy"}
