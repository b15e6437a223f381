"""Pictures of every screen: `python -m tests.browser.shots OUT [name …]`.

Options: --sizes tall,tablet --langs kk,ru --themes plain,contrast.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import ARGUMENTS, EXECUTABLE
from tests.browser.gallery import SIZES, screens
from tests.browser.gallery_server import GalleryServer, payload

SHOW = "(next) => import('/kiosk/static/kiosk.js').then((kiosk) => kiosk.show(next))"


def show(page: Page, content: dict[str, object]) -> None:
    """Put a screen on the open page, as the stream would."""
    page.evaluate(SHOW, content)


def main() -> None:
    chosen = _arguments()
    chosen.out.mkdir(parents=True, exist_ok=True)
    server = GalleryServer()
    server.start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=EXECUTABLE, args=ARGUMENTS)
        for size in chosen.sizes:
            width, height = SIZES[size]
            page = browser.new_page(
                viewport={"width": width, "height": height}, reduced_motion="reduce"
            )
            page.goto(f"{server.url}/kiosk")
            for theme in chosen.themes:
                for lang in chosen.langs:
                    for name, screen in screens(lang, theme).items():
                        if chosen.names and name not in chosen.names:
                            continue
                        show(page, payload(screen))
                        page.evaluate("document.fonts.ready")
                        page.screenshot(path=chosen.out / f"{name}-{size}-{lang}-{theme}.png")
        browser.close()
    server.stop()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("names", nargs="*")
    for option, usual in (("sizes", ",".join(SIZES)), ("langs", "kk,ru"), ("themes", "plain")):
        parser.add_argument(f"--{option}", default=usual, type=lambda text: text.split(","))
    chosen = parser.parse_args()
    for option in ("sizes", "langs", "themes"):
        value = getattr(chosen, option)
        setattr(chosen, option, value.split(",") if isinstance(value, str) else value)
    return chosen


if __name__ == "__main__":
    main()
