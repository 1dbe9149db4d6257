"""What `lac api` asks for, read from its arguments, sent, and judged."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from typing import cast
from urllib.parse import parse_qsl, quote, urlsplit

from console.api.client import now_utc
from console.api.errors import ApiConnectionError, ApiError, Sent
from console.api.exchange import Answer
from console.api.reading import read_tree
from console.cli.access import Calls
from console.cli.errors import exit_code_of
from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.contract.endpoint import Method

METHODS = ("GET", "POST", "PUT", "DELETE")
FORMATS = ("json", "xml", "yaml")

_SAFE = "%:@!$&'()*+,;=~"
_ERROR_IN_XML = re.compile(rb"<status>\s*ERROR\s*</status>")
_ERROR_IN_YAML = re.compile(rb"(?m)^ *status: *['\"]?ERROR['\"]? *$")


@dataclass(frozen=True, slots=True)
class ApiRequest:
    """One call."""

    method: Method
    path: str
    """Below `api/`, percent-encoded, with the format's suffix."""
    params: Mapping[str, str]
    format: str

    def with_params(self, **more: object) -> ApiRequest:
        """The same call with other parameters beside its own."""
        return replace(self, params={**self.params, **{name: str(value) for name, value in more.items()}})


def read_request(options: argparse.Namespace) -> ApiRequest:
    """The call that the arguments describe; raises `CommandError`."""
    method, given = _words(options)
    path, query = _path(given)
    fields = [*query, *_fields(options)]
    _check_once(name for name, _ in fields)
    path, chosen = _format(path, options.format)
    if options.paginate and (method != "GET" or chosen != "json"):
        raise CommandError(ExitCode.USAGE, "--paginate is for GET, and for JSON alone.")
    return ApiRequest(method, path, dict(fields), chosen)


async def send(calls: Calls, request: ApiRequest) -> Answer:
    """The answer as it came, whatever it says; raises `CommandError` when there is none."""
    try:
        return await calls.client.raw(request.method, request.path, request.params)
    except ApiConnectionError as error:
        raise failure(error, request) from None


def judge(answer: Answer, format: str) -> ApiError | None:
    """The error that an answer is; None when the call succeeded."""
    if format != "json":
        found = _other_error(answer.body, format)
        if answer.status < 300 and found is None:
            return None
        answer = replace(answer, body=json.dumps({"response": found}).encode() if found else answer.body)
    try:
        read_tree(answer, now_utc())
    except ApiError as error:
        return error
    return None


def failure(error: ApiError, request: ApiRequest) -> CommandError:
    """How a command ends whose call failed: a change without an answer may have been made."""
    if request.method != "GET" and isinstance(error, ApiConnectionError) and error.sent is Sent.UNKNOWN:
        message = f"{error.message} It is not known whether the change was made."
        return CommandError(ExitCode.UNKNOWN, message)
    return CommandError(exit_code_of(error), error.message)


def _words(options: argparse.Namespace) -> tuple[Method, str]:
    match options.words:
        case [path]:
            has_fields = options.field or options.file_field or options.input
            return "POST" if has_fields else "GET", path
        case [method, path] if method.upper() in METHODS:
            return cast("Method", method.upper()), path
        case [method, _]:
            raise CommandError(ExitCode.USAGE, f"There is no method {method!r}; there are {', '.join(METHODS)}.")
        case _:
            raise CommandError(ExitCode.USAGE, "Give a path, such as `lac api application/status`; see also --list.")


def _path(given: str) -> tuple[str, list[tuple[str, str]]]:
    """The path in the form in which it travels, and the parameters that stood behind it."""
    parts = urlsplit(given)
    if parts.scheme or parts.netloc:
        raise CommandError(ExitCode.USAGE, "Give the path alone: the server is the one that is set.")
    segments = [segment for segment in parts.path.removeprefix("/").removeprefix("api/").split("/") if segment]
    if not segments or any(segment in (".", "..") for segment in segments):
        raise CommandError(ExitCode.USAGE, f"{given!r} is no path below api/.")
    query = parse_qsl(parts.query, keep_blank_values=True)
    if any(name.lower() == "apikey" for name, _ in query):
        raise CommandError(ExitCode.USAGE, "The key must not stand in the path, where others could read it.")
    return "/".join(quote(segment, safe=_SAFE) for segment in segments), query


def _fields(options: argparse.Namespace) -> list[tuple[str, str]]:
    fields = [_pair(text) for text in options.field]
    for text in options.file_field:
        name, value = _pair(text)
        fields.append((name, _content(value[1:]) if value.startswith("@") else value))
    if options.input is not None:
        fields += _from_input(_content(options.input))
    if any(name.lower() == "apikey" for name, _ in fields):
        raise CommandError(ExitCode.USAGE, "The key is no field: others could read it in the list of processes.")
    return fields


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not name or not equals:
        raise CommandError(ExitCode.USAGE, f"{text!r} is no field; fields are NAME=VALUE.")
    return name, value


def _content(file: str) -> str:
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return data.decode("utf-8-sig")
    except OSError as error:
        raise CommandError(ExitCode.USAGE, f"{file} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise CommandError(ExitCode.USAGE, f"{file} is not UTF-8: see byte {error.start}.") from None


def _from_input(text: str) -> list[tuple[str, str]]:
    """Parameters from a JSON object, whose lists and objects travel as JSON, or from a form."""
    if not text.lstrip().startswith("{"):
        return parse_qsl(text.strip(), keep_blank_values=True)
    try:
        tree = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CommandError(ExitCode.USAGE, f"The input is no JSON: {error}.") from None
    return [(name, _wire(value)) for name, value in tree.items() if value is not None]


def _wire(value: object) -> str:
    if isinstance(value, bool):
        return "Y" if value else "N"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _check_once(names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise CommandError(ExitCode.USAGE, f"The parameter {name} is given twice.")
        seen.add(name)


def _format(path: str, asked: str | None) -> tuple[str, str]:
    """The path with the suffix of its format, and the format."""
    start, dot, end = path.rpartition(".")
    if dot and end in FORMATS and not start.endswith("/"):
        if asked not in (None, end):
            raise CommandError(ExitCode.USAGE, f"The path asks for {end}, and --format for {asked}.")
        return path, end
    return (path, "json") if asked in (None, "json") else (f"{path}.{asked}", asked)


def _other_error(body: bytes, format: str) -> dict[str, object] | None:
    """The error object in XML or YAML, as far as it is needed."""
    if not (_ERROR_IN_XML if format == "xml" else _ERROR_IN_YAML).search(body):
        return None
    found: dict[str, object] = {"status": "ERROR"}
    for name in ("statuscode", "errormessage"):
        pattern = rf"<{name}>(.*?)</{name}>" if format == "xml" else rf"(?m)^ *{name}: *['\"]?(.*?)['\"]? *$"
        value = re.search(pattern.encode(), body)
        found[name] = unescape(value.group(1).decode("utf-8", "replace")) if value else ""
    return found
