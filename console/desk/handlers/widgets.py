"""Widgets: chat buttons and contact forms as clients describe them; the desk shows them on no page."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from console.contract.base import WireRow
from console.contract.widgets import (
    CHANGE_WIDGET,
    CREATE_WIDGET,
    DELETE_WIDGET,
    LIST_WIDGETS,
    READ_WIDGET,
    ChangeWidgetParams,
    CreateWidgetParams,
    ListWidgetsParams,
    WidgetParams,
)
from console.desk.context import Context
from console.desk.errors import not_found
from console.desk.handling import ACKNOWLEDGED, handles
from console.desk.ids import new_id
from console.desk.tables import widget

_COLUMNS = {
    "name": "name",
    "provide": "provide",
    "departmentid": "department_id",
    "rtype": "rtype",
    "usecode": "use_code",
    "status": "status",
    "language": "language",
    "onlinecode": "online_code",
    "offlinecode": "offline_code",
    "attributes": "attributes",
    "form_fields": "form_fields",
}
"""Columns by the names that parameters and fields have."""


@handles(LIST_WIDGETS)
def list_widgets(ctx: Context, params: ListWidgetsParams) -> list[WireRow]:
    """The widgets of a kind, or all of them, the oldest first."""
    query = select(widget).order_by(widget.c.created, widget.c.id)
    if params.rtype is not None:
        query = query.where(widget.c.rtype == params.rtype)
    return [_widget_row(row) for row in ctx.connection.execute(query).all()]


@handles(READ_WIDGET)
def read_widget(ctx: Context, params: WidgetParams) -> WireRow:
    """One widget, by its id."""
    return _widget_row(_find(ctx, params.contactwidgetid))


@handles(CREATE_WIDGET)
def create_widget(ctx: Context, params: CreateWidgetParams) -> WireRow:
    """A new widget."""
    row = _values(params) | {"id": new_id(), "created": ctx.now()}
    ctx.connection.execute(insert(widget), row)
    return _widget_row(_find(ctx, str(row["id"])))


@handles(CHANGE_WIDGET)
def change_widget(ctx: Context, params: ChangeWidgetParams) -> WireRow:
    """Change what a call says of a widget."""
    found = _find(ctx, params.contactwidgetid)
    values = _values(params)
    if values:
        ctx.connection.execute(update(widget).where(widget.c.id == found.id).values(values))
    return ACKNOWLEDGED


@handles(DELETE_WIDGET)
def delete_widget(ctx: Context, params: WidgetParams) -> WireRow:
    """Forget a widget."""
    found = _find(ctx, params.contactwidgetid)
    ctx.connection.execute(delete(widget).where(widget.c.id == found.id))
    return ACKNOWLEDGED


def _find(ctx: Context, identifier: str) -> Row[Any]:
    row = ctx.connection.execute(select(widget).where(widget.c.id == identifier)).first()
    if row is None:
        kind = "widget"
        raise not_found(kind, identifier)
    return row


def _values(params: CreateWidgetParams | ChangeWidgetParams) -> dict[str, object]:
    given = {column: getattr(params, name) for name, column in _COLUMNS.items()}
    return {column: value for column, value in given.items() if value is not None}


def _widget_row(row: Row[Any]) -> WireRow:
    shown: WireRow = {name: getattr(row, column) for name, column in _COLUMNS.items()}
    return {"contactwidgetid": row.id} | shown | {"integration_code": ""}
