"""What can be wrong with the configuration, in sentences."""

from __future__ import annotations


class ConfigError(Exception):
    """The configuration cannot be used. `problems` are sentences, one for each thing to put right."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class NoKeyError(ConfigError):
    """There is no API key anywhere."""
