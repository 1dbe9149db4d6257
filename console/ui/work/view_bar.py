"""The line of views: each with its digit and number, what is searched for, and how the queue is sorted and filtered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from console.services.views import Count, View
from console.ui import format as formats
from console.ui.text import clean

if TYPE_CHECKING:
    from console.ui.screens.workspace import Workspace

Parts = list[tuple[str, str]]

SEARCH_CELLS = 40
"""Letters of a search in the line of views."""
FILTER_CELLS = 48
NAME_CELLS = 24
MORE: Parts = [("v", "key"), (" more  ", "dim")]


def bar_parts(screen: Workspace) -> tuple[Parts, Parts]:
    """What stands at the left and at the right of the line."""
    right = _right_parts(screen)
    room = screen.app.size.width - _cells(right) - 2
    search = _search_parts(screen)
    return [(" ", "bar"), *_fitting(screen, room - _cells(search)), *search], right


def short_parts(screen: Workspace, right: Parts) -> Parts:
    """The views where there is a single line at the top, which has other things at the right."""
    words = clean(screen.state.extra, limit=FILTER_CELLS).strip()
    more: Parts = [("f ", "key"), (f"{words}  ", "marker")] if words and not screen.finding.active else []
    more += _search_parts(screen)
    if news := screen.noticing.words(short=True):
        more.append((f"{news}  ", "marker"))
    return [(" ", "bar"), *_fitting(screen, screen.app.size.width - _cells(right) - _cells(more) - 2), *more]


def selected_parts(screen: Workspace) -> Parts:
    """How many rows are selected, and whether a macro is recorded."""
    count = len(screen.selecting.ids)
    parts: Parts = [("recording   ", "warning")] if screen.state.recording else []
    return [*parts, (f"{formats.count(count)} selected   ", "marker")] if count else parts


def _fitting(screen: Workspace, room: int) -> Parts:
    """The views for which there is room; of the rest it says where they are.

    The one that is open, and those that somebody has to see to, go before the others.
    """
    counts, shown_id = screen.viewing.counts(), screen.state.view.id
    views = [view for view in screen.services.views.all() if view.id == shown_id or not _is_hidden(view, counts)]
    entries = {view.id: _entry(screen, view, counts.get(view.id)) for view in views}
    wanted = sorted(views, key=lambda view: (view.id != shown_id, not view.hides_empty))
    if sum(map(_cells, entries.values())) > room:
        room -= _cells(MORE)
    kept: set[str] = set()
    for view in wanted:
        cells = _cells(entries[view.id])
        if cells > room and kept:
            break
        kept.add(view.id)
        room -= cells
    parts = [part for view in views if view.id in kept for part in entries[view.id]]
    return parts if len(kept) == len(views) else [*parts, *MORE]


def _is_hidden(view: View, counts: Mapping[str, Count]) -> bool:
    return view.hides_empty and not (view.id in counts and counts[view.id].number)


def _entry(screen: Workspace, view: View, count: Count | None) -> Parts:
    shown = view.id == screen.state.view.id and not screen.finding.active
    quiet = "warning" if view.warns else "dim"
    number = "" if count is None else f"{formats.count(count.number)}{'+' if count.is_least else ''}"
    name = clean(view.name, limit=NAME_CELLS)
    parts: Parts = [(f"{view.digit} ", "key")] if view.digit else []
    space = "   " if screen.app.size.width >= 100 else "  "
    return [*parts, (f"{name} ", "heading" if shown else quiet), (f"{number}{space}", "text" if shown else quiet)]


def _search_parts(screen: Workspace) -> Parts:
    finding = screen.finding
    if not finding.active:
        return []
    words = clean(finding.text, limit=SEARCH_CELLS).strip()
    parts: Parts = [("/", "key"), (f" search: {words} ", "heading")]
    return parts if finding.found is None else [*parts, (f"{formats.count(len(finding.found.view))}   ", "text")]


def _right_parts(screen: Workspace) -> Parts:
    selected = selected_parts(screen)
    if screen.finding.found is not None:
        return [*selected, (f"sort: {clean(screen.finding.order)} ", "dim")]
    words = clean(screen.state.extra, limit=FILTER_CELLS).strip()
    if news := screen.noticing.words():
        selected.append((f"{news}   ", "marker"))
    parts: Parts = [*selected, (f"sort: {screen.state.sort.value}   ", "dim")]
    return [*parts, (f"filter: {words or '-'} ", "marker" if words else "dim")]


def _cells(parts: Sequence[tuple[str, str]]) -> int:
    return sum(cell_len(text) for text, _ in parts)
