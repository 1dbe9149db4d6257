"""Application: versions, dates and the desk's clock; the health check of clients."""

from __future__ import annotations

import console
from console.contract.application import READ_APPLICATION_STATUS
from console.contract.base import NoParams, WireRow
from console.desk.context import Context
from console.desk.db import read_setting
from console.desk.handling import handles

SPOKEN_VERSION = "4.17.1.3"
"""The version of LiveAgent whose API v1 the desk speaks."""


@handles(READ_APPLICATION_STATUS)
def read_application_status(ctx: Context, _params: NoParams) -> WireRow:
    """What runs here and what time it is."""
    installed = int(read_setting(ctx.connection, "installed") or ctx.now())
    return {
        "liveagentversion": SPOKEN_VERSION,
        "gpfversion": console.__version__,
        "dateinstalled": ctx.wire_time(installed),
        "datelatestupdate": ctx.wire_time(int(read_setting(ctx.connection, "updated") or installed)),
        "current_server_time": ctx.wire_time(ctx.now()),
    }
