"""Which theme the console begins with."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.cli.failure import CommandError
from console.cli.themes import known_theme
from console.config.model import UiSettings


@pytest.mark.parametrize(
    ("option", "no_color", "linear", "theme"),
    [
        (None, "", False, "light"),
        (None, "1", False, "plain"),
        (None, "", True, "plain"),
        ("dark", "1", True, "dark"),
        ("night", "", False, "night"),
    ],
)
def test_the_first_theme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: str | None, no_color: str, linear: bool, theme: str
) -> None:
    (tmp_path / "night.toml").write_text('[colours]\nerror = "red"\n')
    monkeypatch.setenv("NO_COLOR", no_color)
    assert known_theme(option, UiSettings(theme="light", linear=linear), tmp_path) == theme


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("plaid", "There is no theme 'plaid'; there are contrast, dark, light, mono, plain, terminal, worn."),
        ("worn", "Theme worn.toml: there is no ink in a theme"),
    ],
)
def test_a_theme_that_cannot_be(tmp_path: Path, name: str, sentence: str) -> None:
    (tmp_path / "worn.toml").write_text("ink = 5")
    with pytest.raises(CommandError, match="^" + sentence[:20]) as raised:
        known_theme(name, UiSettings(), tmp_path)
    assert sentence in raised.value.message
