"""Conversations, tags and articles with text that attacks whoever draws, parses or stores it."""

from __future__ import annotations

from typing import Any

from console.desk.seed.drafts import HOUR, MINUTE, Draft, file_part
from console.desk.seed.material import read_toml
from console.desk.seed.stage import Stage

_SENDERS = (
    "setter@example.com", "kim.lee@example.org", "bidi@example.org", "zalgo@example.org", "cells@example.com",
    "template@example.org", "bobby@example.com", "yaml@example.org",
)  # fmt: skip


def hostile_drafts(stage: Stage) -> list[Draft]:
    """One conversation for each case, most of them old, answered and with Trust & Privacy."""
    noor = stage.agent("noor")
    drafts = []
    for number, case in enumerate(_cases()):
        status = case["status"]
        draft = stage.draft("", case["subject"], "trust", status, _SENDERS[number % len(_SENDERS)])
        at = stage.ago(minutes=17) if status == "N" else stage.ago(days=15 + 3 * number)
        files = [file_part(case["file"], 61_440)] if "file" in case else []
        draft.says(at, _body(case), *files)
        draft.fields = [("sku", case["field"])]
        names = tag_names()
        draft.tags = [names[number % len(names)]]
        if status != "N":
            draft.notes(noor, at + HOUR, f"Test or attack ({case['kind']}): {case['field']}")
            draft.answers(noor, at + HOUR + MINUTE, "Hello, we received your message, but parts of it were unreadable.")
            draft.assigned_to = noor.id
        if status == "W":
            draft.add("J", noor, at + 2 * HOUR, ("J", "Postponed until Monday 30 November 09:00"))
        if status == "R":
            draft.is_resolved(noor, at + 2 * HOUR)
        drafts.append(draft)
    return drafts


def tag_names() -> list[str]:
    """Names of the hostile tags."""
    return list(read_toml("hostile")["tags"]["names"])


def articles() -> list[dict[str, str]]:
    """Articles with hostile titles, in the shape of the knowledge base's data."""
    return list(read_toml("hostile")["article"])


def _cases() -> list[dict[str, Any]]:
    return list(read_toml("hostile")["case"])


def _body(case: dict[str, Any]) -> str:
    if "repeat" in case:
        mark, times, text = case["repeat"]
        return str(mark * times + text)
    return str(case["body"])
