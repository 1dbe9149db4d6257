"""From a validation error to a sentence: where the value came from, what is wrong, what is allowed."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TypeAlias

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from console.config.model import Settings
from console.config.toml_lines import Place

Origins: TypeAlias = dict[Place, str]
"""Where each value came from: `settings.toml, line 3`, or the start of a sentence about a variable."""

_LOOKS_LIKE_KEY = ("key", "apikey", "api_key", "token", "secret", "password")


def sentence(problem: ErrorDetails, origins: Origins) -> str:
    """One sentence on one problem."""
    place = tuple(str(part) for part in problem["loc"])
    where = _origin(place, origins)
    if problem["type"] == "extra_forbidden":
        return f"{where}: {_unknown(place)}"
    name = ".".join(part for part in place if not part.isdigit())
    return f"{where}: {name} is {_shown(problem['input'])}, but must be {_allowed(problem)}."


def _origin(place: Place, origins: Origins) -> str:
    for length in range(len(place), -1, -1):
        if place[:length] in origins:
            return origins[place[:length]]
    return "Settings"


def _unknown(place: Place) -> str:
    *sections, name = place
    if name.lower() in _LOOKS_LIKE_KEY:
        return (
            "the API key does not belong into the settings."
            " Use LIVEAGENT_API_KEY, server.key_command or a file that only you can read (server.key_file)."
        )
    known = _fields(sections)
    close = get_close_matches(name, known, n=1)
    meant = f" Did you mean {'.'.join([*sections, close[0]])}?" if close else ""
    inside = f" in [{'.'.join(sections)}]" if sections else ""
    return f"there is no setting {name!r}{inside}.{meant} Known are {', '.join(sorted(known))}."


def _fields(sections: list[str]) -> list[str]:
    model: type[BaseModel] = Settings
    for section in sections:
        below = model.model_fields[section].annotation
        if isinstance(below, type) and issubclass(below, BaseModel):
            model = below
    return list(model.model_fields)


def _shown(value: object) -> str:
    text = {True: "true", False: "false"}[value] if isinstance(value, bool) else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _allowed(problem: ErrorDetails) -> str:
    context = problem.get("ctx", {})
    match problem["type"]:
        case "literal_error":
            return str(context["expected"])
        case "value_error":
            return str(context["error"])
        case "greater_than_equal":
            return f"{context['ge']:g} or more"
        case "less_than_equal":
            return f"{context['le']:g} or less"
        case "bool_parsing" | "bool_type":
            return "true or false"
        case "int_parsing" | "int_type" | "int_from_float":
            return "a whole number"
        case "float_parsing" | "float_type":
            return "a number"
        case "string_type" | "path_type":
            return "text"
        case "list_type":
            return "a list"
        case "dict_type" | "model_type" | "model_attributes_type":
            return "a table"
        case _:
            return f"something else ({problem['msg']})"
