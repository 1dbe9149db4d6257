"""The audit: every call that changes something, whatever becomes of it, in rows that tell when they were touched."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from console.contract.enums import ConversationStatus, SendType
from console.services.records import Draft
from tests.desk.small_desk import MIRA_EMAIL, OPEN
from tests.services.bench import Bench, Fault


async def send(bench: Bench, text: str) -> None:
    """A reply through the outbox."""
    await bench.services.session.identify()
    await bench.services.threads.load(OPEN)
    bench.services.outbox.accept_message(Draft(OPEN, SendType.MESSAGE, text))
    bench.clock.forward(seconds=11)
    while await bench.services.sending.run(bench.services.sender.step()):
        pass


async def test_every_change_is_written_down_and_no_reading(bench: Bench) -> None:
    await send(bench, "Hello")
    await bench.services.statuses.set_status(OPEN, ConversationStatus.RESOLVED)
    accepted, post, seen, put = bench.services.store.audit.entries()
    assert (post.call, post.answer, post.actor) == (f"POST conversations/{OPEN}/messages", "HTTP 200", MIRA_EMAIL)
    assert accepted.call == f"accepted: reply, conversations/{OPEN}"
    assert accepted.answer == post.origin
    assert (seen.call, seen.seen, seen.origin) == (f"read back conversations/{OPEN}", "confirmed", post.origin)
    assert (put.call, put.answer) == (f"PUT conversations/{OPEN}/status", "HTTP 200")
    assert "Hello" not in f"{accepted} {post} {seen}"
    assert bench.services.store.audit.check().breach is None


async def test_what_nobody_knows_is_written_down_too(bench: Bench) -> None:
    bench.network.faults.append(Fault("POST", "/messages"))
    await send(bench, "Hello")
    _, post, seen = bench.services.store.audit.entries()
    assert post.answer.startswith("unknown: No answer from")
    assert seen.seen == "unknown"


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE audit SET answer = 'HTTP 500' WHERE number = 2",
        "DELETE FROM audit WHERE number = 2",
        "UPDATE audit SET digest = before WHERE number = 2",
    ],
)
async def test_a_changed_row_shows(bench: Bench, harm: str) -> None:
    await send(bench, "Hello")
    await send(bench, "Again")
    assert bench.services.store.audit.check().breach is None
    with closing(sqlite3.connect(bench.directory / "state" / "outbox.db", isolation_level=None)) as file:
        file.execute(harm)
    breach = bench.services.store.audit.check().breach
    assert breach is not None
    assert breach.number == 2
