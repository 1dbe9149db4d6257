"""Settings, where they and the program's files live, and the API key."""
