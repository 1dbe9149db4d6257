"""Themes of one's own: what a file may leave out, and the one sentence about a file that is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.ui.themes import Themes, load_theme, read_theme, theme_names


def write(folder: Path, text: str | bytes, name: str = "night.toml") -> Path:
    """A theme file."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_what_a_file_leaves_out_is_the_dark_theme_s(tmp_path: Path) -> None:
    theme = read_theme(write(tmp_path, '[colours]\nbackground = "#000020"\n[variables]\ndim = "#aaaaaa"\n'))
    dark = load_theme("dark")
    assert (theme.name, theme.background, theme.foreground) == ("night", "#000020", dark.foreground)
    assert theme.variables == dark.variables | {"dim": "#aaaaaa"}
    assert theme.dark


def test_a_bright_file_stands_on_the_light_theme(tmp_path: Path) -> None:
    assert read_theme(write(tmp_path, "dark = false")).background == load_theme("light").background


def test_a_file_stands_on_the_theme_it_names(tmp_path: Path) -> None:
    theme = read_theme(write(tmp_path, 'base = "terminal"\n[colours]\nerror = "ansi_bright_red"'))
    assert (theme.ansi, theme.error, theme.background) == (True, "ansi_bright_red", "ansi_default")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("dark = 5", "Theme night.toml: dark must be true or false."),
        ("dark = ", "Theme night.toml: Invalid value (at end of document)."),
        (b"\xff", "Theme night.toml: byte 0 is not UTF-8."),
        ('base = "plaid"', "Theme night.toml: base must be one of contrast, dark, light, mono, plain, terminal."),
        ("colours = 5", "Theme night.toml: colours must be a table, [colours]."),
        ("[colors]", "there is no colors in a theme; known are base, dark, ansi, colours and variables."),
        ("[colours]\nbackgrund = '#000'", "Theme night.toml: colours has no backgrund; known are primary, secondary,"),
        ("[colours]\nerror = 'auto'", 'Theme night.toml: colours.error is auto, which is no colour; write "#7aa2d8"'),
        ("[variables]\ndim = 5", "Theme night.toml: variables.dim is 5, which is no colour;"),
        ("[variables]\ndim = 'a\x1b]52;c;x'", "Theme night.toml: Found invalid character"),
        (b"#" * 200_000, "Theme night.toml is too long for a theme."),
    ],
)
def test_a_file_that_is_none_is_told_in_one_sentence(tmp_path: Path, text: str | bytes, sentence: str) -> None:
    write(tmp_path, text)
    themes = Themes.found(tmp_path)
    assert themes.names == theme_names()
    (told,) = themes.troubles
    assert sentence in told
    assert told.count("\n") == 0
    assert told.endswith(".")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[variables]\ndim = "#30343c"', "dim is hard to read on panel (contrast 1.1, 4.5 is enough), and 3 more."),
        ('base = "light"\n[colours]\nerror = "#ff9090"', "error is hard to read on panel (contrast 1.7"),
        (
            '[variables]\nnote = "#d9c27a20"',
            "note is hard to read on background (contrast 1.2, 4.5 is enough), and 1 more.",
        ),
        ('base = "terminal"\n[variables]\ndim = "ansi_black"', ""),
        ('base = "contrast"\n[variables]\nrule = "#000000"', ""),
    ],
)
def test_a_theme_that_cannot_be_read_is_told_and_can_be_chosen(tmp_path: Path, text: str, words: str) -> None:
    write(tmp_path, text)
    themes = Themes.found(tmp_path)
    assert "night" in themes.names
    assert [f"Theme night.toml: {words}" in told for told in themes.troubles] == [True] * bool(words)


def test_one_s_own_go_before_shipped_ones_of_the_same_name(tmp_path: Path) -> None:
    write(tmp_path, "[colours]\nerror = 'pink'", "dark.toml")
    write(tmp_path, "no theme", "readme.txt")
    themes = Themes.found(tmp_path)
    assert (themes.by_name["dark"].error, themes.troubles) == ("pink", ())
    assert themes.names == theme_names()


def test_a_folder_that_cannot_be_looked_into_has_none(tmp_path: Path) -> None:
    assert Themes.found(tmp_path / "none").names == theme_names()
    assert Themes.found(write(tmp_path, "")).names == theme_names()
