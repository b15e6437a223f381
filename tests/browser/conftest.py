"""What browser tests share beside the one Chromium of the run (tests/conftest.py)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.gallery_server import GalleryServer


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder that opens a page bears the marker `browser`."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def gallery() -> Iterator[GalleryServer]:
    server = GalleryServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def kiosk(browser: Browser, gallery: GalleryServer) -> Iterator[Page]:
    """The kiosk's page at 1280 × 800, listening to the stream of `gallery`."""
    gallery.posted.clear()
    gallery.forget()
    gallery.refuse = False
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{gallery.url}/kiosk")
    yield page
    context.close()
    gallery.forget()
