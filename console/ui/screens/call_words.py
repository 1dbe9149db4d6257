"""What the form of a new conversation says: of the caller, of what will be made, and of what is missing; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from console.services.calls import CallForm
from console.services.records import CustomerFound, CustomerProfile, QueueRow
from console.ui.panes.queue_words import status_word
from console.ui.text import clean
from console.ui.widgets.part_view import Parts
from console.ui.wrap import wrap_line


def duration(seconds: float) -> str:
    """How long something takes by now: "2:07", "1:02:07"."""
    minutes, rest = divmod(max(0, int(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def caller_words(
    profile: CustomerProfile | None,
    matches: Sequence[CustomerFound],
    *,
    looked: str,
    asked: bool,
) -> str:
    """Who calls, as far as it is known."""
    if profile is not None:
        return f"{profile.name or profile.email} is known, {profile.role.word}."
    if matches:
        return "Is it one of these?"
    if not looked:
        return "Type a mail address or a name, and Enter."
    if "@" not in looked:
        return "Nobody of that name is known here. Tab goes on with a new customer."
    new = "New customer: role visitor, no mail will be sent."
    return new if asked else f"{new} The server has not said yet that it does not know the address."


def side_rows(
    words: str,
    profile: CustomerProfile | None,
    opened: Sequence[QueueRow],
    matches: Sequence[CustomerFound],
    width: int,
) -> list[tuple[Parts, object]]:
    """The lines beside the form; conversations and customers that can be used carry their value."""
    text = clean(words, limit=1000)
    rows: list[tuple[Parts, object]] = [([(text[a:b], "strong")], None) for a, b in wrap_line(text, width)]
    if profile is not None:
        rows.append(([(clean(profile.email, limit=200), "text")], None))
        if profile.groups:
            rows.append(([("groups ", "dim"), (clean(", ".join(one.name for one in profile.groups)), "text")], None))
        rows += [
            ([(f"{clean(field.code, limit=40)} ", "dim"), (clean(field.value, limit=200), "text")], None)
            for field in profile.fields[:12]
        ]
        rows.append(([("", "text")], None))
        heading = "Open conversations" if opened else "No open conversation."
        rows.append(([(heading, "dim")], None))
    for row in opened:
        subject = clean(row.subject, limit=200) or "(no subject)"
        parts = [(f"{clean(row.code)} ", "strong"), (f"{status_word(row.status)} ", "dim"), (subject, "text")]
        rows.append((parts, row))
    for one in matches:
        parts = [(f"{clean(one.name, limit=120)} ", "strong"), (clean(one.email, limit=200), "text")]
        if one.conversations is not None:
            parts.append((f"  {one.conversations}, {one.waiting} waiting", "dim"))
        rows.append((parts, one))
    return rows


def review_words(
    form: CallForm, departments: Mapping[str, str], agent: str, *, asked: bool
) -> tuple[str, tuple[str, ...]]:
    """What will be made, and what there is to know before."""
    who = f"{form.name} <{form.email}>" if form.name else form.email or "nobody yet"
    first = "" if form.known else f"NEW CUSTOMER {who}, role visitor; no mail is sent for that. Then a "
    kind = "new conversation" if first else f"NEW CONVERSATION with {who}"
    mail = f"it goes to {form.email} as a MAIL" if form.mail else "no mail is sent"
    where = departments.get(form.department, "no department yet")
    words = f'{first}{kind} "{form.subject}" in {where}, open, as {agent}; {mail}.'
    if form.fields or form.ticket:
        words += f" Fields: {', '.join(f'{code} {value}' for code, value in (*form.ticket, *form.fields))}."
    if form.groups and not form.known:
        words += f" Groups: {', '.join(form.groups)}."
    notices = []
    fault = fault_in(form)
    if fault is not None:
        notices.append(fault[1])
    elif not form.known and not asked:
        notices.append("The server could not be asked yet whether it knows the address; that is done before anything.")
    return words, tuple(notices)


def fault_in(form: CallForm) -> tuple[str, str] | None:
    """The first field that is not as it has to be, and what is missing; None when all is there."""
    if "@" not in form.email or " " in form.email:
        return "email", "A conversation needs the customer's mail address"
    if not form.department:
        return "department", "Choose a department"
    if not form.subject:
        return "subject", "A subject is missing"
    return None if form.text.strip() else ("text", "There is no text yet")
