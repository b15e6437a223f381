"""What all tests share: texts are strict, time zones are the pinned ones."""

from __future__ import annotations

import os
import zoneinfo

import pytest

from i18n.texts import Texts

Texts.strict = True
zoneinfo.reset_tzpath(to=())

REQUIRED = frozenset(filter(None, os.environ.get("TESTS_REQUIRE", "").split(",")))
"""What must be there, or the test fails instead of being skipped (chromium, postgres)."""


def missing(what: str, reason: str) -> None:
    """Skip the running test because `what` is not on this machine; fail where required."""
    if what in REQUIRED:
        pytest.fail(f"{what} is required here: {reason}")
    pytest.skip(reason)
