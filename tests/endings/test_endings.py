"""Killed, ended, hung up, cut off at random moments: half a second at most is lost, and nothing is sent twice."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest

from console.store.outbox_rows import RowState
from tests.endings.afterwards import Left, go_on, look, state_of_profile
from tests.endings.desk import NearDesk, near_desk
from tests.endings.ends import End, is_as_before, put_an_end
from tests.endings.figures import Figures
from tests.endings.work import AgentAtWork, OverError, Written
from tests.faults.spoiling import FAULTS
from tests.stories.running import running

pytestmark = pytest.mark.pty

LOST_AT_MOST = 0.5
"""Seconds of typing."""
RUNS = int(os.environ.get("LAC_ENDINGS", "2"))
"""Of each kind."""
HOLDS = (0, 1, 2)


@pytest.mark.parametrize("end", End)
@pytest.mark.parametrize("run", range(RUNS))
def test_an_end_at_any_moment(home: Path, end: End, run: int) -> None:
    chance = random.Random(f"{end} {run}")
    with near_desk(home) as desk:
        agent, ended_at = _work_and_end(home, desk, end, chance, f"s{run}k")
        state = state_of_profile()
        if state is None:
            assert not agent.texts
            return
        left = look(state)
        keys, seconds = lost(agent.texts[-1], left, ended_at) if agent.texts else (0, 0.0)
        gone = [text for text in agent.texts if text.accepted and left.row_of(text.text) is None]
        kinds = [row.wish for row in left.rows if not row.is_message]
        desk.network.faults.clear()
        desk.network.latency = 0.0
        after = go_on(state, desk)
        copies = desk.texts()
        doubled = [text.text for text in agent.texts if copies[text.text] > 1]
        unknown = [row for row in after.rows if row.state is RowState.UNKNOWN]
        Figures(
            end=end.value,
            doing=agent.doing,
            typed=len(agent.texts[-1].text) if agent.texts else 0,
            lost_keys=keys,
            lost_seconds=seconds,
            accepted=len(agent.wishes) + sum(text.accepted for text in agent.texts),
            lost_rows=len(gone) + max(0, len(agent.wishes) - len(kinds)),
            doubles=len(doubled),
            unknown=len(unknown),
        ).note()
        assert seconds <= LOST_AT_MOST
        assert gone == [], "what was said to be taken is there"
        assert len(kinds) >= len(agent.wishes)
        assert doubled == [], "nothing is sent twice"
        for text in agent.texts:
            _assert_settled(text, after, copies[text.text])


def _work_and_end(home: Path, desk: NearDesk, end: End, chance: random.Random, mark: str) -> tuple[AgentAtWork, float]:
    """Let an agent work at this desk until a moment, and end the console then; when that was."""
    names = ("MAIL", "NOTE", "STATUS", "CHANGE")
    holds = {f"LAC_SENDING_HOLD_{name}": str(chance.choice(HOLDS)) for name in names}
    desk.network.latency = chance.choice((0.0, 0.05, 0.3))
    if chance.random() < 0.3:
        desk.network.faults.extend(chance.choices(FAULTS, k=2))
    from_the_start = chance.random() < 0.1
    seconds = chance.uniform(0.0, 1.5 if from_the_start else 7.0)
    with running(home, env={**desk.environment, **holds}) as terminal:
        agent = AgentAtWork(terminal, chance, mark, seconds, from_the_start=from_the_start)
        with pytest.raises(OverError):
            agent.work()
        ended_at = time.monotonic()
        code = put_an_end(terminal, end)
        assert b"Traceback" not in terminal.output
        if end in (End.TERM, End.HANG_UP):
            assert is_as_before(terminal)
        if agent.doing != "starting":
            assert code == (-9 if end is End.KILL else 0)
    return agent, ended_at


def lost(text: Written, left: Left, ended_at: float) -> tuple[int, float]:
    """How many keys of a text are not on disk, and how long before the end the first of them was pressed."""
    if left.row_of(text.text) is not None:
        return 0, 0.0
    kept = [draft.text for draft in left.drafts if draft.text and text.text.startswith(draft.text)]
    length = len(max(kept, key=len, default=""))
    if length == len(text.text):
        return 0, 0.0
    return len(text.text) - length, ended_at - text.typed_at[length]


def _assert_settled(text: Written, after: Left, copies: int) -> None:
    """A text is at the desk once, or it is said why not."""
    row = after.row_of(text.text)
    if row is None:
        assert not text.accepted
        assert copies == 0, "nothing is sent that was not accepted"
        return
    assert text.sent
    match row.state:
        case RowState.CONFIRMED:
            assert copies == 1
        case RowState.UNKNOWN | RowState.CHANGED | RowState.REFUSED:
            assert copies == 0, "what arrived is found"
            assert row.error, "and what did not is said"
        case RowState.WAITING:
            assert copies == 0
            blocking = [one.state for one in after.rows if one.number < row.number]
            assert {RowState.UNKNOWN, RowState.CHANGED} & set(blocking), "only behind what waits for a word"
        case state:
            pytest.fail(f"after all that time it is {state}")
