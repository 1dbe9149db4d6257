"""The server's address as people type it."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.api.address import ServerAddress
from console.api.errors import AddressError, Sent
from console.api.transport import over_network
from console.contract.secret import Secret


@pytest.mark.parametrize(
    ("typed", "api_url"),
    [
        ("https://acme.ladesk.com", "https://acme.ladesk.com/api/"),
        ("acme.ladesk.com", "https://acme.ladesk.com/api/"),
        ("  https://acme.ladesk.com///  ", "https://acme.ladesk.com/api/"),
        ("https://acme.ladesk.com/api", "https://acme.ladesk.com/api/"),
        ("https://acme.ladesk.com/api/", "https://acme.ladesk.com/api/"),
        ("https://acme.ladesk.com/api/index.php", "https://acme.ladesk.com/api/"),
        ("https://acme.ladesk.com/agent/#Conversation;id=abc", "https://acme.ladesk.com/api/"),
        ("HTTPS://Acme.Ladesk.com:443", "https://acme.ladesk.com/api/"),
        ("https://help.acme.example:8443/desk/", "https://help.acme.example:8443/desk/api/"),
        ("http://127.0.0.1:8090", "http://127.0.0.1:8090/api/"),
        ("http://[::1]:8090/api", "http://[::1]:8090/api/"),
        ("https://bücher.example", "https://xn--bcher-kva.example/api/"),
        ("localhost:8090", "https://localhost:8090/api/"),
    ],
)
def test_reads_what_people_type(typed: str, api_url: str) -> None:
    assert ServerAddress.parse(typed).api_url == api_url


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "No server address"),
        ("ftp://acme.example", "begins with https"),
        ("https://", "cannot be read"),
        ("https://a b.example", "cannot be read"),
        ("https://acme.example:port", "cannot be read"),
        ("https://[::1", "cannot be read"),
        ("https://ana:secret@acme.example", "user name"),
        ("https://acme.example/?apikey=secret", "address of the server alone"),
        ("https://acme.example/api/v3", "API v1"),
    ],
)
def test_refuses_with_a_sentence(typed: str, words: str) -> None:
    with pytest.raises(AddressError, match=words) as caught:
        ServerAddress.parse(typed)
    assert caught.value.sent is Sent.NOT_SENT
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("[::1]", True),
        ("localhost", True),
        ("127.0.0.1.example", False),
        ("10.0.0.1", False),
        ("localhost.example", False),
        ("0.0.0.0", False),  # noqa: S104 - an address to refuse, not to bind
    ],
)
def test_loopback_is_an_address_not_a_name(host: str, loopback: bool) -> None:
    assert ServerAddress.parse(f"http://{host}:80").is_loopback() is loopback


def test_plain_http_is_for_this_machine_alone() -> None:
    with pytest.raises(AddressError, match=r"https://10\.0\.0\.1"):
        over_network("http://10.0.0.1", Secret("key"))


def test_a_missing_certificate_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(AddressError, match="No such file"):
        over_network("https://acme.example", Secret("key"), ca_file=tmp_path / "no.pem")
