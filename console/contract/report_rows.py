"""Rows of the reports (section 9), apart from the hourly ones; where the API lets one choose, with their columns."""

from __future__ import annotations

from typing import Any, ClassVar

from console.contract.base import Count, Moment, Number, Record, Text, WireMoment
from console.contract.enums import Rating


class ReportRow(Record):
    """A row of a report that takes `columns`: it has the columns that were asked for, and `id` where there is one.

    A column that did not come has its default; `model_fields_set` says which ones came.
    """

    default_columns: ClassVar[tuple[str, ...]] = ()
    """The columns that come when none are asked for."""

    @classmethod
    def __pydantic_init_subclass__(cls, **options: Any) -> None:
        """Let strict reading take any of the columns; only `id` is always there."""
        super().__pydantic_init_subclass__(**options)
        cls.newer_fields = frozenset(cls.model_fields) - {"id"}


class Measures(ReportRow):
    """What the agents, channels, departments, performance and tags reports all count. Times are seconds.

    Averages and shares over nothing are null [chosen]; per cent are of 100 [chosen].
    """

    counted: ClassVar[tuple[str, ...]] = ("answers", "chat_answers", "chats", "calls", "rewards", "punishments")
    """The default columns beside those that name the row."""

    answers: Count = 0
    """Messages sent by agents in tickets, chats excluded."""
    chat_answers: Count = 0
    chats: Count = 0
    """Chats taken by agents."""
    calls: Count = 0
    """Incoming calls taken by agents."""
    rewards: Count = 0
    """Positive ratings."""
    punishments: Count = 0
    """Negative ratings, which the panel calls rebukes."""
    newAnswerAvgTime: Number = None  # noqa: N815 - the wire name
    """From New to Answered; the names that end in Sla count SLA business hours only."""
    newAnswerAvgTimeSla: Number = None  # noqa: N815 - the wire name
    nextAnswerAvgTime: Number = None  # noqa: N815 - the wire name
    """From Open to Answered."""
    nextAnswerAvgTimeSla: Number = None  # noqa: N815 - the wire name
    firstAssignAvgTime: Number = None  # noqa: N815 - the wire name
    """From creation to the first assignment."""
    firstAssignAvgTimeSla: Number = None  # noqa: N815 - the wire name
    firstResolveAvgTime: Number = None  # noqa: N815 - the wire name
    """From creation to the first resolve."""
    firstResolveAvgTimeSla: Number = None  # noqa: N815 - the wire name
    created_tickets: Count = 0
    resolved_tickets: Count = 0
    notes: Count = 0
    missed_chats: Count = 0
    """Chats that rang and were not taken."""
    chat_pickup: Count = 0
    """Chats picked up after ringing."""
    chatPickupAvgTime: Number = None  # noqa: N815 - the wire name
    """From ringing to pick-up."""
    chatAvgTime: Number = None  # noqa: N815 - the wire name
    u_chats: Count = 0
    """Chats in which no agent wrote [chosen]."""
    missed_calls: Count = 0
    """Calls that rang and were not taken."""
    call_seconds: Count = 0
    """Of incoming calls."""
    call_pickup_avg_time: Number = None
    call_avg_time: Number = None
    u_calls: Count = 0
    """Calls nobody took."""
    o_calls: Count = 0
    """Calls placed by agents, answered or not."""
    calls_outgoing: Count = 0
    """Outgoing calls that were answered."""
    call_outgoing_seconds: Count = 0
    call_outgoing_avg_time: Number = None
    calls_internal: Count = 0
    call_internal_seconds: Count = 0
    call_internal_avg_time: Number = None
    not_ranked: Count = 0
    """Ended chats that were not rated."""
    not_ranked_p: Number = None
    """In per cent of ratings and chats that were not rated, taken together [chosen]; so the other two."""
    rewards_p: Number = None
    punishments_p: Number = None


class Traffic(Measures):
    """What channels, departments, days and tags count beyond agents: what came in, and what ended."""

    i_messages: Count = 0
    """Incoming messages in tickets, chats excluded [chosen]."""
    i_chats: Count = 0
    f_chats: Count = 0
    """Chats that were taken and have ended."""
    i_calls: Count = 0
    f_calls: Count = 0


class _Named(ReportRow):
    id: Text = ""


class _AgentNames(_Named):
    contactid: Text = ""
    firstname: Text = ""
    lastname: Text = ""


class AgentReport(Measures, _AgentNames):
    """What one agent did; `id` is the userid. What ends in `_ph` is per hour of worktime, null without any [chosen]."""

    default_columns = ("id", "contactid", "firstname", "lastname", *Measures.counted)

    worktime: Count = 0
    """Seconds online."""
    answers_ph: Number = None
    calls_ph: Number = None
    missed_calls_ph: Number = None
    call_seconds_ph: Number = None
    chats_ph: Number = None
    chat_answers_ph: Number = None
    missed_chats_ph: Number = None
    not_ranked_ph: Number = None
    rewards_ph: Number = None
    punishments_ph: Number = None


class _ChannelName(_Named):
    channelName: Text = ""  # noqa: N815 - the wire name


class ChannelReport(Traffic, _ChannelName):
    """What happened in one channel; `id` is its letter. The columns beyond the default ones are [chosen]."""

    default_columns = ("id", "channelName", *Measures.counted)


class _DepartmentName(_Named):
    departmentName: Text = ""  # noqa: N815 - the wire name


class DepartmentReport(Traffic, _DepartmentName):
    """What happened in one department. The columns beyond the default ones are [chosen]."""

    default_columns = ("id", "departmentName", *Measures.counted)


class _Day(ReportRow):
    date: Text = ""
    """YYYY-MM-DD."""


class PerformanceReport(Traffic, _Day):
    """What happened on one day; the only report with `columns` whose rows have no id.

    The default columns, `date` among them, and most others are [chosen].
    """

    default_columns = ("date", *Measures.counted)


class _TagName(_Named):
    tagName: Text = ""  # noqa: N815 - the wire name


class TagReport(Traffic, _TagName):
    """What happened to tickets while a tag was on them. The columns beyond the default ones are [chosen]."""

    default_columns = ("id", "tagName", *Measures.counted)


class AgentAvailability(_Named):
    """One stretch of an agent's being online for a service in a department; all columns are default ones."""

    default_columns = (
        "id", "userid", "firstname", "lastname", "contactid",
        "departmentid", "department_name", "hours_online", "from_date", "to_date",
    )  # fmt: skip

    userid: Text = ""
    firstname: Text = ""
    lastname: Text = ""
    contactid: Text = ""
    departmentid: Text = ""
    department_name: Text = ""
    hours_online: Number = None
    """Until now while the agent is online [chosen]."""
    from_date: WireMoment = Moment()
    to_date: WireMoment = Moment()
    """Empty while the agent is online."""


class SlaLogEntry(_Named):
    """An SLA time that was kept or missed. What runs is not logged."""

    default_columns = (
        "id", "conversationid", "departmentid", "levelid", "sla", "date_created", "date_closed",
        "server_date_closed", "date_due", "server_date_due", "sla_level_id", "agentid", "req_contactid",
    )  # fmt: skip

    conversationid: Text = ""
    code: Text = ""
    departmentid: Text = ""
    department_name: Text = ""
    levelid: Text = ""
    sla_level_name: Text = ""
    sla: Count = 0
    """Seconds that were left when it was closed; negative when it was late [chosen]."""
    date_created: WireMoment = Moment()
    date_closed: WireMoment = Moment()
    server_date_closed: WireMoment = Moment()
    date_due: WireMoment = Moment()
    server_date_due: WireMoment = Moment()
    sla_level_id: Text = ""
    agentid: Text = ""
    agent_firstname: Text = ""
    agent_lastname: Text = ""
    req_contactid: Text = ""
    req_firstname: Text = ""
    req_lastname: Text = ""


class Rank(_Named):
    """One rating; all columns are default ones."""

    default_columns = (
        "id", "rankingType", "datecreated", "conversationid", "agentcontactid", "agentEmail", "agent",
        "contactid", "requesterEmail", "requester", "comment",
    )  # fmt: skip

    rankingType: Rating = Rating("")  # noqa: N815 - the wire name
    datecreated: WireMoment = Moment()
    conversationid: Text = ""
    agentcontactid: Text = ""
    agentEmail: Text = ""  # noqa: N815 - the wire name
    agent: Text = ""
    contactid: Text = ""
    requesterEmail: Text = ""  # noqa: N815 - the wire name
    requester: Text = ""
    comment: Text = ""
