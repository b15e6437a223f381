"""Every page of the desk as a browser shows it: reachable, accessible, nothing sticks out."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.test_accessibility import AXE
from tests.flows.desk_walk import sign_in, walk
from tests.flows.school import School

# The enhanced contrast contains the ordinary one, which would only cost its time again.
RUN = """() => axe.run(document, {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  rules: {"color-contrast-enhanced": {enabled: true}, "color-contrast": {enabled: false},
    "target-size": {enabled: true}},
  resultTypes: ["violations"],
}).then((found) => found.violations.map((fault) => [fault.id, fault.help,
  ...fault.nodes.slice(0, 3).map((node) => node.html.slice(0, 110))].join(" | ")))"""

# The rows of a long list are one template, the rooms beside each page are the same on all:
# judging a hundred alike takes most of the time. The first page is judged with all its rooms.
SHORTEN = """(whole) => document.querySelectorAll("main tbody tr:nth-child(n+7)"
  + (whole ? "" : ", nav.side li:nth-child(n+3)")).forEach((row) => row.remove())"""
# What is wider than the window is cut off or makes the whole page scroll sideways.
STICKS_OUT = """() => {
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide <= 1) return [];
  const found = [...document.querySelectorAll("main *")].filter((each) => {
    const box = each.getBoundingClientRect();
    const scrolled = each.closest(".list-scroll");
    return box.right > innerWidth + 1 && !(scrolled && scrolled !== each);
  });
  return [`${wide} px: ` + found.slice(0, 3).map((each) => each.outerHTML.slice(0, 90)).join("; ")];
}"""
# A text key on a page is a text that somebody forgot.
KEYS_SHOWN = r"""() => (document.body.innerText
  .match(/\b[a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)+\b/g) ?? [])
  .filter((word) => !/\.(py|toml|db|xlsx|csv|html|json|kz|log)$/.test(word))"""
SIZES = ((1280, 800, "kk", True), (820, 1180, "ru", False))
"""Axe judges names, roles and colours, which are one in all languages: it looks once."""


@pytest.mark.parametrize(("width", "height", "language", "axe"), SIZES)
def test_every_page_is_accessible_and_fits(
    browser: Browser, school: School, width: int, height: int, language: str, axe: bool
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce"
    )
    context.add_cookies([{"name": "language", "value": language, "url": school.url}])
    page = context.new_page()
    broken: list[str] = []
    page.on("pageerror", lambda fault: broken.append(f"script: {fault}"))
    page.on(
        "console",
        lambda said: broken.append(f"console: {said.text}") if said.type == "error" else None,
    )
    sign_in(page, school)
    judge = Path(AXE).read_text(encoding="utf-8")
    faults, pages = [], 0
    for path, status in walk(page, school):
        pages += 1
        if status != 200:
            faults.append(f"{path}: {status}")
            broken.clear()
            continue
        found = page.evaluate(STICKS_OUT) + page.evaluate(KEYS_SHOWN)
        if axe:
            page.evaluate(SHORTEN, pages == 1)
            page.evaluate(judge)
            found += page.evaluate(RUN)
        faults += [f"{path}: {fault}" for fault in [*found, *broken]]
        broken.clear()
    context.close()
    assert not faults, f"{len(faults)} faults on {pages} pages\n" + "\n".join(faults[:60])
    assert pages >= 60
