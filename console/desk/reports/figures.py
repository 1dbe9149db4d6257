"""Numbers of the reports as they go out: strings with at most two decimals, null for an average over nothing."""

from __future__ import annotations


def text(value: float | None) -> str | None:
    """A number without needless zeros, such as `4.2` or `5400`."""
    if value is None or isinstance(value, int):
        return None if value is None else str(value)
    rounded = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if rounded == "-0" else rounded


def share(part: float, whole: float) -> float | None:
    """A part of a whole; None when there is no whole."""
    return part / whole if whole else None
