"""The typed client of LiveAgent's API v1."""
