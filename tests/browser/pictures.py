"""Makes the small pictures of `docs/pictures/` anew: `python -m tests.browser.pictures`."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.chromium import ARGUMENTS, EXECUTABLE
from tests.browser.gallery import SIZES, screens
from tests.browser.gallery_server import GalleryServer, payload
from tests.browser.shots import show

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
PICTURES = (
    ("idle", "tall", "kk", "plain", 0.4),
    ("lent", "tall", "kk", "plain", 0.4),
    ("refused-two", "tall", "ru", "plain", 0.4),
    ("return-hold-shelf", "tall", "kk", "plain", 0.4),
    ("lent", "tall", "kk", "contrast", 0.4),
    ("six-books", "tablet", "kk", "plain", 0.6),
    ("lent", "small", "kk", "plain", 0.6),
)


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    server = GalleryServer()
    server.start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=EXECUTABLE, args=ARGUMENTS)
        for name, size, lang, theme, scale in PICTURES:
            width, height = SIZES[size]
            page = browser.new_page(
                viewport={"width": width, "height": height}, reduced_motion="reduce"
            )
            page.goto(f"{server.url}/kiosk")
            show(page, payload(screens(lang, theme)[name]))
            page.evaluate("document.fonts.ready")
            picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            small = picture.resize(
                (int(width * scale), int(height * scale)), Image.Resampling.LANCZOS
            )
            small.quantize(128).save(FOLDER / f"{name}-{size}-{lang}-{theme}.png", optimize=True)
            page.close()
        browser.close()
    server.stop()


if __name__ == "__main__":
    main()
