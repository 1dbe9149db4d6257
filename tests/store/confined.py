"""Places where files cannot be written any more: processes on a small disk, below a limit, or without root's powers."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.hygiene.source import ROOT

DISK = "2m"
"""Size of the small disk."""

_DROP = 24
"""PR_CAPBSET_DROP of prctl(2)."""
_POWERS = (1, 2, 3)
"""Root's powers to pass over permissions: CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER."""
_ON_A_DISK = 'mount -t tmpfs -o "size=$1" none "$2" && shift 2 && exec "$@"'


def run(
    arguments: Sequence[str | Path], before: Callable[[], object] | None = None, on_disk: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run Python with these arguments; `on_disk` is where a small disk is mounted, which nobody else sees."""
    command: list[str | Path] = [sys.executable, *arguments]
    if on_disk is not None:
        command = [*_namespace(), "sh", "-c", _ON_A_DISK, "sh", DISK, on_disk, *command]
    return subprocess.run(command, cwd=ROOT, preexec_fn=before, capture_output=True, text=True, check=False, timeout=60)


def can_have_a_disk(folder: Path) -> bool:
    """Whether this machine lets its users mount a disk of their own."""
    command = [*_namespace(), "sh", "-c", _ON_A_DISK, "sh", DISK, folder, "true"]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def without_powers() -> None:
    """Let a process that is about to start obey permissions, also when it is root's; others do anyway."""
    system = ctypes.CDLL(None, use_errno=True)
    for power in _POWERS:
        system.prctl(_DROP, power, 0, 0, 0)


def _namespace() -> list[str | Path]:
    return ["unshare", "--user", "--map-root-user", "--mount"]
