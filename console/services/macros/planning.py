"""From a macro and a conversation to what is to be done: wishes in their order and the text of the reply; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from console.contract.enums import ConversationStatus, SendType
from console.services.errors import ErrorKind, ServiceError
from console.services.macros.language import ASK, questions
from console.services.macros.service import TITLE
from console.services.macros.steps import (
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
from console.services.outbox.words import YOU
from console.services.placeholders import Filled, fill, plain_value
from console.store.wishes import (
    HandOver,
    SetCustomerField,
    SetField,
    SetGroup,
    SetStatus,
    SetTag,
    Wish,
    WriteMessage,
)

if TYPE_CHECKING:
    from console.services.records import QueueRow


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known here of the conversation that a macro is run on."""

    row: QueueRow
    values: Mapping[str, str]
    """What goes into placeholders, by their folded names."""
    tags: tuple[str, ...] = ()
    customer: str = ""
    """Id of the customer; empty when that is not known here."""
    groups: tuple[str, ...] = ()


class Lookups(Protocol):
    """Where a macro's names are looked up."""

    def canned_text(self, name: str) -> str | None:
        """The text of a canned reply, not filled yet."""

    def article_link(self, title: str) -> str | None:
        """Title and address of an article."""

    def hand_over(self, name: str, note: str) -> HandOver | None:
        """A transfer to a department or an agent."""

    @property
    def agent_id(self) -> str:
        """The agent's id; empty when not known."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a macro comes to in one conversation."""

    macro: Macro
    conversation_id: str
    before: tuple[Wish, ...] = ()
    """Done before the reply, or alone."""
    text: str = ""
    """Goes into the reply; empty when the macro writes none."""
    sends: bool = False
    """Whether the reply goes to the review line at once."""
    then: ConversationStatus | None = None
    """The status for when the reply arrived."""
    after: tuple[Wish, ...] = ()
    later: str = ""
    """Until when the conversation is put off, as it is typed; empty when it is not."""


def steps_for(macro: Macro, situation: Situation) -> tuple[Step, ...]:
    """The steps that are done in a situation, without conditions."""
    return tuple(_taken(macro.steps, situation))


def questions_for(macro: Macro, situation: Situation) -> tuple[str, ...]:
    """What the agent has to answer first, in order."""
    return questions(steps_for(macro, situation))


def _taken(steps: Iterable[Step], situation: Situation) -> Iterable[Step]:
    for step in steps:
        if isinstance(step, IfStep):
            holds = all(holds_for(condition, situation) for condition in step.conditions)
            yield from _taken(step.then if holds else step.otherwise, situation)
        else:
            yield step


def holds_for(condition: Condition, situation: Situation) -> bool:
    """Whether a condition is so."""
    row = situation.row
    there: Mapping[str, Iterable[str]] = {
        "tag": situation.tags,
        "status": (row.status.word, row.status.value),
        "group": situation.groups,
        "department": (row.department_name, row.department_id),
        "field": (name.removeprefix("field.") for name, value in situation.values.items() if value),
    }
    known = {one.casefold() for one in there[condition.about]}
    return condition.is_so == any(value.casefold() in known for value in condition.values)


def plan(macro: Macro, situation: Situation, answers: Mapping[str, str], lookups: Lookups) -> Plan:
    """What the macro does here. Raises `ServiceError` with the reason when it cannot be done as it is written."""
    planner = _Planner(macro, situation, answers, lookups)
    for step in steps_for(macro, situation):
        planner.take(step)
    return planner.plan()


@dataclass
class _Planner:
    macro: Macro
    situation: Situation
    answers: Mapping[str, str]
    lookups: Lookups
    before: list[Wish] = field(default_factory=list)
    after: list[Wish] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    sends: bool = False
    status: ConversationStatus | None = None
    values: dict[str, str] = field(default_factory=dict)
    later: str = ""

    def __post_init__(self) -> None:
        self.values = dict(self.situation.values)

    def take(self, step: Step) -> None:
        """One step."""
        match step:
            case CannedStep(name=name):
                self._write(self.lookups.canned_text(name), f"there is no canned reply {name!r}")
            case ArticleStep(title=title):
                link = self.lookups.article_link(title)
                if link is None:
                    raise self._wrong(f"no article fits {title!r}")
                self.text.append(link)
            case TextStep(text=text):
                self.text.append(self._expand(text).text)
            case SendStep():
                self.sends = True
            case StatusStep(status=status):
                self.status = status
            case LaterStep(when=when):
                self.later = when
            case _:
                (self.after if self.text else self.before).append(self._wish(step))

    def _write(self, text: str | None, why: str) -> None:
        if text is None:
            raise self._wrong(why)
        self.text.append(self._expand(text).text)

    def _wish(self, step: Step) -> Wish:
        match step:
            case FieldStep(code=code, value=value, of_customer=True):
                return SetCustomerField(self._customer(), code, self._known(value))
            case FieldStep(code=code, value=value):
                known = self._known(value)
                self.values[f"field.{code}".casefold()] = known  # what is written after it shall know it
                return SetField(code, known)
            case TagStep(tag=tag, on=on):
                return SetTag(self._known(tag), on)
            case GroupStep(group=group, on=on):
                return SetGroup(self._customer(), group, on)
            case NoteStep(text=text):
                return WriteMessage(SendType.NOTE, self._known(text))
            case TransferStep(name=name, note=note):
                found = self.lookups.hand_over(name, self._known(note))
                if found is None:
                    raise self._wrong(f"there is no department or agent {name!r}")
                return found
            case TakeStep():
                if not self.lookups.agent_id:
                    raise self._wrong("no agent is known")
                return HandOver(agent=self.lookups.agent_id, name=YOU)
        raise AssertionError(step)

    def _customer(self) -> str:
        if not self.situation.customer:
            raise self._wrong("the customer is not known here yet; open the conversation and run it again")
        return self.situation.customer

    def _expand(self, text: str) -> Filled:
        """A text with what is known and what was answered, in one pass."""
        pieces: list[str] = []
        unresolved: list[str] = []
        for index, part in enumerate(ASK.split(text)):
            if index % 2:
                pieces.append(self.answers.get(part, ""))
            else:
                filled = fill(part, self.values)
                pieces.append(filled.text)
                unresolved += filled.unresolved
        return Filled("".join(pieces), tuple(unresolved))

    def _known(self, text: str) -> str:
        """A text in which everything must be known, because nobody looks at it before it is done."""
        filled = self._expand(text)
        if filled.unresolved:
            raise self._wrong(f"{{{filled.unresolved[0]}}} is not known here")
        return filled.text.strip()

    def _wrong(self, why: str) -> ServiceError:
        return ServiceError(ErrorKind.REFUSED, TITLE, f"{self.macro.title}: nothing was done, for {why}.")

    def plan(self) -> Plan:
        """All of it."""
        text, status = "\n".join(self.text), self.status
        if self.sends and not text:
            raise self._wrong("it sends a reply and writes none")
        if not text and status is not None:
            self.before.append(SetStatus(status))
        then = status if text else None
        situation = self.situation
        before, after = tuple(self.before), tuple(self.after)
        return Plan(self.macro, situation.row.id, before, text, self.sends, then, after, self.later)


def answered(answers: Mapping[str, str]) -> dict[str, str]:
    """Answers as they may stand in texts; raises `ValueError` with the question that has none."""
    cleaned = {question: plain_value(answer) for question, answer in answers.items()}
    for question, answer in cleaned.items():
        if not answer:
            raise ValueError(question)
    return cleaned


Spoken = Callable[[Wish], str]


def plan_words(plan: Plan, spoken: Spoken) -> list[str]:
    """What a plan does, a line each, in order."""
    lines = [spoken(wish) for wish in plan.before]
    if plan.text:
        lines.append("reply" if plan.sends else "reply, to write on")
    if plan.then is not None:
        lines.append(plan.then.word)
    lines += [spoken(wish) for wish in plan.after]
    return [*lines, f"later, {plan.later}"] if plan.later else lines
