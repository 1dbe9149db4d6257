"""Profiles are kept in a private file that says what is wrong with it, and whose texts come back as they were."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from platformdirs import PlatformDirs

from console.config.errors import ConfigError
from console.config.folders import APP_NAME, profile_names
from console.config.load import Overlay, load_settings
from console.config.paths import Paths
from console.config.profiles import (
    Profile,
    Profiles,
    check_name,
    load_profiles,
    save_profiles,
    with_profile,
    without_profile,
)

ACME = Profile(
    url="https://acme.example",
    agent="ana@acme.example",
    zone="Europe/Prague",
    ca_file=Path("/etc/acme.pem"),
    key_command=["pass", "show", 'a "quoted" \\ one'],
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the profiles go, in a folder that is not there yet."""
    return tmp_path / "config" / "profiles.toml"


def test_no_file_is_no_profile(path: Path) -> None:
    assert load_profiles(path) == Profiles(path)


def test_what_is_saved_comes_back(path: Path) -> None:
    shop = Profile(url="https://shop.example", agent="ana@shop.example", key_file=Path("keys/shop"), keyring=False)
    profiles = Profiles(path, "acme.eu", {"acme.eu": ACME, "shop": shop})
    save_profiles(profiles)
    assert load_profiles(path) == profiles
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert profiles.key_file(shop) == path.parent / "keys" / "shop"
    assert [one.name for one in path.parent.iterdir()] == ["profiles.toml"]


@given(url=TEXT, agent=TEXT, word=TEXT)
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, url: str, agent: str, word: str) -> None:
    path = tmp_path_factory.mktemp("any") / "profiles.toml"
    profiles = Profiles(path, None, {"one": Profile(url=url, agent=agent, key_command=[word])})
    save_profiles(profiles)
    assert load_profiles(path) == profiles


def test_half_a_character_is_refused_and_nothing_is_lost(path: Path) -> None:
    save_profiles(Profiles(path, None, {"one": ACME}))
    with pytest.raises(ConfigError, match="cannot be written"):
        save_profiles(Profiles(path, None, {"one": Profile(url="\ud83d")}))
    assert load_profiles(path).by_name == {"one": ACME}
    assert [one.name for one in path.parent.iterdir()] == ["profiles.toml"]


def test_forgetting_the_current_one_goes_back_to_the_settings(path: Path) -> None:
    profiles = with_profile(Profiles(path, "acme", {"acme": ACME}), "shop", ACME)
    assert set(profiles.by_name) == {"acme", "shop"}
    assert without_profile(profiles, "shop").current == "acme"
    assert without_profile(profiles, "acme") == Profiles(path, None, {"shop": ACME})


@pytest.mark.parametrize("mode", [0o644, 0o620, 0o602])
def test_a_file_that_others_reach_is_not_read(path: Path, mode: int) -> None:
    save_profiles(Profiles(path, None, {"one": ACME}))
    path.chmod(mode)
    with pytest.raises(ConfigError, match="chmod 600"):
        load_profiles(path)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("current = 'acme'", "current is 'acme', which is no profile of it"),
        ("[profile.acme]\nurl = 3", "line 2: profile.acme.url is 3, but must be text"),
        ("[profile.acme]\nzone = 'Mars/Olympus'", "must be a zone"),
        ("[profile.acme]\nulr = 'x'", "Did you mean profile.acme.url?"),
        ("[profile.acme]\nkey = 'x'", "the API key does not belong into the settings"),
        ("profile = 1", "profile must be tables"),
        ("[profile.'../x']\nurl = 'x'", "'../x' is no name for a profile"),
        ("other = 1", "there is no setting 'other'"),
        ("[", "profiles.toml: "),
    ],
)
def test_what_is_wrong_is_told(path: Path, text: str, sentence: str) -> None:
    path.parent.mkdir()
    path.write_text(text)
    path.chmod(0o600)
    with pytest.raises(ConfigError) as raised:
        load_profiles(path)
    assert sentence in "\n".join(raised.value.problems)


@pytest.mark.parametrize("name", ["", "default", "a b", "../x", ".hidden", "-x", "a/b", "ü", "x" * 41, "a\nb"])
def test_names_that_are_none(name: str) -> None:
    with pytest.raises(ConfigError):
        check_name(name)


@pytest.mark.parametrize("name", ["a", "acme.eu", "Shop_2-b", "0"])
def test_names(name: str) -> None:
    check_name(name)


def test_an_unknown_profile_names_the_known_ones(path: Path) -> None:
    with pytest.raises(ConfigError, match="there are default, acme"):
        Profiles(path, None, {"acme": ACME}).get("shop")


@pytest.mark.parametrize(("chosen", "agent"), [(False, "env@x.example"), (True, "ana@acme.example")])
def test_a_profile_goes_before_the_environment_when_it_was_named(tmp_path: Path, chosen: bool, agent: str) -> None:
    (tmp_path / "settings.toml").write_text("agent = 'file@x.example'\nui.theme = 'light'")
    overlay = Overlay(ACME.settings(), "Profile acme", chosen)
    settings = load_settings(
        tmp_path / "settings.toml",
        environ={"LIVEAGENT_AGENT": "env@x.example"},
        flags={"server.zone": "UTC"},
        overlay=overlay,
    )
    assert (settings.agent, settings.server.url, settings.ui.theme) == (agent, "https://acme.example", "light")
    assert (settings.server.zone, settings.server.ca_file) == ("UTC", Path("/etc/acme.pem"))


def test_where_the_key_is_in_words() -> None:
    assert ACME.key_words() == "command pass"
    assert Profile(key_file=Path("keys/x")).key_words() == "file keys/x"
    assert Profile(keyring=True).key_words() == "keyring"
    assert not Profile().has_key_source
    assert "LIVEAGENT_API_KEY" in Profile().key_words()


@pytest.mark.parametrize(
    "environ",
    [{}, {"XDG_CONFIG_HOME": "/home/xdg", "XDG_STATE_HOME": "/s"}, {"XDG_CACHE_HOME": "/c", "XDG_CONFIG_HOME": ""}],
)
def test_folders_are_those_of_platformdirs(monkeypatch: pytest.MonkeyPatch, environ: dict[str, str]) -> None:
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    dirs = PlatformDirs(APP_NAME, appauthor=False)
    found = Paths.find(environ)
    assert found == Paths(dirs.user_config_path, dirs.user_state_path, dirs.user_cache_path)


def test_names_without_reading_the_rest(path: Path) -> None:
    assert profile_names({"LAC_CONFIG": str(path.parent)}) == []
    save_profiles(Profiles(path, "acme.eu", {"acme.eu": ACME, "shop": ACME}))
    assert profile_names({"LAC_CONFIG": str(path.parent)}) == ["acme.eu", "shop"]
    path.write_bytes(b"\xff[profile.x]")
    assert profile_names({"LAC_CONFIG": str(path.parent)}) == []
