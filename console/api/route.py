"""How requests reach the server: trusted certificates, a proxy from the environment, and why a connection failed."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from urllib.request import getproxies, proxy_bypass

from console.api.address import ServerAddress
from console.api.errors import AddressError, Sent

_DEPTH = 8


def trusted_roots(ca_file: Path | None) -> ssl.SSLContext:
    """A verifying context with the system's roots (or those of `SSL_CERT_FILE`) and those of `ca_file`."""
    context = ssl.create_default_context()
    if ca_file is not None:
        try:
            context.load_verify_locations(cafile=ca_file)
        except OSError as error:
            reason = "it holds no certificate" if isinstance(error, ssl.SSLError) else error.strerror
            message = f"The certificate file {ca_file} cannot be used: {reason}. It must be in PEM form."
            raise AddressError(message, sent=Sent.NOT_SENT) from None
    return context


def environment_proxy(address: ServerAddress) -> str | None:
    """The proxy that the environment names for an https server, unless `NO_PROXY` takes the server out."""
    proxies = getproxies()
    proxy = proxies.get("https") or proxies.get("all")
    if not proxy or proxy_bypass(f"{address.host}:{address.port}") or proxy_bypass(address.host):
        return None
    return proxy if "://" in proxy else f"http://{proxy}"


def why_failed(error: BaseException) -> str:
    """What went wrong with a connection, and what to do about it, as sentences."""
    for cause in _causes(error):
        match cause:
            case ssl.SSLCertVerificationError():
                return (
                    f"Its certificate is not trusted ({cause.verify_message})."
                    " If your company has a certificate authority of its own, set server.ca_file."
                )
            case ssl.SSLError():
                return "It does not speak TLS as expected. Check the server's address."
            case socket.gaierror():
                return "The name is unknown. Check the server's address and the network."
            case ConnectionRefusedError():
                return "Nothing answers there (connection refused). Check the server's address."
            case FileNotFoundError():
                return "Its socket is not there; the server is not running."
            case OSError() if cause.errno and cause.strerror:
                return f"{cause.strerror}. Check the network."
            case _:
                continue
    return "The connection broke. Check the network."


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The innermost causes first."""
    chain: list[BaseException] = []
    pending: list[tuple[BaseException, int]] = [(error, 0)]
    while pending:
        current, depth = pending.pop()
        chain.append(current)
        if depth < _DEPTH:
            below = [current.__cause__ or current.__context__]
            if isinstance(current, BaseExceptionGroup):
                below += current.exceptions
            pending += [(one, depth + 1) for one in below if one is not None]
    return reversed(chain)
