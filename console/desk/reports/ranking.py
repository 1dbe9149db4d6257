"""The ratings of agents (9.20)."""

from __future__ import annotations

from sqlalchemy import select

from console.contract.base import WireRow
from console.contract.enums import Rating
from console.contract.report_rows import Rank
from console.contract.reports import RankingParams
from console.desk.context import Context, full_name
from console.desk.reports.ranges import choose_columns, read_page, read_range
from console.desk.tables import agent, customer, rating
from console.desk.values import letter_of


def ranking(ctx: Context, params: RankingParams) -> list[WireRow]:
    """The ratings that were given in the range, newest first."""
    span, page = read_range(ctx, params.date_from, params.date_to), read_page(params.limitfrom, params.limitcount)
    row = rating.c
    query = select(
        rating,
        agent.c.contact_id.label("agent_contact"),
        agent.c.email.label("agent_email"),
        agent.c.first_name.label("agent_first"),
        agent.c.last_name.label("agent_last"),
        customer.c.email,
        customer.c.first_name,
        customer.c.last_name,
    )
    query = query.outerjoin(agent, agent.c.id == row.agent_id).outerjoin(customer, customer.c.id == row.customer_id)
    query = query.where(row.at.between(span.first, span.last))
    if params.agentid is not None:
        query = query.where(row.agent_id == params.agentid)
    if params.contactid is not None:
        query = query.where(row.customer_id == params.contactid)
    if params.types:
        query = query.where(row.kind.in_([letter_of("types", kind, list(Rating)) for kind in params.types]))
    query = query.order_by(row.at.desc(), row.id.desc()).limit(page.count).offset(page.first)
    columns = choose_columns(Rank, params.columns)
    rows: list[WireRow] = []
    for one in ctx.connection.execute(query):
        full: WireRow = {
            "id": str(one.id),
            "rankingType": one.kind,
            "datecreated": ctx.wire_time(one.at),
            "conversationid": one.conversation_id,
            "agentcontactid": one.agent_contact,
            "agentEmail": one.agent_email,
            "agent": None if one.agent_first is None else full_name(one.agent_first, one.agent_last),
            "contactid": one.customer_id,
            "requesterEmail": one.email,
            "requester": None if one.first_name is None else full_name(one.first_name, one.last_name),
            "comment": one.comment,
        }
        rows.append({name: full[name] for name in columns})
    return rows
