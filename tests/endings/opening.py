"""Opens the store of a folder and says when it begins and has done so: `STATE CACHE`. Whoever runs it may kill it."""

from __future__ import annotations

import sys
from pathlib import Path

from console.store.store import Store

ACCOUNT = "desk.example mira"


def main() -> None:
    """Open it and leave."""
    print("opening", flush=True)  # noqa: T201 - to whoever runs it
    Store.open(Path(sys.argv[1]), Path(sys.argv[2]), ACCOUNT).close()
    print("open", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
