"""The registry of all endpoints, which the desk serves and the tests hold against the specification."""

from __future__ import annotations

from console.contract import (
    agents,
    application,
    conversations,
    customers,
    customers_groups,
    departments,
    knowledgebase,
    messages,
    online_status,
)
from console.contract.endpoint import Registry

REGISTRY = Registry()
REGISTRY.add(
    agents.READ_AGENT,
    application.READ_APPLICATION_STATUS,
    conversations.TRANSFER_CONVERSATION,
    conversations.LIST_CONVERSATIONS,
    conversations.READ_CONVERSATION,
    messages.LIST_MESSAGES,
    messages.CREATE_MESSAGE,
    conversations.CHANGE_STATUS,
    conversations.REMOVE_CONVERSATION_TAG,
    conversations.LIST_CONVERSATION_TAGS,
    conversations.ADD_CONVERSATION_TAG,
    customers.READ_CUSTOMER,
    customers.LIST_CUSTOMER_GROUPS,
    customers_groups.READ_GROUP,
    customers_groups.LIST_GROUPS,
    departments.LIST_DEPARTMENT_AGENTS,
    departments.LIST_DEPARTMENTS,
    departments.READ_DEPARTMENT,
    knowledgebase.LIST_ARTICLES,
    knowledgebase.SEARCH_ARTICLES,
    online_status.LIST_AGENTS_ONLINE,
    online_status.LIST_DEPARTMENTS_ONLINE,
)
