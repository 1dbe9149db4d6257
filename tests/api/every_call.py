"""One use of each method of the client, by the name of the endpoint that it calls."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

from console.api.client import LiveAgentClient
from console.contract.enums import ConversationStatus

FIRST, LAST = date(2026, 2, 1), date(2026, 2, 28)

CALLS: dict[str, Callable[[LiveAgentClient], Awaitable[Any]]] = {
    "read_agent": lambda client: client.agents.info("ana@acme.example"),
    "read_application_status": lambda client: client.application.status(),
    "transfer_conversation": lambda client: client.conversations.transfer("abcd1234", department="dp1", note="yours"),
    "delete_conversation": lambda client: client.conversations.delete("abcd1234", by="ana@acme.example"),
    "delete_conversation_fields": lambda client: client.conversations.delete_fields("abcd1234", code="orderno"),
    "add_conversation_fields": lambda client: client.conversations.add_fields("abcd1234", {"orderno": "7781"}),
    "list_conversations": lambda client: client.conversations.list(department="dp1"),
    "read_conversation": lambda client: client.conversations.info("abcd1234"),
    "list_messages": lambda client: client.conversations.messages("abcd1234"),
    "create_message": lambda client: client.conversations.note("abcd1234", "Seen"),
    "create_conversation": lambda client: client.conversations.create(
        "Hello", user="ana@acme.example", department="dp1", subject="Lamp", recipient="ida@holm.example"
    ),
    "change_status": lambda client: client.conversations.set_status("abcd1234", ConversationStatus.ANSWERED),
    "remove_conversation_tag": lambda client: client.conversations.remove_tag("abcd1234", name="urgent"),
    "list_conversation_tags": lambda client: client.conversations.tags("abcd1234"),
    "add_conversation_tag": lambda client: client.conversations.add_tag("abcd1234", tag_id="t1"),
    "delete_customer_fields": lambda client: client.customers.delete_fields("ida@holm.example", code="plan"),
    "add_customer_fields": lambda client: client.customers.add_fields("ida@holm.example", {"plan": "gold"}),
    "list_customers": lambda client: client.customers.list(last_name="holm"),
    "read_customer": lambda client: client.customers.info("ida@holm.example"),
    "remove_customer_from_group": lambda client: client.customers.remove_from_group("ida@holm.example", "Gold"),
    "list_customer_groups": lambda client: client.customers.groups("ida@holm.example"),
    "add_customer_to_group": lambda client: client.customers.add_to_group("ida@holm.example", "Gold"),
    "register_customer": lambda client: client.customers.register(email="new@post.example"),
    "delete_group": lambda client: client.groups.delete("g1"),
    "read_group": lambda client: client.groups.info("g1"),
    "list_groups": lambda client: client.groups.list(),
    "create_group": lambda client: client.groups.create("Gold", background="B8860B"),
    "change_group": lambda client: client.groups.change("g1", name="Silver"),
    "list_department_agents": lambda client: client.departments.agents("dp1"),
    "list_departments": lambda client: client.departments.list(),
    "read_department": lambda client: client.departments.info("dp1"),
    "list_articles": lambda client: client.knowledgebase.articles(parent_id="7"),
    "search_articles": lambda client: client.knowledgebase.search("refund", below="7"),
    "list_agents_online": lambda client: client.online_status.agents(),
    "list_departments_online": lambda client: client.online_status.departments(),
    "report_agents": lambda client: client.reports.agents(FIRST, LAST, columns=["answers", "chats"]),
    "report_channels": lambda client: client.reports.channels(FIRST, LAST),
    "report_departments": lambda client: client.reports.departments(FIRST, LAST),
    "report_performance": lambda client: client.reports.performance(FIRST, LAST, department="dp1"),
    "report_tags": lambda client: client.reports.tags(FIRST, LAST),
    "report_tickets_agents_availability": lambda client: client.reports.tickets.agents_availability(agent="ag1"),
    "report_tickets_load": lambda client: client.reports.tickets.load(),
    "report_tickets_sla_compliance": lambda client: client.reports.tickets.sla_compliance(FIRST),
    "report_tickets_sla_log": lambda client: client.reports.tickets.sla_log(FIRST, LAST),
    "report_chats_agents_availability": lambda client: client.reports.chats.agents_availability(),
    "report_chats_availability": lambda client: client.reports.chats.availability(),
    "report_chats_load": lambda client: client.reports.chats.load(),
    "report_chats_sla_compliance": lambda client: client.reports.chats.sla_compliance(),
    "report_chats_sla_log": lambda client: client.reports.chats.sla_log(FIRST, LAST),
    "report_calls_agents_availability": lambda client: client.reports.calls.agents_availability(),
    "report_calls_availability": lambda client: client.reports.calls.availability(FIRST, LAST),
    "report_calls_load": lambda client: client.reports.calls.load(),
    "report_calls_sla_compliance": lambda client: client.reports.calls.sla_compliance(),
    "report_calls_sla_log": lambda client: client.reports.calls.sla_log(FIRST, LAST),
    "report_ranking": lambda client: client.reports.ranking(FIRST, LAST, agent="ag1"),
    "list_suggestion_categories": lambda client: client.suggestions.categories(),
    "create_suggestion": lambda client: client.suggestions.create(
        "Dark theme", "Please.", category="31", user="ida@holm.example"
    ),
    "delete_tag": lambda client: client.tags.delete("t1"),
    "list_tags": lambda client: client.tags.list(),
    "read_tag": lambda client: client.tags.info("t1"),
    "create_tag": lambda client: client.tags.create("press", color="FFFFFF", background="2F4F4F"),
    "change_tag": lambda client: client.tags.change("t1", name="refunds"),
    "read_chats_overview": lambda client: client.overview.chats(),
    "read_calls_overview": lambda client: client.overview.calls(),
}
"""In the specification's order."""
