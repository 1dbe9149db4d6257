"""Macros: chosen, asked for what they need, and put into the outbox as one; a reply goes by the review line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from console.contract.enums import SendType
from console.services.errors import ErrorKind, ServiceError
from console.services.macros.service import TITLE
from console.services.outbox.words import wish_words
from console.services.wishes import HandOver, WriteMessage
from console.ui import format as formats
from console.ui.work.base import Work
from console.ui.work.macro_plan import Act, Along

if TYPE_CHECKING:
    from console.services.macros.planning import Plan
    from console.services.macros.steps import Macro
    from console.services.moments import When
    from console.services.records import OutboxRow, QueueRow
    from console.services.wishes import Wish
    from console.ui.screens.workspace import Workspace

ONE_AT_A_TIME = "writes a reply, which is looked over in one conversation at a time: end the selection first"


class Macros(Work):
    """Runs them on the conversation that acts are about, or on the selected ones."""

    def __init__(self, screen: Workspace) -> None:
        super().__init__(screen)
        self._typed: dict[str, str] = {}
        """Answers to questions of a macro that was left, by macro, conversations and question."""

    def ask(self) -> None:
        """Ask which."""
        from console.services.macros.steps import Macro  # not needed for the first screen
        from console.ui.screens.macros import MacroPicker

        rows = self.screen.acting.targets()
        if not rows:
            return

        def chosen(answer: object) -> None:
            if isinstance(answer, Macro):
                self.run(answer, rows)

        picker = MacroPicker(self.services.macros, lambda macro, calls: self.dry_run(macro, rows, calls=calls))
        self.screen.app.push_screen(picker, chosen)

    def run_named(self, name: str) -> None:
        """Run the macro of that name on what acts are about."""
        macro, rows = self.services.macros.named(name), self.screen.acting.targets()
        if macro is None:
            self.screen.say(f"There is no macro {name}", warning=True)
        elif not rows:
            self.screen.say("No conversation is under the cursor")
        else:
            self.run(macro, rows)

    def dry_run(self, macro: Macro, rows: Sequence[QueueRow], *, calls: bool = False) -> list[str]:
        """What it would do in the first of the conversations, with its questions in the place of answers.

        Its acts, or the calls to the server that these come to.
        """
        from console.services.macros.planning import plan_words

        row = rows[0]
        try:
            asked = self.services.macros.questions(macro, row.id)
            plan = self.services.macros.plan(macro, row.id, {question: f"({question})" for question in asked})
        except ServiceError as error:
            return [error.message]
        lines = [f"in {row.code}, the first of {len(rows)}:"] if len(rows) > 1 else []
        if len(rows) > 1 and plan.text:
            lines = [ONE_AT_A_TIME]
        lines += [f"asks: {question}" for question in asked]
        lines += self.services.macros.calls(plan) if calls else [f"- {line}" for line in plan_words(plan, _in_full)]
        if not (plan.before or plan.text or plan.after or plan.later):
            lines.append("Nothing is to be done here.")
        return [*lines, "", *(plan.text.split("\n") if plan.text else ())]

    def run(self, macro: Macro, rows: Sequence[QueueRow]) -> None:
        """Ask what it needs to know, then do it."""
        try:
            asked = dict.fromkeys(
                question for row in rows for question in self.services.macros.questions(macro, row.id)
            )
        except ServiceError as error:
            self.screen.say(error.message, warning=True)
            return
        self._ask_next(macro, rows, list(asked), {})

    def _ask_next(self, macro: Macro, rows: Sequence[QueueRow], left: list[str], answers: Mapping[str, str]) -> None:
        if not left:
            self._typed.clear()
            self._answered(macro, rows, answers)
            return
        from console.ui.screens.macros import Asked

        question = left[0]
        where = f"{macro.name} {' '.join(row.id for row in rows)} {question}"
        asked = Asked(macro.title, question, value=self._typed.pop(where, ""))

        def got(answer: str | None) -> None:
            self._typed[where] = asked.value if answer is None else answer
            if answer is None:
                kept = "; what you typed is there the next time" if asked.value or answers else ""
                self.screen.say(f"{macro.title}: left, nothing was done{kept}")
            else:
                self._ask_next(macro, rows, left[1:], {**answers, question: answer})

        self.screen.app.push_screen(asked, got)

    def _answered(self, macro: Macro, rows: Sequence[QueueRow], answers: Mapping[str, str]) -> None:
        from console.services.macros.planning import answered
        from console.services.placeholders import LONGEST_VALUE

        try:
            fit = answered(answers)
            plans = [self.services.macros.plan(macro, row.id, fit) for row in rows]
            later = self._until(plans)
        except ServiceError as error:
            self.screen.say(error.message, warning=True)
            return
        except ValueError as error:
            self.screen.say(f"{error}: an answer has {LONGEST_VALUE} characters at most", warning=True)
            return
        texts = [plan for plan in plans if plan.text]
        if texts and len(plans) > 1:
            self.screen.say(f"{macro.title}: {ONE_AT_A_TIME}", warning=True)
        elif texts:
            self._write(plans[0], rows[0], later)
        else:
            self._do(macro, plans, later)

    def _until(self, plans: Sequence[Plan]) -> When | None:
        """Until when conversations are put off. Raises `ServiceError` when that is no time to come."""
        from console.services.moments import NoTimeError, read_when  # not needed for the first screen

        words = next((plan.later for plan in plans if plan.later), "")
        try:
            return read_when(words, self.screen.clock(), self.screen.zone) if words else None
        except NoTimeError as error:
            message = f"{plans[0].macro.title}: nothing was done, for later {words} is no time to come. {error}"
            raise ServiceError(ErrorKind.REFUSED, TITLE, message) from None

    def _do(self, macro: Macro, plans: Sequence[Plan], later: When | None) -> None:
        acts = [act for plan in plans for act in self._acts(plan.conversation_id, plan.before)]
        put_off = [plan.conversation_id for plan in plans if plan.later]

        def then() -> None:
            if later is not None:
                self.screen.postponing.put_off(self.services.queue.rows(put_off), later, joined=bool(acts))
            self.screen.acting.remember(macro.title, partial(self.run, macro))

        many = f" in {formats.plural(len(plans), 'conversation')}" if len(plans) > 1 else ""
        if acts:
            accept = partial(self.screen.outgoing.accept_unit, acts, then, words=f"{macro.title}{many}")
            self.screen.outgoing.ask_if_many(len(plans), accept)
        elif put_off:
            then()
        else:
            self.screen.say(f"{macro.title}: nothing is to be done here")

    def _acts(self, conversation_id: str, wishes: Sequence[Wish]) -> tuple[Act, ...]:
        def accept(wish: Wish, agreed: bool) -> OutboxRow:
            return self.services.outbox.accept(conversation_id, wish, agreed=agreed)

        return tuple(partial(accept, wish) for wish in wishes)

    def _write(self, plan: Plan, row: QueueRow, later: When | None) -> None:
        """Open the reply with the macro's text; what else it does goes along with it."""
        screen = self.screen
        if row.id != self.state.conversation_id:
            screen.reading.open(row, focus=False)
        screen.writing.begin(SendType.MESSAGE)
        draft = screen.writing.composer.draft
        if draft is None or draft.conversation_id != plan.conversation_id:
            return
        if plan.text.strip() not in screen.writing.composer.text:  # it is there when the macro was taken back before
            screen.writing.insert(plan.text)
        wishes = (*plan.before, *plan.after)
        others = [f'note "{one.text}"' if isinstance(one, WriteMessage) else wish_words(one) for one in wishes]
        if plan.then is not None:
            others.append(f"then {plan.then.word}")
        if plan.later:
            others.append(f"later, {plan.later}")
        screen.sending.along = Along(
            plan.macro.title,
            f"{plan.macro.title}: {', '.join(others)}" if others else "",
            self._acts(plan.conversation_id, plan.before),
            self._acts(plan.conversation_id, plan.after),
            plan.then,
            later,
        )
        if plan.sends:
            screen.sending.review()


def _in_full(wish: Wish) -> str:
    """A wish in words, with the text of a note, which is never looked over before it is written."""
    note = wish.text if isinstance(wish, WriteMessage) else wish.note if isinstance(wish, HandOver) else ""
    return f"{wish_words(wish)}: {note}" if note else wish_words(wish)
