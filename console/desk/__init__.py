"""The embedded help desk: LiveAgent's API v1 as a server, on SQLite or PostgreSQL."""
