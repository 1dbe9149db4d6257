"""Tags, fields, groups and labels through the outbox: made as wished, not more often asked than needed, put back."""

from __future__ import annotations

import pytest

from console.services.labels import LabelKind
from console.store.outbox_rows import OutboxRow, RowState
from console.store.wishes import DeleteConversation, RemoveLabel, SetField, SetGroup, SetLabel, SetTag, Wish
from tests.desk.small_desk import ANA_EMAIL, OPEN
from tests.services.bench import Bench, Fault

REFUSAL = b'{"response":{"status":"ERROR","statuscode":400,"errormessage":"no","debugmessage":""}}'


async def done(bench: Bench, wish: Wish, about: str = OPEN) -> OutboxRow:
    """The row of a wish once the sender has done what it can."""
    await bench.services.session.identify()
    row = bench.services.outbox.accept(about, wish)
    return await later(bench, row, 5)


async def later(bench: Bench, row: OutboxRow, seconds: float) -> OutboxRow:
    """A row after a while."""
    bench.clock.forward(seconds=seconds)
    while await bench.services.sending.run(bench.services.sender.step()):
        pass
    found = bench.services.outbox.row(row.id)
    assert found is not None
    return found


async def fields(bench: Bench) -> list[tuple[str, str]]:
    """The custom fields of the conversation at the desk."""

    async def read() -> list[tuple[str, str]]:
        client = await bench.services.engine.client()
        return [(one.code, one.value) for one in (await client.conversations.info(OPEN)).customfields]

    return await bench.services.engine.run(read())


async def groups(bench: Bench) -> list[str]:
    """The groups of the customer at the desk."""

    async def read() -> list[str]:
        client = await bench.services.engine.client()
        return [one.groupname for one in await client.customers.groups(ANA_EMAIL)]

    return await bench.services.engine.run(read())


async def test_a_field_that_was_empty_is_added_alone(bench: Bench) -> None:
    assert (await done(bench, SetField("plan", "Studio"))).state is RowState.CONFIRMED
    assert ("plan", "Studio") in await fields(bench)
    assert bench.network.count("DELETE") == 0


async def test_a_field_is_changed_by_deleting_and_adding(bench: Bench) -> None:
    await done(bench, SetField("plan", "Studio"))
    assert (await done(bench, SetField("plan", "Free"))).state is RowState.CONFIRMED
    assert [value for code, value in await fields(bench) if code == "plan"] == ["Free"]
    assert bench.network.count("DELETE") == 1


async def test_a_value_that_is_refused_leaves_the_old_one(bench: Bench) -> None:
    await done(bench, SetField("plan", "Studio"))
    bench.network.faults.append(Fault("POST", "/fields", status=400, body=REFUSAL))
    assert (await done(bench, SetField("plan", "Free"))).state is RowState.REFUSED
    assert [value for code, value in await fields(bench) if code == "plan"] == ["Studio"]


@pytest.mark.parametrize("applied", [True, False])
async def test_a_new_tag_is_made_once_and_put_on_whatever_gets_lost(bench: Bench, applied: bool) -> None:
    bench.network.faults.append(Fault("POST", "/tags", applied=applied))
    row = await done(bench, SetTag("loft", on=True, new=True))
    row = await later(bench, row, 120)
    assert row.state is RowState.CONFIRMED
    names = [one.name for one in await bench.services.labels.refresh(LabelKind.TAG)]
    assert names.count("loft") == 1


async def test_a_tag_is_renamed_coloured_and_removed(bench: Bench) -> None:
    labels = bench.services.labels
    await done(bench, SetTag("loft", on=True, new=True))
    loft = next(one for one in await labels.refresh(LabelKind.TAG) if one.name == "loft")
    row = await done(bench, SetLabel("tags", loft.id, "attic", "fff", "7B1FA2", was="loft"), "tags")
    assert row.state is RowState.CONFIRMED
    await labels.refresh(LabelKind.TAG)
    attic = next(one for one in await labels.colour(LabelKind.TAG) if one.id == loft.id)
    assert (attic.name, attic.bg_color) == ("attic", "7B1FA2")
    assert (await done(bench, RemoveLabel("tags", loft.id, "attic"), "tags")).state is RowState.CONFIRMED
    assert loft.id not in {one.id for one in await labels.refresh(LabelKind.TAG)}


async def test_a_customer_is_in_a_group_and_out_of_it(bench: Bench) -> None:
    assert (await done(bench, SetGroup(ANA_EMAIL, "Wholesale", on=True))).state is RowState.CONFIRMED
    assert "Wholesale" in await groups(bench)
    assert (await done(bench, SetGroup(ANA_EMAIL, "Wholesale", on=False))).state is RowState.CONFIRMED
    assert "Wholesale" not in await groups(bench)


async def test_a_conversation_is_deleted_once_also_when_the_answer_is_lost(bench: Bench) -> None:
    bench.network.faults.append(Fault("DELETE", f"/conversations/{OPEN}", applied=True))
    assert (await done(bench, DeleteConversation())).state is RowState.CONFIRMED
    assert bench.network.count("DELETE") == 1
