"""The zone of a server's times, apart from the models so that it costs nothing to know."""

from __future__ import annotations

DEFAULT_ZONE = "America/Los_Angeles"
"""The zone unless the server's owner configured another (section 0.3)."""
