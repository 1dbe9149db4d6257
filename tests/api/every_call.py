"""One use of each method of the client, by the name of the endpoint that it calls."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from console.api.client import LiveAgentClient
from console.contract.enums import ConversationStatus

FIRST, LAST = date(2026, 2, 1), date(2026, 2, 28)


@dataclass(frozen=True)
class Names:
    """What the calls are about; the defaults are on no desk."""

    conversation: str = "abcd1234"
    agent: str = "ana@acme.example"
    customer: str = "ida@holm.example"
    department: str = "dp1"
    group: str = "g1"
    group_name: str = "Gold"
    tag: str = "t1"
    tag_name: str = "urgent"
    entry: str = "7"
    category: str = "31"


CALLS: dict[str, Callable[[LiveAgentClient, Names], Awaitable[Any]]] = {
    "read_agent": lambda client, on: client.agents.info(on.agent),
    "read_application_status": lambda client, on: client.application.status(),
    "transfer_conversation": lambda client, on: client.conversations.transfer(
        on.conversation, department=on.department, note="yours"
    ),
    "delete_conversation": lambda client, on: client.conversations.delete(on.conversation, by=on.agent),
    "delete_conversation_fields": lambda client, on: client.conversations.delete_fields(
        on.conversation, code="orderno"
    ),
    "add_conversation_fields": lambda client, on: client.conversations.add_fields(on.conversation, {"orderno": "7781"}),
    "list_conversations": lambda client, on: client.conversations.list(department=on.department),
    "read_conversation": lambda client, on: client.conversations.info(on.conversation),
    "list_messages": lambda client, on: client.conversations.messages(on.conversation),
    "create_message": lambda client, on: client.conversations.note(on.conversation, "Seen"),
    "create_conversation": lambda client, on: client.conversations.create(
        "Hello", user=on.agent, department=on.department, subject="Lamp", recipient=on.customer
    ),
    "change_status": lambda client, on: client.conversations.set_status(on.conversation, ConversationStatus.ANSWERED),
    "remove_conversation_tag": lambda client, on: client.conversations.remove_tag(on.conversation, name=on.tag_name),
    "list_conversation_tags": lambda client, on: client.conversations.tags(on.conversation),
    "add_conversation_tag": lambda client, on: client.conversations.add_tag(on.conversation, tag_id=on.tag),
    "delete_customer_fields": lambda client, on: client.customers.delete_fields(on.customer, code="plan"),
    "add_customer_fields": lambda client, on: client.customers.add_fields(on.customer, {"plan": "gold"}),
    "list_customers": lambda client, on: client.customers.list(last_name="holm"),
    "read_customer": lambda client, on: client.customers.info(on.customer),
    "remove_customer_from_group": lambda client, on: client.customers.remove_from_group(on.customer, on.group_name),
    "list_customer_groups": lambda client, on: client.customers.groups(on.customer),
    "add_customer_to_group": lambda client, on: client.customers.add_to_group(on.customer, on.group_name),
    "register_customer": lambda client, on: client.customers.register(email="new@post.example"),
    "delete_group": lambda client, on: client.groups.delete(on.group),
    "read_group": lambda client, on: client.groups.info(on.group),
    "list_groups": lambda client, on: client.groups.list(),
    "create_group": lambda client, on: client.groups.create("Gold", background="B8860B"),
    "change_group": lambda client, on: client.groups.change(on.group, name="Silver"),
    "list_department_agents": lambda client, on: client.departments.agents(on.department),
    "list_departments": lambda client, on: client.departments.list(),
    "read_department": lambda client, on: client.departments.info(on.department),
    "list_articles": lambda client, on: client.knowledgebase.articles(parent_id=on.entry),
    "search_articles": lambda client, on: client.knowledgebase.search("address", below=on.entry),
    "list_agents_online": lambda client, on: client.online_status.agents(),
    "list_departments_online": lambda client, on: client.online_status.departments(),
    "report_agents": lambda client, on: client.reports.agents(FIRST, LAST, columns=["answers", "chats"]),
    "report_channels": lambda client, on: client.reports.channels(FIRST, LAST),
    "report_departments": lambda client, on: client.reports.departments(FIRST, LAST),
    "report_performance": lambda client, on: client.reports.performance(FIRST, LAST, department=on.department),
    "report_tags": lambda client, on: client.reports.tags(FIRST, LAST),
    "report_tickets_agents_availability": lambda client, on: client.reports.tickets.agents_availability(
        department=on.department
    ),
    "report_tickets_load": lambda client, on: client.reports.tickets.load(),
    "report_tickets_sla_compliance": lambda client, on: client.reports.tickets.sla_compliance(FIRST),
    "report_tickets_sla_log": lambda client, on: client.reports.tickets.sla_log(FIRST, LAST),
    "report_chats_agents_availability": lambda client, on: client.reports.chats.agents_availability(),
    "report_chats_availability": lambda client, on: client.reports.chats.availability(),
    "report_chats_load": lambda client, on: client.reports.chats.load(),
    "report_chats_sla_compliance": lambda client, on: client.reports.chats.sla_compliance(),
    "report_chats_sla_log": lambda client, on: client.reports.chats.sla_log(FIRST, LAST),
    "report_calls_agents_availability": lambda client, on: client.reports.calls.agents_availability(),
    "report_calls_availability": lambda client, on: client.reports.calls.availability(FIRST, LAST),
    "report_calls_load": lambda client, on: client.reports.calls.load(),
    "report_calls_sla_compliance": lambda client, on: client.reports.calls.sla_compliance(),
    "report_calls_sla_log": lambda client, on: client.reports.calls.sla_log(FIRST, LAST),
    "report_ranking": lambda client, on: client.reports.ranking(FIRST, LAST),
    "list_suggestion_categories": lambda client, on: client.suggestions.categories(),
    "create_suggestion": lambda client, on: client.suggestions.create(
        "Dark theme", "Please.", category=on.category, user=on.customer
    ),
    "delete_tag": lambda client, on: client.tags.delete(on.tag),
    "list_tags": lambda client, on: client.tags.list(),
    "read_tag": lambda client, on: client.tags.info(on.tag),
    "create_tag": lambda client, on: client.tags.create("press", color="FFFFFF", background="2F4F4F"),
    "change_tag": lambda client, on: client.tags.change(on.tag, name="refunds"),
    "read_chats_overview": lambda client, on: client.overview.chats(),
    "read_calls_overview": lambda client, on: client.overview.calls(),
}
"""In the specification's order."""
