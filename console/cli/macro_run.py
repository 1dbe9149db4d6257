"""Running a macro from the command line: asked, shown, agreed to, and followed through the outbox."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from console.cli.access import Work
from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.cli.outcome import Outcome, State, make_certain, sentence, tell
from console.cli.printing import ask, say, say_json
from console.cli.writing import outbox_of, settle
from console.contract.enums import SendType
from console.services.checking import check
from console.services.macros.language import all_steps
from console.services.macros.planning import Plan, answered, plan_words
from console.services.macros.steps import ArticleStep, Macro, TransferStep
from console.services.moments import NoTimeError, When, read_when
from console.services.outbox.words import what, wish_words
from console.services.records import Draft, OutboxRow, RowState, Thread


def given_answers(given: Sequence[str]) -> dict[str, str]:
    """Answers by their questions; raises `CommandError`."""
    answers: dict[str, str] = {}
    for text in given:
        question, sign, answer = text.partition("=")
        if not sign:
            raise CommandError(ExitCode.USAGE, f"--answer {text!r} is not QUESTION=ANSWER.")
        answers[question.strip()] = answer.strip()
    return answers


def run_macro(options: argparse.Namespace, work: Work, macro: Macro, answers: Mapping[str, str]) -> int:
    """Read the conversation, make the plan, show or do it."""
    services = work.services
    work.wait(services.session.identify())
    thread = work.wait(services.threads.load(options.conversation))
    _know(work, macro, thread)
    asked = services.macros.questions(macro, thread.row.id)
    plan = services.macros.plan(macro, thread.row.id, _answers(asked, answers))
    later = _until(work, plan)
    calls, code = services.macros.calls(plan), thread.row.code or thread.row.id
    if options.dry_run:
        if options.json:
            say_json({"macro": macro.name, "conversation": code, "calls": calls, "text": plan.text})
        else:
            say(*calls, *([f"later: {plan.later}"] if plan.later else []))
            say(*(["", plan.text] if plan.text else []))
        return ExitCode.OK
    if plan.text and not plan.sends:
        raise CommandError(ExitCode.NOT_DONE, f"{macro.title} leaves its reply open for writing: run it in `lac`.")
    words = ", ".join(plan_words(plan, wish_words))
    if not words:
        return tell(options, Outcome(State.CONFIRMED, f"{macro.title}: nothing is to be done in {code}."))
    found = check(plan.text, SendType.MESSAGE, thread.row.customer_name) if plan.text else ()
    if blocking := next((one.words for one in found if one.blocks), ""):
        raise CommandError(ExitCode.NOT_DONE, f"Nothing was done: {blocking}")
    make_certain(options, " ".join([f"{macro.title} in {code}: {words}.", *(one.words for one in found), "Do it?"]))
    return tell(options, _done(work, plan, thread, later))


def _know(work: Work, macro: Macro, thread: Thread) -> None:
    """Read what conditions and names are about."""
    services, steps = work.services, all_steps(macro.steps)
    if thread.row.customer_email:
        work.wait(services.customers.load(thread.row.customer_email))
    if any(isinstance(step, ArticleStep) for step in steps):
        work.wait(services.knowledge.refresh())
    if any(isinstance(step, TransferStep) for step in steps):
        work.wait(services.presence.poll())


def _answers(asked: Sequence[str], given: Mapping[str, str]) -> dict[str, str]:
    answers = dict(given)
    for question in asked:
        if question not in answers and sys.stdin.isatty():
            answers[question] = ask(f"{question}:")
    missing = [question for question in asked if not answers.get(question)]
    if missing:
        raise CommandError(ExitCode.USAGE, f"Nothing was done: give --answer '{missing[0]}=...'.")
    try:
        return answered({question: answers[question] for question in asked})
    except ValueError as error:
        raise CommandError(ExitCode.USAGE, f"Nothing was done: the answer to {error} is too long.") from None


def _until(work: Work, plan: Plan) -> When | None:
    try:
        return read_when(plan.later, work.reader.now, work.reader.zone) if plan.later else None
    except NoTimeError as error:
        raise CommandError(ExitCode.USAGE, f"Nothing was done: later {plan.later}. {error}") from None


def _done(work: Work, plan: Plan, thread: Thread, later: When | None) -> Outcome:
    """Put all of it into the outbox, and see what becomes of it."""
    outbox, place = outbox_of(work), thread.row.id
    draft = Draft(place, SendType.MESSAGE, plan.text, seen_changed=thread.changed_raw)
    acts: list[Callable[[], OutboxRow]] = [partial(outbox.accept, place, wish) for wish in plan.before]
    if plan.text:
        acts.append(partial(outbox.accept_message, draft, plan.then))
    acts += [partial(outbox.accept, place, wish) for wish in plan.after]
    if acts:
        accepted = {row.id for row in outbox.accept_unit(acts)}
        rows = [row for row in outbox.of_conversation(place) if row.id in accepted or row.needs in accepted]
        ended = [settle(work, outbox, row.id) for row in rows]
        open_ones = [row for row in ended if row.state is not RowState.CONFIRMED]
        if open_ones:
            return _not_done(plan, open_ones[0], len(ended) - len(open_ones), len(ended))
    if later is not None:
        work.services.later.put_off([place], later)
    facts = {"conversation": {"id": place, "code": thread.row.code}, "macro": plan.macro.name}
    return Outcome(State.CONFIRMED, f"{plan.macro.title}: {', '.join(plan_words(plan, wish_words))}; done.", facts)


def _not_done(plan: Plan, row: OutboxRow, done: int, wanted: int) -> Outcome:
    """What stopped it, and where the rest is."""
    state = State.UNKNOWN if row.state in (RowState.UNKNOWN, RowState.SENDING) or done else State.NOT_DONE
    why = sentence(row.error) or "It is not settled yet."
    words = f"{plan.macro.title}: {done} of {wanted} done; {what(row)}: {why} See `lac outbox` for the rest."
    return Outcome(state, words, {"outbox": row.id})
