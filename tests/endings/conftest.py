"""A home of its own for each console."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.hygiene.source import ROOT


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty one; nothing of the real one, and no setting, is seen from it."""
    for name in list(os.environ):
        if name.startswith(("LAC_", "LIVEAGENT_", "XDG_")) and not name.startswith("LAC_ENDINGS"):
            monkeypatch.delenv(name)
    (tmp_path / "run").mkdir(mode=0o700)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return tmp_path
