"""The server's address as people type it, and what may travel to it."""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from console.api.errors import AddressError, Sent

EXAMPLE = "https://acme.ladesk.com"

_API_SUFFIX = re.compile(r"/(api(/index\.php)?|agent|index\.php)/*$")
_HOST = re.compile(r"[A-Za-z0-9_.-]+|[0-9A-Fa-f:.]+")


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Scheme, host and port of a server, and the path in front of `api/`."""

    scheme: str
    host: str
    port: int
    prefix: str = ""

    @classmethod
    def parse(cls, text: str) -> ServerAddress:
        """The address in `text`; https when no scheme is given, `/api` at the end and slashes make no difference."""
        given = text.strip()
        if not given:
            raise _refuse(f"No server address is given; it looks like {EXAMPLE}.")
        try:
            parts = urlsplit(given if "://" in given else f"https://{given}")
            host, port = (parts.hostname or "").rstrip("."), parts.port
        except ValueError:
            raise _refuse(f"The server address cannot be read; it looks like {EXAMPLE}.") from None
        _check(parts, host)
        prefix = _API_SUFFIX.sub("", parts.path.rstrip("/")).rstrip("/")
        return cls(parts.scheme, _ascii(host), port or (443 if parts.scheme == "https" else 80), prefix)

    @property
    def netloc(self) -> str:
        """Host and port; the port only when it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.scheme == "https" else 80) else f"{host}:{self.port}"

    @property
    def api_url(self) -> str:
        """The URL below which all calls are."""
        return f"{self.scheme}://{self.netloc}{self.prefix}/api/"

    def is_loopback(self) -> bool:
        """Whether the host is this machine: an address of 127/8, ::1, or a `localhost` that resolves to such alone."""
        if self.host != "localhost":
            return _is_loopback(self.host)
        try:
            found = socket.getaddrinfo(self.host, None, type=socket.SOCK_STREAM)
        except OSError:
            return False
        return bool(found) and all(_is_loopback(str(entry[4][0])) for entry in found)

    def __str__(self) -> str:
        return f"{self.scheme}://{self.netloc}{self.prefix}"


def _check(parts: SplitResult, host: str) -> None:
    if parts.scheme not in ("http", "https"):
        raise _refuse(f"The server address begins with https://, not with {parts.scheme}://.")
    if parts.username is not None or parts.password is not None:
        raise _refuse("The server address has a user name in it; give the address alone.")
    if not host or not _HOST.fullmatch(_ascii(host)):
        raise _refuse(f"The server address cannot be read; it looks like {EXAMPLE}.")
    if re.search(r"/api/v[23]\b", parts.path):
        raise _refuse(f"This console speaks API v1; give the address without {parts.path!r}, such as {EXAMPLE}.")
    if parts.query or not re.fullmatch(r"[A-Za-z0-9._~/-]*", parts.path):
        raise _refuse(f"Give the address of the server alone, such as {EXAMPLE}, and not that of a page.")


def _ascii(host: str) -> str:
    try:
        return host.lower().encode("idna").decode() if not host.isascii() else host.lower()
    except UnicodeError:
        return ""


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _refuse(message: str) -> AddressError:
    return AddressError(message, sent=Sent.NOT_SENT)
