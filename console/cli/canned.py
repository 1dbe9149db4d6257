"""`lac canned`: the canned replies in your folder, and what is wrong with a file of them."""

from __future__ import annotations

import argparse

from console.cli.exit_codes import ExitCode
from console.cli.library_place import announce_files, library_folder
from console.cli.parser import add_group
from console.cli.printing import complain, say, say_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from console.cli.lazy import Commands
    from console.services.canned import CannedReply
    from console.services.text_files import TextFolder

DESCRIPTION = """\
Canned replies: text files in the folder `canned` beside your settings, which the
console offers in the composer at `/`. A file begins with lines such as `title: ...`,
`tags: ...`, `language: ...` and `kind: reply`; the text follows after an empty line.
{customer.first}, {field.order_no} and the like are filled when it is inserted."""

EXAMPLES = """\
examples:
  lac canned list
  lac canned list --demo --json
  lac canned show refund-agreed --demo > ~/.config/liveagent-console/canned/refund.md
  lac canned check"""


def add_to(commands: Commands) -> None:
    """Register the commands."""
    below = add_group(commands.add_parser("canned", description=DESCRIPTION, epilog=EXAMPLES))
    announce_files(below, "canned", "canned reply", "refund-agreed", show_list=run_list, show=run_show, check=run_check)


def run_list(options: argparse.Namespace) -> int:
    """Print the good ones as a table."""
    from console.cli.table import Column, screen_width, table_lines

    folder = _folder(options)
    loaded = folder.load()
    if options.json:
        say_json({"canned": [_as_json(one) for one in loaded.items], "troubles": list(loaded.troubles)})
        return ExitCode.OK
    complain(*loaded.troubles)
    if not loaded.items:
        complain(f"There are no canned replies in {folder.folders[0]}; `lac canned list --demo` shows examples.")
        return ExitCode.OK
    columns = (Column("name"), Column("title", least=10), Column("kind"), Column("language", rank=2), Column("tags"))
    cells = [[one.name, one.title, one.kind.value, one.language, ", ".join(one.tags)] for one in loaded.items]
    say(*table_lines(columns, cells, screen_width()))
    return ExitCode.OK


def run_show(options: argparse.Namespace) -> int:
    """Print one file."""
    from console.cli.failure import CommandError

    loaded, wanted = _folder(options).load(), options.name.casefold()
    found = [one for one in loaded.items if wanted in (one.name.casefold(), one.title.casefold())]
    if not found:
        complain(*loaded.troubles)
        raise CommandError(ExitCode.NOT_FOUND, f"There is no canned reply {options.name!r}; see `lac canned list`.")
    say(found[0].path.read_text(encoding="utf-8-sig").rstrip("\n"))
    return ExitCode.OK


def run_check(options: argparse.Namespace) -> int:
    """Name the bad files, and placeholders that nothing fills."""
    loaded = _folder(options).load()
    by_hand = {one.name: _by_hand(one) for one in loaded.items}
    if options.json:
        say_json(
            {
                "good": [one.name for one in loaded.items],
                "troubles": list(loaded.troubles),
                "filled_by_hand": {name: found for name, found in by_hand.items() if found},
            }
        )
    else:
        complain(*loaded.troubles)
        say(f"{len(loaded.items)} can be used, {len(loaded.troubles)} cannot.")
        say(*(f"{name}: you fill {', '.join(found)}" for name, found in by_hand.items() if found))
    return ExitCode.USAGE if loaded.troubles else ExitCode.OK


def _by_hand(reply: CannedReply) -> list[str]:
    """The placeholders that the agent fills, in braces."""
    from console.services.known_values import is_known_name
    from console.services.placeholders import placeholders

    names = dict.fromkeys(name for _, _, name in placeholders(reply.text) if not is_known_name(name))
    return [f"{{{name}}}" for name in names]


def _as_json(reply: CannedReply) -> dict[str, object]:
    return {
        "name": reply.name,
        "title": reply.title,
        "kind": reply.kind.value,
        "language": reply.language,
        "tags": list(reply.tags),
        "text": reply.text,
        "file": str(reply.path),
    }


def _folder(options: argparse.Namespace) -> TextFolder[CannedReply]:
    from console.services.canned import ENDINGS, FOLDER, read_canned
    from console.services.text_files import TextFolder

    return TextFolder([library_folder(options) / FOLDER], ENDINGS, read_canned)
