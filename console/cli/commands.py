"""The commands by name, and the module that has each: it is loaded when the command is named."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from console.cli.lazy import Commands

COMMANDS = (
    ("demo", "demo", "open the console on an embedded help desk; needs nothing"),
    ("check", "check", "say whether server, key and agent are right"),
    ("queue", "queue", "list conversations, at once from what is known"),
    ("show", "show", "read a conversation"),
    ("reply", "reply", "answer a customer"),
    ("note", "note", "write a note that only agents see"),
    ("transfer", "transfer", "give a conversation to a department or an agent"),
    ("status", "status", "make a conversation answered, resolved or open"),
    ("tag", "tag", "show, put and take the tags of a conversation"),
    ("field", "field", "show and change the custom fields of a conversation"),
    ("create", "create", "begin a conversation"),
    ("delete", "delete", "delete a conversation"),
    ("outbox", "outbox", "what was to be sent and is not settled"),
    ("keys", "keys", "the keys of the console, and whether those of the settings are right"),
    ("audit", "audit", "what was changed from here, and whether that record is whole"),
    ("customer", "customer", "show, list, register and group customers"),
    ("group", "group", "groups of customers"),
    ("department", "department", "departments and their agents"),
    ("tags", "tags", "all tags: list, add, change, remove"),
    ("kb", "kb", "search and read the knowledge base"),
    ("presence", "presence", "who is online, and what waits"),
    ("overview", "overview", "chats and calls right now"),
    ("report", "report", "the twenty reports"),
    ("canned", "canned", "list, show and check canned replies"),
    ("macro", "macro", "list, show, check and run macros"),
    ("suggest", "suggest", "file a suggestion"),
    ("api", "api", "make any call of the API"),
    ("profile", "profile", "keep several installations"),
    ("desk", "desk", "run the embedded help desk"),
    ("screenshots", "screenshots", "write pictures of the screens"),
    ("completion", "completion", "print a completion script for a shell"),
)
"""Name, module of `console.cli`, and what the list of commands says about it."""

HIDDEN = (("complete", "complete"), ("reference", "reference"))
"""Commands for programs and for makers of this one."""


def announce_all(commands: Commands) -> None:
    """Make all commands known to a parser."""
    for name, module, summary in COMMANDS:
        commands.announce(name, summary, _filler(module))
    for name, module in HIDDEN:
        commands.announce(name, None, _filler(module))


def _filler(module: str) -> Callable[[Commands], None]:
    """What loads a module and lets it add its parser."""

    def fill(commands: Commands) -> None:
        from importlib import import_module

        import_module(f"console.cli.{module}").add_to(commands)

    return fill
