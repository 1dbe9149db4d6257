"""Customers and conversations made through the outbox: once, whatever the network does, and in their order."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from console.desk import tables
from console.services.outbox.words import made
from console.store.outbox_rows import OutboxRow, RowState
from console.store.wishes import CreateConversation, RegisterCustomer
from tests.desk.small_desk import BILLING
from tests.services.bench import Bench, Fault

MAIL = "vera@holm.example"
CALL = "new call"
FORM = '{"customer": "vera@holm.example"}'
CUSTOMER = RegisterCustomer(MAIL, "Vera Holm", phone="555-0144", form=FORM)
TICKET = CreateConversation(MAIL, "Vera Holm", BILLING, "Invoice", "She called about her invoice.", form=FORM)


async def accept(bench: Bench) -> tuple[OutboxRow, OutboxRow]:
    """A new customer and a conversation that needs it, as the form makes them."""
    await bench.services.session.identify()
    outbox = bench.services.outbox
    first: list[OutboxRow] = []

    def customer() -> OutboxRow:
        first.append(outbox.accept(CALL, CUSTOMER))
        return first[0]

    customer_row, ticket_row = outbox.accept_unit([customer, lambda: outbox.accept(CALL, TICKET, needs=first[0].id)])
    return customer_row, ticket_row


def lose_the_answer(bench: Bench) -> None:
    """The next conversation is made, which nobody says, and nobody can look for it."""
    bench.network.calls.clear()
    bench.network.faults.append(Fault("POST", "/conversations", applied=True))
    bench.network.faults.append(Fault("GET", "/conversations", after_a_post=True, times=100, status=503))


async def steps(bench: Bench, seconds: float = 5) -> None:
    """Let time pass and the sender do all that is due."""
    bench.clock.forward(seconds=seconds)
    while await bench.services.sending.run(bench.services.sender.step()):
        pass


def now(bench: Bench, row: OutboxRow) -> OutboxRow:
    """A row as it is by now."""
    found = bench.services.outbox.row(row.id)
    assert found is not None
    return found


def at_the_desk(bench: Bench) -> tuple[int, int]:
    """How many customers of that address and conversations of that subject there are."""
    with bench.database.read() as connection:
        customers = connection.execute(select(tables.customer.c.id).where(tables.customer.c.email == MAIL)).all()
        subject = tables.conversation.c.subject == "Invoice"
        tickets = connection.execute(select(tables.conversation.c.id).where(subject)).all()
    return len(customers), len(tickets)


def mails(bench: Bench) -> int:
    """How many mails the desk would have sent."""
    with bench.database.read() as connection:
        sent = connection.execute(select(tables.outgoing_mail)).all()
        asked = connection.execute(select(tables.registration_mail)).all()
    return len(sent) + len(asked)


async def test_a_customer_and_a_conversation_are_made_without_any_mail(bench: Bench) -> None:
    before = mails(bench)
    customer, ticket = await accept(bench)
    await steps(bench)
    assert [now(bench, one).state for one in (customer, ticket)] == [RowState.CONFIRMED] * 2
    assert at_the_desk(bench) == (1, 1)
    assert mails(bench) == before
    found = made(now(bench, ticket))
    assert found is not None
    row = bench.services.queue.row(found[1])
    assert row is not None
    assert (row.code, row.customer_email, row.status.word) == (found[0], MAIL, "open")


@pytest.mark.parametrize("path", ["/customers", "/conversations"])
@pytest.mark.parametrize("fault", [{"applied": True}, {"applied": True, "status": 500}, {"status": 503}, {}], ids=str)
async def test_whatever_the_network_does_there_is_one_of_each(bench: Bench, path: str, fault: dict[str, bool]) -> None:
    bench.network.faults.append(Fault("POST", path, **fault))  # type: ignore[arg-type]
    customer, ticket = await accept(bench)
    for _ in range(8):
        await steps(bench, 90)
    customers, tickets = at_the_desk(bench)
    assert (customers, tickets <= 1) == (1, True)
    assert now(bench, customer).state is RowState.CONFIRMED
    if now(bench, ticket).state is RowState.UNKNOWN:
        assert tickets == 0
        again = bench.services.outbox.send_again(ticket.id)
        assert again is not None
        await steps(bench)
        assert bench.services.outbox.row(again).state is RowState.CONFIRMED  # type: ignore[union-attr]
    assert at_the_desk(bench) == (1, 1)


async def test_a_conversation_that_comes_late_is_not_made_again(bench: Bench) -> None:
    bench.network.faults.append(Fault("POST", "/conversations", applied=True))
    bench.network.faults.append(Fault("GET", "/conversations", after_a_post=True, times=1, status=503))
    _, ticket = await accept(bench)
    await steps(bench)
    for _ in range(4):
        await steps(bench, 60)
    assert now(bench, ticket).state is RowState.CONFIRMED
    assert at_the_desk(bench) == (1, 1)


async def test_when_the_second_fails_the_first_is_not_repeated(bench: Bench) -> None:
    refusal = b'{"response":{"status":"ERROR","statuscode":400,"errormessage":"no","debugmessage":""}}'
    bench.network.faults.append(Fault("POST", "/conversations", status=400, body=refusal))
    customer, ticket = await accept(bench)
    await steps(bench)
    assert now(bench, customer).state is RowState.CONFIRMED
    assert now(bench, ticket).state is RowState.REFUSED
    posts = bench.network.count("POST", "/customers")
    assert bench.services.outbox.send_anyway(ticket.id, bench.services.outbox.difference(ticket.id))
    await steps(bench)
    assert now(bench, ticket).state is RowState.CONFIRMED
    assert bench.network.count("POST", "/customers") == posts
    assert at_the_desk(bench) == (1, 1)


async def test_of_two_that_are_alike_each_becomes_a_conversation_of_its_own(bench: Bench) -> None:
    bench.network.faults.append(Fault("POST", "/conversations", applied=False, status=502))
    _, first = await accept(bench)
    await steps(bench)
    assert now(bench, first).state is RowState.UNKNOWN
    second = bench.services.outbox.accept("another call", TICKET)
    for _ in range(8):
        await steps(bench, 90)
    assert now(bench, second).state is RowState.CONFIRMED
    assert now(bench, first).state is RowState.UNKNOWN, "what is there is the second one"
    again = bench.services.outbox.send_again(first.id)
    assert again is not None
    await steps(bench)
    assert bench.services.outbox.row(again).state is RowState.CONFIRMED  # type: ignore[union-attr]
    assert at_the_desk(bench) == (1, 2)


async def test_what_counts_as_another_row_is_made_once_more_when_asked_for(bench: Bench) -> None:
    bench.network.faults.append(Fault("POST", "/conversations", applied=False, status=502))
    _, first = await accept(bench)
    await steps(bench)
    lose_the_answer(bench)
    second = bench.services.outbox.accept("another call", TICKET)
    await steps(bench)
    bench.network.faults.clear()
    bench.services.outbox.look_again(first.id)
    await steps(bench, 0)
    assert now(bench, first).state is RowState.CONFIRMED, "by what the other one made, which nobody can know"
    assert now(bench, second).state is RowState.UNKNOWN
    again = bench.services.outbox.send_again(second.id)
    assert again is not None
    await steps(bench)
    assert bench.services.outbox.row(again).state is RowState.CONFIRMED  # type: ignore[union-attr]
    assert at_the_desk(bench) == (1, 2)


async def test_what_came_long_ago_is_found_before_it_is_made_again(bench: Bench) -> None:
    await accept(bench)
    await steps(bench)
    lose_the_answer(bench)
    ticket = bench.services.outbox.accept("another call", TICKET)
    for _ in range(12):
        await steps(bench, 400)
    assert now(bench, ticket).state is RowState.UNKNOWN
    bench.network.faults.clear()
    posts = bench.network.count("POST", "/conversations")
    again = bench.services.outbox.send_again(ticket.id)
    assert again is not None
    await steps(bench)
    assert bench.services.outbox.row(again).state is RowState.CONFIRMED  # type: ignore[union-attr]
    assert bench.network.count("POST", "/conversations") == posts
    assert at_the_desk(bench) == (1, 2)


async def test_what_is_taken_back_is_the_form_again(bench: Bench) -> None:
    await accept(bench)
    assert len(bench.services.outbox.take_back_last()) == 2
    assert [(one.conversation_id, one.text) for one in bench.services.replies.drafts()] == [(CALL, FORM)]
    await steps(bench, 60)
    assert at_the_desk(bench) == (0, 0)


async def test_a_customer_who_is_there_meanwhile_is_not_registered_again(bench: Bench) -> None:
    bench.network.faults.append(Fault("GET", f"/customers/{MAIL}", status=503))
    customer, ticket = await accept(bench)
    client = await bench.services.engine.run(bench.services.engine.client())
    await bench.services.engine.run(client.customers.register(email=MAIL, name="Vera Holm"))
    for _ in range(3):
        await steps(bench, 60)
    assert [now(bench, one).state for one in (customer, ticket)] == [RowState.CONFIRMED] * 2
    assert at_the_desk(bench) == (1, 1)
