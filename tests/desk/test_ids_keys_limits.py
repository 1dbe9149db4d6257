"""Ids, keys and the limit of calls: the small parts every call leans on."""

from __future__ import annotations

import random
import re
from contextlib import closing

import pytest
from sqlalchemy import select

from console.desk import keys
from console.desk.db import Database
from console.desk.ids import new_code, new_id, new_public_code
from console.desk.limits import RateLimit
from console.desk.tables import api_key
from tests.desk.caller import Clock
from tests.desk.small_desk import NOW


def test_ids_have_the_forms_of_the_api() -> None:
    assert re.fullmatch(r"[a-z0-9]{8}", new_id())
    assert re.fullmatch(r"[a-z0-9]{12}", new_id(length=12))
    assert re.fullmatch(r"[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{3}", new_code())
    assert re.fullmatch(r"[A-Za-z0-9]{16}", new_public_code())


def test_ids_differ_and_repeat_with_a_seeded_source() -> None:
    assert len({new_id() for _ in range(1000)}) == 1000
    for make in (new_id, new_code, new_public_code):
        assert make(random.Random(7)) == make(random.Random(7)) != make(random.Random(8))


def test_keys_are_stored_as_digests() -> None:
    key = keys.make_key()
    assert re.fullmatch(r"[0-9a-f]{32}", key)
    with closing(Database.open("sqlite://")) as database:
        with database.write() as connection:
            assert not keys.any_key(connection)
            keys.store_key(connection, key, name="first", now=NOW)
        with database.read() as connection:
            (row,) = connection.execute(select(api_key)).all()
            assert key not in str(row)
            assert row.digest == keys.digest_of(key)
            assert keys.check_key(connection, key) == row.id
            assert keys.check_key(connection, key + " ") is None
            assert keys.check_key(connection, row.digest) is None


def test_a_key_takes_the_place_of_the_earlier_one_of_its_name() -> None:
    with closing(Database.open("sqlite://")) as database, database.write() as connection:
        for name, key in (("given", "old"), ("other", "third"), ("given", "new"), ("again", "new")):
            keys.store_key(connection, key, name=name, now=NOW)
        assert [keys.check_key(connection, key) is not None for key in ("old", "new", "third")] == [False, True, True]


def test_the_limit_slides_and_counts_each_key_for_itself() -> None:
    clock = Clock(NOW)
    limit = RateLimit(3, clock)
    for _ in range(3):
        assert limit.take("one") is None
        clock.forward(seconds=10)
    assert limit.take("one") == 30
    assert limit.take("two") is None
    clock.forward(seconds=29.2)
    assert limit.take("one") == 1
    clock.forward(seconds=0.8)
    assert limit.take("one") is None
    assert limit.take("one") == 10


@pytest.mark.parametrize("seconds", [1, 86_400])
def test_a_clock_put_back_does_not_lock_a_key_out(seconds: int) -> None:
    clock = Clock(NOW)
    limit = RateLimit(1, clock)
    assert limit.take("one") is None
    clock.forward(seconds=-seconds)
    assert limit.take("one") is None
    assert limit.take("one") == 60
