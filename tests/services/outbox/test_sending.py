"""What the outbox does with messages, step by step: sent once, believed when seen, never again by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from console.contract.enums import ConversationStatus, SendType
from console.services.outbox.guard import seen_of
from console.services.records import Draft
from console.store.outbox_rows import RowState
from tests.desk.small_desk import OPEN
from tests.services.bench import Bench, Fault

TEXT = "We changed the address."


async def accept(bench: Bench, text: str = TEXT, kind: SendType = SendType.MESSAGE) -> str:
    """A text on the open conversation, as somebody writes it who has read all of it."""
    await bench.services.session.identify()
    await bench.services.threads.load(OPEN)
    return bench.services.outbox.accept_message(Draft(OPEN, kind, text)).id


async def steps(bench: Bench, seconds: float = 11) -> None:
    """Let time pass and the sender do all that is due."""
    bench.clock.forward(seconds=seconds)
    while await bench.services.sending.run(bench.services.sender.step()):
        pass


def state(bench: Bench, row_id: str) -> RowState:
    row = bench.services.outbox.row(row_id)
    assert row is not None
    return row.state


def copies(bench: Bench, text: str = TEXT) -> int:
    return sum(body == text for _, body in bench.bodies(OPEN))


async def test_a_reply_is_held_sent_once_and_confirmed(bench: Bench) -> None:
    row = await accept(bench)
    await steps(bench, 9)
    assert (state(bench, row), copies(bench)) == (RowState.HELD, 0)
    await steps(bench, 2)
    assert (state(bench, row), copies(bench)) == (RowState.CONFIRMED, 1)


async def test_what_is_held_can_be_taken_back_as_a_draft(bench: Bench) -> None:
    row = await accept(bench)
    assert bench.services.replies.drafts() == []
    assert [one.id for one in bench.services.outbox.take_back_last()] == [row]
    assert [one.text for one in bench.services.replies.drafts()] == [TEXT]
    await steps(bench)
    assert copies(bench) == 0
    assert bench.services.outbox.take_back_last() == []


async def test_a_lost_answer_is_settled_by_looking(bench: Bench) -> None:
    bench.network.faults.append(Fault("POST", "/messages", applied=True))
    row = await accept(bench)
    await steps(bench)
    assert (state(bench, row), copies(bench), bench.network.count("POST")) == (RowState.CONFIRMED, 1, 1)


async def test_a_lost_request_stays_unknown_and_is_never_sent_again(bench: Bench) -> None:
    bench.network.faults.append(Fault("POST", "/messages"))
    row = await accept(bench)
    await steps(bench)
    for _ in range(8):
        await steps(bench, 60)
    assert (state(bench, row), copies(bench), bench.network.count("POST")) == (RowState.UNKNOWN, 0, 1)


async def test_sent_again_looks_first(bench: Bench) -> None:
    bench.network.faults.append(Fault("POST", "/messages"))
    row = await accept(bench)
    await steps(bench)
    again = bench.services.outbox.send_again(row)
    assert again is not None
    await steps(bench)
    assert (state(bench, row), state(bench, again), copies(bench)) == (RowState.WITHDRAWN, RowState.CONFIRMED, 1)
    assert bench.services.outbox.send_again(again) is None


async def test_no_network_waits_and_goes_out_by_itself(bench: Bench) -> None:
    row = await accept(bench)
    bench.network.down = True
    for _ in range(20):
        await steps(bench, 20)
    assert state(bench, row) is RowState.WAITING
    tries = len(bench.network.calls)
    bench.network.down = False
    await steps(bench, 60)
    await steps(bench, 60)
    assert (state(bench, row), copies(bench)) == (RowState.CONFIRMED, 1)
    assert tries < 60


async def test_nothing_overtakes_what_is_in_doubt(bench: Bench) -> None:
    bench.network.faults.append(Fault("POST", "/messages"))
    first = await accept(bench)
    second = await accept(bench, "And another thing.")
    await steps(bench)
    await steps(bench, 400)
    assert (state(bench, first), state(bench, second)) == (RowState.UNKNOWN, RowState.HELD)
    assert bench.services.outbox.was_sent(first)
    await steps(bench)
    assert (state(bench, second), copies(bench)) == (RowState.CONFIRMED, 0)


async def test_a_message_that_came_meanwhile_holds_the_reply_up(bench: Bench) -> None:
    row = await accept(bench)
    bench.customer_writes(OPEN, "usana000", "One more question")
    await steps(bench)
    held = bench.services.outbox.row(row)
    assert held is not None
    assert (held.state, copies(bench)) == (RowState.CHANGED, 0)
    assert "1 new message from the customer Ana Holm" in held.error
    difference = bench.services.outbox.difference(row)
    assert difference.sentences == (held.error,)
    bench.customer_writes(OPEN, "usana000", "And a third one")
    assert bench.services.outbox.send_anyway(row, difference)
    await steps(bench, 0)
    assert (state(bench, row), copies(bench)) == (RowState.CHANGED, 0)
    assert bench.services.outbox.send_anyway(row, bench.services.outbox.difference(row))
    await steps(bench, 0)
    assert (state(bench, row), copies(bench)) == (RowState.CONFIRMED, 1)


async def test_what_the_own_reply_did_holds_no_other_up(bench: Bench) -> None:
    await accept(bench)
    before = bench.services.threads.cached(OPEN)
    assert before is not None
    await steps(bench)
    second, third = (Draft(OPEN, SendType.MESSAGE, text) for text in ("One more thing.", "And a third."))
    row = bench.services.outbox.accept_message(second, seen=seen_of(before))
    await steps(bench)
    assert (state(bench, row.id), copies(bench, second.text)) == (RowState.CONFIRMED, 1)
    row = bench.services.outbox.accept_message(third, seen=seen_of(before))
    client = await bench.services.engine.run(bench.services.engine.client())
    await bench.services.engine.run(client.conversations.set_status(OPEN, ConversationStatus.RESOLVED))
    await steps(bench)
    assert state(bench, row.id) is RowState.CHANGED, "what else was done does"


async def test_a_note_is_not_held_up_by_news(bench: Bench) -> None:
    row = await accept(bench, kind=SendType.NOTE)
    bench.customer_writes(OPEN, "usana000", "One more question")
    await steps(bench)
    assert (state(bench, row), copies(bench)) == (RowState.CONFIRMED, 1)


async def test_the_status_follows_the_reply_it_needs(bench: Bench) -> None:
    await bench.services.session.identify()
    await bench.services.threads.load(OPEN)
    draft = Draft(OPEN, SendType.MESSAGE, TEXT)
    bench.network.faults.append(Fault("POST", "/messages", status=500, body=b'{"response":{"status":"ERROR",'
                                      b'"statuscode":500,"errormessage":"no","debugmessage":""}}'))  # fmt: skip
    bench.services.outbox.accept_message(draft, ConversationStatus.RESOLVED)
    await steps(bench)
    await steps(bench, 400)
    assert bench.network.count("PUT") == 0
    unknown = bench.services.outbox.rows()[0]
    assert unknown.state is RowState.UNKNOWN
    bench.services.outbox.send_again(unknown.id)
    await steps(bench)
    assert copies(bench) == 1
    assert bench.network.count("PUT") == 1
    row = bench.services.store.conversations.row(OPEN)
    assert row is not None
    assert row.status is ConversationStatus.RESOLVED


async def test_a_crash_while_sending_leaves_it_in_doubt(bench: Bench) -> None:
    row = await accept(bench)
    bench.clock.forward(seconds=11)
    now = bench.clock()
    taken = bench.services.store.claims.claim("elsewhere", now, now + timedelta(seconds=100))
    assert taken is not None
    assert bench.services.store.claims.begin(row, "elsewhere", taken.seen.messages, now)
    await steps(bench, 50)
    assert state(bench, row) is RowState.SENDING
    await steps(bench, 60)
    assert (state(bench, row), bench.network.count("POST")) == (RowState.UNKNOWN, 0)


@pytest.mark.parametrize("kind", list(SendType))
async def test_each_kind_arrives_as_what_it_is(bench: Bench, kind: SendType) -> None:
    await accept(bench, kind=kind)
    await steps(bench)
    assert (kind.value, TEXT) in bench.bodies(OPEN)
