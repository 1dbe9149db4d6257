"""Calls that change something: one after the other, and those that come together in one transaction.

The disk is written once for each transaction. It takes as long as dozens of calls; meanwhile the desk goes on reading.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, NestedTransaction

from console.desk.db import Database, Writing

T = TypeVar("T")

MOST_TOGETHER = 10
"""Acts in one transaction: while they are performed, readers wait."""


@dataclass(frozen=True, slots=True)
class _Act:
    perform: Callable[[Connection], Any]
    done: asyncio.Future[Any]


@dataclass(frozen=True, slots=True)
class _Outcome:
    value: Any = None
    error: BaseException | None = None


class WriteQueue:
    """Performs acts in the order in which they came. Each stands or falls for itself."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._thread = ThreadPoolExecutor(1, "desk-writer")
        self._waiting: list[_Act] = []
        self._busy = False

    async def run(self, perform: Callable[[Connection], T]) -> T:
        """What an act returns, once that is on the disk; or what it raises, once it is undone."""
        act = _Act(perform, asyncio.get_running_loop().create_future())
        self._waiting.append(act)
        if not self._busy:
            self._start()
        result: T = await act.done
        return result

    def _start(self) -> None:
        """Begin with those that wait.

        Results come back by a callback rather than through tasks: each step through the loop of a busy desk takes as
        long as all the requests that came meanwhile.
        """
        acts, self._waiting = self._waiting[:MOST_TOGETHER], self._waiting[MOST_TOGETHER:]
        loop = acts[0].done.get_loop()

        def come_back(transaction: Future[list[_Outcome]]) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(self._finish, acts, transaction)

        self._busy = True
        self._transact(acts).add_done_callback(come_back)

    def _transact(self, acts: Sequence[_Act]) -> Future[list[_Outcome]]:
        """Perform acts, and commit. Statements of a database in this process are executed at once.

        That takes much less time than in a thread, where the interpreter's lock changes hands at each of them. Waiting
        for the disk, for a server or for another process belongs into the thread.
        """
        try:
            if self._database.in_memory:
                return _completed(self._in_one_go(acts))
            started = self._database.try_begin() if self._database.in_process else None
            if started is None:  # another process writes, or a server does the work
                return self._thread.submit(self._in_one_go, acts)
            return self._thread.submit(_commit, started, _perform_all(started, acts))
        except Exception as error:
            return _completed(error)

    def _in_one_go(self, acts: Sequence[_Act]) -> list[_Outcome]:
        started = self._database.begin()
        outcomes = _perform_all(started, acts)
        started.commit()
        return outcomes

    def _finish(self, acts: Sequence[_Act], transaction: Future[list[_Outcome]]) -> None:
        failure = transaction.exception()
        outcomes = transaction.result() if failure is None else [_Outcome(error=failure)] * len(acts)
        for act, outcome in zip(acts, outcomes, strict=True):
            if act.done.done():
                continue  # nobody waits any more
            if outcome.error is None:
                act.done.set_result(outcome.value)
            else:
                act.done.set_exception(outcome.error)
        self._busy = False
        if self._waiting:
            self._start()


def _completed(result: list[_Outcome] | Exception) -> Future[list[_Outcome]]:
    future: Future[list[_Outcome]] = Future()
    if isinstance(result, Exception):
        future.set_exception(result)
    else:
        future.set_result(result)
    return future


def _commit(started: Writing, outcomes: list[_Outcome]) -> list[_Outcome]:
    started.commit()
    return outcomes


def _perform_all(started: Writing, acts: Sequence[_Act]) -> list[_Outcome]:
    """Perform acts, each undone by itself when it fails. For a single one the transaction is all it takes."""
    try:
        if len(acts) > 1:
            return [_perform(act, started.connection, started.connection.begin_nested()) for act in acts]
        outcome = _perform(acts[0], started.connection, None)
    except BaseException:
        started.rollback()
        raise
    if outcome.error is not None:
        started.rollback()
    return [outcome]


def _perform(act: _Act, connection: Connection, savepoint: NestedTransaction | None) -> _Outcome:
    """The border at which what an act raises is kept for whoever waits for it."""
    try:
        value = act.perform(connection)
        if savepoint is not None:
            savepoint.commit()
    except Exception as error:
        if savepoint is not None:
            savepoint.rollback()
        return _Outcome(error=error)
    return _Outcome(value)
