"""Every setting that shapes the console, seen on the screen or at the desk."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from textual import events

from console.app import ConsoleOptions, cadence_of, connect
from console.config.model import PollingSettings, SendingSettings, Settings, UiSettings
from console.config.zones import zone_with_form
from console.contract.secret import Secret
from console.services.cadence import Cadence
from console.ui.widgets.line_view import MARKER_CELLS
from tests.stories.story import NARROW, SIZES, WIDE, Story, console_on

HASTY = 0.002
"""Makes 10 seconds 20 milliseconds."""


async def test_the_theme(folder: Path) -> None:
    async with console_on(folder, settings=Settings(ui=UiSettings(theme="light"))) as story:
        assert story.app.theme == "light"


async def test_an_option_goes_before_the_theme(folder: Path) -> None:
    async with console_on(folder, theme="mono", settings=Settings(ui=UiSettings(theme="light"))) as story:
        assert story.app.theme == "mono"


@pytest.mark.parametrize(("glyphs", "marker"), [("unicode", "▌"), ("ascii", ">")])
async def test_the_glyphs(folder: Path, glyphs: str, marker: str) -> None:
    ui = UiSettings(glyphs="ascii" if glyphs == "ascii" else "unicode")
    async with console_on(folder, settings=Settings(ui=ui)) as story:
        assert story.pane("queue").splitlines()[2].startswith(marker)
        assert ("●" in story.pane("queue")) == (glyphs == "unicode")


@pytest.mark.parametrize("keys", [(), ("enter", "n"), ("enter", "w"), ("g", "p"), ("f",), ("a",), ("?",), (":",)])
async def test_without_unicode_no_sign_of_the_frame_is_drawn(folder: Path, keys: tuple[str, ...]) -> None:
    async with console_on(folder, settings=Settings(ui=UiSettings(glyphs="ascii"))) as story:
        await story.press(*keys)
        assert not [sign for sign in story.text if 0x2500 <= ord(sign) < 0x2600]


@pytest.mark.parametrize(("zone", "time"), [("America/Los_Angeles", "07:02"), ("Asia/Kolkata", "20:32")])
async def test_the_zone(folder: Path, zone: str, time: str) -> None:
    async with console_on(folder, settings=Settings(ui=UiSettings(zone=zone))) as story:
        await story.open("FX-01")
        assert time in story.pane("thread")


@pytest.mark.parametrize(
    ("times", "expected"), [("24h", "07:02"), ("12h", "7:02 am"), ("iso", "07:02"), ("locale", "07:02")]
)
@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_the_form_of_times(folder: Path, times: str, expected: str, size: tuple[int, int]) -> None:
    ui = UiSettings(zone="America/Los_Angeles", times=times)  # type: ignore[arg-type]
    async with console_on(folder, size, settings=Settings(ui=ui)) as story:
        await story.open("FX-01")
        assert expected in story.pane("thread")
        assert ("am" in story.said("thread").split()) == (times == "12h")


async def test_a_theme_of_one_s_own_and_a_file_that_is_none(folder: Path) -> None:
    themes = folder / "themes"
    themes.mkdir()
    (themes / "night.toml").write_text('[colours]\nbackground = "#000020"\n')
    (themes / "worn.toml").write_text("[colours]\nink = 5\n")
    async with console_on(folder, settings=Settings(ui=UiSettings(theme="night"))) as story:
        assert story.app.theme == "night"
        assert story.app.screen.styles.background.hex6 == "#000020"
        assert "! Theme worn.toml: colours has no ink; known are primary" in story.footer
        names = []
        for _ in range(7):
            await story.press(":", *"next theme", "enter")
            names.append(story.app.theme)
        assert sorted(names) == ["contrast", "dark", "light", "mono", "night", "plain", "terminal"]


async def test_a_theme_that_is_hard_to_read_is_used_and_told(folder: Path) -> None:
    (folder / "themes").mkdir()
    (folder / "themes" / "night.toml").write_text('[variables]\ndim = "#30343c"\n')
    async with console_on(folder, settings=Settings(ui=UiSettings(theme="mono"))) as story:
        assert "! Theme night.toml: dim is hard to read on panel (contrast 1.1, 4.5 is enough)" in story.footer
        await story.press(":", *"next theme", "enter")
        assert "Theme: night; dim is hard to read on panel (contrast 1.1, 4.5 is enough), and 3 more" in story.footer


@pytest.mark.parametrize(
    "keys", [(), ("r", "a", "escape"), ("t",), ("F",), ("?",), (",",), ("g", "r", "enter"), ("c",), ("/", "l")], ids=str
)
async def test_plain_has_no_colour_at_all(folder: Path, keys: tuple[str, ...]) -> None:
    async with console_on(folder, settings=Settings(ui=UiSettings(theme="plain"))) as story:
        await story.open("FX-01")
        await story.press(*keys)
        found = set()
        for strip in story.app.screen._compositor.render_strips():
            styles = [segment.style for segment in strip if segment.style is not None]
            found |= {colour for style in styles for colour in (style.color, style.bgcolor) if colour is not None}
        assert all(colour.is_default for colour in found), found


@pytest.mark.parametrize("size", SIZES)
async def test_the_terminals_own_colours(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size, settings=Settings(ui=UiSettings(theme="terminal"))) as story:
        await story.open("FX-01")
        for strip in story.app.screen._compositor.render_strips():
            for segment in strip:
                if segment.style is None:
                    continue
                assert segment.style.color is None or segment.style.color.is_system_defined
                assert segment.style.bgcolor is None or segment.style.bgcolor.is_system_defined


@pytest.mark.parametrize(("width", "least", "most"), [(44, 30, 44), (60, 45, 60), (400, 61, 80)])
async def test_the_reading_width(folder: Path, width: int, least: int, most: int) -> None:
    async with console_on(folder, NARROW, settings=Settings(ui=UiSettings(reading_width=width))) as story:
        await story.open("FX-01")
        region = story.workspace.thread.view.region
        lines = [line[MARKER_CELLS:].rstrip() for line in story.lines[region.y : region.bottom] if "│" in line]
        assert least <= max(map(len, lines)) <= most


async def test_a_key_of_ones_own(folder: Path) -> None:
    async with console_on(folder, settings=Settings(keys={"theme": "T"})) as story:
        await story.press("T")
        assert story.app.theme != "dark"


@pytest.mark.parametrize(
    ("zone", "times", "words"), [(None, "24h", "this machine's zone"), ("Europe/Prague", "12h", "Europe/Prague, 12h")]
)
def test_the_zone_in_words(zone: str | None, times: str, words: str) -> None:
    assert str(zone_with_form(zone, times)) == words


async def test_what_a_key_does_is_told_whole(folder: Path) -> None:
    async with console_on(folder, NARROW) as story:
        await story.press("g", "s")
        assert "object at" not in story.text
        await story.press("q", "enter", "?")
        assert "Fold or unfold quotes, footers and internals of this message group." in story.flat
        assert "…" not in "".join(story.lines[3:-4])


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"queue.resolve": "e"}, "no action is called queue.resolve; did you mean resolve?"),
        ({"xyz": "e"}, "no action is called xyz"),
        ({"note": "r"}, "r is wanted by reply and by note"),
        ({"note": "r", "xyz": "e", "zyx": "e"}, "no action is called xyz (and 2 more)"),
    ],
)
async def test_keys_that_cannot_be_are_told_at_start(folder: Path, keys: Mapping[str, str], words: str) -> None:
    async with console_on(folder, settings=Settings(keys=dict(keys))) as story:
        assert f"! Settings of keys: {words}" in story.footer


@pytest.mark.parametrize("named", ["id", "name"])
async def test_the_departments_of_the_queue(folder: Path, named: str) -> None:
    async with console_on(folder) as story:
        billing = story.department_id("Billing")
        everything = story.codes()
    called = billing if named == "id" else "billing"
    async with console_on(folder, settings=Settings(departments=[called])) as story:
        assert "filter: dept:Billing" in story.text
        assert_only_billing(story, billing, everything)
        await story.press("f", "ctrl+u", "enter")
        assert set(story.codes()) == set(everything)
        await story.press("1")
        assert_only_billing(story, billing, everything)


def assert_only_billing(story: Story, billing: str, everything: list[str]) -> None:
    expected = {code for code in everything if story.conversation(code).department_id == billing}
    assert expected
    assert set(story.codes()) == expected


async def test_a_department_that_is_not_there(folder: Path) -> None:
    async with console_on(folder, settings=Settings(departments=["Billing", "Astrology"])) as story:
        assert "! The settings name departments that are not there: Astrology" in story.footer
        assert "filter: dept:Billing" in story.text


# Sending


async def test_how_long_a_status_waits(folder: Path) -> None:
    async with console_on(folder, settings=Settings(sending=SendingSettings(hold_status=45))) as story:
        await story.open("FX-01")
        await story.press("E")
        assert "resolved in 45 s, u takes it back" in story.footer
        await story.press("u")
        assert story.conversation("FX-01").status != "R"


async def test_a_status_that_does_not_wait(folder: Path) -> None:
    async with console_on(folder, settings=Settings(sending=SendingSettings(hold_status=0))) as story:
        await story.open("FX-01")
        await story.press("E")
        assert story.conversation("FX-01").status == "R"
        await story.press("u")
        assert "There is nothing to take back" in story.footer


# Polling


def rarely(**often: float) -> Settings:
    """Polling of which only the named happens within a test."""
    seldom = {"presence": 86_400.0, "queue": 86_400.0, "conversation": 86_400.0}
    return Settings(polling=PollingSettings(**(seldom | often)))  # type: ignore[arg-type]


async def test_the_queue_is_asked_for_regularly(folder: Path) -> None:
    async with console_on(folder, settings=rarely(queue=10), pace=HASTY) as story:
        story.change("FX-01", subject="Lamp arrived in one piece")
        await story.until_shown("Lamp arrived in one piece")


async def test_who_is_online_is_asked_for_regularly(folder: Path) -> None:
    async with console_on(folder, settings=rarely(presence=10), pace=HASTY) as story:
        asked = story.workspace.state.presence
        await story.until(lambda: story.workspace.state.presence is not asked, "a new look")


async def test_the_open_conversation_is_asked_for_regularly(folder: Path) -> None:
    async with console_on(folder, settings=rarely(conversation=10), pace=HASTY) as story:
        await story.open("FX-01")
        story.customer_writes("FX-01", "I found the missing screw.")
        await story.until_shown("I found the missing screw.")


async def test_while_nobody_looks_everything_takes_longer(folder: Path) -> None:
    settings = rarely(conversation=10, unfocused=100)
    async with console_on(folder, settings=settings, pace=HASTY) as story:
        story.app.post_message(events.AppBlur())
        await story.pilot.pause()
        seconds = story.workspace.services.cadence.until_conversation(focused=story.app.app_focus)
        assert 1.5 < seconds < 2.5


@pytest.mark.parametrize("size", SIZES)
async def test_news_while_writing_is_one_line_above_the_text_and_moves_nothing(
    folder: Path, size: tuple[int, int]
) -> None:
    async with console_on(folder, size, settings=rarely(conversation=10), pace=HASTY) as story:
        await story.open("FX-01")
        await story.press("r")
        await story.write("Dear Jana,\nwe will")
        await story.until_shown("draft saved")
        area, view = story.workspace.thread.composer.area, story.workspace.thread.view
        before = (area.text, area.cursor_location, view.scroll_offset, story.app.focused)
        top = view.region
        story.customer_writes("FX-01", "I found the missing screw.")
        await story.until_shown("1 new message since you began")
        assert (area.text, area.cursor_location, view.scroll_offset, story.app.focused) == before
        assert view.region == top
        await story.write(" send")
        await story.until_shown("1 new message since you began   draft saved")


def test_the_pace_is_that_of_the_settings() -> None:
    assert cadence_of(PollingSettings()) == Cadence()
    polling = PollingSettings(presence=1, queue=2, conversation=3, unfocused=4)
    assert cadence_of(polling) == Cadence(presence=1, queue=2, conversation=3, unfocused=4)


async def test_the_calls_of_a_minute(tmp_path: Path) -> None:
    options = ConsoleOptions(
        url="https://desk.example",
        key=Secret("key"),
        agent=None,
        zone="UTC",
        profile="one",
        state_dir=tmp_path,
        cache_dir=tmp_path,
        settings=Settings(polling=PollingSettings(calls_per_minute=42)),
    )
    async with await connect(options) as client:
        assert client.budget.calls_a_minute == 42
