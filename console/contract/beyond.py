"""The calls beyond the specification's list: what public clients of API v1 use besides the 64 (section 14).

They are endpoints like the others, numbered in the order of the section, in a registry of their own: a server may offer
them, and a client should not need them. The desk does, the console does not.
"""

from __future__ import annotations

from console.contract import companies, customers_beyond, files, knowledgebase_beyond, widgets
from console.contract.endpoint import Registry

BEYOND = Registry()
BEYOND.add(
    companies.LIST_COMPANIES,
    companies.READ_COMPANY,
    customers_beyond.CHANGE_CUSTOMER,
    customers_beyond.DELETE_CUSTOMER,
    customers_beyond.LIST_CUSTOMER_FIELDS,
    files.READ_FILE,
    files.CREATE_FILE,
    files.DELETE_FILE,
    widgets.LIST_WIDGETS,
    widgets.READ_WIDGET,
    widgets.CHANGE_WIDGET,
    widgets.DELETE_WIDGET,
    widgets.CREATE_WIDGET,
    knowledgebase_beyond.LIST_KNOWLEDGEBASES,
    knowledgebase_beyond.LIST_ENTRIES,
    knowledgebase_beyond.CREATE_ARTICLE,
    knowledgebase_beyond.CHANGE_ARTICLE,
    knowledgebase_beyond.CREATE_CATEGORY,
    knowledgebase_beyond.CHANGE_CATEGORY,
    knowledgebase_beyond.DELETE_ENTRY,
)
