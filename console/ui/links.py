"""What a customer's link says, where it really leads, and whether it may be opened at all."""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from urllib.parse import urlsplit

from console.ui.text import clean

MAX_URL: Final = 8_000
_FORBIDDEN: Final = re.compile(r'[\s\\"<>`|^{}]')
_ADDRESS: Final = re.compile(r"(?i)^(?:https?://)?([^\s/:?#@]+\.[^\s/:?#@.]+)(?::\d+)?(?:[/?#]\S*)?$")
_SCRIPTS_READ_TOGETHER: Final = ({"CJK", "HIRAGANA", "KATAKANA"}, {"CJK", "HANGUL"}, {"CJK", "BOPOMOFO"})


def safe_url(url: str) -> str | None:
    """The address when it may be handed to a browser, else None.

    Only http and https with a host and without a user name; nothing that a shell, a browser's command line (a
    leading dash, `%action`) or a terminal could read as something else.
    """
    url = url.strip(" \t\r\n")
    if len(url) > MAX_URL or not url.casefold().startswith(("http://", "https://")):
        return None
    if _FORBIDDEN.search(url) or "%action" in url.casefold() or clean(url, limit=MAX_URL) != url:
        return None
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return None
    if not host or host.startswith("-") or "@" in parts.netloc:
        return None
    return url


def real_host(url: str) -> str | None:
    """The host an address leads to, in punycode when its scripts mix; None when the address is not safe to open."""
    if (safe := safe_url(url)) is None:
        return None
    host = urlsplit(safe).hostname or ""
    if host.isascii() or not _mixes_scripts(host):
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host.encode("punycode").decode("ascii")


def describe_link(text: str, url: str) -> str:
    """One line for a link: its text, and the real host behind an arrow unless the text is that very address."""
    shown = " ".join(clean(text).split())
    host = real_host(url)
    if host is None:
        scheme, _, rest = clean(url.strip(), limit=200).partition(":")
        if scheme.casefold() == "mailto":
            address = rest.partition("?")[0]
            return shown if shown == address else f"{shown} → {address}".strip()
        where = f"{scheme[:20]} address, not opened"
    else:
        where = host
        if not shown:
            return host
        claimed = _ADDRESS.match(shown)
        if claimed and claimed[1].casefold() == host:
            return shown
    return f"{shown} → {where}" if shown else where


def _mixes_scripts(host: str) -> bool:
    scripts = {unicodedata.name(letter, "UNKNOWN").split(" ", 1)[0] for letter in host if letter.isalpha()}
    return len(scripts) > 1 and not any(scripts <= allowed for allowed in _SCRIPTS_READ_TOGETHER)
