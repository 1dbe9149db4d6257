"""Pictures of the scenes, as SVG and PNG, from an application that is handed in."""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from console.ui.console_app import ConsoleApp
from console.ui.scenes import SCENES, SIZES, Scene

AppFactory = Callable[[str, bool], AbstractContextManager[ConsoleApp]]
"""An application in a theme, in linear mode or not, on a desk that is the same every time."""

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
COLOURS = 128
_VIEW_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


class PictureError(Exception):
    """A picture cannot be made; the text says what is missing."""


def write_screenshots(folder: Path, make_app: AppFactory, *, png: bool) -> Iterator[Path]:
    """Write every scene in its sizes and themes; gives the paths as they are written."""
    folder.mkdir(parents=True, exist_ok=True)
    browser = _find_browser() if png else None
    for scene in SCENES:
        for size, themes in scene.pictures():
            for theme, picture in asyncio.run(_take(scene, size, themes, make_app)):
                svg = folder / f"{scene.name}-{size}-{theme}.svg"
                svg.write_text(picture, encoding="utf-8")
                yield svg
                if browser:
                    yield _to_png(svg, browser)


async def _take(scene: Scene, size: str, themes: Sequence[str], make_app: AppFactory) -> list[tuple[str, str]]:
    """Play the scene once, and look at it in each theme."""
    with make_app(themes[0], scene.linear) as app:
        async with app.run_test(size=SIZES[size]) as pilot:
            await scene.play(pilot)
            pictures = []
            for theme in themes:
                app.theme = theme
                await scene.rest(pilot)
                pictures.append((theme, app.export_screenshot(title="LiveAgent Console")))
            return pictures


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
    _shrink(png)
    return png


def _shrink(png: Path) -> None:
    """A picture of text needs few colours: a third of the file. Without Pillow it stays as it is."""
    try:
        from PIL import Image
    except ImportError:
        return
    with Image.open(png) as picture:
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(png, optimize=True)
