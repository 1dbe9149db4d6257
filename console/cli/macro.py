"""`lac macro`: the macros in your folder, what is wrong with a file of them, and running one."""

from __future__ import annotations

import argparse

from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.cli.library_place import add_place, announce_files, library_folder
from console.cli.options import add_command, add_common, add_conversation
from console.cli.parser import add_group
from console.cli.printing import complain, say, say_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from console.cli.lazy import Commands
    from console.services.macros.steps import Macro
    from console.services.text_files import TextFolder

DESCRIPTION = """\
Macros: text files in the folder `macros` beside your settings, which the console
runs at `m`. A file begins with `title: ...`; after an empty line follows one step a
line, such as `tag refund`, `field order_no = {ask "Order number"}`, `canned refund`,
`status resolved` or `send`. docs/macros.md has all of them."""

EXAMPLES = """\
examples:
  lac macro list
  lac macro show refund --demo > ~/.config/liveagent-console/macros/refund.macro
  lac macro check
  lac macro run refund ABC-D12-EF3 --answer 'Order number=43894209' --dry-run"""


def add_to(commands: Commands) -> None:
    """Register the commands."""
    below = add_group(commands.add_parser("macro", description=DESCRIPTION, epilog=EXAMPLES))
    announce_files(below, "macro", "macro", "refund", show_list=run_list, show=run_show, check=run_check)
    below.announce("run", "run one on a conversation", _add_running)


def _add_running(commands: Commands) -> None:
    words = (
        "Run a macro on a conversation. What it asks is asked at a terminal, or given with\n"
        "--answer. A reply is sent at once, so you are asked first; --yes does not ask."
    )
    examples = "examples:\n  lac macro run spam ABC-D12-EF3 --yes\n  lac macro run refund ABC-D12-EF3 --dry-run"
    parser = add_command(commands, "run", words, examples, run_run, changes=True)
    parser.add_argument("name", metavar="NAME", help="its file's name without the ending, or its title")
    add_conversation(parser)
    answers = "the answer to a question of it; may be repeated"
    parser.add_argument("--answer", metavar="QUESTION=ANSWER", action="append", default=[], help=answers)
    parser.add_argument("--dry-run", action="store_true", help="show the calls it would make, and make none of them")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    add_place(parser)
    add_common(parser)


def run_list(options: argparse.Namespace) -> int:
    """Print the good ones as a table."""
    from console.cli.table import Column, screen_width, table_lines

    folder = _folder(options)
    loaded = folder.load()
    if options.json:
        say_json({"macros": [_as_json(one) for one in loaded.items], "troubles": list(loaded.troubles)})
        return ExitCode.OK
    complain(*loaded.troubles)
    if not loaded.items:
        complain(f"There are no macros in {folder.folders[0]}; `lac macro list --demo` shows examples.")
        return ExitCode.OK
    columns = (Column("name"), Column("title", least=10), Column("tags", rank=1))
    say(*table_lines(columns, [[one.name, one.title, ", ".join(one.tags)] for one in loaded.items], screen_width()))
    return ExitCode.OK


def run_show(options: argparse.Namespace) -> int:
    """Print one file."""
    say(_named(options).path.read_text(encoding="utf-8-sig").rstrip("\n"))
    return ExitCode.OK


def run_check(options: argparse.Namespace) -> int:
    """Name the bad files, and canned replies that a macro names and nobody has."""
    loaded = _folder(options).load()
    missing = [words for one in loaded.items for words in _missing(options, one)]
    if options.json:
        say_json({"good": [one.name for one in loaded.items], "troubles": [*loaded.troubles, *missing]})
    else:
        complain(*loaded.troubles, *missing)
        say(f"{len(loaded.items)} can be read, {len(loaded.troubles)} cannot.")
    return ExitCode.USAGE if loaded.troubles or missing else ExitCode.OK


def run_run(options: argparse.Namespace) -> int:
    """Run one."""
    from console.cli.access import with_services
    from console.cli.macro_run import given_answers, run_macro

    macro, answers = _named(options), given_answers(options.answer)
    return with_services(options, lambda work: run_macro(options, work, macro, answers))


def _missing(options: argparse.Namespace, macro: Macro) -> list[str]:
    from console.services.canned import ENDINGS, FOLDER, read_canned
    from console.services.macros.language import all_steps
    from console.services.macros.steps import CannedStep
    from console.services.text_files import TextFolder

    names = {step.name for step in all_steps(macro.steps) if isinstance(step, CannedStep)}
    if not names:
        return []
    canned = TextFolder([library_folder(options) / FOLDER], ENDINGS, read_canned).load().items
    known = {name.casefold() for one in canned for name in (one.name, one.title)}
    return [
        f"{macro.path.name} names the canned reply {name!r}, which is not there."
        for name in sorted(names)
        if name.casefold() not in known
    ]


def _named(options: argparse.Namespace) -> Macro:
    loaded, wanted = _folder(options).load(), options.name.casefold()
    found = [one for one in loaded.items if one.name.casefold() == wanted]
    found += [one for one in loaded.items if one.title.casefold() == wanted]
    if not found:
        complain(*loaded.troubles)
        raise CommandError(ExitCode.NOT_FOUND, f"There is no macro {options.name!r}; see `lac macro list`.")
    return found[0]


def _as_json(macro: Macro) -> dict[str, object]:
    return {
        "name": macro.name,
        "title": macro.title,
        "tags": list(macro.tags),
        "steps": [line.strip() for line in macro.text.split("\n") if line.strip()],
        "file": str(macro.path),
    }


def _folder(options: argparse.Namespace) -> TextFolder[Macro]:
    from console.services.macros.language import ENDINGS, read_macro
    from console.services.macros.service import FOLDER
    from console.services.text_files import TextFolder

    return TextFolder([library_folder(options) / FOLDER], ENDINGS, read_macro)
