"""`lac kb`: the knowledge base."""

from __future__ import annotations

import argparse

from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.cli.options import add_command, add_common, whole_number
from console.cli.parser import add_group
from console.cli.printing import say, say_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from console.cli.access import Calls
    from console.cli.lazy import Commands
    from console.contract.knowledgebase import Article, ArticleHit

DESCRIPTION = "Search the knowledge base, list its articles, and read one."

EXAMPLES = """\
examples:
  lac kb search bank transfer
  lac kb show 412
  lac kb list --json | jq -r '.articles[].title'"""

LONGEST_LINE = 200_000
"""Characters of a line of an article; only in a pipe a line can be so long."""


def add_to(commands: Commands) -> None:
    """Register the commands."""
    below = add_group(commands.add_parser("kb", description=DESCRIPTION, epilog=EXAMPLES))
    below.announce("search", "search articles", _add_search)
    below.announce("list", "list all articles", _add_list)
    below.announce("show", "read an article", _add_show)


def _add_search(commands: Commands) -> None:
    examples = "examples:\n  lac kb search bank transfer\n  lac kb search --limit 3 --json refund"
    description = "Search articles on the server, the best first. It takes 100 searches a minute."
    parser = add_command(commands, "search", description, examples, run_search)
    parser.add_argument("words", metavar="WORD", nargs="+", help="what to search for")
    parser.add_argument("--below", metavar="ID", help="only below this entry")
    parser.add_argument("--limit", metavar="N", type=whole_number, default=20, help="rows, 0 for all (%(default)s)")
    add_common(parser)


def _add_list(commands: Commands) -> None:
    examples = "examples:\n  lac kb list\n  lac kb list --below 17 --json"
    parser = add_command(commands, "list", "List all entries of the knowledge base.", examples, run_list)
    parser.add_argument("--below", metavar="ID", help="only below this entry")
    add_common(parser)


def _add_show(commands: Commands) -> None:
    examples = "examples:\n  lac kb show 412\n  lac kb show 412 --json | jq -r .html"
    parser = add_command(commands, "show", "Read an article as text.", examples, run_show)
    parser.add_argument("article", metavar="ID", help="id or url code of an article")
    add_common(parser)


def run_search(options: argparse.Namespace) -> int:
    """Print the hits."""
    from console.cli.access import with_client

    return with_client(options, lambda calls: _search(options, calls))


def run_list(options: argparse.Namespace) -> int:
    """Print all entries."""
    from console.cli.access import with_client

    return with_client(options, lambda calls: _list(options, calls))


def run_show(options: argparse.Namespace) -> int:
    """Print one article."""
    from console.cli.access import with_client

    return with_client(options, lambda calls: _show(options, calls))


async def _search(options: argparse.Namespace, calls: Calls) -> int:
    from console.cli.rows import print_rows
    from console.cli.table import Column

    columns = (
        ("id", Column("id")),
        ("title", Column("title", least=16)),
        ("votes", Column("votes", right=True, rank=2)),
        ("url", Column("address", least=12, rank=1)),
    )
    hits = await calls.client.knowledgebase.search(" ".join(options.words), below=options.below)
    print_rows(options, "articles", [_hit(one) for one in hits[: options.limit or None]], columns)
    return ExitCode.OK


async def _list(options: argparse.Namespace, calls: Calls) -> int:
    from console.cli.rows import print_rows
    from console.cli.table import Column

    articles = await calls.client.knowledgebase.articles(parent_id=options.below)
    columns = (
        ("id", Column("id")),
        ("title", Column("title", least=16)),
        ("kind", Column("kind", rank=1)),
        ("access", Column("for", rank=1)),
        ("votes", Column("votes", right=True, rank=2)),
    )
    print_rows(options, "articles", [_article(one) for one in articles], columns)
    return ExitCode.OK


async def _show(options: argparse.Namespace, calls: Calls) -> int:
    from console.cli.table import pair_lines, screen_width
    from console.services.reading import to_plain
    from console.ui.drawable import clean

    # The API reads articles all together; there is no call for one.
    wanted = options.article
    for one in await calls.client.knowledgebase.articles():
        if wanted in (one.kb_entry_id, one.urlcode):
            break
    else:
        raise CommandError(ExitCode.NOT_FOUND, f"There is no article {wanted!r}.")
    text = to_plain(one.content).strip()
    if options.json:
        say_json({**_article(one), "text": text, "html": one.content})
        return ExitCode.OK
    facts = [("id", one.kb_entry_id), ("keywords", one.keywords), ("for", _access(one))]
    width, reading_width = screen_width(), calls.connection.settings.ui.reading_width
    lines = _wrapped(text, LONGEST_LINE if width is None else min(width, reading_width))
    say(clean(one.title), *pair_lines(facts), "", *lines)
    return ExitCode.OK


def _wrapped(text: str, width: int) -> Iterator[str]:
    """The lines of a text as they can be read, cleaned."""
    from console.ui.drawable import clean
    from console.ui.wrap import wrap_line

    for line in text.splitlines():
        cleaned = clean(line, limit=LONGEST_LINE)
        yield from (cleaned[start:end] for start, end in wrap_line(cleaned, width))


def _hit(one: ArticleHit) -> dict[str, object]:
    return {
        "id": one.kb_entry_id,
        "title": one.title_clear or one.title,
        "url": f"https:{one.url}" if one.url.startswith("//") else one.url,
        "votes": _number(one.votesCount),
        "text": one.content_text,
    }


def _article(one: Article) -> dict[str, object]:
    from console.cli import times

    return {
        "id": one.kb_entry_id,
        "title": one.title,
        "kind": one.rtype.word if one.rtype.known else one.rtype.value,
        "state": one.rstatus.word if one.rstatus.known else one.rstatus.value,
        "access": _access(one),
        "parent": one.parent_entry_id,
        "urlcode": one.urlcode,
        "keywords": one.keywords,
        "votes": _number(one.votes),
        "views": _number(one.views),
        "changed": times.iso(one.datechanged.at),
    }


def _access(one: Article) -> str:
    return one.access.word if one.access.known else one.access.value


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
