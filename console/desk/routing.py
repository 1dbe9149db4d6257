"""From a method and a path to the handler that answers it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from console.contract.errors import ErrorCode
from console.desk.errors import CallError
from console.desk.handling import Handled


@dataclass(frozen=True, slots=True)
class Route:
    """A path template cut into its segments; a placeholder's segment is its name in braces, and never the first."""

    segments: tuple[str, ...]
    handled: Handled

    def match(self, segments: tuple[str, ...]) -> dict[str, str] | None:
        """The values of the placeholders, or None for another path."""
        values: dict[str, str] = {}
        for pattern, segment in zip(self.segments, segments, strict=True):
            if pattern.startswith("{"):
                values[pattern[1:-1]] = segment
            elif pattern != segment:
                return None
        return values


class Routes:
    """The routes of all handlers. A plain segment goes before a placeholder."""

    def __init__(self, handlers: Iterable[Handled]) -> None:
        self._by_start: dict[tuple[int, str], list[Route]] = {}
        for handled in sorted(handlers, key=lambda one: one.path.count("{")):
            route = Route(tuple(handled.path.split("/")), handled)
            self._by_start.setdefault((len(route.segments), route.segments[0]), []).append(route)

    def find(self, method: str, segments: tuple[str, ...]) -> tuple[Handled, dict[str, str]]:
        """The handler of a path and its placeholders' values; 404 for an unknown path, 405 for another method."""
        known = False
        for route in self._by_start.get((len(segments), segments[0]), ()) if segments else ():
            values = route.match(segments)
            if values is None:
                continue
            if route.handled.endpoint.method == method:
                return route.handled, values
            known = True
        if known:
            raise CallError(ErrorCode.METHOD_NOT_ALLOWED, f"method {method} is not allowed here")
        raise CallError(ErrorCode.NOT_FOUND, "there is no such call")
