"""The use cases: what the console, the command line and notebooks call."""
