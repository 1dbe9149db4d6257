"""The command line: in this process where it can be, in one of its own where it must be."""
