"""A bench for each test of a service."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.bench import Bench, open_bench


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """Services on the small desk, working as Mira."""
    with open_bench(tmp_path / "bench") as opened:
        yield opened
