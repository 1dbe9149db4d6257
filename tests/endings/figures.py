"""What endings cost, in figures: a line each in the file that LAC_ENDINGS_FIGURES names, and a table of them.

`python -m tests.endings.figures FILE` prints the table.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True)
class Figures:
    """One end."""

    end: str
    doing: str
    """What the agent was at."""
    typed: int
    """Keys of the text that was being written, or had just been."""
    lost_keys: int
    lost_seconds: float
    """Between the first key that is not on disk and the end."""
    accepted: int
    """What the screen said was taken."""
    lost_rows: int
    doubles: int
    unknown: int
    """Messages of which nobody could say afterwards whether they had arrived."""

    def note(self) -> None:
        """Add them to the file, if one is wanted."""
        if name := os.environ.get("LAC_ENDINGS_FIGURES"):
            with Path(name).open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(self)) + "\n")


def table(all_figures: Sequence[Figures]) -> list[str]:
    """A line for each kind of end."""
    lines = ["end         runs  typing  lost s median  worst  accepted  rows lost  doubled  unknown"]
    for end in dict.fromkeys(one.end for one in all_figures):
        of_end = [one for one in all_figures if one.end == end]
        lost = [one.lost_seconds for one in of_end if one.doing == "writing" and one.typed]
        sums = [sum(getattr(one, name) for one in of_end) for name in ("accepted", "lost_rows", "doubles", "unknown")]
        worst, middle = max((one.lost_seconds for one in of_end), default=0.0), median(lost or [0.0])
        lines.append(
            f"{end:<11} {len(of_end):>4}  {len(lost):>6}  {middle:>13.2f}  {worst:>5.2f}  "
            f"{sums[0]:>8}  {sums[1]:>9}  {sums[2]:>7}  {sums[3]:>7}"
        )
    moments = Counter(one.doing for one in all_figures)
    lines.append("moments: " + ", ".join(f"{doing} {count}" for doing, count in moments.most_common()))
    return lines


if __name__ == "__main__":
    read = [Figures(**json.loads(line)) for line in Path(sys.argv[1]).read_text("utf-8").splitlines()]
    sys.stdout.write("\n".join(table(read)) + "\n")
