"""`lac reply` and `lac note`: writing into a conversation, once, and seeing that it arrived."""

from __future__ import annotations

import argparse

from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.cli.options import SETTABLE, STATUSES, add_command, add_common, add_conversation, add_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from console.cli.access import Work
    from console.cli.lazy import Commands
    from console.cli.outcome import Outcome
    from console.contract.enums import SendType
    from console.services.records import Thread

DESCRIPTION = """\
Answer the customer of a conversation. The text comes from -m, a file or standard
input, or is written in $EDITOR below which the conversation stands. It is sent
once and looked for afterwards; when nobody knows whether it arrived, the exit
code is 11 and nothing is sent again. What could not be sent is kept as a draft."""

EXAMPLES = """\
examples:
  lac reply ABC-D12-EF3                        in $EDITOR
  lac reply ABC-D12-EF3 -m 'The parcel left today.' --status resolved
  lac reply ABC-D12-EF3 < answer.txt
  lac reply ABC-D12-EF3 --draft                send the draft that is kept for it"""

STATUS_HELP = "make it so once the text arrived"


def add_to(commands: Commands) -> None:
    """Register the command."""
    parser = add_command(commands, "reply", DESCRIPTION, EXAMPLES, run_reply, changes=True)
    add_writing(parser, "reply")


def add_writing(parser: argparse.ArgumentParser, what: str) -> None:
    """The options of reply and note."""
    add_conversation(parser)
    add_text(parser, what)
    parser.add_argument("--draft", action="store_true", help=f"send the draft of a {what} that is kept")
    parser.add_argument(
        "--replace-draft", action="store_true", help="send the text instead of a draft, kept for a week"
    )
    parser.add_argument("--status", metavar="STATUS", choices=SETTABLE, help=STATUS_HELP)
    add_common(parser)


def run_reply(options: argparse.Namespace) -> int:
    """Send a reply."""
    from console.contract.enums import SendType

    return send(options, SendType.MESSAGE)


def send(options: argparse.Namespace, kind: SendType) -> int:
    """Send a text of a kind."""
    from console.cli.access import with_services
    from console.cli.texts import given_text

    if options.draft and (options.message is not None or options.file is not None):
        raise CommandError(ExitCode.USAGE, "Give either a text or --draft.")
    text = None if options.draft else given_text(options)
    return with_services(options, lambda work: _send(options, work, kind, text))


def _send(options: argparse.Namespace, work: Work, kind: SendType, text: str | None) -> int:
    from console.cli.outcome import tell
    from console.cli.writing import write

    work.wait(work.services.session.identify())
    thread = work.wait(work.services.threads.load(options.conversation))
    text = _settled_text(options, work, thread, kind, text)
    thread = work.services.threads.cached(thread.row.id) or thread  # what was shown last, after the editor's time
    outcome = write(work, thread, kind, text)
    return tell(options, _with_status(options, work, thread, outcome))


def _settled_text(options: argparse.Namespace, work: Work, thread: Thread, kind: SendType, text: str | None) -> str:
    """What is sent, with nothing lost that was written in the console."""
    from console.cli.texts import checked

    draft = work.services.replies.draft(thread.row.id, kind)
    kept = draft.text if draft is not None else ""
    if options.draft:
        if not kept.strip():
            raise CommandError(ExitCode.NOT_DONE, "There is no draft in this conversation.")
        return checked(kept)
    if text is None:
        return _edited(work, thread, kind, kept)
    if kept.strip() and kept.strip() != text.strip():
        if not options.replace_draft:
            message = (
                "There is a draft with another text in this conversation. --draft sends that one; "
                "--replace-draft sends yours and keeps the other for a week."
            )
            raise CommandError(ExitCode.NOT_DONE, message)
        work.services.replies.discard(thread.row.id, kind)
    return text


def _edited(work: Work, thread: Thread, kind: SendType, kept: str) -> str:
    """A text from the editor, which is on disk before anything else happens to it."""
    from console.cli.editor import edit
    from console.cli.texts import checked, confirmed
    from console.cli.thread_text import thread_lines
    from console.services.records import Draft

    reader, width = work.reader, work.connection.settings.ui.reading_width
    text = edit(kept, thread_lines(thread, reader, width, quotes=False))
    if not text.strip():
        raise CommandError(ExitCode.NOT_DONE, "Nothing was written, and nothing was sent.")
    text = checked(text)
    seen = frozenset(message.id for group in thread.groups for message in group.messages)
    draft = Draft(thread.row.id, kind, text, seen_changed=thread.changed_raw, seen_messages=seen)
    work.services.replies.save_draft(draft)
    review = work.wait(work.services.replies.review(draft))
    if review.notices and not confirmed(f"{' '.join(review.notices)} Send it all the same?"):
        raise CommandError(ExitCode.NOT_DONE, "Nothing was sent; the text is kept as a draft.")
    return text


def _with_status(options: argparse.Namespace, work: Work, thread: Thread, outcome: Outcome) -> Outcome:
    """The status that was asked for, when the text arrived."""
    from dataclasses import replace

    from console.cli.outcome import State
    from console.contract.enums import ConversationStatus
    from console.services.errors import ServiceError

    facts = {"conversation": {"id": thread.row.id, "code": thread.row.code}, **outcome.facts}
    if options.status is None or outcome.state is not State.CONFIRMED:
        return replace(outcome, facts=facts)
    status = ConversationStatus(STATUSES[options.status])
    try:
        work.wait(work.services.statuses.set_status(thread.row.id, status))
    except ServiceError as error:
        message = f"{outcome.message} But it is not {status.word}: {error.message}"
        return replace(outcome, state=State.UNKNOWN, message=message, facts=facts)
    return replace(outcome, message=f"{outcome.message} The conversation is {status.word}.", facts=facts)
