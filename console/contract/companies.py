"""Companies: calls beyond the specification's list (section 14); what is in the fields is [chosen]."""

from __future__ import annotations

from console.contract.base import Moment, Params, Record, Text, WireMoment
from console.contract.endpoint import ListEndpoint, ObjectEndpoint


class ListCompaniesParams(Params):
    """Companies whose name has this in it, or all of them."""

    name: str | None = None


class CompanyParams(Params):
    """Which company: its id, as `companyid` of customers has it."""

    companyid: str


class CompanyRow(Record):
    """A company in the list."""

    id: Text = ""
    name: Text = ""
    emails: Text = ""
    """Separated by commas."""
    datecreated: WireMoment = Moment()


class Company(CompanyRow):
    """A company in full."""

    language: Text = ""
    phones: Text = ""
    """Separated by commas."""


LIST_COMPANIES = ListEndpoint(
    "14.1",
    "list_companies",
    "Companies",
    "GET",
    "companies",
    ListCompaniesParams,
    record=CompanyRow,
    envelope="companies",
)
READ_COMPANY = ObjectEndpoint(
    "14.2",
    "read_company",
    "Company info",
    "GET",
    "companies/{companyid}",
    CompanyParams,
    record=Company,
)
