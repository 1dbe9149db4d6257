"""Ends that nobody chose, at any moment: what was typed, what was accepted, the files and the terminal afterwards."""
