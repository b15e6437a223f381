"""What all tests share: strict texts, the pinned time zones, one Chromium for the run."""

from __future__ import annotations

import os
import zoneinfo
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from i18n.texts import Texts
from tests.browser.chromium import ARGUMENTS, EXECUTABLE

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Texts.strict = True
# A busy machine is no fault of a rule: speed is measured elsewhere, never judged here.
settings.register_profile("house", deadline=None)
settings.load_profile("house")
zoneinfo.reset_tzpath(to=())

REQUIRED = frozenset(filter(None, os.environ.get("TESTS_REQUIRE", "").split(",")))
"""What must be there, or the test fails instead of being skipped (chromium, postgres)."""

SHARED = frozenset({"browser", "gallery", "template"})
"""Fixtures that are made once for a run."""


def missing(what: str, reason: str) -> None:
    """Skip the running test because `what` is not on this machine; fail where required."""
    if what in REQUIRED:
        pytest.fail(f"{what} is required here: {reason}")
    pytest.skip(reason)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Before the groups are read: whole files stay together when the suite runs in two
    processes; what shares the one
    Chromium, the gallery or the running school stays in one of them."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        shared = SHARED.intersection(fixtures)
        item.add_marker(pytest.mark.xdist_group("chromium" if shared else str(item.path)))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all browser tests of a run; skipped with a reason when there is none."""
    # Imported here: most tests need no browser and should not wait for its driver.
    from playwright.sync_api import sync_playwright

    if not Path(EXECUTABLE).exists():
        missing("chromium", f"no Chromium at {EXECUTABLE}; install it or set CHROMIUM")
    with sync_playwright() as playwright:
        # A page of ours must never ask anybody outside, with or without a proxy.
        outside = {"HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "ALL_PROXY"}
        env = {name: value for name, value in os.environ.items() if name not in outside}
        chromium = playwright.chromium.launch(
            executable_path=EXECUTABLE, args=ARGUMENTS, env=dict(env)
        )
        yield chromium
        chromium.close()
