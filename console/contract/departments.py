"""Departments: list, info and the agents of one (section 6)."""

from __future__ import annotations

from console.contract.base import NoParams, Params, Record, Text
from console.contract.endpoint import ListEndpoint, ObjectEndpoint


class DepartmentParams(Params):
    """Which department: its id."""

    departmentid: str


class DepartmentAgentRow(Record):
    """An agent of a department and what the agent is online for in it: strings of letters in any order."""

    userid: Text = ""
    firstname: Text = ""
    lastname: Text = ""
    email: Text = ""
    onlinestatus: Text = ""
    presetstatus: Text = ""


class Department(Record):
    """A department; `deleted` is Y for those that are gone but still listed."""

    departmentid: Text = ""
    name: Text = ""
    description: Text = ""
    onlinestatus: Text = ""
    presetstatus: Text = ""
    deleted: Text = "N"


LIST_DEPARTMENT_AGENTS = ListEndpoint(
    "6.1",
    "list_department_agents",
    "Retrieve all agents statuses in department",
    "GET",
    "departments/{departmentid}/agents",
    DepartmentParams,
    record=DepartmentAgentRow,
    envelope="agents",
)
LIST_DEPARTMENTS = ListEndpoint(
    "6.2",
    "list_departments",
    "Retrieve list of departments",
    "GET",
    "departments",
    NoParams,
    record=Department,
    envelope="departments",
)
READ_DEPARTMENT = ObjectEndpoint(
    "6.3",
    "read_department",
    "Retrieve department info",
    "GET",
    "departments/{departmentid}",
    DepartmentParams,
    record=Department,
)
