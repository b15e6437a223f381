"""The kiosk as a person meets it: a page in a real Chromium, a scanner in the hand."""

from __future__ import annotations

import contextlib
import http.client
import json
import time
from datetime import date
from typing import Any

from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as TooLate

from i18n.texts import Texts, texts
from tests.flows.school import FINISH, School

MS = 20_000
"""Patience for a busy machine; an answer comes within a tenth of a second."""

NEWER = """([kind, seen]) => {
  const answer = document.querySelector("[data-answer]");
  return answer && answer.dataset.answer === kind && Number(answer.dataset.number) > seen;
}"""
GREETED = """(name) => document.body.dataset.screen === "session"
  && document.querySelector(".who strong")?.textContent === name"""
SLIP = 0.6
"""Seconds; a second touch within 0.4 s of the first, however late that one came, is a slip
of the finger and counts for nothing."""
REPEAT = 1.0
"""Seconds for which a scanner's second reading of a code is the same presentation."""


class KioskPage:
    """What a test does and sees. `t` are the words of the language the screen must speak."""

    def __init__(self, page: Page, school: School) -> None:
        self.page = page
        self.school = school
        self.t: Texts = texts("kk")
        self.addresses: list[str] = []
        self._seen = 0
        self._typed: dict[str, float] = {}
        self._last_code = ""
        self._touched = 0.0
        page.on("request", lambda request: self.addresses.append(request.url))

    # ----------------------------------------------------------------- what is done

    def speak(self, language: str) -> None:
        self.t = texts(language)

    def open(self) -> None:
        self.page.goto(f"{self.school.url}/kiosk")
        self.shows_any()

    def scan(self, *codes: str, ending: str = "\r\n") -> None:
        """Read codes with the scanner; the one just read only after it was away."""
        for code in codes:
            away = self._typed.get(code, 0.0) + REPEAT + 0.1 - time.monotonic()
            if away > 0:
                self.page.wait_for_timeout(1000 * away)
            self.scan_at_once(code, ending)

    def scan_at_once(self, code: str, ending: str = "\r\n") -> None:
        self._typed[code], self._last_code = time.monotonic(), code
        assert self.school.scanner.send((code + ending).encode())

    def begin(self, reader: dict[str, Any]) -> None:
        """A reader's card; the screen greets by first name and initial."""
        self.speak(reader["language"])
        self.scan(reader["card"])
        self.greets(reader)

    def insist(self, code: str, word: str) -> None:
        """Scan again and again, as a person does behind a flood, until the screen says it."""
        for _ in range(20):
            self.scan(code)
            with contextlib.suppress(AssertionError):
                expect(self.page.locator("#screen")).to_contain_text(word, timeout=1000)
                return
        raise AssertionError(f"{word!r} did not come but {self.picture()}")

    def touch(self, action: str, **args: str) -> None:
        """Touch a button as soon as the page would take it (a double touch counts once)."""
        button = self.button(action)
        if args:
            wanted = json.dumps(args, separators=(", ", ": "))
            button = self.page.locator(f"[data-action={action}][data-args='{wanted}']")
        self._no_slip()
        button.click(timeout=MS)
        self._touched = time.monotonic()

    def touch_twice(self, action: str) -> None:
        self._no_slip()
        self.button(action).dblclick(timeout=MS)
        self._touched = time.monotonic()

    def _no_slip(self) -> None:
        """Let the time pass in which the page takes a touch for a slip of the finger."""
        left = self._touched + SLIP - time.monotonic()
        if left > 0:
            self.page.wait_for_timeout(1000 * left)

    def button(self, action: str) -> Any:
        return self.page.locator(f"[data-action={action}]")

    def post(self, path: str, **message: object) -> int:
        """What a page sends, from a hostile or an old one; the status."""
        line = http.client.HTTPConnection("127.0.0.1", self.school.running.port, timeout=MS / 1000)
        headers = {"Content-Type": "application/json", "X-Library-Kiosk": "1"}
        line.request("POST", f"/kiosk/{path}", json.dumps(message), headers)
        status = line.getresponse().status
        line.close()
        return status

    def restarted(self) -> None:
        """The program was started anew and counts its answers from the beginning."""
        self._seen = 0
        self._typed.clear()

    def clear(self) -> None:
        """End whatever runs: twice, because a session says goodbye first."""
        for _ in range(2):
            assert self.post("typed", text=FINISH) == 204
        self.speak("kk")
        self.shows("idle")
        expect(self.page.locator("[data-answer]")).to_have_count(0, timeout=MS)
        expect(self.page.locator("html")).to_have_attribute("lang", "kk", timeout=MS)

    # ------------------------------------------------------------------ what is seen

    def shows(self, screen: str) -> None:
        expect(self.page.locator("body")).to_have_attribute("data-screen", screen, timeout=MS)

    def shows_any(self) -> None:
        """A first screen has come over the stream."""
        expect(self.page.locator("#veil")).to_have_attribute("data-state", "off", timeout=MS)

    def answers(self, kind: str, *words: str) -> Any:
        """Wait for a new answer of this kind which says all these words; the answer."""
        try:
            self.page.wait_for_function(NEWER, arg=[kind, self._seen], timeout=MS)
        except TooLate:
            raise AssertionError(f"no new answer {kind!r} but {self.picture()}") from None
        answer = self.page.locator("[data-answer]")
        self._seen = int(answer.get_attribute("data-number") or 0)
        # On a busy machine the program read the code later than it was sent.
        self._typed[self._last_code] = time.monotonic()
        for word in words:
            expect(answer).to_contain_text(word, timeout=MS)
        return answer

    def greets(self, reader: dict[str, Any]) -> None:
        """The session of this reader runs."""
        try:
            self.page.wait_for_function(GREETED, arg=short_name(reader), timeout=MS)
        except TooLate:
            raise AssertionError(f"no {short_name(reader)} but {self.picture()}") from None

    def says(self, *words: str) -> None:
        for word in words:
            expect(self.page.locator("#screen")).to_contain_text(word, timeout=MS)

    def is_silent_about(self, *words: str) -> None:
        """Nowhere on the page, not for the eye and not for a screen reader."""
        for word in words:
            self.page.wait_for_function(
                "(word) => !document.documentElement.outerHTML.includes(word)", arg=word, timeout=MS
            )

    def date(self, text: str | None) -> str:
        assert text
        return self.t.date(date.fromisoformat(text))

    def picture(self) -> dict[str, Any]:
        """The page in a few words, for the message of a failed test."""
        found: dict[str, Any] = self.page.evaluate(
            """() => ({screen: document.body.dataset.screen, veil: veil.dataset.state,
              answer: {...document.querySelector("[data-answer]")?.dataset},
              text: document.getElementById("screen").innerText.slice(0, 300)})"""
        )
        return found


def short_name(reader: dict[str, Any]) -> str:
    """What the screen may say of a reader: `Дана Т.`"""
    surname, given = reader["name"].split()
    return f"{given} {surname[0]}."
