"""One running demonstration for all stories, and pages in the run's one Chromium."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ViewportSize

from hardware.simulated import SimulatedScanner
from tests.flows.kiosk_page import KioskPage
from tests.flows.school import School, copied, make_template, school_in

SIZE: ViewportSize = {"width": 1280, "height": 800}
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of this folder types on pseudo-terminals; what opens a page needs Chromium."""
    for item in items:
        if HERE not in item.path.parents:
            continue
        item.add_marker("devices")
        if os.name == "nt":
            item.add_marker(pytest.mark.skip(reason="pseudo-terminals"))
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration as its first start made it."""
    return make_template(tmp_path_factory.mktemp("template") / "school")


@pytest.fixture(scope="session")
def school(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    """The one that all ordinary stories share."""
    scanner = SimulatedScanner("front")
    folder = copied(template, tmp_path_factory.mktemp("flows") / "school")
    with school_in(folder, scanner) as school:
        yield school
    scanner.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser with nothing in it."""
    context = browser.new_context(viewport=SIZE, reduced_motion="reduce")
    yield context
    context.close()


@pytest.fixture(scope="session")
def open_page(browser: Browser, school: School) -> Iterator[KioskPage]:
    context = browser.new_context(viewport=SIZE, reduced_motion="reduce")
    kiosk = KioskPage(context.new_page(), school)
    kiosk.open()
    yield kiosk
    context.close()


@pytest.fixture
def kiosk(open_page: KioskPage) -> KioskPage:
    """The kiosk of the shared school, nobody before it."""
    open_page.clear()
    return open_page
