"""The calls that a plan makes, in their order, without making any: what a dry run shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from console.contract.enums import ConversationStatus, SendType
from console.services.macros.planning import Plan
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

LONGEST = 60
"""Characters of a text that a line shows."""


def calls_of(
    plan: Plan, code: str, values: Mapping[str, tuple[str, ...]], then: ConversationStatus | None = None
) -> list[str]:
    """What is asked of the server to change something; between it the console reads what is there.

    `code` stands for the conversation, `values` are all that fields have now. `then` is the status that the agent
    chooses when the reply is sent.
    """
    wishes: list[Wish] = list(plan.before)
    if plan.text:
        wishes.append(WriteMessage(SendType.MESSAGE, plan.text))
        if (status := then or plan.then) is not None:
            wishes.append(SetStatus(status))
    wishes += plan.after
    return [line for wish in wishes for line in _calls(wish, f"conversations/{code}", values)]


def _calls(wish: Wish, path: str, values: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    match wish:
        case SetField(code=code, value=value):
            yield from _field_calls(path, code, value, values.get(f"field.{code}".casefold(), ()))
        case SetCustomerField(customer=customer, code=code, value=value):
            had = values.get(f"customer.field.{code}".casefold(), ())
            yield from _field_calls(f"customers/{customer}", code, value, had)
        case SetTag(tag=tag, on=on):
            yield f"{'POST' if on else 'DELETE'} {path}/tags name={tag}"
        case SetGroup(customer=customer, group=group, on=on):
            yield f"{'POST' if on else 'DELETE'} customers/{customer}/groups name={group}"
        case WriteMessage(kind=kind, text=text):
            yield f"POST {path}/messages type={kind.value} message={_short(text)}"
        case SetStatus(status=status):
            yield f"PUT {path}/status status={status.value}"
        case HandOver(department=department, agent=agent, note=note):
            to = f"department={department}" if department else f"agent={agent}"
            yield f"PUT {path}/attendants {to}" + (f" messages={_short(note)}" if note else "")


def _field_calls(path: str, code: str, value: str, had: tuple[str, ...]) -> Iterator[str]:
    if had == ((value,) if value else ()):
        return
    if had:
        yield f"DELETE {path}/fields code={code}"
    if value:
        yield f"POST {path}/fields {code}={value}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
