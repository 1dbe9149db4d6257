"""Calls that change something: one after the other, and those that come together in one transaction.

The disk is written once for each transaction. It takes as long as dozens of calls; meanwhile the desk goes on reading.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from anyio import to_thread
from sqlalchemy import Connection

from console.desk.db import Database, Writing

T = TypeVar("T")

MOST_TOGETHER = 20


@dataclass(frozen=True, slots=True)
class _Act:
    perform: Callable[[Connection], Any]
    done: asyncio.Future[Any]


@dataclass(frozen=True, slots=True)
class _Outcome:
    value: Any = None
    error: Exception | None = None


class WriteQueue:
    """Performs acts in the order in which they came. Each stands or falls for itself."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[_Act] = []
        self._working: asyncio.Task[None] | None = None

    async def run(self, perform: Callable[[Connection], T]) -> T:
        """What an act returns, once that is on the disk; or what it raises, once it is undone."""
        act = _Act(perform, asyncio.get_running_loop().create_future())
        self._waiting.append(act)
        if self._working is None:
            self._working = asyncio.create_task(self._work())
        result: T = await act.done
        return result

    async def _work(self) -> None:
        try:
            while self._waiting:
                acts, self._waiting = self._waiting[:MOST_TOGETHER], self._waiting[MOST_TOGETHER:]
                await self._perform(acts)
        finally:
            self._working = None

    async def _perform(self, acts: list[_Act]) -> None:
        """The border at which a transaction that fails as a whole becomes the failure of each act in it."""
        try:
            outcomes = await self._transact([act.perform for act in acts])
        except Exception as error:
            outcomes = [_Outcome(error=error)] * len(acts)
        for act, outcome in zip(acts, outcomes, strict=True):
            if act.done.cancelled():
                continue
            if outcome.error is None:
                act.done.set_result(outcome.value)
            else:
                act.done.set_exception(outcome.error)

    async def _transact(self, performs: list[Callable[[Connection], Any]]) -> list[_Outcome]:
        if self._database.in_memory:
            return self._in_one_go(performs)
        if not self._database.in_process:
            return await to_thread.run_sync(self._in_one_go, performs)
        # Statements take much less time here than in a thread, where the interpreter's lock changes hands at each of
        # them. Waiting for another process and for the disk does not.
        started = self._database.try_begin()
        if started is None:
            started = await to_thread.run_sync(self._database.begin)
        outcomes = _perform_all(started, performs)
        await to_thread.run_sync(started.commit)
        return outcomes

    def _in_one_go(self, performs: list[Callable[[Connection], Any]]) -> list[_Outcome]:
        started = self._database.begin()
        outcomes = _perform_all(started, performs)
        started.commit()
        return outcomes


def _perform_all(started: Writing, performs: list[Callable[[Connection], Any]]) -> list[_Outcome]:
    try:
        return [_perform_one(started.connection, perform) for perform in performs]
    except BaseException:
        started.rollback()
        raise


def _perform_one(connection: Connection, perform: Callable[[Connection], Any]) -> _Outcome:
    savepoint = connection.begin_nested()
    try:
        value = perform(connection)
        savepoint.commit()
    except Exception as error:
        savepoint.rollback()
        return _Outcome(error=error)
    return _Outcome(value)
