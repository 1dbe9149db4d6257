"""Transfers with their note exactly once, and status changes that are read back."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.contract.enums import ConversationStatus
from console.services.errors import ErrorKind, ServiceError
from console.services.transfer import TargetKind, TransferTarget, closeness
from tests.desk.small_desk import BILLING, CLOSED, GENERAL, OLAF, OPEN
from tests.services.bench import Bench, Fault, open_bench

NOTE = "Please check the invoice.\nThanks"
TO_GENERAL = TransferTarget(TargetKind.DEPARTMENT, GENERAL, "General", True, "", "")
TO_OLAF = TransferTarget(TargetKind.AGENT, OLAF, "Olaf Berg", False, "", "")
SERVER_ERROR = b'{"response":{"status":"ERROR","statuscode":500,"errormessage":"later","debugmessage":""}}'


def notes(bench: Bench, conversation_id: str) -> int:
    """How often the note stands in the conversation."""
    return bench.bodies(conversation_id).count(("N", NOTE))


async def test_targets_say_state_and_load(bench: Bench) -> None:
    await bench.fill()
    presence = await bench.services.presence.poll()
    found = {target.name: target for target in bench.services.transfers.targets("", presence)}
    assert set(found) == {"Billing", "General", "Mira Novak", "Olaf Berg", "Yuki Tanaka", "Noor Haddad"}
    billing, olaf = found["Billing"], found["Olaf Berg"]
    assert (billing.kind, billing.id, billing.online, billing.waiting) == (TargetKind.DEPARTMENT, BILLING, True, 2)
    assert (billing.state_words, billing.detail) == ("online: tickets, chat", "2 waiting, 1 of 2 agents online")
    assert (olaf.online, olaf.state_words, olaf.detail) == (False, "offline", "0 waiting, Billing")
    assert olaf.departments == (BILLING,)
    assert CLOSED not in {target.id for target in found.values()}


async def test_an_offline_department_says_since_when(bench: Bench) -> None:
    await bench.fill()
    await bench.services.presence.poll()
    with bench.database.write() as connection:
        connection.exec_driver_sql("UPDATE agent_department SET online = ''")
    bench.clock.now = bench.clock.now.replace(hour=18, minute=2)
    presence = await bench.services.presence.poll()
    (billing,) = bench.services.transfers.targets("bill", presence)
    assert (billing.online, billing.state_words) == (False, "offline since 10:02")
    bench.clock.now = bench.clock.now.replace(hour=19)
    later = await bench.services.presence.poll()
    assert bench.services.transfers.targets("bill", later)[0].state_words == "offline since 10:02"


@pytest.mark.parametrize(
    ("query", "best"), [("bil", "Billing"), ("BERG", "Olaf Berg"), ("yt", "Yuki Tanaka"), ("gnrl", "General")]
)
async def test_targets_are_found_by_some_letters(bench: Bench, query: str, best: str) -> None:
    await bench.fill()
    presence = await bench.services.presence.poll()
    assert bench.services.transfers.targets(query, presence)[0].name == best


def test_names_without_the_letters_are_no_match() -> None:
    assert closeness("xyz", "Billing") is None
    assert closeness("", "Billing") == 0


async def test_transfer_with_a_note_has_it_once(bench: Bench) -> None:
    await bench.services.transfers.transfer(OPEN, TO_GENERAL, NOTE + "\n")
    row = bench.services.queue.row(OPEN)
    assert row is not None
    assert (row.department_id, row.assigned_to) == (GENERAL, "")
    assert notes(bench, OPEN) == 1


async def test_a_note_that_the_server_dropped_is_added(bench: Bench) -> None:
    bench.network.keep_only = lambda path, body: (
        b"&".join(part for part in body.split(b"&") if not part.startswith(b"note=")) if "attendants" in path else body
    )
    await bench.services.transfers.transfer(OPEN, TO_OLAF, NOTE)
    assert notes(bench, OPEN) == 1
    row = bench.services.queue.row(OPEN)
    assert row is not None
    assert row.assigned_to == OLAF


async def test_a_transfer_whose_answer_was_lost_is_seen_and_not_repeated(bench: Bench) -> None:
    bench.network.faults.append(Fault("PUT", "/attendants", applied=True))
    await bench.services.transfers.transfer(OPEN, TO_GENERAL, NOTE)
    assert (notes(bench, OPEN), bench.network.count("PUT")) == (1, 1)


async def test_a_transfer_that_did_not_arrive_says_so(bench: Bench) -> None:
    bench.network.faults.append(Fault("PUT", "/attendants"))
    with pytest.raises(ServiceError) as failed:
        await bench.services.transfers.transfer(OPEN, TO_GENERAL, NOTE)
    assert failed.value.kind is ErrorKind.RETRYABLE
    assert notes(bench, OPEN) == 0


@pytest.mark.parametrize("status", [ConversationStatus.RESOLVED, ConversationStatus.ANSWERED])
async def test_status_is_set_and_read_back(bench: Bench, status: ConversationStatus) -> None:
    await bench.services.statuses.set_status(OPEN, status)
    row = bench.services.queue.row(OPEN)
    assert row is not None
    assert row.status is status
    assert row.waiting_since is None


async def test_a_status_whose_answer_was_lost_is_seen(bench: Bench) -> None:
    bench.network.faults.append(Fault("PUT", "/status", applied=True))
    await bench.services.statuses.set_status(OPEN, ConversationStatus.RESOLVED)
    assert bench.network.count("PUT") == 1


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault("PUT", "/status"), ErrorKind.RETRYABLE),
        (Fault("PUT", "/status", status=400, body=SERVER_ERROR), ErrorKind.REFUSED),
        (Fault("PUT", "/status", status=429, body=SERVER_ERROR), ErrorKind.RETRYABLE),
    ],
    ids=["lost", "refused", "too many"],
)
async def test_a_status_that_was_not_set_says_so(bench: Bench, fault: Fault, kind: ErrorKind) -> None:
    bench.network.faults.append(fault)
    with pytest.raises(ServiceError) as failed:
        await bench.services.statuses.set_status(OPEN, ConversationStatus.RESOLVED)
    assert failed.value.kind is kind
    assert failed.value.message


async def test_statuses_that_the_api_cannot_set_are_refused_without_a_call(bench: Bench) -> None:
    with pytest.raises(ServiceError) as refused:
        await bench.services.statuses.set_status(OPEN, ConversationStatus.SPAM)
    assert refused.value.kind is ErrorKind.REFUSED
    assert bench.network.calls == []


async def test_a_conversation_the_server_does_not_know(bench: Bench) -> None:
    with pytest.raises(ServiceError) as unknown:
        await bench.services.statuses.set_status("nosuch00", ConversationStatus.RESOLVED)
    assert unknown.value.kind is ErrorKind.REFUSED


async def test_without_an_agent_nothing_is_changed(tmp_path: Path) -> None:
    with open_bench(tmp_path / "bench", agent=None) as bench:
        with pytest.raises(ServiceError):
            await bench.services.transfers.transfer(OPEN, TO_GENERAL, "")
        with pytest.raises(ServiceError):
            await bench.services.statuses.set_status(OPEN, ConversationStatus.RESOLVED)
        assert bench.network.calls == []
