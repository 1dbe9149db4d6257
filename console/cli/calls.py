"""The calls of API v1 as the command line knows them: without loading the contract, which a test holds them against."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CALLS = (
    ("1.1", "GET", "agents/{agentidentifier}", "Retrieves agent info and auth token", "check"),
    ("2.1", "GET", "application/status", "Return application installation date and latest version", "check"),
    (
        "3.1",
        "PUT",
        "conversations/{conversationid}/attendants",
        "Transfer conversation to another department and/or agent",
        "transfer",
    ),
    ("3.2", "DELETE", "conversations/{conversationid}", "Delete conversation", "delete"),
    ("3.3", "DELETE", "conversations/{conversationid}/fields", "Delete custom field value in conversation", "field"),
    ("3.4", "POST", "conversations/{conversationid}/fields", "Add custom field value to conversation", "field"),
    ("3.5", "GET", "conversations", "Retrieves all conversations by owner, department or subject", "queue"),
    ("3.6", "GET", "conversations/{conversationid}", "Retrieves conversation info", "show"),
    ("3.7", "GET", "conversations/{conversationid}/messages", "Retrieves all conversation messages", "show"),
    ("3.8", "POST", "conversations/{conversationid}/messages", "Create new message in conversation", "reply"),
    ("3.9", "POST", "conversations", "Create new conversation", "create"),
    ("3.10", "PUT", "conversations/{conversationid}/status", "Change status of the conversation", "status"),
    ("3.11", "DELETE", "conversations/{conversationid}/tags", "Unassign a tag from a conversation", "tag"),
    ("3.12", "GET", "conversations/{conversationid}/tags", "Retrieve a list of tags assigned to a conversation", "tag"),
    ("3.13", "POST", "conversations/{conversationid}/tags", "Assign tag to a conversation", "tag"),
    (
        "4.1",
        "DELETE",
        "customers/{customeridentifier}/fields",
        "Delete custom field value in user contact",
        "customer field",
    ),
    ("4.2", "POST", "customers/{customeridentifier}/fields", "Add custom field value to customer", "customer field"),
    ("4.3", "GET", "customers", "Retrieves all customers", "customer list"),
    ("4.4", "GET", "customers/{customeridentifier}", "Retrieves customer info", "customer show"),
    ("4.5", "DELETE", "customers/{customeridentifier}/groups", "Remove customer from group", "customer group"),
    ("4.6", "GET", "customers/{customeridentifier}/groups", "Retrieve customer groups", "customer group"),
    ("4.7", "POST", "customers/{customeridentifier}/groups", "Add customer to group", "customer group"),
    ("4.8", "POST", "customers", "Register new customer", "customer register"),
    ("5.1", "DELETE", "customersgroups/{groupid}", "Delete customers group", "group remove"),
    ("5.2", "GET", "customersgroups/{groupid}", "Retrieve customers group info", "group show"),
    ("5.3", "GET", "customersgroups", "Retrieve all groups of all customers", "group list"),
    ("5.4", "POST", "customersgroups", "Add customers group", "group add"),
    ("5.5", "PUT", "customersgroups/{groupid}", "Change customers group", "group change"),
    (
        "6.1",
        "GET",
        "departments/{departmentid}/agents",
        "Retrieve all agents statuses in department",
        "department agents",
    ),
    ("6.2", "GET", "departments", "Retrieve list of departments", "department list"),
    ("6.3", "GET", "departments/{departmentid}", "Retrieve department info", "department show"),
    ("7.1", "GET", "knowledgebase/articles", "Retrieve a list of all knowledgebase articles", "kb list"),
    ("7.2", "GET", "knowledgebase/search", "Knowledgebase search", "kb search"),
    ("8.1", "GET", "onlinestatus/agents", "Agents", "presence"),
    ("8.2", "GET", "onlinestatus/departments", "Departments", "presence"),
    ("9.1", "GET", "reports/agents", "Agents report", "report"),
    ("9.2", "GET", "reports/channels", "Channels report", "report"),
    ("9.3", "GET", "reports/departments", "Departments report", "report"),
    ("9.4", "GET", "reports/performance", "Performance report", "report"),
    ("9.5", "GET", "reports/tags", "Tags report", "report"),
    ("9.6", "GET", "reports/tickets/agentsavailability", "Tickets Agent availability report", "report"),
    ("9.7", "GET", "reports/tickets/load", "Tickets Load report", "report"),
    ("9.8", "GET", "reports/tickets/slacompliance", "Tickets SLA Compliance report", "report"),
    ("9.9", "GET", "reports/tickets/slalog", "Tickets SLA Log report", "report"),
    ("9.10", "GET", "reports/chats/agentsavailability", "Chats Agent availability report", "report"),
    ("9.11", "GET", "reports/chats/availability", "Chats availability report", "report"),
    ("9.12", "GET", "reports/chats/load", "Chats Load report", "report"),
    ("9.13", "GET", "reports/chats/slacompliance", "Chats SLA Compliance report", "report"),
    ("9.14", "GET", "reports/chats/slalog", "Chats SLA log report", "report"),
    ("9.15", "GET", "reports/calls/agentsavailability", "Calls Agent availability report", "report"),
    ("9.16", "GET", "reports/calls/availability", "Calls availability report", "report"),
    ("9.17", "GET", "reports/calls/load", "Calls Load report", "report"),
    ("9.18", "GET", "reports/calls/slacompliance", "Calls SLA Compliance report", "report"),
    ("9.19", "GET", "reports/calls/slalog", "Calls SLA log report", "report"),
    ("9.20", "GET", "reports/ranking", "Ranking agents report", "report"),
    ("10.1", "GET", "suggestioncategories", "Retrieves all suggestion categories", "suggest"),
    ("11.1", "POST", "suggestions", "Create new suggestion", "suggest"),
    ("12.1", "DELETE", "tags/{tagid}", "Remove tag", "tags remove"),
    ("12.2", "GET", "tags", "Retrieve a list of all available tags", "tags list"),
    ("12.3", "GET", "tags/{tagid}", "Retrieve tag info", "tags show"),
    ("12.4", "POST", "tags", "Add tag", "tags add"),
    ("12.5", "PUT", "tags/{tagid}", "Change tag", "tags change"),
    ("13.1", "GET", "chats/overview", "Chats", "overview"),
    ("13.2", "GET", "calls/overview", "Phone calls", "overview"),
)
"""Number of the specification, method, path, title, and the command that makes the call."""

PAGED = {"conversations": ("limit", "offset", 100), "customers": ("limitcount", "limitfrom", 1000)} | {
    "knowledgebase/articles": ("limitcount", "limitfrom", 100)
}
"""Lists that come in pages: the names of the two parameters, and rows asked for at once. Reports are paged as well."""

_REPORT_PAGE = ("limitcount", "limitfrom", 1000)


def paging_of(path: str) -> tuple[str, str, int] | None:
    """How a list comes in pages; None for calls that have none."""
    return _REPORT_PAGE if path.startswith("reports/") else PAGED.get(path)


def reports() -> Iterator[tuple[str, str, str]]:
    """Name, path and title of each report."""
    for _number, _method, path, title, _command in CALLS:
        if path.startswith("reports/"):
            yield _REPORT_NAMES.get(path) or path.removeprefix("reports/").replace("/", "-"), path, title


_REPORT_NAMES = {
    f"reports/{service}/{path}": f"{service}-{name}"
    for service in ("tickets", "chats", "calls")
    for path, name in (
        ("agentsavailability", "agents-availability"),
        ("slacompliance", "sla-compliance"),
        ("slalog", "sla-log"),
    )
}


def path_candidates(typed: str) -> Iterator[str]:
    """Paths that go on from what was typed; identifiers stay as they were typed, and what comes is up to a slash."""
    given = typed.split("/")
    seen = set()
    for _number, _method, path, _title, _command in CALLS:
        parts = path.split("/")
        if len(parts) < len(given) or not _fits(parts, given):
            continue
        last = parts[len(given) - 1]
        if last.startswith("{"):
            continue
        ends = len(parts) == len(given)
        candidate = "/".join([*given[:-1], last]) + ("" if ends else "/")
        if candidate not in seen:
            seen.add(candidate)
            yield candidate


def _fits(parts: list[str], given: list[str]) -> bool:
    *before, typed = given
    known = all(part == word or (part.startswith("{") and word) for part, word in zip(parts, before, strict=False))
    last = parts[len(given) - 1]
    return known and last.startswith((typed, "{"))
