"""Every scene in its sizes and themes looks as it did when somebody looked at it and accepted it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from console.app import practice_console
from console.cli.practice import STILL, settings_of
from console.desk.seed import DEMO_NOW
from console.ui.scenes import SCENES, SIZES, Scene
from tests.stories.story import copy_desk, fill_cache

CASES = [(scene, size, theme) for scene in SCENES for size in scene.sizes for theme in scene.themes]


@pytest.fixture(scope="session")
def desk_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a seeded desk that nobody changes."""
    folder = tmp_path_factory.mktemp("desk")
    with practice_console(folder, moment=DEMO_NOW):
        pass
    asyncio.run(fill_cache(folder))
    return folder


@pytest.mark.parametrize(
    ("scene", "size", "theme"), CASES, ids=[f"{scene.name}-{size}-{theme}" for scene, size, theme in CASES]
)
def test_scene_looks_as_accepted(
    scene: Scene, size: str, theme: str, desk_template: Path, tmp_path: Path, snap_compare: Callable[..., bool]
) -> None:
    """A changed picture fails; look at it, then accept it with `pytest --snapshot-update`."""

    async def play(pilot: Pilot[Any]) -> None:
        await scene.play(pilot)

    steps: Callable[[Pilot[Any]], Awaitable[None]] = play
    folder, settings = copy_desk(desk_template, tmp_path / "console", filled=True), settings_of(linear=scene.linear)
    with practice_console(folder, moment=DEMO_NOW, theme=theme, settings=settings, pace=STILL) as app:
        assert snap_compare(app, terminal_size=SIZES[size], run_before=steps)
