"""Tests of what is drawn and of the keys that drive it."""
