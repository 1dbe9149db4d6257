"""What can be wanted of conversations and customers, for those who may not know the store."""

from __future__ import annotations

from console.store.wishes import (
    CreateConversation,
    DeleteConversation,
    HandOver,
    RegisterCustomer,
    RemoveLabel,
    SetCustomerField,
    SetField,
    SetGroup,
    SetLabel,
    SetTag,
    Wish,
    WriteMessage,
)

__all__ = [
    "CreateConversation",
    "DeleteConversation",
    "HandOver",
    "RegisterCustomer",
    "RemoveLabel",
    "SetCustomerField",
    "SetField",
    "SetGroup",
    "SetLabel",
    "SetTag",
    "Wish",
    "WriteMessage",
]
