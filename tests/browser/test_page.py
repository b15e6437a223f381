"""How the page behaves: it shows what the stream says and sends back what people do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from kiosk.screens import UndoPart
from tests.browser.gallery import screens
from tests.browser.gallery_server import GalleryServer, payload
from tests.browser.shots import show

pytestmark = pytest.mark.browser
SCREENS = screens()
CODE = "6000000015"


def sent(kiosk: Page, gallery: GalleryServer, count: int = 1) -> list[tuple[str, dict[str, Any]]]:
    """What the page posted, once `count` messages have arrived."""
    for _ in range(100):
        if len(gallery.posted) >= count:
            break
        kiosk.wait_for_timeout(20)
    return list(gallery.posted)


@pytest.fixture
def on(kiosk: Page, gallery: GalleryServer) -> Callable[[str], Page]:
    """Let the stream say a screen of the gallery and wait until it is painted."""

    def shown(name: str) -> Page:
        gallery.show(SCREENS[name])
        expect(kiosk.locator("body")).to_have_attribute("data-screen", SCREENS[name].name)
        kiosk.wait_for_function("document.getElementById('veil').dataset.state === 'off'")
        return kiosk

    return shown


def test_an_answer_can_be_followed_from_outside(on: Callable[[str], Page]) -> None:
    page = on("lent")
    answer = page.locator("[data-answer]")
    expect(answer).to_have_count(1)
    expect(answer).to_have_attribute("data-answer", "lent")
    expect(page.locator("#announcer")).to_contain_text("Кітап берілді")


def test_kinds_without_a_look_of_their_own_borrow_one(on: Callable[[str], Page]) -> None:
    for name, word in (("just-lent", "already-yours"), ("isbn", "unknown"), ("closed", "refused"),
                       ("failed", "to-librarian")):  # fmt: skip
        expect(on(name).locator("[data-answer]")).to_have_attribute("data-answer", word)


def test_the_policy_of_the_headers_is_kept(kiosk: Page, gallery: GalleryServer) -> None:
    faults: list[str] = []
    kiosk.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    kiosk.on("pageerror", lambda fault: faults.append(str(fault)))
    kiosk.goto(f"{gallery.url}/kiosk")
    for screen in SCREENS.values():
        show(kiosk, payload(screen))
    assert not faults
    assert kiosk.locator("[style]").count() == 0


def test_a_touch_carries_its_action_session_and_arguments(
    on: Callable[[str], Page], gallery: GalleryServer
) -> None:
    on("lent").click("#do-undo")
    [(kind, message)] = sent(on("lent"), gallery)
    assert kind == "tap"
    assert message["action"] == "undo"
    assert message["args"] == {"operation_id": "operation-0"}
    assert message["session"] == SCREENS["lent"].session
    assert message["version"] == SCREENS["lent"].version


def test_a_double_touch_counts_once(on: Callable[[str], Page], gallery: GalleryServer) -> None:
    page = on("lent")
    page.dblclick("#do-finish")
    page.wait_for_timeout(100)
    assert len(sent(page, gallery)) == 1


def test_digits_of_the_keypad_follow_each_other_fast(
    on: Callable[[str], Page], gallery: GalleryServer
) -> None:
    page = on("keypad-card")
    page.click("#key-7")
    sent(page, gallery, 1)
    show(page, payload(replace(SCREENS["keypad-card"], version=900)))
    page.click("#key-0")
    assert [m["args"] for _, m in sent(page, gallery, 2)] == [{"digit": "7"}, {"digit": "0"}]


def test_a_burst_of_keys_is_a_scan_whatever_has_the_focus(
    on: Callable[[str], Page], gallery: GalleryServer
) -> None:
    page = on("lent")
    page.focus("#do-finish")
    page.keyboard.type(CODE)
    page.keyboard.press("Enter")
    [(kind, message)] = sent(page, gallery)
    assert kind == "keys"
    assert [code for code, _shift, _ms in message["keys"]] == [f"Digit{c}" for c in CODE]
    assert message["keys"][0][2] == 0


def test_a_burst_without_an_ending_is_closed_by_silence(
    on: Callable[[str], Page], gallery: GalleryServer
) -> None:
    page = on("lent")
    page.keyboard.press("Shift+R")
    page.keyboard.type("0000457")
    [(kind, message)] = sent(page, gallery)
    assert kind == "keys"
    assert message["keys"][0][:2] == ["KeyR", True]


def test_a_person_s_tab_and_enter_still_work(
    on: Callable[[str], Page], gallery: GalleryServer
) -> None:
    page = on("lent")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "do-undo"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    [(kind, message)] = sent(page, gallery)
    assert (kind, message["action"]) == ("tap", "finish")


def test_slow_digits_work_the_keypad(on: Callable[[str], Page], gallery: GalleryServer) -> None:
    page = on("keypad-card")
    page.keyboard.press("7")
    [(kind, message)] = sent(page, gallery)
    assert (kind, message["action"], message["args"]) == ("tap", "key", {"digit": "7"})


def test_pasted_text_is_sent_as_typed(on: Callable[[str], Page], gallery: GalleryServer) -> None:
    page = on("idle")
    page.evaluate(
        """(text) => { const data = new DataTransfer(); data.setData("text/plain", text);
        document.body.dispatchEvent(new ClipboardEvent("paste",
          {clipboardData: data, bubbles: true})); }""",
        CODE,
    )
    assert sent(page, gallery) == [("typed", {"text": CODE})]


def test_any_touch_goes_on_while_the_countdown_runs(
    on: Callable[[str], Page], gallery: GalleryServer
) -> None:
    page = on("countdown")
    page.click(".stage")
    assert sent(page, gallery)[0][1]["action"] == "continue"


def test_the_focus_stays_on_its_button(on: Callable[[str], Page]) -> None:
    page = on("session-begins")
    page.focus("#do-my-books")
    on("lent")
    assert page.evaluate("document.activeElement.id") == "do-my-books"


def test_rings_run_down_between_two_screens(browser: Browser, gallery: GalleryServer) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.clock.install()
    gallery.show(replace(SCREENS["countdown"], undo=UndoPart("operation-0", 50.0)))
    page.goto(f"{gallery.url}/kiosk")
    expect(page.locator("#do-continue")).to_be_visible()
    page.clock.run_for(3_200)
    assert page.inner_text("#do-undo [data-ring-number]") == "47"
    assert page.inner_text("#do-continue [data-tick-text]") == "Сеанс 9 секундтан кейін жабылады."
    page.close()


LISTEN = """
window.tones = 0;
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...when) {
  window.tones += 1;
  return start.apply(this, when);
};
"""


def test_each_answer_sounds_once_and_muted_ones_never(
    browser: Browser, gallery: GalleryServer
) -> None:
    page = browser.new_page()
    page.add_init_script(LISTEN)
    page.goto(f"{gallery.url}/kiosk")
    page.click("body")
    said = replace(SCREENS["lent"], sound="lent", version=100)
    show(page, payload(said))
    assert page.evaluate("window.tones") == 2
    show(page, payload(said))
    assert page.evaluate("window.tones") == 2, "the same version is silent"
    show(page, payload(replace(said, version=101, muted=True)))
    assert page.evaluate("window.tones") == 2
    page.close()


def test_a_lost_server_is_veiled_and_heals_by_itself(
    on: Callable[[str], Page], gallery: GalleryServer
) -> None:
    page = on("my-books")
    veil = page.locator("#veil")
    gallery.refuse = True
    gallery.cut()
    expect(veil).to_have_attribute("data-state", "lost", timeout=8000)
    expect(veil).to_be_visible()
    gallery.show(SCREENS["idle"])
    gallery.refuse = False
    expect(veil).to_have_attribute("data-state", "off", timeout=10000)
    expect(page.locator("body")).to_have_attribute("data-screen", "idle")
    assert page.get_by_text("Есенберлин").count() == 0


def test_another_window_takes_over_and_this_one_says_so(
    on: Callable[[str], Page], gallery: GalleryServer
) -> None:
    page = on("idle")
    gallery.say("superseded", {})
    expect(page.locator("#veil")).to_have_attribute("data-state", "superseded")
    expect(page.get_by_text("Киоск басқа терезеде ашылды")).to_be_visible()


def test_the_page_speaks_the_language_of_its_screen(kiosk: Page) -> None:
    for lang in ("kk", "ru", "en"):
        show(kiosk, payload(screens(lang)["idle"]))
        assert kiosk.evaluate("document.documentElement.lang") == lang
        pressed = kiosk.locator(".languages [aria-pressed=true]")
        expect(pressed).to_have_attribute("lang", lang)


def test_nothing_moves_for_who_asked_for_rest(kiosk: Page) -> None:
    show(kiosk, payload(SCREENS["lent"]))
    names = kiosk.evaluate(
        "[...document.querySelectorAll('*')].map((p) => getComputedStyle(p).animationName)"
    )
    assert set(names) == {"none"}


BUSY_BETWEEN_KEYS = """async (codes) => {
  // Keys as the system stamps them: a busy page gets them late, but with their own times.
  const stamped = (code, at) => {
    const event = new KeyboardEvent("keydown", {code});
    Object.defineProperty(event, "timeStamp", {value: at});
    window.dispatchEvent(event);
  };
  const start = performance.now();
  stamped(codes[0], start);
  while (performance.now() - start < 200);
  await new Promise((done) => setTimeout(done, 20));
  codes.slice(1).forEach((code, index) => stamped(code, start + 5 * (index + 1)));
}"""


def test_a_busy_moment_does_not_cut_a_scan_in_two(
    on: Callable[[str], Page], gallery: GalleryServer
) -> None:
    page = on("idle")
    page.evaluate(BUSY_BETWEEN_KEYS, [f"Digit{digit}" for digit in CODE])
    [(kind, message)] = sent(page, gallery)
    assert kind == "keys"
    assert len(message["keys"]) == len(CODE)
