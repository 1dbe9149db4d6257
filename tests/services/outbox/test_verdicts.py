"""What the outbox makes of odd answers: claimed only when it was seen, back to the agent when the server says no."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import update

from console.contract.enums import ConversationStatus, SendType
from console.desk.tables import message_group
from console.services.errors import ErrorKind, ServiceError
from console.services.outbox.words import done_words
from console.services.records import Draft, OutboxRow
from console.store.outbox_rows import RowState
from tests.desk.small_desk import OPEN
from tests.services.bench import Bench, Fault, open_bench

TEXT = "Hello Ana,\n\nwe changed the address.\n\n> Any news?\n\nMira"
REFUSAL = b'{"response":{"status":"ERROR","statuscode":401,"errormessage":"no","debugmessage":""}}'


async def send(
    bench: Bench, text: str = TEXT, kind: SendType = SendType.MESSAGE, then: ConversationStatus | None = None
) -> OutboxRow:
    """Accept a text and let everything be done that is due; the row as it is then."""
    await bench.services.session.identify()
    await bench.services.threads.load(OPEN)
    accepted = bench.services.outbox.accept_message(Draft(OPEN, kind, text), then)
    await later(bench)
    row = bench.services.outbox.row(accepted.id)
    assert row is not None
    return row


async def later(bench: Bench, seconds: float = 11) -> None:
    """Let time pass and the sender do all that is due."""
    bench.clock.forward(seconds=seconds)
    while await bench.services.sending.run(bench.services.sender.step()):
        pass


def copies(bench: Bench, text: str = TEXT) -> int:
    """How often the text stands in the conversation on the desk."""
    return sum(body == text for _, body in bench.bodies(OPEN))


async def test_a_reply_can_resolve_the_conversation(bench: Bench) -> None:
    row = await send(bench, then=ConversationStatus.RESOLVED)
    await later(bench)
    assert row.state is RowState.CONFIRMED
    found = bench.services.queue.row(OPEN)
    assert found is not None
    assert found.status is ConversationStatus.RESOLVED


async def test_an_error_after_writing_is_found_in_the_thread(bench: Bench) -> None:
    answer = Fault("POST", "/messages", applied=True, status=502, body=b"<html>Bad gateway</html>")
    bench.network.faults.append(answer)
    row = await send(bench)
    assert (row.state, copies(bench), bench.network.count("POST")) == (RowState.CONFIRMED, 1, 1)


async def test_a_refused_reply_is_the_agents_again(bench: Bench) -> None:
    bench.network.faults.append(Fault("POST", "/messages", status=401, body=REFUSAL))
    row = await send(bench)
    words, is_warning = done_words(row, "AB-1")
    assert (row.state, is_warning, copies(bench)) == (RowState.REFUSED, True, 0)
    assert words.startswith("Reply in AB-1: not done. ")
    assert bench.services.outbox.tally().asking == 1
    await later(bench, 1000)
    assert bench.network.count("POST") == 1, "never again by itself"
    assert bench.services.outbox.to_draft(row.id)
    assert [draft.text for draft in bench.services.replies.drafts()] == [TEXT]


async def test_a_reply_stored_as_a_note_is_not_called_sent(bench: Bench) -> None:
    """Some servers make a note of a reply whose sender they do not take."""
    bench.network.keep_only = lambda path, body: body.replace(b"type=M", b"type=N") if "messages" in path else body
    row = await send(bench)
    assert row.state is RowState.REFUSED
    assert "internal note" in row.error


async def test_a_reply_in_a_group_of_an_unknown_kind_was_sent(bench: Bench) -> None:
    lost = [
        Fault("POST", "/messages", applied=True),
        Fault("GET", "/messages", status=503, times=99, after_a_post=True),
    ]
    bench.network.faults += lost
    assert (await send(bench)).state is RowState.UNKNOWN
    bench.network.faults.clear()
    with bench.database.write() as connection:
        connection.execute(update(message_group).where(message_group.c.position == 4).values(rtype="ß"))
    await later(bench, 60)
    assert [row.state for row in bench.services.outbox.rows()] == [RowState.CONFIRMED]


@pytest.mark.parametrize("agent", [None, "", "nobody@desk.example"])
async def test_without_a_known_agent_nothing_is_accepted_or_sent(tmp_path: Path, agent: str | None) -> None:
    with open_bench(tmp_path / "bench", agent=agent) as bench:
        if agent:
            row = bench.services.outbox.accept_message(Draft(OPEN, SendType.MESSAGE, TEXT))
            await later(bench)
            refused = bench.services.outbox.row(row.id)
            assert refused is not None
            assert (refused.state, bench.network.count("POST")) == (RowState.REFUSED, 0)
            assert "LIVEAGENT_AGENT" in refused.error
        else:
            with pytest.raises(ServiceError) as caught:
                bench.services.outbox.accept_message(Draft(OPEN, SendType.MESSAGE, TEXT))
            assert caught.value.kind is ErrorKind.REFUSED
            assert "LIVEAGENT_AGENT" in caught.value.message


async def test_what_is_typed_meanwhile_stays_a_draft(bench: Bench) -> None:
    bench.network.faults.append(Fault("POST", "/messages", status=401, body=REFUSAL))
    row = await send(bench)
    bench.services.replies.save_draft(Draft(OPEN, SendType.MESSAGE, "begun meanwhile"))
    bench.services.outbox.to_draft(row.id)
    assert [draft.text for draft in bench.services.replies.drafts()] == [f"{TEXT}\n\nbegun meanwhile"]


@pytest.mark.parametrize("text", ["half \ud83d pair", "<p>HTML &amp; more</p>", "多\r\n行", "a" * 300_000])
async def test_odd_texts_are_recognised(bench: Bench, text: str) -> None:
    assert (await send(bench, text)).state is RowState.CONFIRMED


async def test_an_empty_text_is_refused(bench: Bench) -> None:
    with pytest.raises(ServiceError):
        bench.services.outbox.accept_message(Draft(OPEN, SendType.MESSAGE, " \n"))
    assert bench.services.outbox.rows() == []


async def test_a_transfer_taken_back_gives_its_note_back(bench: Bench) -> None:
    await bench.services.session.identify()
    await bench.services.presence.poll()
    target = bench.services.transfers.targets("gen", bench.services.presence.current())[0]
    bench.services.outbox.transfer(OPEN, target, "For you.")
    (taken,) = bench.services.outbox.take_back_last()
    assert taken.text == "For you."
    assert [(draft.kind, draft.text) for draft in bench.services.replies.drafts()] == [(SendType.NOTE, "For you.")]


async def test_taking_a_conversation_needs_no_hold(bench: Bench) -> None:
    await bench.services.session.identify()
    row = bench.services.outbox.assign_to_me(OPEN)
    await later(bench, 0)
    done = bench.services.outbox.row(row.id)
    assert done is not None
    assert done_words(done, "AB-1") == ("AB-1 is yours now", False)
    found = bench.services.queue.row(OPEN)
    assert found is not None
    assert found.assigned_to == bench.services.session.agent_id


async def test_of_two_rows_that_say_the_same_each_becomes_a_message_of_its_own(bench: Bench) -> None:
    unknown = Fault("POST", "/messages", applied=False, status=502, body=b"")
    bench.network.faults.append(unknown)
    first = await send(bench, "Thank you.", SendType.NOTE)
    assert first.state is RowState.UNKNOWN
    again = bench.services.outbox.send_again(first.id)
    assert again is not None
    bench.network.faults.append(Fault("POST", "/messages", applied=False, status=401, body=REFUSAL))
    await later(bench)
    refused = bench.services.outbox.row(again)
    assert refused is not None
    assert refused.state is RowState.REFUSED
    other = await send(bench, "Thank you.", SendType.NOTE)
    assert (other.state, copies(bench, "Thank you.")) == (RowState.CONFIRMED, 1)
    assert bench.services.outbox.send_anyway(again, bench.services.outbox.difference(again))
    await later(bench)
    done = bench.services.outbox.row(again)
    assert done is not None
    assert (done.state, copies(bench, "Thank you.")) == (RowState.CONFIRMED, 2)
