"""Application: the health check (section 2)."""

from __future__ import annotations

from typing import ClassVar

from console.contract.base import Moment, NoParams, Record, Text, WireMoment
from console.contract.endpoint import ObjectEndpoint


class ApplicationStatus(Record):
    """Versions, dates and the server's clock."""

    newer_fields: ClassVar[frozenset[str]] = frozenset({"current_server_time"})

    liveagentversion: Text = ""
    gpfversion: Text = ""
    dateinstalled: WireMoment = Moment()
    datelatestupdate: WireMoment = Moment()
    current_server_time: WireMoment = Moment()


READ_APPLICATION_STATUS = ObjectEndpoint(
    "2.1",
    "read_application_status",
    "Return application installation date and latest version",
    "GET",
    "application/status",
    NoParams,
    record=ApplicationStatus,
)
