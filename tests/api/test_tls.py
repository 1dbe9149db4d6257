"""Certificates: the system's roots and the configured file are trusted, nothing else is."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
import trustme

from console.api.errors import AddressError, ApiConnectionError, Sent
from console.api.transport import over_network
from console.contract.secret import Secret
from tests.api.raw_server import http
from tests.api.support import CANARY, STATUS, client_on


@pytest.fixture
def company() -> trustme.CA:
    """An authority that no system trusts, made for one test."""
    return trustme.CA()


@pytest.fixture
def roots(company: trustme.CA, tmp_path: Path) -> Path:
    """The authority's certificate as a file."""
    path = tmp_path / "company.pem"
    company.cert_pem.write_to_path(path)
    return path


@pytest_asyncio.fixture
async def tls_url(company: trustme.CA) -> AsyncIterator[str]:
    """A TLS server with a certificate of that authority."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    company.issue_cert("127.0.0.1").configure_cert(context)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(http(200, STATUS, "Connection: close"))
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context)
    async with server:
        yield f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def test_an_unknown_certificate_is_refused_before_the_key_goes_out(tls_url: str) -> None:
    async with client_on(over_network(tls_url, Secret(CANARY))) as client:
        with pytest.raises(ApiConnectionError, match=r"server\.ca_file") as caught:
            await client.application.status()
    assert caught.value.sent is Sent.NOT_SENT


async def test_a_company_certificate_is_trusted_when_configured(tls_url: str, roots: Path) -> None:
    async with client_on(over_network(tls_url, Secret(CANARY), ca_file=roots)) as client:
        assert (await client.application.status()).liveagentversion == "4.1"


async def test_the_environment_may_name_the_roots(tls_url: str, roots: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(roots))
    async with client_on(over_network(tls_url, Secret(CANARY))) as client:
        assert (await client.application.status()).liveagentversion == "4.1"


def test_a_file_without_a_certificate_is_a_sentence(tmp_path: Path) -> None:
    empty = tmp_path / "empty.pem"
    empty.write_text("nothing")
    with pytest.raises(AddressError, match="holds no certificate"):
        over_network("https://acme.example", Secret("key"), ca_file=empty)
