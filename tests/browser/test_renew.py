"""A screen put over another one is that screen, whatever was kept; nothing else stays."""

from __future__ import annotations

from dataclasses import replace

from playwright.sync_api import Page

from kiosk.screens import Screen
from tests.browser.gallery import DUE, SESSION, UNDO, lines, said, screens
from tests.browser.gallery_server import payload
from tests.browser.shots import show

WHAT_STANDS = """(html) => {
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  const told = (place) => [...place.querySelectorAll(
    "*:not([data-ring] *, [data-tick-text])")].map((part) => {
    const words = [...part.childNodes].filter((node) => node.nodeType === 3 && node.data.trim())
      .map((node) => node.data.trim());
    const marks = [...part.attributes].filter(({name}) => name !== "data-fit");
    const told = marks.map(({name, value}) => `${name}=${value}`).sort();
    return [part.localName, ...told, words.join("|")].join(" ");
  });
  return [told(document.getElementById("screen")), told(fresh.content)];
}"""
LATER_SESSION = [
    said(replace(SESSION, lines=tuple(reversed(lines(n))), undo=UNDO), "lent", due_on=DUE)
    for n in (1, 2, 3, 2, 4)
]


def test_what_stands_there_is_the_new_screen(kiosk: Page) -> None:
    order: list[Screen] = [*screens().values(), *LATER_SESSION]
    for version, screen in enumerate(order):
        content = payload(replace(screen, version=version))
        show(kiosk, content)
        stands, wanted = kiosk.evaluate(WHAT_STANDS, content["html"])
        assert stands == wanted, f"screen {version}: {screen.name}"


def test_what_is_the_same_stays_on_the_page(kiosk: Page) -> None:
    show(kiosk, payload(replace(LATER_SESSION[1], version=1)))
    kiosk.evaluate("for (const part of document.querySelectorAll('#screen *')) part.old = true")
    show(kiosk, payload(replace(LATER_SESSION[2], version=2)))
    old = "(...names) => names.flat().map((name) => document.querySelector(name).old === true)"
    kept = [".head", ".languages", "#do-finish", ".list", ".list > .line:last-child"]
    assert kiosk.evaluate(old, kept) == [True] * len(kept)
    assert kiosk.evaluate(old, [".list > .line:first-child", "#count"]) == [False, False]
