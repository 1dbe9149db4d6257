"""What all tables of the desk share: where they are registered, and how one refers to another."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, MetaData, String

metadata = MetaData()


def reference(name: str, target: str, *, nullable: bool = False, index: bool = True) -> Column[str]:
    """A column that refers to a row of another table, and goes with it."""
    return Column(name, String(64), ForeignKey(target, ondelete="CASCADE"), nullable=nullable, index=index)
