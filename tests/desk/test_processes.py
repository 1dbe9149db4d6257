"""Several server processes on one database, for real: on loopback, writing at the same time, ended while they work."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text

from console.desk.db import Database
from console.desk.keys import store_key
from console.desk.limits import BUSY, STEP
from tests.desk import small_desk as small
from tests.desk.databases import new_database
from tests.desk.old_desk import old_file, old_server
from tests.desk.running import KEY, Desk, running

pytestmark = pytest.mark.xdist_group("desk processes")

CLIENTS, EACH = 6, 12
OTHER_KEY = "beef" * 8


class Pair:
    """Two processes on one database. They are started when a test needs them, and serve the next one too.

    Their clocks stand still: how many calls a minute takes does not depend on how fast this machine is.
    """

    def __init__(self, url: str, seed: str = "demo") -> None:
        self.url = url
        self._seed = seed
        self.desks: list[Desk] = []
        self._stack = ExitStack()

    def start(self) -> None:
        """Start both at once, unless they are there."""
        if self.desks and all(desk.process.poll() is None for desk in self.desks):
            return
        self._stack.close()
        start = partial(
            running, wait=False, stopped_at=small.NOW, database_url=self.url, port=0, key=KEY, seed=self._seed
        )
        self.desks = [self._stack.enter_context(start()) for _ in range(2)]
        for desk in self.desks:
            desk.wait()

    def close(self) -> None:
        """End them."""
        self._stack.close()

    def accept(self, key: str) -> None:
        """Let a key in whose calls no other test has used up."""
        database = Database.open(self.url)
        with database.write() as connection:
            store_key(connection, key, name="other", now=small.NOW)
        database.close()

    def notes(self, conversation: str) -> list[str]:
        """The notes in a conversation, whose groups have to be numbered without a gap, in a sound database."""
        database = Database.open(self.url)
        with database.read() as connection:
            of_conversation = {"id": conversation}
            bodies = connection.execute(text(BODIES), of_conversation).scalars().all()
            positions = connection.execute(text(POSITIONS), of_conversation).scalars().all()
            assert positions == list(range(len(positions)))
            if database.in_process:
                assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
        database.close()
        return [body for body in bodies if body.startswith("note ")]


BODIES = "SELECT body FROM message WHERE conversation_id = :id"
POSITIONS = "SELECT position FROM message_group WHERE conversation_id = :id ORDER BY position"


@pytest.fixture(scope="module", params=["file", "postgres"])
def pair_of_kind(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """The pair on a database of each kind, made by version 1: the processes meet already when they update it."""
    with ExitStack() as stack:
        if request.param == "file":
            url = old_file(tmp_path_factory.mktemp("pair") / "desk.db")
        else:
            server: str = request.getfixturevalue("postgres")
            url = stack.enter_context(new_database(server, f"lac_pair_{os.getpid()}"))
            old_server(url)
        pair = Pair(url)
        stack.callback(pair.close)
        yield pair


@pytest.fixture
def pair(pair_of_kind: Pair) -> Pair:
    """Both processes, serving."""
    pair_of_kind.start()
    return pair_of_kind


def _messages(conversation: str) -> str:
    return f"/api/conversations/{conversation}/messages"


def _write(desk: Desk, name: str) -> Counter[int]:
    """Notes one after the other; how often each status came."""
    with desk.client() as client:
        return Counter(
            client.post(_messages(small.OPEN), data={"message": f"note {name} {number}"}).status_code
            for number in range(EACH)
        )


def test_two_that_make_the_database_make_it_once(tmp_path: Path) -> None:
    """Both find nothing there, one makes the tables, one fills them."""
    pair = Pair(f"sqlite:///{tmp_path / 'desk.db'}", seed="empty")
    pair.start()
    for desk in pair.desks:
        with desk.client() as client:
            assert len(client.get("/api/departments").json()["response"]["departments"]) == 1
    pair.close()


def test_writers_in_two_processes_lose_nothing(pair: Pair) -> None:
    """All into one conversation, whose message groups are numbered: there is none without its place."""
    with ThreadPoolExecutor(CLIENTS) as threads:
        counts = threads.map(_write, [pair.desks[number % 2] for number in range(CLIENTS)], "abcdef")
    assert sum(counts, Counter()) == {200: CLIENTS * EACH}
    expected = {f"note {name} {number}" for name in "abcdef" for number in range(EACH)}
    notes = pair.notes(small.OPEN)
    assert len(notes) == len(expected)
    assert set(notes) == expected
    with pair.desks[0].client() as first, pair.desks[1].client() as second:
        assert first.get(_messages(small.OPEN)).json() == second.get(_messages(small.OPEN)).json()


def test_a_repeated_call_acts_once_whichever_process_gets_it(pair: Pair) -> None:
    def write(number: int) -> httpx.Response:
        with pair.desks[number % 2].client() as client:
            data, headers = {"message": "note once"}, {"idempotency-key": "a"}
            return client.post(_messages(small.NEW), data=data, headers=headers)

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(write, range(8)))
    assert {answer.status_code for answer in answers} == {200}
    assert sum("idempotent-replayed" in answer.headers for answer in answers) == 7
    assert pair.notes(small.NEW) == ["note once"]


def test_a_limit_for_all_processes_together(pair: Pair) -> None:
    headers = {"apikey": small.KEY}  # a key that no other test uses
    with pair.desks[0].client() as first, pair.desks[1].client() as second:
        statuses = Counter(
            client.get("/api/tags", headers=headers).status_code for _ in range(130) for client in (first, second)
        )
    assert set(statuses) == {200, 429}
    assert 180 <= statuses[200] < 180 + BUSY + STEP


def test_what_was_acknowledged_survives_the_end_of_one_process(pair: Pair) -> None:
    """One is killed and the other told to end, both in the middle of writing: what is there was acknowledged, or had no
    answer at all."""
    killed, told = pair.desks
    pair.accept(OTHER_KEY)
    acknowledged: list[str] = []
    lost: list[str] = []

    def write(desk: Desk, name: str) -> None:
        with desk.client() as client:
            del client.headers["apikey"]
            for number in range(1000):
                note = f"note {name} {number}"
                try:
                    response = client.post(_messages(small.ANSWERED), data={"message": note, "apikey": OTHER_KEY})
                except httpx.TransportError:
                    lost.append(note)
                    return
                assert response.status_code == 200
                acknowledged.append(note)
                if (desk, number) == (killed, 3):
                    desk.process.kill()
                elif (desk, number) == (told, 3):
                    desk.process.send_signal(signal.SIGTERM)

    with ThreadPoolExecutor(CLIENTS) as threads:
        list(threads.map(write, [pair.desks[number % 2] for number in range(CLIENTS)], "abcdef"))
    assert told.end() == (0, "")
    there = set(pair.notes(small.ANSWERED))
    assert set(acknowledged) <= there <= set(acknowledged) | set(lost)
    assert len(lost) == CLIENTS
    assert not [note for note in lost if note in there and note.split()[1] in "bdf"], "told to end, it answers"
