"""Settings from file, environment and flags, and the sentences for what is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from console.config.described import describe_settings
from console.config.errors import ConfigError
from console.config.load import environment_names, load_settings, setting_names
from console.config.model import PollingSettings, SendingSettings, ServerSettings, Settings, UiSettings
from tests.hygiene.source import ROOT

GOOD = """\
agent = "ana@acme.example"
departments = ["dp71bill"]

[server]
url = "https://acme.ladesk.com"
zone = "Europe/Prague"
ca_file = "~/company.pem"
key_command = ["pass", "show", "liveagent"]

[ui]
glyphs = "ascii"
mouse = false
sending.hold_status = 1  # of another table than it seems
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def problems(path: Path | None, text: str = "", **given: dict[str, str]) -> tuple[str, ...]:
    """The sentences of settings that are refused."""
    if path is not None:
        path.write_text(text)
    with pytest.raises(ConfigError) as caught:
        load_settings(path, environ=given.get("environ"), flags=given.get("flags"))
    return caught.value.problems


def test_defaults_need_nothing() -> None:
    settings = load_settings()
    assert settings == Settings()
    assert settings.server.zone == "America/Los_Angeles"
    assert (settings.sending.hold_status, settings.polling.queue) == (4, 30)
    assert (settings.ui.reading_width, settings.ui.mouse, settings.ui.zone) == (100, True, None)


def test_a_file_is_read(file: Path) -> None:
    file.write_text(GOOD.replace("sending.hold_status", "[sending]\nhold_status"))
    settings = load_settings(file)
    assert settings.agent == "ana@acme.example"
    assert settings.server.ca_file == Path("~/company.pem").expanduser()
    assert settings.server.key_command == ["pass", "show", "liveagent"]
    assert (settings.ui.glyphs, settings.ui.mouse, settings.sending.hold_status) == ("ascii", False, 1)


def test_the_environment_wins_over_the_file_and_flags_over_both(file: Path) -> None:
    file.write_text('agent = "file"\n[server]\nurl = "file"\nzone = "UTC"\n[ui]\ntheme = "file"\n')
    settings = load_settings(
        file,
        environ={
            "LIVEAGENT_URL": "environment",
            "LIVEAGENT_AGENT": "environment",
            "LAC_UI_MOUSE": "false",
            "LAC_UI_READING_WIDTH": "80",
            "LAC_DEPARTMENTS": "a, b,",
            "LAC_SENDING_HOLD_STATUS": "2.5",
            "LAC_UI_THEME": "",
            "LAC_DESK_KEY": "of somebody else",
        },
        flags={"server.url": "flag", "agent": None},
    )
    assert (settings.server.url, settings.agent, settings.server.zone) == ("flag", "environment", "UTC")
    assert (settings.ui.theme, settings.ui.mouse, settings.departments) == ("file", False, ["a", "b"])
    assert settings.ui.reading_width == 80
    assert settings.sending.hold_status == 2.5


def test_an_unknown_setting_names_its_line_and_the_nearest(file: Path) -> None:
    (problem,) = problems(file, GOOD.replace("glyphs", "glyph").replace("sending.hold_status = 1", ""))
    assert problem.startswith(f"{file}, line 11: there is no setting 'glyph' in [ui]. Did you mean ui.glyphs?")
    assert (
        "Known are after_resolve, glyphs, keymap, linear, mouse, reading_width, restore, theme, times, zone." in problem
    )


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('[ui]\nglyphs = "fancy"', 2, "ui.glyphs is 'fancy', but must be 'unicode' or 'ascii'."),
        ("[ui]\nreading_width = 5", 2, "ui.reading_width is 5, but must be 40 or more."),
        ("[ui]\nreading_width = 500", 2, "ui.reading_width is 500, but must be 400 or less."),
        ("[ui]\nreading_width = 80.5", 2, "ui.reading_width is 80.5, but must be a whole number."),
        ('[ui]\nmouse = "perhaps"', 2, "ui.mouse is 'perhaps', but must be true or false."),
        ("\n\n[sending]\n# why\nhold_status = -1", 5, "sending.hold_status is -1, but must be 0 or more."),
        ('ui.reading_width = "noon"', 1, "ui.reading_width is 'noon', but must be a whole number."),
        ("agent = 5", 1, "agent is 5, but must be text."),
        ('departments = "dp1"', 1, "departments is 'dp1', but must be a list."),
        ("departments = [1]", 1, "departments is 1, but must be text."),
        ("ui = 5", 1, "ui is 5, but must be a table."),
        ("[keys]\nresolve = 1", 2, "keys.resolve is 1, but must be text."),
        ('server.zone = "Mars/Olympus"', 1, "server.zone is 'Mars/Olympus', but must be a zone such as"),
        ('server.zone = "../../etc/passwd"', 1, "but must be a zone such as"),
        ('[ "server" ]\n"url" = 7', 2, "server.url is 7, but must be text."),
    ],
)
def test_a_wrong_value_names_its_line_and_what_is_allowed(file: Path, text: str, line: int, words: str) -> None:
    (problem,) = problems(file, text)
    assert problem.startswith(f"{file}, line {line}: ")
    assert words in problem


def test_every_problem_is_told(file: Path) -> None:
    assert len(problems(file, "agent = 5\n[ui]\nmouse = 13\nzzz = 1")) == 3


@pytest.mark.parametrize("name", ["apikey", "api_key", "key", "token"])
def test_a_key_among_the_settings_is_refused_and_not_repeated(file: Path, name: str) -> None:
    (problem,) = problems(file, f'[server]\n{name} = "c4nary"')
    assert "does not belong into the settings" in problem
    assert "c4nary" not in problem


def test_other_sources_are_named() -> None:
    assert problems(None, environ={"LAC_UI_READING_WIDTH": "x"})[0].startswith(
        "The environment variable LAC_UI_READING_WIDTH: ui.reading_width"
    )
    assert problems(None, flags={"ui.theme": 5})[0].startswith("The command line: ui.theme is 5")  # type: ignore[dict-item]


def test_broken_toml_names_its_line(file: Path) -> None:
    assert "line 2" in problems(file, "agent = 'x'\n[ui\nclock = 12")[0]


def test_a_file_that_cannot_be_read(file: Path) -> None:
    file.write_bytes(b"agent = '\xff'")
    with pytest.raises(ConfigError, match="byte 9 is not UTF-8"):
        load_settings(file)
    with pytest.raises(ConfigError, match="cannot be read"):
        load_settings(file.parent)


def test_a_missing_file_is_an_error_only_when_it_was_asked_for(file: Path) -> None:
    assert load_settings(file) == Settings()
    with pytest.raises(ConfigError, match="no settings file"):
        load_settings(file, required=True)


def test_every_setting_has_a_sentence_and_a_variable() -> None:
    names = list(setting_names())
    assert set(environment_names().values()) == set(names) - {"keys"}
    for section in (Settings, ServerSettings, UiSettings, SendingSettings, PollingSettings):
        for setting in describe_settings(section):
            documented = setting.sentence or getattr(setting.kind, "__doc__", None)
            assert documented, f"{section.__name__}.{setting.name}"
            assert documented.rstrip().endswith(".")


@pytest.mark.parametrize(("text", "truth"), [("Yes", True), ("on", True), ("1", True), ("no", False), (" off ", False)])
def test_truth_in_the_environment(text: str, truth: bool) -> None:
    assert load_settings(environ={"LAC_UI_MOUSE": text}).ui.mouse is truth


@pytest.mark.parametrize("text", ["nan", "inf", "-inf", "1e999", "ten", ""])
def test_numbers_that_are_none(file: Path, text: str) -> None:
    assert len(problems(file, f'sending.hold_status = "{text}"')) == 1


def test_every_setting_is_read_by_the_program() -> None:
    modules = [path for path in (ROOT / "console").rglob("*.py") if path.parent.name != "config"]
    source = "\n".join(path.read_text() for path in modules)
    for name in setting_names():
        section, _, field = f"settings.{name}".rpartition(".")
        assert re.search(rf"\b{section.rpartition('.')[2]}\.{field}\b", source), name
