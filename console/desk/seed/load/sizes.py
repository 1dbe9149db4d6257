"""How much there is of what in each size of the load set."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """The numbers of one size. Departments are the same in all."""

    conversations: int
    customers: int
    agents: int
    tags: int
    articles: int
    same_second: int
    """Conversations of one department that changed in one and the same second."""
    rare_words: int
    """Words that are found three times each."""
    online_days: int
    """Days of which is known who was online."""

    @property
    def huge_messages(self) -> int:
        """Messages of more than 200 KB: one in ten thousand, of which a conversation has about eight."""
        return max(1, self.conversations // 1250)


SIZES = {
    "1k": Size(1_000, 250, 12, 40, 60, 20, 8, 30),
    "10k": Size(10_000, 2_500, 30, 80, 300, 60, 20, 180),
    "100k": Size(100_000, 25_000, 60, 120, 1_200, 200, 40, 1_096),
}
"""By the word for them on the command line."""
