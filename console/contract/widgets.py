"""Widgets: chat buttons and contact forms of web pages; calls beyond the specification's list (section 14)."""

from __future__ import annotations

from console.contract.base import Acknowledgement, Params, Record, Text
from console.contract.endpoint import ListEndpoint, ObjectEndpoint


class ListWidgetsParams(Params):
    """Widgets of one kind, or all of them."""

    rtype: str | None = None
    """`C` is the chat or contact widget; other letters are not public."""


class WidgetParams(Params):
    """Which widget: its id."""

    contactwidgetid: str


class WidgetSettings(Params):
    """What a widget is like; the meaning of the letters is not public, so any text is kept [chosen]."""

    provide: str | None = None
    """Letters of what it offers, such as `BFC`."""
    departmentid: str | None = None
    rtype: str | None = None
    """`C`, the chat or contact widget, when a new one does not say it [chosen]."""
    usecode: str | None = None
    status: str | None = None
    language: str | None = None
    onlinecode: str | None = None
    """HTML of the button while somebody is online."""
    offlinecode: str | None = None
    attributes: str | None = None
    """JSON rows of section, name and value."""
    form_fields: str | None = None
    """JSON."""


class CreateWidgetParams(WidgetSettings):
    """A new widget."""

    name: str


class ChangeWidgetParams(WidgetParams, WidgetSettings):
    """What becomes different; the rest stays as it was [chosen]."""

    name: str | None = None


class Widget(Record):
    """A widget. Its HTML is a stranger's: it is never shown as anything but text."""

    contactwidgetid: Text = ""
    name: Text = ""
    provide: Text = ""
    departmentid: Text = ""
    rtype: Text = ""
    usecode: Text = ""
    status: Text = ""
    language: Text = ""
    onlinecode: Text = ""
    offlinecode: Text = ""
    attributes: Text = ""
    form_fields: Text = ""
    integration_code: Text = ""
    """What a web page includes to show the widget; empty where the server puts none on pages, as the desk."""


LIST_WIDGETS = ListEndpoint(
    "14.9", "list_widgets", "Widgets", "GET", "widgets", ListWidgetsParams, record=Widget, envelope="widgets"
)
READ_WIDGET = ObjectEndpoint(
    "14.10", "read_widget", "Widget info", "GET", "widgets/{contactwidgetid}", WidgetParams, record=Widget
)
CHANGE_WIDGET = ObjectEndpoint(
    "14.11",
    "change_widget",
    "Change widget",
    "PUT",
    "widgets/{contactwidgetid}",
    ChangeWidgetParams,
    record=Acknowledgement,
)
DELETE_WIDGET = ObjectEndpoint(
    "14.12",
    "delete_widget",
    "Delete widget",
    "DELETE",
    "widgets/{contactwidgetid}",
    WidgetParams,
    record=Acknowledgement,
)
CREATE_WIDGET = ObjectEndpoint(
    "14.13", "create_widget", "Add widget", "POST", "widgets", CreateWidgetParams, record=Widget
)
