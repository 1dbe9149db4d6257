"""Pictures of the scenes, as SVG and PNG, from an application that is handed in."""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from console.ui.console_app import ConsoleApp
from console.ui.scenes import SCENES, SIZES, Scene

AppFactory = Callable[[str], AbstractContextManager[ConsoleApp]]
"""An application in a theme, on a desk that is the same every time."""

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_VIEW_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


class PictureError(Exception):
    """A picture cannot be made; the text says what is missing."""


def write_screenshots(folder: Path, make_app: AppFactory, *, png: bool) -> Iterator[Path]:
    """Write every scene in its sizes and themes; gives the paths as they are written."""
    folder.mkdir(parents=True, exist_ok=True)
    browser = _find_browser() if png else None
    for scene in SCENES:
        for size, theme in scene.pictures():
            svg = folder / f"{scene.name}-{size}-{theme}.svg"
            svg.write_text(asyncio.run(_take(scene, size, theme, make_app)), encoding="utf-8")
            yield svg
            if browser:
                yield _to_png(svg, browser)


async def _take(scene: Scene, size: str, theme: str, make_app: AppFactory) -> str:
    with make_app(theme) as app:
        async with app.run_test(size=SIZES[size]) as pilot:
            await scene.play(pilot)
            return app.export_screenshot(title="LiveAgent Console")


def _find_browser() -> str:
    for name in BROWSERS:
        path = shutil.which(name)
        if path:
            return path
    message = "PNG files need Chromium: install it, or leave --png out"
    raise PictureError(message)


def _to_png(svg: Path, browser: str) -> Path:
    png = svg.with_suffix(".png")
    box = _VIEW_BOX.search(svg.read_text(encoding="utf-8"))
    width, height = (round(float(side)) for side in box.groups()) if box else (1200, 800)
    command = [
        *(browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run"),
        *("--disable-background-networking", "--disable-sync", "--disable-quic", "--default-background-color=00000000"),
        *(f"--window-size={width},{height}", f"--screenshot={png}", svg.resolve().as_uri()),
    ]
    done = subprocess.run(command, check=False, capture_output=True, timeout=120)  # noqa: S603 - a fixed command
    if done.returncode or not png.exists():
        message = f"{browser} could not draw {svg.name}"
        raise PictureError(message)
    return png
