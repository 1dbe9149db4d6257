"""`lac queue`: the conversations, from what is known on this machine or from the server."""

from __future__ import annotations

import argparse
from datetime import timedelta

from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.cli.options import STATUSES, add_command, add_common, whole_number
from console.cli.printing import complain, say, say_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from console.cli.access import Work
    from console.cli.lazy import Commands
    from console.cli.queue_rows import Page
    from console.services.records import QueueFilter
    from console.store.store import Store

SORTS = ("wait", "newest", "oldest")
HISTORY = timedelta(days=28)
"""How far back --refresh reads what nobody waits for."""
DETAILS = 50
"""Conversations of which --refresh asks who has them, when that decides what is shown."""

DESCRIPTION = """\
List conversations. What the console or an earlier `lac queue` saw is shown at
once, with its age; --refresh asks the server first, and so does the first run.
It reads what waits, and of all else what changed in the last four weeks."""

EXAMPLES = """\
examples:
  lac queue                                  who waits longest stands first
  lac queue --refresh --unassigned --department Billing
  lac queue --status new --status open --json
  lac queue --mine --sort newest --limit 0   all of them
  lac queue --view waiting --filter 'dept:billing tag:refund waiting:>2h'"""


def add_to(commands: Commands) -> None:
    """Register the command."""
    parser = add_command(commands, "queue", DESCRIPTION, EXAMPLES, run_queue)
    parser.add_argument("--refresh", action="store_true", help="ask the server first")
    parser.add_argument(
        "--archive", action="store_true", help="with --refresh: read all there ever was, not four weeks"
    )
    parser.add_argument("--department", metavar="NAME", action="append", default=[], help="id or name; may be repeated")
    parser.add_argument(
        "--status", metavar="STATUS", action="append", default=[], choices=STATUSES, help="a status; may be repeated"
    )
    whose = parser.add_mutually_exclusive_group()
    whose.add_argument("--mine", action="store_true", help="what you have")
    whose.add_argument("--unassigned", action="store_true", help="what nobody has")
    parser.add_argument("--text", metavar="WORDS", default="", help="words in subject, customer, code or preview")
    parser.add_argument("--filter", metavar="LINE", default="", help="a line of the filter language, as typed after f")
    parser.add_argument("--view", metavar="NAME", default="", help="a view of the console, yours or one of everybody's")
    parser.add_argument("--sort", choices=SORTS, default=SORTS[0], help="order (%(default)s)")
    parser.add_argument("--limit", metavar="N", type=whole_number, default=50, help="rows, 0 for all (%(default)s)")
    add_common(parser)


def run_queue(options: argparse.Namespace) -> int:
    """Print the conversations."""
    page = None if options.refresh or options.archive else _known(options)
    if page is None:
        from console.cli.access import with_services

        found: list[Page] = []
        with_services(options, lambda work: _refreshed(options, work, found))
        page = found[0]
    if options.json:
        say_json(page.as_json())
        return ExitCode.OK
    if page.rows:
        say(*page.lines())
    complain(page.note())
    return ExitCode.OK


def _known(options: argparse.Namespace) -> Page | None:
    """The answer from the cache; None when the server has to be asked. Loads no client, and looks for no key."""
    from console.cli.connection import choose
    from console.store.errors import StoreError
    from console.store.store import Store

    choice = choose(options)
    if missing := choice.missing(agent=True):
        raise CommandError(ExitCode.USAGE, "\n     ".join(missing))
    folder = choice.folder()
    cache = choice.paths.cache / folder
    if not (cache / "cache.db").exists():
        return None
    try:
        store = Store.open(choice.paths.state / folder, cache, folder)
    except StoreError as error:
        raise CommandError(ExitCode.NOT_DONE, str(error)) from None
    try:
        return _page(options, store, choice.agent, choice.settings.departments, source="cache")
    finally:
        store.close()


def _refreshed(options: argparse.Namespace, work: Work, found: list[Page]) -> int:
    services = work.services
    work.wait(services.session.identify())
    work.wait(services.sync.refresh(everything=True))
    _fill(options, work)
    if options.mine or options.unassigned or options.filter or options.view:
        work.wait(services.sync.fill_details((), DETAILS))
    settings = work.connection.settings
    page = _page(options, services.store, work.connection.agent, settings.departments, source="server")
    if page is None:
        raise CommandError(ExitCode.UNAVAILABLE, "The conversations were fetched, but could not be kept.")
    found.append(page)
    return ExitCode.OK


def _fill(options: argparse.Namespace, work: Work) -> None:
    """Read what does not wait as well: that of the last weeks, or all there is."""
    filling = work.services.filling
    far_enough = work.reader.now - HISTORY
    fill = filling.progress()
    while not fill.done and (options.archive or fill.back_to is None or fill.back_to > far_enough):
        fill = work.wait(filling.step(len(work.services.queue.departments()) or 1))


def _page(
    options: argparse.Namespace, store: Store, agent: str, departments: Iterable[str], *, source: str
) -> Page | None:
    """The rows asked for; None when the cache was never filled or does not know who the agent is."""
    from console.cli.queue_rows import Page
    from console.cli.times import now
    from console.contract.enums import ConversationStatus
    from console.services.queue import QueueView
    from console.services.records import QueueFilter, SortOrder

    synced, me = store.presence.fact("synced"), store.people.agent_with(agent)
    if synced is None or (options.mine and me is None):
        return None
    wanted = QueueFilter(
        departments=_departments(store, options.department or departments),
        statuses=frozenset(ConversationStatus(STATUSES[word]) for word in options.status),
        assigned_to=me.id if options.mine and me else "" if options.unassigned else None,
        text=options.text,
    )
    wanted = _narrowed(options, store, me.id if me else "", wanted)
    sort = dict(zip(SORTS, (SortOrder.LONGEST_WAIT, SortOrder.NEWEST, SortOrder.OLDEST), strict=True))[options.sort]
    view = QueueView(store, wanted, sort)
    rows = view.rows(0, options.limit or len(view))
    people = store.people.known(row.assigned_to for row in rows if row.assigned_to)
    unknown = store.conversations.counts(me.id if me else None).unknown if options.mine or options.unassigned else 0
    names = {one.id: one.name for one in people.values()}
    return Page(rows, len(view), synced[1], now(), source, names, unknown, _known_since(store))


def _narrowed(options: argparse.Namespace, store: Store, me: str, wanted: QueueFilter) -> QueueFilter:
    """What a view and a line of the filter language let through of it; raises `CommandError` in words."""
    from console.cli.times import now
    from console.services.names import known_names
    from console.services.query import parse
    from console.services.views import views_of, without_later, words_in_rows

    lines = [options.filter] if options.filter else []
    if options.view:
        views = views_of(store.views.all())
        called = [one for one in views if options.view.casefold() in (one.name.casefold(), one.id)]
        if not called:
            known = ", ".join(one.name for one in views)
            raise CommandError(ExitCode.NOT_FOUND, f"There is no view {options.view!r}; there are {known}.")
        lines.insert(0, called[0].line)
    for line in lines:
        query = words_in_rows(parse(line, known_names(store, me, tags=False), now()))
        if query.troubles:
            raise CommandError(ExitCode.USAGE, "\n     ".join(query.troubles))
        wanted = wanted.narrowed(query.filter)
    return without_later(wanted) if options.view else wanted


def _known_since(store: Store) -> datetime | None:
    """Since when everything is known; None when all of it is."""
    from console.cli.times import now

    gaps = [one.filled_to or now() for one in store.presence.departments() if not one.deleted]
    return max((gap for gap in gaps if gap.timestamp() > 0), default=None)


def _departments(store: Store, wanted: Iterable[str]) -> frozenset[str]:
    """The ids of the departments called so; raises `CommandError` for one that is not known."""
    departments = store.presence.departments()
    ids: set[str] = set()
    for name in wanted:
        found = {one.id for one in departments if name == one.id or name.casefold() == one.name.casefold()}
        if not found:
            known = ", ".join(one.name for one in departments if not one.deleted)
            raise CommandError(ExitCode.NOT_FOUND, f"There is no department {name!r}; there are {known}.")
        ids |= found
    return frozenset(ids)
