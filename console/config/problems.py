"""From a validation error to a sentence: where the value came from, what is wrong, what is allowed."""

from __future__ import annotations

from typing import TypeAlias

from console.config.kinds import Place

Origins: TypeAlias = dict[Place, str]
"""Where each value came from: `settings.toml, line 3`, or the start of a sentence about a variable."""

_LOOKS_LIKE_KEY = ("key", "apikey", "api_key", "token", "secret", "password")


def wrong_value(place: Place, value: object, allowed: str, origins: Origins) -> str:
    """One sentence on a value that is not possible."""
    return f"{_origin(place, origins)}: {'.'.join(place)} is {_shown(value)}, but must be {allowed}."


def unknown_name(place: Place, known: list[str], origins: Origins) -> str:
    """One sentence on a setting that does not exist, with the nearest that does."""
    return f"{_origin(place, origins)}: {_unknown(place, known)}"


def _origin(place: Place, origins: Origins) -> str:
    for length in range(len(place), -1, -1):
        if place[:length] in origins:
            return origins[place[:length]]
    return "Settings"


def _unknown(place: Place, known: list[str]) -> str:
    from difflib import get_close_matches  # needed for this sentence alone

    *sections, name = place
    if name.lower() in _LOOKS_LIKE_KEY:
        return (
            "the API key does not belong into the settings."
            " Use LIVEAGENT_API_KEY, server.key_command or a file that only you can read (server.key_file)."
        )
    close = get_close_matches(name, known, n=1)
    meant = f" Did you mean {'.'.join([*sections, close[0]])}?" if close else ""
    inside = f" in [{'.'.join(sections)}]" if sections else ""
    return f"there is no setting {name!r}{inside}.{meant} Known are {', '.join(sorted(known))}."


def _shown(value: object) -> str:
    text = {True: "true", False: "false"}[value] if isinstance(value, bool) else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
