"""A pytest plugin that settles the environment before anything reads it.

Textual reads its settings when it is first imported, and the snapshot plugin imports it before any `conftest.py`.
"""

from __future__ import annotations

import os
import time

for _name in ("NO_COLOR", "FORCE_COLOR", "TEXTUAL_THEME"):
    os.environ.pop(_name, None)
os.environ.update(TEXTUAL_ANIMATIONS="none", TZ="UTC", COLORTERM="truecolor")
time.tzset()
