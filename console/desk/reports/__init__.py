"""The reports: what they answer, computed from stored events, one module a family."""
