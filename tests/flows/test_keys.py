"""Keyboard-wedge scanners and pasted text: physical keys, whatever the focus and layout."""

from __future__ import annotations

import pytest

from library.keyboard import KEYS
from library.typed_code import in_layout
from tests.flows.kiosk_page import MS, KioskPage
from tests.flows.school import School

TRIES = 6
"""A busy machine types slower than any scanner; then the same code is typed again."""

PASTE = """(text) => { const data = new DataTransfer(); data.setData("text/plain", text);
  document.body.dispatchEvent(new ClipboardEvent("paste",
    { clipboardData: data, bubbles: true })); }"""
SCANNED = """(count) => Number(document.querySelector("[data-answer]")?.dataset.number ?? 0) > count
  && document.querySelector("[data-answer]").dataset.answer !== "unknown" """


def number_on(kiosk: KioskPage) -> int:
    answer = kiosk.page.locator("[data-answer]")
    return int(answer.get_attribute("data-number") or 0) if answer.count() else 0


def typed_in_layout(kiosk: KioskPage, code: str, layout: str) -> None:
    """Keys as the system reports them while a layout is active: the position, and the
    letter which that layout puts there."""
    line = kiosk.page.context.new_cdp_session(kiosk.page)
    positions = {row[1]: row[0] for row in KEYS}
    for digit in code:
        letter = in_layout(digit, layout)
        event = {"code": positions[digit], "key": letter, "text": letter}
        line.send("Input.dispatchKeyEvent", {"type": "keyDown", **event})
        line.send("Input.dispatchKeyEvent", {"type": "keyUp", **event})
    line.detach()
    kiosk.page.keyboard.press("Enter")


@pytest.mark.parametrize("layout", ["us", "ru", "kk"])
def test_a_wedge_scanner_lends_under_any_focus_and_layout(
    kiosk: KioskPage, school: School, layout: str
) -> None:
    reader, copy = school.reader(), school.copy()
    kiosk.begin(reader)
    kiosk.page.focus("#do-finish")
    for _ in range(TRIES):
        seen = number_on(kiosk)
        if layout == "us":
            kiosk.page.keyboard.type(copy["code"])
            kiosk.page.keyboard.press("Enter")
        else:
            typed_in_layout(kiosk, copy["code"], layout)
        kiosk.page.wait_for_function(
            "(n) => Number(document.querySelector('[data-answer]')?.dataset.number ?? 0) > n",
            arg=seen, timeout=MS,
        )  # fmt: skip
        if school.due_on(reader, copy):
            break
        kiosk.shows("session")
    kiosk.answers("lent", kiosk.t("answer.lent"), copy["title"])
    assert school.operations(copy) == ["check-out"]
    kiosk.shows("session")


@pytest.mark.parametrize("layout", ["us", "ru", "kk"])
def test_pasted_text_passes_the_layouts_with_the_check_digit_as_proof(
    kiosk: KioskPage, school: School, layout: str
) -> None:
    reader, copy = school.reader(language="ru"), school.copy()
    kiosk.begin(reader)
    text = copy["code"] if layout == "us" else in_layout(copy["code"], layout)
    assert (text == copy["code"]) == (layout in ("us", "ru"))
    kiosk.page.evaluate(PASTE, f"  {text}\n")
    kiosk.answers("lent", kiosk.t("answer.lent"), copy["title"])
    assert school.due_on(reader, copy)


def test_typed_text_that_proves_nothing_is_an_unknown_code(kiosk: KioskPage) -> None:
    kiosk.page.evaluate(PASTE, "менің кітабым")
    kiosk.answers("unknown", kiosk.t("answer.unknown"))
