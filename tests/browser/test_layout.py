"""Nothing overflows, overlaps, shrinks or leaves reach, on any screen at any size."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.gallery import LANGUAGES, SIZES, THEMES, screens
from tests.browser.gallery_server import GalleryServer, payload
from tests.browser.shots import show

MEASURES = (Path(__file__).parent / "measures.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module", params=SIZES)
def page(
    browser: Browser, gallery: GalleryServer, request: pytest.FixtureRequest
) -> Iterator[Page]:
    width, height = SIZES[request.param]
    context = browser.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(f"{gallery.url}/kiosk")
    page.evaluate("document.fonts.ready")
    yield page
    context.close()


COLOURS_ONLY = "contrast"
"""It moves nothing: one language, the one with the longest words, shows that."""
LOOKS = [
    (lang, theme) for lang in LANGUAGES for theme in THEMES
    if theme != COLOURS_ONLY or lang == LANGUAGES[0]
]  # fmt: skip


@pytest.mark.parametrize(("lang", "theme"), LOOKS)
def test_every_screen_holds_its_measures(page: Page, lang: str, theme: str) -> None:
    size = page.viewport_size
    assert size is not None
    faults = []
    for name, screen in screens(lang, theme).items():
        show(page, payload(screen))
        found = page.evaluate(MEASURES, [size["width"], size["height"]])
        faults += [f"{name}: {fault}" for fault in found]
    assert not faults, f"{len(faults)} faults\n" + "\n".join(faults[:60])


def test_six_books_need_no_scrolling(page: Page) -> None:
    size = page.viewport_size
    assert size is not None
    if size["height"] < 700:
        pytest.skip("the small panel shows the count and scrolls the lists")
    for lang in LANGUAGES:
        for name in ("six-books", "six-books-refused", "my-books", "farewell-six"):
            show(page, payload(screens(lang)[name]))
            rows = page.locator(".line:visible, .loan:visible, .slip:visible").count()
            assert rows + (name == "six-books") == 6, (name, lang)
            assert not page.evaluate(
                "[...document.querySelectorAll('.loans, .slips')]"
                ".some((list) => list.scrollHeight > list.clientHeight + 1)"
            ), (name, lang)
