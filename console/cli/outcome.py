"""What became of something that was to be changed: said in words or JSON, and as an exit code."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, field
from enum import Enum

from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.cli.printing import complain, say, say_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence


LOOK = "Look before you ask for it again."


class State(Enum):
    """How sure it is that the server did it."""

    CONFIRMED = "confirmed"
    """It was read back from the server."""
    NOT_DONE = "not done"
    """It is certain that nothing was changed."""
    UNKNOWN = "unknown"
    """It may have been changed or not."""


CODES = {State.CONFIRMED: ExitCode.OK, State.NOT_DONE: ExitCode.NOT_DONE, State.UNKNOWN: ExitCode.UNKNOWN}
"""The exit code for each state."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of a change."""

    state: State
    message: str
    facts: Mapping[str, object] = field(default_factory=dict)
    """What programs want to know beside that."""


def sentence(words: str) -> str:
    """Words as a sentence: a server's own may lack the stop."""
    words = words.strip()
    return words if not words or words[-1] in ".!?" else f"{words}."


def tell(options: argparse.Namespace, outcome: Outcome) -> int:
    """Print an outcome and return its exit code: words on standard output when it was done, else on standard error."""
    if options.json:
        say_json({"state": outcome.state.value, "message": outcome.message, **outcome.facts})
    elif outcome.state is State.CONFIRMED:
        say(outcome.message)
    if outcome.state is not State.CONFIRMED:
        complain(f"lac: {outcome.message}")
    return CODES[outcome.state]


async def make_sure(
    change: Callable[[], Awaitable[object]],
    seen: Callable[[], Awaitable[bool]],
    *,
    done: str,
    facts: Mapping[str, object] | None = None,
) -> Outcome:
    """Change something once, and look whether the server shows it.

    Errors that say for certain that nothing was done are raised.
    """
    from console.api.errors import ApiError, Sent

    known = facts or {}
    trouble: ApiError | None = None
    try:
        await change()
    except ApiError as error:
        if error.sent is not Sent.UNKNOWN:
            raise
        trouble = error
    try:
        visible = await seen()
    except ApiError as error:
        message = f"It could not be looked up whether this was done. {sentence(error.message)} {LOOK}"
        return Outcome(State.UNKNOWN, message, known)
    if visible:
        return Outcome(State.CONFIRMED, done, known)
    return _not_seen(trouble, known)


def _not_seen(trouble: Exception | None, facts: Mapping[str, object]) -> Outcome:
    from console.api.errors import ServerRefusedError

    if trouble is None:
        message = f"The server said OK, but does not show the change. {LOOK}"
        return Outcome(State.UNKNOWN, message, facts)
    if isinstance(trouble, ServerRefusedError) and trouble.server_message:
        return Outcome(State.NOT_DONE, trouble.message, facts)
    message = f"{sentence(str(trouble))} The server does not show the change; it may still come. {LOOK}"
    return Outcome(State.UNKNOWN, message, facts)


@dataclass(frozen=True, slots=True)
class Step:
    """One change of several."""

    change: Callable[[], Awaitable[object]]
    seen: Callable[[], Awaitable[bool]]
    done: str
    """What is said when it was seen."""


async def nothing() -> None:
    """The change of something that is as it should be."""


async def one_after_another(steps: Sequence[Step], facts: Mapping[str, object]) -> Outcome:
    """Make changes in turn until one is not confirmed; what was done before it is said as well."""
    from console.api.errors import ApiError
    from console.cli.errors import exit_code_of

    said: list[str] = []
    for step in steps:
        try:
            outcome = await make_sure(step.change, step.seen, done=step.done)
        except ApiError as error:
            raise CommandError(exit_code_of(error), " ".join([*said, error.message])) from None
        said.append(outcome.message)
        if outcome.state is not State.CONFIRMED:
            return Outcome(outcome.state, " ".join(said), facts)
    return Outcome(State.CONFIRMED, " ".join(said), facts)


def make_certain(options: argparse.Namespace, question: str) -> None:
    """Raise `CommandError` unless somebody agreed: by `--yes`, or when asked at a terminal."""
    import sys

    from console.cli.texts import confirmed

    if options.yes:
        return
    if not sys.stdin.isatty():
        raise CommandError(ExitCode.USAGE, f"{question} Nobody can be asked here, so give --yes.")
    if not confirmed(question):
        raise CommandError(ExitCode.NOT_DONE, "Nothing was changed.")
