"""What all tests share: strict texts, the pinned time zones, one Chromium for the run."""

from __future__ import annotations

import os
import zoneinfo
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from i18n.texts import Texts
from tests import compiled_once
from tests.browser.chromium import ARGUMENTS, EXECUTABLE

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Texts.strict = True
compiled_once.use()
# A busy machine is no fault of a rule: speed is measured elsewhere, never judged here.
settings.register_profile("house", deadline=None)
settings.load_profile("house")
zoneinfo.reset_tzpath(to=())

REQUIRED = frozenset(filter(None, os.environ.get("TESTS_REQUIRE", "").split(",")))
"""What must be there, or the test fails instead of being skipped (chromium, postgres)."""

WITH_BROWSER = (
    "tests/browser/", "tests/flows/",
    *(f"tests/server/desk/test_{name}.py" for name in (
        "overdue", "sheet", "find", "lending", "trolley", "card_and_copy_sheets",
    )),
)  # fmt: skip
"""Tests that share one Chromium and one running school."""


def missing(what: str, reason: str) -> None:
    """Skip the running test because `what` is not on this machine; fail where required."""
    if what in REQUIRED:
        pytest.fail(f"{what} is required here: {reason}")
    pytest.skip(reason)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """How the suite is spread over two processes: by files; what opens a page stays in one."""
    from xdist.scheduler import LoadFileScheduling

    class OneBrowser(LoadFileScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.split("::", 1)[0]
            pages = file.startswith(WITH_BROWSER) or "in_a_browser" in file
            return "browser" if pages else file

    return OneBrowser(config, log)


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
