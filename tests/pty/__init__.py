"""The console in a real terminal, against servers and terminals that mean harm: what it writes, and what it obeys."""
