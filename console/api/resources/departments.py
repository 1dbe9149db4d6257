"""Calls on departments: `client.departments`."""

from __future__ import annotations

import builtins

from console.api.budget import Priority
from console.api.resources.base import Calls
from console.contract.base import NoParams
from console.contract.departments import (
    LIST_DEPARTMENT_AGENTS,
    LIST_DEPARTMENTS,
    READ_DEPARTMENT,
    Department,
    DepartmentAgentRow,
    DepartmentParams,
)


class DepartmentCalls(Calls):
    """Departments are named by id alone."""

    async def info(self, department_id: str, *, priority: Priority = Priority.OPEN) -> Department:
        """One department; raises `NotFoundError`."""
        return await self._call(READ_DEPARTMENT, DepartmentParams(departmentid=department_id), priority)

    async def agents(
        self, department_id: str, *, priority: Priority = Priority.OPEN
    ) -> builtins.list[DepartmentAgentRow]:
        """Its agents and what each is online for in it."""
        return await self._call(LIST_DEPARTMENT_AGENTS, DepartmentParams(departmentid=department_id), priority)

    async def list(self, *, priority: Priority = Priority.OPEN) -> builtins.list[Department]:
        """All departments, deleted ones among them."""
        return await self._call(LIST_DEPARTMENTS, NoParams(), priority)
