"""`python -m console` is the same as the command `lac`."""

from __future__ import annotations

from console.cli.main import run

if __name__ == "__main__":
    run()
