"""Where a file lies: whether other machines may write to it too, and a spare file for the day the disk is full."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Final

SPARE_BYTES: Final = 1024 * 1024
_MOUNTS: Final = Path("/proc/self/mountinfo")
_NETWORK: Final = frozenset({
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "lustre", "gfs2", "ocfs2", "beegfs",
    "fuse.sshfs", "fuse.glusterfs", "fuse.s3fs", "fuse.rclone", "davfs", "fuse.davfs2",
})  # fmt: skip


def on_network(path: Path, mounts: Path = _MOUNTS) -> bool:
    """Whether a path is on a file system of the network, where SQLite's shared memory does not work."""
    try:
        lines = mounts.read_text("utf-8", "replace").splitlines()
    except OSError:
        return False
    here, best, kind = os.path.realpath(path), "", ""
    for line in lines:
        left, _, right = line.partition(" - ")
        fields = left.split()
        if len(fields) < 5 or not right:
            continue
        at = fields[4].encode().decode("unicode_escape")
        inside = here == at or here.startswith(at.rstrip("/") + "/")
        if inside and len(at) >= len(best):
            best, kind = at, right.split()[0]
    return kind in _NETWORK


def keep_spare(path: Path) -> None:
    """Make the spare file beside a file, once; without room for it there is none."""
    spare = _spare(path)
    if spare.exists():
        return
    with contextlib.suppress(OSError):
        handle = os.open(spare, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(handle, b"\0" * SPARE_BYTES)
        except OSError:
            spare.unlink(missing_ok=True)
        finally:
            os.close(handle)


def free_spare(path: Path) -> bool:
    """Give the spare file's room back to the disk; False when it is gone already."""
    try:
        _spare(path).unlink()
    except OSError:
        return False
    return True


def _spare(path: Path) -> Path:
    return path.with_name(f"{path.name}.spare")
