"""The command line: one file a command group, each importing what it needs when it runs."""
