"""The live play of the demo: customers write, colleagues work, come and go, while somebody looks on."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from console.desk import play_acts, play_chat, play_presence
from console.desk.context import Context
from console.desk.db import Database, read_setting, write_setting
from console.desk.play_stage import Happening, Stagehand

STATE_SETTING = "play"
AGAIN_EVERY = 20.0
"""Seconds between two messages of the customer who writes again and again."""

_PAUSE = (8.5, 15.0)
_CHAT_PAUSE = (14.0, 24.0)
_CHAT_AFTER = 45.0
_ACTS: tuple[tuple[Callable[[Stagehand], Happening | None], int], ...] = (
    (play_acts.customer_replies, 30),
    (play_acts.customer_begins, 20),
    (play_acts.colleague_answers, 18),
    (play_acts.colleague_takes, 10),
    (play_acts.colleague_resolves, 8),
)
_PRESENCE_SHARE = 0.14
"""How often a turn is somebody's coming or going."""


@dataclass(frozen=True, slots=True)
class PlayEvent:
    """Something that happened: when, what (such as `customer replied`), where and by whom (ids, if any)."""

    at: datetime
    kind: str
    conversation_id: str | None = None
    user_id: str | None = None


@dataclass(slots=True)
class _State:
    """What survives a restart. Times are UTC epoch seconds."""

    turn: int = 0
    next_at: float = 0.0
    again_at: float = 0.0
    again_number: int = 0
    chat_at: float = 0.0
    chat_line: int = 0
    chat_conversation: str = ""
    chat_number: int = -1
    away: dict[str, float] = field(default_factory=dict)
    """Agents on a break, and until when."""


class LivePlay:
    """Plays the demo's people. At speed 1 something happens about every twelve seconds; speed 0 stands still.

    `zone` is the desk's, in which business hours count.
    """

    def __init__(
        self,
        database: Database,
        *,
        clock: Callable[[], datetime],
        zone: ZoneInfo,
        seed: int = 1,
        speed: float = 1.0,
    ) -> None:
        self._database = database
        self._clock = clock
        self._zone = zone
        self._seed = seed
        self._speed = speed

    async def run(self) -> None:
        """Play until cancelled."""
        while self._speed > 0:
            await asyncio.to_thread(self.step, self._clock())
            await asyncio.sleep(max(0.05, 1.0 / max(1.0, self._speed)))
        await asyncio.Event().wait()

    def step(self, now: datetime) -> list[PlayEvent]:
        """Apply what is due at `now`, in one transaction, and say what it was.

        After a long pause nothing is made up for: the play goes on from where it was.
        """
        if self._speed <= 0:
            return []
        with self._database.write() as connection:
            state = _read_state(connection)
            if state is None:
                state = self._first_state(now)
                happened: list[Happening] = []
            else:
                happened = self._turns(connection, state, now)
            write_setting(connection, STATE_SETTING, json.dumps(asdict(state)))
        return [PlayEvent(now, one.kind, one.conversation_id, one.user_id) for one in happened]

    def _first_state(self, now: datetime) -> _State:
        moment = now.timestamp()
        return _State(next_at=moment + 5.0 / self._speed, chat_at=moment + _CHAT_AFTER / self._speed)

    def _turns(self, connection: Connection, state: _State, now: datetime) -> list[Happening]:
        moment = now.timestamp()
        happened = []
        if moment >= min(state.next_at, state.again_at, state.chat_at):
            rng = random.Random(f"{self._seed}:{state.turn}")  # noqa: S311 - chance on a stage
            stagehand = Stagehand(Context(connection, lambda: now, self._zone), rng)
            happened = [
                one
                for one in (
                    self._again(stagehand, state, moment),
                    self._chat(stagehand, state, moment),
                    self._turn(stagehand, state, moment),
                )
                if one is not None
            ]
            state.turn += 1
        return happened

    def _turn(self, stagehand: Stagehand, state: _State, moment: float) -> Happening | None:
        if moment < state.next_at:
            return None
        state.next_at = moment + stagehand.rng.uniform(*_PAUSE) / self._speed
        if stagehand.rng.random() < _PRESENCE_SHARE:
            come_or_go = play_presence.somebody_moves(stagehand, state.away, moment, self._speed)
            if come_or_go is not None:
                return come_or_go
        acts = [act for act, weight in _ACTS for _ in range(weight)]
        for _ in range(4):
            happening = stagehand.rng.choice(acts)(stagehand)
            if happening is not None:
                return happening
        return None

    def _again(self, stagehand: Stagehand, state: _State, moment: float) -> Happening | None:
        if moment < state.again_at:
            return None
        happening = play_acts.writes_again(stagehand, state.again_number)
        pause = AGAIN_EVERY if happening is not None else 2.0
        state.again_at = moment + pause / self._speed
        state.again_number += happening is not None
        return happening

    def _chat(self, stagehand: Stagehand, state: _State, moment: float) -> Happening | None:
        if moment < state.chat_at:
            return None
        state.chat_at = moment + stagehand.rng.uniform(*_CHAT_PAUSE) / self._speed
        if not state.chat_conversation:
            state.chat_number += 1
            begun = play_chat.chat_begins(stagehand, state.chat_number)
            state.chat_conversation, state.chat_line = (begun.conversation_id or "", 1) if begun else ("", 0)
            return begun
        state.next_at = max(state.next_at, moment + _PAUSE[0] / self._speed)
        state.chat_line += 1
        goes_on = play_chat.chat_goes_on(stagehand, state.chat_conversation, state.chat_number, state.chat_line)
        if goes_on is None or goes_on.kind == play_chat.CHAT_ENDED:
            state.chat_conversation = ""
            state.chat_at = moment + 600.0 / self._speed
        return goes_on


def _read_state(connection: Connection) -> _State | None:
    stored = read_setting(connection, STATE_SETTING)
    return None if stored is None else _State(**json.loads(stored))
