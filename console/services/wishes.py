"""What can be wanted of conversations and customers, for those who may not know the store."""

from __future__ import annotations

from console.store.wishes import (
    SetCustomerField,
    SetField,
    SetGroup,
    SetTag,
    Wish,
)

__all__ = [
    "SetCustomerField",
    "SetField",
    "SetGroup",
    "SetTag",
    "Wish",
]
