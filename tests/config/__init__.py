"""Settings, paths and the key."""
