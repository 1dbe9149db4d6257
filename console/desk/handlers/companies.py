"""Companies: all of them, or those of a name, and one in full."""

from __future__ import annotations

from sqlalchemy import select

from console.contract.base import WireRow
from console.contract.companies import LIST_COMPANIES, READ_COMPANY, CompanyParams, ListCompaniesParams
from console.desk.context import Context
from console.desk.errors import not_found
from console.desk.handling import handles
from console.desk.tables import company
from console.desk.values import has_part


@handles(LIST_COMPANIES)
def list_companies(ctx: Context, params: ListCompaniesParams) -> list[WireRow]:
    """The companies by name."""
    query = select(company).order_by(company.c.name, company.c.id)
    if params.name is not None:
        query = query.where(has_part(company.c.name, "name", params.name))
    return [
        {"id": row.id, "name": row.name, "emails": row.emails, "datecreated": ctx.wire_time(row.created)}
        for row in ctx.connection.execute(query).all()
    ]


@handles(READ_COMPANY)
def read_company(ctx: Context, params: CompanyParams) -> WireRow:
    """One company, by its id."""
    row = ctx.connection.execute(select(company).where(company.c.id == params.companyid)).first()
    if row is None:
        kind = "company"
        raise not_found(kind, params.companyid)
    return {
        "id": row.id,
        "name": row.name,
        "datecreated": ctx.wire_time(row.created),
        "language": row.language,
        "emails": row.emails,
        "phones": row.phones,
    }
