"""axe-core finds nothing on any screen, AAA contrast included."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.gallery import screens
from tests.browser.gallery_server import GalleryServer, payload
from tests.browser.shots import show

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
RUN = """() => axe.run(document, {
  runOnly: ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  rules: {"color-contrast-enhanced": {enabled: true}, "target-size": {enabled: true}},
  resultTypes: ["violations"],
}).then((found) => found.violations.map((fault) => [fault.id, fault.help,
  ...fault.nodes.slice(0, 3).map((node) => node.html.slice(0, 110))].join(" | ")))"""

pytestmark = pytest.mark.browser


OF_EACH_KIND = (
    "idle", "lent", "six-books", "refused-three", "already-yours", "unknown", "to-librarian",
    "countdown", "return-hold-shelf", "my-books", "keypad-card", "help", "farewell",
)  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "theme", "every"),
    [("kk", "plain", True), ("kk", "contrast", False), ("ru", "large", False),
     ("en", "plain", False)],
)  # fmt: skip
def test_axe_finds_nothing(kiosk: Page, lang: str, theme: str, every: bool) -> None:
    kiosk.evaluate(AXE.read_text(encoding="utf-8"))
    faults = []
    for name, screen in screens(lang, theme).items():
        if not every and name not in OF_EACH_KIND:
            continue
        show(kiosk, payload(screen))
        faults += [f"{name}: {fault}" for fault in kiosk.evaluate(RUN)]
    assert not faults, "\n".join(faults[:30])


def test_the_unpaired_page_is_accessible_too(kiosk: Page, gallery: GalleryServer) -> None:
    kiosk.goto(f"{gallery.url}/kiosk/unpaired")
    kiosk.evaluate(AXE.read_text(encoding="utf-8"))
    assert kiosk.evaluate(RUN) == []
