"""The option that lets calls to a desk go wrong, for practice."""

from __future__ import annotations

import argparse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from console.desk.faults import FaultSettings

USUAL = 10
"""Calls of a hundred that go wrong when nobody says how many."""


def add_chaos(parser: argparse.ArgumentParser) -> None:
    """How many calls go wrong, and which luck they have."""
    parser.add_argument(
        "--chaos",
        metavar="PERCENT",
        type=_percent,
        nargs="?",
        const=USUAL,
        help=f"for practice, let so many of a hundred calls go wrong ({USUAL}): delayed; refused with 429 or 503 and "
        "a time to wait, or with 500; cut off before or after it was done; answered too late",
    )
    parser.add_argument(
        "--chaos-seed", metavar="N", type=_whole, default=1, help="another luck for --chaos; the same N, the same luck"
    )


def chaos_of(options: argparse.Namespace) -> FaultSettings | None:
    """What the options say; None when all calls are to go well."""
    if not options.chaos:
        return None
    from console.desk.faults import FaultSettings

    return FaultSettings(options.chaos, options.chaos_seed)


def chaos_arguments(options: argparse.Namespace) -> list[str]:
    """The same for the command line of a desk."""
    return ["--chaos", str(options.chaos), "--chaos-seed", str(options.chaos_seed)] if options.chaos else []


def _percent(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 100:
        raise argparse.ArgumentTypeError(f"{text!r} is no share; shares are from 0 to 100 of a hundred calls")
    return int(text)


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number")
    return int(text)
