"""Where a file lies: whether other machines may write to it too, and a spare file for the day the disk is full."""

from __future__ import annotations

import contextlib
import errno
import os
import re
from pathlib import Path
from typing import Final

SPARE_BYTES: Final = 1024 * 1024
_MOUNTS: Final = Path("/proc/self/mountinfo")
_NETWORK: Final = frozenset({
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "lustre", "gfs2", "ocfs2", "beegfs",
    "fuse.sshfs", "fuse.glusterfs", "fuse.s3fs", "fuse.rclone", "davfs", "fuse.davfs2",
})  # fmt: skip
_OCTAL: Final = re.compile(r"\\([0-7]{3})")
"""How the system writes blanks and backslashes in the names of places."""


def on_network(path: Path, mounts: Path = _MOUNTS) -> bool:
    """Whether a path is on a file system of the network, where SQLite's shared memory does not work."""
    try:
        lines = mounts.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return False
    here, best, kind = os.path.realpath(path), "", ""
    for line in lines:
        left, _, right = line.partition(" - ")
        fields = left.split()
        if len(fields) < 5 or not right:
            continue
        at = _OCTAL.sub(lambda found: chr(int(found[1], 8)), fields[4])
        inside = here == at or here.startswith(at.rstrip("/") + "/")
        if inside and len(at) >= len(best):
            best, kind = at, right.split()[0]
    return kind in _NETWORK


def put_in_place(made: Path, path: Path) -> None:
    """Give a complete file its name; raises `FileExistsError` when another has it. The old name may stay."""
    try:
        os.link(made, path)
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK):
            raise
        # A file system without links; two consoles that begin in the same instant are too rare to forgo it for.
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        made.rename(path)


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
