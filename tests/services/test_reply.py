"""What is written and not sent: drafts, and the look at what changed meanwhile."""

from __future__ import annotations

from console.contract.enums import SendType
from console.services.outbox.guard import seen_of
from console.services.records import Draft
from tests.desk.small_desk import MIRA, OPEN, OPEN_MESSAGES
from tests.services.bench import Bench

TEXT = "Hello Ana,\n\nwe changed the address.\n\n> Any news?\n\nMira"
SEEN = frozenset({*OPEN_MESSAGES, "msopen000004"})


def draft(text: str = TEXT, kind: SendType = SendType.MESSAGE) -> Draft:
    """A text begun on the conversation as the small desk has it."""
    return Draft(OPEN, kind, text, cursor=len(text), seen_messages=SEEN)


async def test_a_review_without_changes_has_nothing_to_say(bench: Bench) -> None:
    await bench.services.threads.load(OPEN)
    review = await bench.services.replies.review(draft())
    assert (review.notices, review.checked) == ((), True)
    thread = bench.services.threads.cached(OPEN)
    assert thread is not None
    assert review.seen == seen_of(thread)


async def test_a_review_names_what_came_and_changed_meanwhile(bench: Bench) -> None:
    await bench.services.presence.poll()
    await bench.services.session.identify()
    await bench.services.threads.load(OPEN)
    new = {bench.customer_writes(OPEN, "usana000", "I found it!")}
    new.add(bench.customer_writes(OPEN, "ag3x81ln", "Call her.", kind="N", group="I"))
    new.add(bench.customer_writes(OPEN, "ag3x81ln", "We looked."))
    bench.customer_writes(OPEN, MIRA, "My own note", kind="N", group="I")
    bench.change(OPEN, status="A", department_id="default", assigned_to="ag3x81ln")
    review = await bench.services.replies.review(draft())
    assert review.seen is not None
    assert new.isdisjoint(review.seen.messages)
    assert review.seen.messages >= SEEN
    assert review.seen.status == "A"
    assert review.notices == (
        "1 new message from the customer Ana Holm 09:30.",
        "Olaf Berg has answered meanwhile: 09:30, 2 new messages.",
        "The status is answered now; it was open.",
        "The conversation is in General now.",
        "Olaf Berg has it now.",
    )


async def test_a_review_without_a_network_says_so(bench: Bench) -> None:
    bench.network.down = True
    review = await bench.services.replies.review(draft())
    assert (review.checked, review.seen) == (False, None)
    assert review.notices[0].startswith("What changed meanwhile could not be checked.")


async def test_discarded_texts_are_kept_for_a_week(bench: Bench) -> None:
    replies, drafts = bench.services.replies, bench.services.store.drafts
    replies.save_draft(draft())
    replies.discard(OPEN, SendType.MESSAGE)
    assert (replies.drafts(), drafts.discarded()) == ([], [(OPEN, SendType.MESSAGE, TEXT)])
    bench.clock.now = bench.clock.now.replace(day=10)
    replies.discard(OPEN, SendType.NOTE)
    assert drafts.discarded() == []
