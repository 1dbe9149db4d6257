"""Calls on everything but conversations, one class a resource: `client.customers`, `client.departments` and so on."""

from __future__ import annotations

import builtins
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from console.api.budget import Priority
from console.contract.agents import READ_AGENT, Agent, AgentParams
from console.contract.application import READ_APPLICATION_STATUS, ApplicationStatus
from console.contract.base import NoParams, Params
from console.contract.customers import (
    LIST_CUSTOMER_GROUPS,
    READ_CUSTOMER,
    Customer,
    CustomerGroupRow,
    CustomerParams,
)
from console.contract.customers_groups import LIST_GROUPS, READ_GROUP, Group, GroupParams, GroupRow
from console.contract.departments import (
    LIST_DEPARTMENT_AGENTS,
    LIST_DEPARTMENTS,
    READ_DEPARTMENT,
    Department,
    DepartmentAgentRow,
    DepartmentParams,
)
from console.contract.endpoint import Endpoint
from console.contract.knowledgebase import (
    LIST_ARTICLES,
    SEARCH_ARTICLES,
    Article,
    ArticleHit,
    ListArticlesParams,
    SearchArticlesParams,
)
from console.contract.online_status import (
    LIST_AGENTS_ONLINE,
    LIST_DEPARTMENTS_ONLINE,
    AgentOnlineState,
    DepartmentOnlineState,
)

P = TypeVar("P", bound=Params)
R = TypeVar("R")


class Caller(Protocol):
    """What a resource needs of the client."""

    zone: ZoneInfo

    async def call(
        self,
        endpoint: Endpoint[P, R],
        params: P,
        *,
        priority: Priority = ...,
        idempotency_key: str | None = ...,
    ) -> R:
        """The endpoint's typed answer."""
        ...


class Calls:
    """Base of the resources: each method is parameters plus one call."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    async def _call(
        self, endpoint: Endpoint[P, R], params: P, priority: Priority, idempotency_key: str | None = None
    ) -> R:
        return await self._caller.call(endpoint, params, priority=priority, idempotency_key=idempotency_key)


class AgentCalls(Calls):
    """Agents are named by e-mail or userid."""

    async def info(self, agent: str, *, priority: Priority = Priority.OPEN) -> Agent:
        """One agent; raises `NotFoundError`."""
        return await self._call(READ_AGENT, AgentParams(agentidentifier=agent), priority)


class ApplicationCalls(Calls):
    """The server itself."""

    async def status(self, *, priority: Priority = Priority.OPEN) -> ApplicationStatus:
        """Its versions and its clock; also the cheapest way to try address and key."""
        return await self._call(READ_APPLICATION_STATUS, NoParams(), priority)


class CustomerCalls(Calls):
    """Customers are named by e-mail or contact id."""

    async def info(self, customer: str, *, priority: Priority = Priority.OPEN) -> Customer:
        """One customer; raises `NotFoundError`."""
        return await self._call(READ_CUSTOMER, CustomerParams(customeridentifier=customer), priority)

    async def groups(self, customer: str, *, priority: Priority = Priority.OPEN) -> list[CustomerGroupRow]:
        """The groups a customer is in."""
        return await self._call(LIST_CUSTOMER_GROUPS, CustomerParams(customeridentifier=customer), priority)


class GroupCalls(Calls):
    """Groups of customers."""

    async def info(self, group_id: str, *, priority: Priority = Priority.OPEN) -> Group:
        """One group with its colours; raises `NotFoundError`."""
        return await self._call(READ_GROUP, GroupParams(groupid=group_id), priority)

    async def list(self, *, priority: Priority = Priority.OPEN) -> builtins.list[GroupRow]:
        """All groups, without their colours."""
        return await self._call(LIST_GROUPS, NoParams(), priority)


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


class KnowledgebaseCalls(Calls):
    """Articles of the knowledge base."""

    async def articles(
        self,
        *,
        parent_id: str | None = None,
        kb_id: str | None = None,
        limit: int | None = None,
        limit_count: int | None = None,
        limit_from: int | None = None,
        priority: Priority = Priority.OPEN,
    ) -> list[Article]:
        """Articles in full; all of them when nothing is set."""
        params = ListArticlesParams(
            parent_id=parent_id, kb_id=kb_id, limit=limit, limitcount=limit_count, limitfrom=limit_from
        )
        return await self._call(LIST_ARTICLES, params, priority)

    async def search(
        self,
        query: str,
        *,
        below: str | None = None,
        kb_id: str | None = None,
        priority: Priority = Priority.OPEN,
    ) -> list[ArticleHit]:
        """The server's search, best first; `below` is the id of an entry. Servers take 100 searches a minute."""
        params = SearchArticlesParams(query=query, top_article_id=below, kb_id=kb_id)
        return await self._call(SEARCH_ARTICLES, params, priority)


class OnlineStatusCalls(Calls):
    """Who serves what right now."""

    async def agents(self, *, priority: Priority = Priority.POLL) -> list[AgentOnlineState]:
        """What each agent is online for."""
        return await self._call(LIST_AGENTS_ONLINE, NoParams(), priority)

    async def departments(self, *, priority: Priority = Priority.POLL) -> list[DepartmentOnlineState]:
        """What each department serves, and its counters."""
        return await self._call(LIST_DEPARTMENTS_ONLINE, NoParams(), priority)
