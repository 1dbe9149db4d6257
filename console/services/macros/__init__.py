"""Macros: text files whose steps are the acts that keys do, by meaning."""
