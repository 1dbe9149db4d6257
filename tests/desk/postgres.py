"""A PostgreSQL of the tests' own: one server for all test processes, one database for each, gone when the last ends.

The server hangs on locks, which the system gives back whatever becomes of a process: everybody who uses it shares one,
and a guardian waits until it can have that lock for itself, stops the server and removes its data.
"""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.hygiene.source import ROOT

USER = "desk"
STEP_SECONDS = 60
INSTALL_SECONDS = 600

_SETTINGS = (
    "listen_addresses=''",  # nothing but the socket, in a folder that is its owner's alone
    "max_connections=200",
)
HASTY = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum=off", "shared_buffers=64MB")
"""For data that nobody needs when the machine fails."""
_LOCALES = (("--locale-provider=icu", "--icu-locale=en-US"), ())
"""Letters in the order of a dictionary, as most installations have them, so that no test leans on that of bytes."""


class NoPostgresError(Exception):
    """There is no PostgreSQL to test with; the text says why."""


def find_programs() -> Path | None:
    """The folder of `initdb` and `pg_ctl`, the newest where Debian has several; None when there is none."""
    found = shutil.which("initdb")
    if found and shutil.which("pg_ctl"):
        return Path(found).resolve().parent
    installed = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(installed, key=lambda path: float(path.parent.name), default=None)


def install() -> str | None:
    """Install Debian's package when it is missing and root may do so. Returns why there is none then, or None."""
    if find_programs() is not None:
        return None
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return "it is not installed, and the tests can install it only as root on Debian"
    sys.stderr.write("Installing PostgreSQL for the tests of the desk; this is needed once.\n")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    package = ("install", "--yes", "--no-install-recommends", "postgresql")
    for arguments in (("update",), package):
        try:
            _run(["apt-get", "--quiet", *arguments], seconds=INSTALL_SECONDS, env=environment)
        except NoPostgresError as error:
            return str(error)
    return None if find_programs() else "apt-get installed it where nobody finds it"


@contextmanager
def shared_server(folder: Path, settings: Sequence[str] = HASTY) -> Iterator[str]:
    """The address of the server of everybody who names this folder; the first one starts it, with these settings.

    Raises `NoPostgresError` when there is none to start.
    """
    address = folder / "postgres.url"
    # Whoever holds the first lock knows that no guardian is stopping the server, nor will.
    with _locked(folder / "postgres.users", fcntl.LOCK_SH) as users:
        with _locked(folder / "postgres.start", fcntl.LOCK_EX):
            if not address.exists():
                address.write_text(_start(users, address, settings))
        yield address.read_text()


def _start(users: Path, address: Path, settings: Sequence[str]) -> str:
    programs = find_programs()
    if programs is None:
        raise NoPostgresError(install() or "it is not installed; `make test` installs it as root on Debian")
    home = Path(tempfile.mkdtemp(prefix="lac-postgres-"))
    if os.geteuid() == 0:
        os.chown(home, _owner().pw_uid, _owner().pw_gid)
    guardian = [sys.executable, "-m", __name__, str(users), str(address), str(home), str(programs)]
    try:
        _make_data(programs, home)
        every = (*_SETTINGS, f"unix_socket_directories='{home}'", *settings)
        options = " ".join(f"-c {setting}" for setting in every)
        _control(programs, home, "start", "--log", str(home / "log"), "--options", options)
    except NoPostgresError:
        shutil.rmtree(home)
        raise
    # Through a shell that ends at once, so that the guardian is nobody's child: tests look at the children they have.
    background = '"$@" </dev/null >/dev/null 2>&1 &'
    subprocess.run(["sh", "-c", background, "guardian", *guardian], cwd=ROOT, check=True, start_new_session=True)
    return f"postgresql+psycopg://{USER}@/postgres?host={home}"


def _make_data(programs: Path, home: Path) -> None:
    command = [str(programs / "initdb"), "--pgdata", str(home / "data"), "--username", USER]
    command += ["--auth=trust", "--encoding=UTF8", "--no-sync"]
    for last, locale in enumerate(_LOCALES, 1):
        try:
            _run_as_owner([*command, *locale], home)
        except NoPostgresError:
            if last == len(_LOCALES):
                raise
        else:
            return


def _control(programs: Path, home: Path, *arguments: str) -> None:
    _run_as_owner([str(programs / "pg_ctl"), "--pgdata", str(home / "data"), "--silent", "--wait", *arguments], home)


def _owner() -> pwd.struct_passwd:
    """Who runs the server when the tests run as root, because PostgreSQL refuses to."""
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    message = "it does not run as root, and there is no user postgres or nobody"
    raise NoPostgresError(message)


def _run_as_owner(command: list[str], home: Path) -> None:
    as_owner: dict[str, Any] = {}
    if os.geteuid() == 0:
        as_owner = {"user": _owner().pw_uid, "group": _owner().pw_gid, "extra_groups": []}
    _run(command, seconds=STEP_SECONDS, cwd=home, env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"}, **as_owner)


def _run(command: list[str], *, seconds: float, **options: Any) -> None:
    # Into a file: the server keeps what its starter had for output, so that a pipe would never end.
    with tempfile.TemporaryFile("w+") as said:
        try:
            ended = subprocess.run(
                command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, timeout=seconds, check=False, **options
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            message = f"{Path(command[0]).name} failed: {error}"
            raise NoPostgresError(message) from None
        if ended.returncode:
            said.seek(0)
            lines = said.read().strip().splitlines() or [f"exit code {ended.returncode}"]
            message = f"{Path(command[0]).name} failed: {lines[-1]}"
            raise NoPostgresError(message)


@contextmanager
def _locked(path: Path, kind: int) -> Iterator[Path]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, kind)
        yield path
    finally:
        os.close(descriptor)


def _guard(users: Path, address: Path, home: Path, programs: Path) -> None:
    """Stop the server once nobody uses it any more."""
    with _locked(users, fcntl.LOCK_EX):
        address.unlink(missing_ok=True)  # pytest may have removed the folder already
        _control(programs, home, "stop", "--mode", "immediate")
        shutil.rmtree(home)


def _main(arguments: list[str]) -> int:
    if arguments:
        _guard(*map(Path, arguments))
    elif reason := install():
        sys.stderr.write(f"The desk is not tested on PostgreSQL: {reason}.\n")
    return 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
