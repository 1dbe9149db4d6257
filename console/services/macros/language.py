"""Reading a macro's file: one step a line, by the words that people use for the acts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from console.services.macros.steps import (
    ABOUT,
    STATUSES,
    ArticleStep,
    CannedStep,
    Condition,
    FieldStep,
    GroupStep,
    IfStep,
    LaterStep,
    Macro,
    NoteStep,
    SendStep,
    StatusStep,
    Step,
    TagStep,
    TakeStep,
    TextStep,
    TransferStep,
)
from console.services.ranking import Sought
from console.services.text_files import BadFileError, Source, titled, words_of

ENDINGS: Final = (".macro", ".txt")
MOST_STEPS: Final = 200
DEEPEST: Final = 5

ASK: Final = re.compile(r'\{ask\s+"([^"{}\n]{1,100})"\}')
"""What the agent is asked when the macro runs."""
_QUOTED: Final = re.compile(r'"([^"]*)"')
_FIELD: Final = re.compile(r"(\S+)\s*=\s*(.*)")


class MacroLineError(BadFileError):
    """A line of a macro that cannot be read."""

    def __init__(self, line: int, words: str) -> None:
        super().__init__(f"has in line {line} {words}")


def read_macro(source: Source) -> Macro:
    """The macro in a file. Raises `BadFileError`."""
    title = titled(source, ("title", "tags"))
    lines = [
        (number, line.strip())
        for number, line in enumerate(source.body.split("\n"), source.body_line)
        if line.strip() and not line.strip().startswith("#")
    ]
    if len(lines) > MOST_STEPS:
        message = f"has more than {MOST_STEPS} steps"
        raise BadFileError(message)
    steps, rest = _block(lines, 0)
    if rest:
        raise MacroLineError(rest[0][0], f"{rest[0][1]!r} without an if before it")
    if not steps:
        raise BadFileError("has no steps below its first empty line")
    tags = words_of(source.head.get("tags", ""))
    return Macro(source.name, title, tags, steps, source.path, source.body, Sought.of(title, tags))


Lines = Sequence[tuple[int, str]]


def _block(lines: Lines, depth: int) -> tuple[tuple[Step, ...], Lines]:
    """Steps up to the end of the lines, or to the `else` or `end` of a block, which stays with the rest."""
    steps: list[Step] = []
    while lines:
        number, line = lines[0]
        word = line.split()[0]
        if word in ("else", "end"):
            break
        if word == "if":
            step, lines = _conditional(lines, depth)
            steps.append(step)
        else:
            steps.append(_step(number, line))
            lines = lines[1:]
    return tuple(steps), lines


def _conditional(lines: Lines, depth: int) -> tuple[IfStep, Lines]:
    number, line = lines[0]
    if depth == DEEPEST:
        raise MacroLineError(number, f"more than {DEEPEST} ifs in each other")
    conditions = _conditions(number, line.removeprefix("if").strip())
    then, lines = _block(lines[1:], depth + 1)
    otherwise: tuple[Step, ...] = ()
    if lines and lines[0][1] == "else":
        otherwise, lines = _block(lines[1:], depth + 1)
    if not lines or lines[0][1] != "end":
        raise MacroLineError(number, "an if without an end")
    return IfStep(conditions, then, otherwise), lines[1:]


def _conditions(number: int, text: str) -> tuple[Condition, ...]:
    return tuple(_condition(number, part.strip()) for part in re.split(r"\s+and\s+", text))


def _condition(number: int, text: str) -> Condition:
    is_so = not text.startswith("not ")
    about, colon, value = text.removeprefix("not ").strip().partition(":")
    values = words_of(value.replace('"', ""))
    if about not in ABOUT or not colon or not values:
        raise MacroLineError(number, f"the condition {text!r}; write such as tag:refund, with {', '.join(ABOUT)}")
    return Condition(about, values, is_so)


def _step(number: int, line: str) -> Step:
    word, _, rest = line.partition(" ")
    rest = rest.strip()
    make = _STEPS.get(word)
    if make is None:
        raise MacroLineError(number, f"the step {word!r}; known are {', '.join((*_STEPS, 'if, else, end'))}")
    try:
        return make(rest)
    except ValueError as error:
        raise MacroLineError(number, str(error)) from None


def _bare(text: str) -> str:
    """A value without the quotes around it."""
    found = _QUOTED.fullmatch(text)
    return found[1] if found else text


def _some(text: str, what: str) -> str:
    value = _bare(text)
    if not value.strip():
        message = f"no {what}"
        raise ValueError(message)
    return value


def _none(text: str, word: str) -> None:
    if text:
        message = f"more than the word {word}"
        raise ValueError(message)


def _field(text: str, of_customer: bool = False) -> FieldStep:
    found = _FIELD.fullmatch(text)
    if found is None:
        raise ValueError('a field without "code = value"')
    return FieldStep(found[1], _bare(found[2].strip()), of_customer)


def _customer(text: str) -> FieldStep:
    if not text.startswith("field "):
        raise ValueError('a customer without "field code = value"')
    return _field(text.removeprefix("field ").strip(), of_customer=True)


def _status(text: str) -> StatusStep:
    status = STATUSES.get(text.lower())
    if status is None:
        message = f"the status {text!r}; the API sets {', '.join(STATUSES)} alone"
        raise ValueError(message)
    return StatusStep(status)


def _transfer(text: str) -> TransferStep:
    name, _, note = text.partition(":")
    return TransferStep(_some(name.strip(), "department or agent"), _bare(note.strip()))


def _assign(text: str) -> TakeStep:
    if text != "me":
        raise ValueError("an assign to somebody else than me; transfer gives it to others")
    return TakeStep()


def _send(text: str) -> SendStep:
    _none(text, "send")
    return SendStep()


_STEPS: Final[dict[str, Callable[[str], Step]]] = {
    "field": _field,
    "customer": _customer,
    "tag": lambda text: TagStep(_some(text, "tag"), True),
    "untag": lambda text: TagStep(_some(text, "tag"), False),
    "group": lambda text: GroupStep(_some(text, "group"), True),
    "ungroup": lambda text: GroupStep(_some(text, "group"), False),
    "canned": lambda text: CannedStep(_some(text, "canned reply")),
    "article": lambda text: ArticleStep(_some(text, "article")),
    "text": lambda text: TextStep(_bare(text)),
    "note": lambda text: NoteStep(_some(text, "note")),
    "status": _status,
    "transfer": _transfer,
    "assign": _assign,
    "later": lambda text: LaterStep(_some(text, "time")),
    "send": _send,
}


def all_steps(steps: Sequence[Step]) -> tuple[Step, ...]:
    """All steps, also those of conditions, whatever holds."""
    found: list[Step] = []
    for step in steps:
        found += all_steps((*step.then, *step.otherwise)) if isinstance(step, IfStep) else [step]
    return tuple(found)


def questions(steps: Sequence[Step]) -> tuple[str, ...]:
    """What is asked in these steps, each once, in their order; of conditions only those in `steps` are looked at."""
    found: dict[str, None] = {}
    for step in steps:
        for text in _texts(step):
            found |= dict.fromkeys(ASK.findall(text))
    return tuple(found)


def _texts(step: Step) -> tuple[str, ...]:
    match step:
        case FieldStep(value=text) | TextStep(text=text) | NoteStep(text=text) | TagStep(tag=text):
            return (text,)
        case TransferStep(note=note):
            return (note,)
    return ()
