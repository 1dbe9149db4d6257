"""Where the desk listens: a TCP address, or a Unix socket that only its owner can open."""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
import stat
from pathlib import Path

from console.desk.errors import DeskError

_BACKLOG = 512
_LAST_PORT = 65_535


def listen_on_port(host: str, port: int) -> socket.socket:
    """A listening TCP socket; port 0 takes any that is free. Raises `DeskError` when it cannot be had."""
    if not 0 <= port <= _LAST_PORT:
        message = f"{port} is no port; ports go up to {_LAST_PORT}."
        raise DeskError(message)
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError):
        message = f"{host} is no address this machine knows."
        raise DeskError(message) from None
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise DeskError(_why_not(error, host, port)) from None
    return listener


def listen_on_path(path: Path) -> socket.socket:
    """A listening Unix socket of mode 0600 in a directory of mode 0700; what a desk that died left there goes."""
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        _make_private_directory(path.parent)
        _clear(path)
        mask = os.umask(0o177)
        try:
            listener.bind(str(path))
        finally:
            os.umask(mask)
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        reason = error.strerror or str(error)
        message = f"The desk cannot listen on {path}: {reason}."
        raise DeskError(message) from None
    except DeskError:
        listener.close()
        raise
    return listener


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def url_of(listener: socket.socket, host: str) -> str:
    """The address of a TCP listener, as a client writes it."""
    port = listener.getsockname()[1]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _why_not(error: OSError, host: str, port: int) -> str:
    match error.errno:
        case errno.EADDRINUSE:
            return f"Port {port} on {host} is taken: another program listens there. Choose another with --port."
        case errno.EACCES:
            return f"Port {port} is for the system's administrator. Choose one above 1023 with --port."
        case errno.EADDRNOTAVAIL:
            return f"{host} is no address of this machine."
        case _:
            return f"The desk cannot listen on {host} port {port}: {error.strerror}."


def _make_private_directory(directory: Path) -> None:
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    status = directory.stat()
    if status.st_uid != os.getuid() or stat.S_IMODE(status.st_mode) & 0o077:
        message = f"The directory {directory} is open to others. Make it private with: chmod 700 {directory}"
        raise DeskError(message)


def _clear(path: Path) -> None:
    if not path.is_socket():
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(1.0)
        try:
            probe.connect(str(path))
        except (ConnectionRefusedError, FileNotFoundError):
            path.unlink(missing_ok=True)
            return
    message = f"Another desk listens on {path} already."
    raise DeskError(message)
