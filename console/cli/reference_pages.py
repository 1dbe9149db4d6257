"""The reference pages as Markdown: commands, exit codes, settings and keys."""

from __future__ import annotations

import inspect
import json
import typing
from collections.abc import Iterable, Iterator
from dataclasses import is_dataclass

from console.cli.described import DescribedCommand, DescribedOption, describe
from console.cli.exit_codes import ExitCode
from console.config.described import describe_settings
from console.config.load import environment_names
from console.config.model import Settings

GENERATED = "<!-- Made by `make reference`; change the program, not this page. -->"


def commands_page() -> str:
    """Every command with its options and examples."""
    from console.cli.parser import build_parser

    lines = head("Commands", "The command is `lac`; its long form is `liveagent-console`.")
    for command in describe(build_parser()).walk():
        lines += _command_lines(command)
    return joined(lines)


def exit_codes_page() -> str:
    """What each exit code means."""
    lines = head("Exit codes", "The same for every command.")
    lines += table(("code", "meaning"), ((str(int(code)), code.meaning) for code in ExitCode))
    return joined(lines)


def configuration_page() -> str:
    """Every setting with its default, its environment variable and what it is for."""
    lines = head(
        "Settings",
        "In `settings.toml`. A flag goes before an environment variable, and that before the file. "
        "Lists in environment variables have commas.",
    )
    variables = {setting: name for name, setting in environment_names().items()}
    sections: list[tuple[str, type]] = [("", Settings)]
    sections += [
        (one.name, one.kind)
        for one in describe_settings(Settings)
        if isinstance(one.kind, type) and is_dataclass(one.kind)
    ]
    for section, model in sections:
        title = f"[{section}]" if section else "At the top"
        lines += [f"## {title}", "", inspect.cleandoc(model.__doc__ or ""), ""]
        lines += table(("setting", "default", "environment", "what it is"), _setting_rows(section, model, variables))
        lines.append("")
    return joined(lines)


def keys_page() -> str:
    """Every action with its keys, by topic."""
    from console.ui.actions import all_actions
    from console.ui.actions.keymap import key_words

    lines = head("Keys", "The same list as in the console under `?`. The name is what `[keys]` of the settings takes.")
    topics: dict[str, list[tuple[str, ...]]] = {}
    for action in all_actions():
        keys = ", ".join(f"`{key_words(keys)}`" for keys in action.keys) or "-"
        where = ", ".join(str(place) for place in action.places)
        topics.setdefault(action.topic, []).append((keys, action.help(), where, f"`{action.id}`"))
    for topic, rows in topics.items():
        lines += [f"## {topic.capitalize()}", "", *table(("keys", "what it does", "where", "name"), rows), ""]
    return joined(lines)


def _command_lines(command: DescribedCommand) -> Iterator[str]:
    yield from (f"## {command.path}", "", _unwrapped(command.description), "")
    if command.commands:
        rows = ((f"`{below.path}`", below.summary) for below in command.commands)
        yield from (*table(("command", "what it does"), rows), "")
    if command.options:
        yield from (*table(("option", "what it does"), (_option_row(option) for option in command.options)), "")
    if command.examples:
        _, _, examples = command.examples.partition("\n")
        yield from ("```", inspect.cleandoc(examples), "```", "")


def _option_row(option: DescribedOption) -> tuple[str, str]:
    value = "|".join(option.choices) or option.name
    words = [f"`{flag} {value}`" if option.name else f"`{flag}`" for flag in option.flags] or [f"`{value}`"]
    return ", ".join(words), option.help


def _setting_rows(section: str, model: type, variables: dict[str, str]) -> Iterator[tuple[str, ...]]:
    for one in describe_settings(model):
        if is_dataclass(one.kind):
            continue
        variable = variables.get(f"{section}.{one.name}" if section else one.name)
        what = one.sentence.replace("\n", " ")
        if typing.get_origin(one.kind) is typing.Literal:
            what += f" One of {', '.join(f'`{_plain_toml(choice)}`' for choice in typing.get_args(one.kind))}."
        yield f"`{one.name}`", _toml(one.default), _code(variable), what


def _toml(value: object) -> str:
    return "not set" if value is None else f"`{_plain_toml(value)}`"


def _plain_toml(value: object) -> str:
    # Numbers, strings, lists of strings and truth values look the same in JSON and TOML; so does an empty table.
    return json.dumps(value, ensure_ascii=False, default=str)


def _code(text: str | None) -> str:
    return f"`{text}`" if text else "-"


def head(title: str, intro: str) -> list[str]:
    """The first lines of a page."""
    return [GENERATED, "", f"# {title}", "", intro, ""]


def table(titles: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    """The lines of a table."""
    lines = [titles, ("---",) * len(titles), *rows]
    return ["| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines]


def _unwrapped(text: str) -> str:
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


def joined(lines: list[str]) -> str:
    """The text of a page."""
    return "\n".join(lines).rstrip("\n") + "\n"
