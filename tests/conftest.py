"""What holds for all tests."""

from __future__ import annotations

from hypothesis import settings

# How long an example takes says more about the machine than about the program; bounds on time have tests of their own.
settings.register_profile("console", deadline=None)
settings.load_profile("console")
