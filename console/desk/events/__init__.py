"""What happens in the desk, kept as events for the reports.

While the desk runs, `record_act`, `record_chat_line`, `record_rating`, `record_tag` and `change_online` write events in
the transaction of the act. Conversations that are written beforehand get theirs from `derive`, streamed, or from
`record_stored` when they are in the database already.
"""

from __future__ import annotations

from console.desk.events.book import Rules
from console.desk.events.derive import derive
from console.desk.events.kinds import Kind, Load
from console.desk.events.levels import Level, Levels, read_levels
from console.desk.events.live import record_act, record_chat_line, record_rating, record_tag
from console.desk.events.presence import change_online
from console.desk.events.rows import EventRows
from console.desk.events.shifts import OnlineStretch, Shifts
from console.desk.events.stored import read_desk, record_stored
from console.desk.events.teller import Desk
from console.desk.events.threads import Act, Line, Thread

__all__ = [
    "Act",
    "Desk",
    "EventRows",
    "Kind",
    "Level",
    "Levels",
    "Line",
    "Load",
    "OnlineStretch",
    "Rules",
    "Shifts",
    "Thread",
    "change_online",
    "derive",
    "read_desk",
    "read_levels",
    "record_act",
    "record_chat_line",
    "record_rating",
    "record_stored",
    "record_tag",
]
