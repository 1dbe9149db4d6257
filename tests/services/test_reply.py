"""A reply is claimed only when it was seen, never sent twice by itself, and never lost."""

from __future__ import annotations

import asyncio
import random
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update

from console.contract.enums import ConversationStatus, SendType
from console.desk.tables import message_group
from console.services.errors import ErrorKind, ServiceError
from console.services.records import Draft
from console.services.reply import SendState
from console.services.sending import LOOKS
from tests.desk.small_desk import MIRA, OPEN, OPEN_MESSAGES
from tests.services.bench import Bench, Fault, open_bench

TEXT = "Hello Ana,\n\nwe changed the address.\n\n> Any news?\n\nMira"
SEEN = frozenset({*OPEN_MESSAGES, "msopen000004"})

LOST_ANSWER = Fault("POST", "/messages", applied=True)
LOST_REQUEST = Fault("POST", "/messages")
ERROR_AFTER_WRITING = Fault("POST", "/messages", applied=True, status=502, body=b"<html>Bad gateway</html>")
REFUSAL = Fault("POST", "/messages", status=401, body=b'{"response":{"status":"ERROR","errormessage":"no"}}')


def draft(text: str = TEXT, kind: SendType = SendType.MESSAGE) -> Draft:
    """A text begun on the conversation as the small desk has it."""
    return Draft(OPEN, kind, text, cursor=len(text), seen_messages=SEEN)


def copies(bench: Bench, text: str = TEXT) -> int:
    """How often the text stands in the conversation on the desk."""
    return sum(body == text for _, body in bench.bodies(OPEN))


def copy_of(fault: Fault) -> Fault:
    """A fault for one test alone."""
    return replace(fault)


async def test_a_reply_is_confirmed_by_the_thread_and_its_draft_goes(bench: Bench) -> None:
    replies = bench.services.replies
    replies.save_draft(draft())
    result = await replies.send(draft())
    assert (result.state, result.conversation_id, result.kind) == (SendState.CONFIRMED, OPEN, SendType.MESSAGE)
    assert result.words == "The reply is in the conversation."
    assert ("M", TEXT) in bench.bodies(OPEN)
    assert replies.drafts() == []
    thread = await bench.services.threads.load(OPEN)
    assert (thread.groups[-1].author.name, thread.row.status) == ("Mira Novak", ConversationStatus.ANSWERED)


async def test_a_note_stays_a_note(bench: Bench) -> None:
    result = await bench.services.replies.send(draft(kind=SendType.NOTE))
    assert (result.state, result.words) == (SendState.CONFIRMED, "The note is in the conversation.")
    assert ("N", TEXT) in bench.bodies(OPEN)


async def test_a_reply_can_resolve_the_conversation(bench: Bench) -> None:
    result = await bench.services.replies.send(draft(), ConversationStatus.RESOLVED)
    assert result.words == "The reply is in the conversation. The conversation is resolved."
    row = bench.services.queue.row(OPEN)
    assert row is not None
    assert row.status is ConversationStatus.RESOLVED


async def test_a_status_that_fails_does_not_make_the_reply_unsent(bench: Bench) -> None:
    bench.network.faults.append(Fault("PUT", "/status", status=500, body=b'{"response":{"status":"ERROR"}}'))
    result = await bench.services.replies.send(draft(), ConversationStatus.RESOLVED)
    assert result.state is SendState.CONFIRMED
    assert "is not resolved" in result.words
    assert copies(bench) == 1


@pytest.mark.parametrize("fault", [LOST_ANSWER, ERROR_AFTER_WRITING], ids=["lost answer", "bad gateway"])
async def test_a_lost_answer_is_found_in_the_thread(bench: Bench, fault: Fault) -> None:
    bench.network.faults.append(copy_of(fault))
    result = await bench.services.replies.send(draft())
    assert result.state is SendState.CONFIRMED
    assert (copies(bench), bench.network.count("POST")) == (1, 1)


async def test_a_lost_request_is_unknown_looked_for_and_never_sent_again_by_itself(bench: Bench) -> None:
    bench.network.faults.append(copy_of(LOST_REQUEST))
    result = await bench.services.replies.send(draft())
    assert result.state is SendState.UNKNOWN
    assert "did not confirm this reply" in result.words
    assert tuple(bench.slept) == LOOKS
    assert (copies(bench), bench.network.count("POST")) == (0, 1)
    kept = bench.services.replies.draft(OPEN, SendType.MESSAGE)
    assert kept is not None
    assert (kept.text, kept.trouble) == (TEXT, result.words)


async def test_an_unknown_reply_that_did_arrive_is_found_by_the_next_try_and_not_sent_again(bench: Bench) -> None:
    bench.network.faults += [copy_of(LOST_ANSWER), Fault("GET", "/messages", status=503, times=99, after_a_post=True)]
    replies = bench.services.replies
    assert (await replies.send(draft())).state is SendState.UNKNOWN
    bench.network.faults.clear()
    kept = replies.draft(OPEN, SendType.MESSAGE)
    assert kept is not None
    assert (await replies.send(kept)).state is SendState.CONFIRMED
    assert (copies(bench), bench.network.count("POST")) == (1, 1)
    assert replies.drafts() == []


async def test_an_edited_text_is_held_when_its_earlier_version_arrived(bench: Bench) -> None:
    bench.network.faults += [copy_of(LOST_ANSWER), Fault("GET", "/messages", status=503, times=99, after_a_post=True)]
    replies = bench.services.replies
    await replies.send(draft())
    bench.network.faults.clear()
    held = await replies.send(draft("Another text"))
    assert held.state is SendState.NOT_SENT
    assert "earlier version" in held.words
    assert bench.network.count("POST") == 1
    assert (await replies.send(draft("Another text"))).state is SendState.CONFIRMED


async def test_an_unknown_reply_that_did_not_arrive_can_be_sent_again(bench: Bench) -> None:
    bench.network.faults.append(copy_of(LOST_REQUEST))
    replies = bench.services.replies
    await replies.send(draft())
    assert (await replies.send(draft())).state is SendState.CONFIRMED
    assert copies(bench) == 1


async def test_a_refused_reply_is_kept_with_the_reason(bench: Bench) -> None:
    bench.network.faults.append(copy_of(REFUSAL))
    result = await bench.services.replies.send(draft())
    assert result.state is SendState.NOT_SENT
    assert result.words.startswith("The reply was not sent.")
    kept = bench.services.replies.draft(OPEN, SendType.MESSAGE)
    assert kept is not None
    assert kept.trouble == result.words
    assert (copies(bench), bench.slept) == (0, [])


async def test_without_a_network_nothing_is_sent_and_the_draft_kept(bench: Bench) -> None:
    await bench.services.session.identify()
    bench.network.down = True
    assert (await bench.services.replies.send(draft())).state is SendState.NOT_SENT
    assert bench.network.count("POST") == 0
    assert len(bench.services.replies.drafts()) == 1


async def test_a_reply_stored_as_a_note_is_not_called_sent(bench: Bench) -> None:
    """Some servers make a note of a reply whose sender they do not take."""
    bench.network.keep_only = lambda path, body: body.replace(b"type=M", b"type=N") if "messages" in path else body
    result = await bench.services.replies.send(draft())
    assert result.state is SendState.NOT_SENT
    assert "internal note" in result.words
    assert bench.services.replies.draft(OPEN, SendType.MESSAGE) is not None


async def test_a_reply_in_a_group_of_an_unknown_kind_was_sent(bench: Bench) -> None:
    bench.network.faults += [copy_of(LOST_ANSWER), Fault("GET", "/messages", status=503, times=99, after_a_post=True)]
    replies = bench.services.replies
    assert (await replies.send(draft())).state is SendState.UNKNOWN
    bench.network.faults.clear()
    with bench.database.write() as connection:
        connection.execute(update(message_group).where(message_group.c.position == 4).values(rtype="ß"))
    assert (await replies.send(draft())).state is SendState.CONFIRMED


@pytest.mark.parametrize("agent", [None, "", "nobody@desk.example"])
async def test_without_a_known_agent_nothing_is_sent(tmp_path: Path, agent: str | None) -> None:
    with open_bench(tmp_path / "bench", agent=agent) as bench:
        with pytest.raises(ServiceError) as refused:
            await bench.services.replies.send(draft())
        assert refused.value.kind is ErrorKind.REFUSED
        assert "LIVEAGENT_AGENT" in refused.value.message
        assert bench.network.count("POST") == 0
        assert bench.services.session.agent is None


async def test_one_sending_of_a_conversation_at_a_time(bench: Bench) -> None:
    bench.network.faults.append(Fault("POST", "/messages", applied=True, hang=True))
    replies = bench.services.replies
    first = asyncio.create_task(replies.send(draft()))
    assert await asyncio.to_thread(bench.network.hung.wait, 10)
    with pytest.raises(ServiceError, match="is being sent") as refused:
        await replies.send(draft())
    assert refused.value.kind is ErrorKind.REFUSED
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    assert (copies(bench), bench.network.count("POST")) == (1, 1)


@pytest.mark.parametrize("arrived", [True, False])
async def test_a_console_that_ends_while_sending_knows_it_afterwards(bench: Bench, arrived: bool) -> None:
    bench.network.faults.append(Fault("POST", "/messages", applied=arrived, hang=True))
    replies = bench.services.replies
    sending = asyncio.create_task(replies.send(draft()))
    assert await asyncio.to_thread(bench.network.hung.wait, 10)
    sending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sending
    kept = replies.draft(OPEN, SendType.MESSAGE)
    assert kept is not None
    assert "was being sent when the console ended" in kept.trouble
    assert (await replies.send(kept)).state is SendState.CONFIRMED
    assert (copies(bench), bench.network.count("POST")) == (1, 1 if arrived else 2)
    assert replies.drafts() == []


async def test_whatever_happens_to_requests_replies_are_neither_lost_nor_doubled_nor_claimed_wrongly(
    bench: Bench,
) -> None:
    """A hundred texts, each tried by the agent until it is confirmed, through random faults of the network."""
    chance = random.Random(7)
    replies = bench.services.replies
    for number in range(100):
        text = f"Text {number}\n> quoted"
        kind = chance.choice(list(SendType))
        for _ in range(20):
            bench.network.faults[:] = _random_faults(chance)
            bench.network.calls.clear()
            result = await replies.send(draft(text, kind))
            assert bench.network.count("POST") <= 1
            written = copies(bench, text)
            assert written == 1 or result.state is not SendState.CONFIRMED
            kept = replies.draft(OPEN, kind)
            assert (kept is None) == (result.state is SendState.CONFIRMED)
            if result.state is SendState.CONFIRMED:
                break
        bench.network.faults.clear()
        assert copies(bench, text) == 1, "sent, and sent once"


def _random_faults(chance: random.Random) -> list[Fault]:
    """Trouble with the request, and perhaps with looking afterwards."""
    body = b"<html>Oops</html>"
    faults = [
        Fault("POST", "/messages", applied=chance.random() < 0.5, status=chance.choice([None, 200, 500, 502, 504]))
    ]
    faults[0].body = body
    if chance.random() < 0.3:
        faults = []
    if chance.random() < 0.4:
        faults.append(Fault("GET", "/messages", status=503, times=chance.choice([1, 2, 99]), after_a_post=True))
    if chance.random() < 0.1:
        faults.append(Fault("GET", "/messages", times=99))
    return faults


async def test_what_is_typed_during_the_sending_stays(bench: Bench) -> None:
    replies = bench.services.replies
    bench.network.faults.append(copy_of(REFUSAL))
    replies.save_draft(draft())
    sending = asyncio.create_task(replies.send(draft()))
    assert await asyncio.to_thread(bench.network.arrived.wait, 10)
    replies.save_draft(draft("typed over it"))
    result = await sending
    kept = replies.draft(OPEN, SendType.MESSAGE)
    assert kept is not None
    assert (kept.text, kept.trouble) == ("typed over it", result.words)


@pytest.mark.parametrize("text", ["half \ud83d pair", "<p>HTML &amp; more</p>", "多\r\n行", "a" * 300_000])
async def test_odd_texts_are_recognised(bench: Bench, text: str) -> None:
    assert (await bench.services.replies.send(draft(text))).state is SendState.CONFIRMED


async def test_an_empty_text_is_refused(bench: Bench) -> None:
    with pytest.raises(ServiceError):
        await bench.services.replies.send(draft(" \n"))
    assert bench.network.calls == []


async def test_a_review_without_changes_has_nothing_to_say(bench: Bench) -> None:
    await bench.services.threads.load(OPEN)
    review = await bench.services.replies.review(draft())
    assert (review.notices, review.checked, review.new_messages) == ((), True, frozenset())


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
    assert review.new_messages == new
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
    assert not review.checked
    assert review.notices[0].startswith("What changed meanwhile could not be checked.")


async def test_discarded_texts_are_kept_for_a_week(bench: Bench) -> None:
    replies, drafts = bench.services.replies, bench.services.store.drafts
    replies.save_draft(draft())
    replies.discard(OPEN, SendType.MESSAGE)
    assert (replies.drafts(), drafts.discarded()) == ([], [(OPEN, SendType.MESSAGE, TEXT)])
    bench.clock.now = bench.clock.now.replace(day=10)
    replies.discard(OPEN, SendType.NOTE)
    assert drafts.discarded() == []
