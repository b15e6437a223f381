"""A walk through the desk: sign in, follow every link, never leave the desk.

Addresses that differ only by their numbers or their query are one page; the walk opens the
first one or two of each.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Page

from tests.flows.school import School

_LINKS = "[...document.querySelectorAll('a[href]:not([download])')].map((a) => a.href)"
PAPER = re.compile(r"(\.pdf|/paper)$")
"""Addresses that answer with a file to print."""
_LEFT_OUT = ("/desk/language/", "/desk/static/")


def sign_in(page: Page, school: School, login: str = "", password: str = "") -> None:
    """At the door of the desk; the demonstration's head without other words."""
    account = school.demo["desk"]
    page.goto(f"{school.url}/desk/sign-in")
    page.fill("input[name=login]", login or account["login"])
    page.fill("input[name=password]", password or account["password"])
    page.click("button.is-primary")
    page.wait_for_url(re.compile(r"/desk(?!/sign-in)"))


def shape(address: str) -> str:
    """The address with its numbers replaced, without its query: what page it is."""
    return re.sub(r"/\d+", "/N", urlsplit(address).path)


def walk(
    page: Page, school: School, of_each: int = 1, start: str = "/desk"
) -> Iterator[tuple[str, int]]:
    """Opens one page after the other; gives the path that `page` shows now and its status."""
    waiting, seen, times = deque([start]), {start}, Counter[str]()
    while waiting:
        path = waiting.popleft()
        if times[shape(path)] >= of_each:
            continue
        times[shape(path)] += 1
        if PAPER.search(urlsplit(path).path):
            # No page: opened in the browser's own viewer it would only ask for an icon.
            paper = page.request.get(school.url + path)
            if paper.headers.get("content-type", "") == "application/pdf":
                continue
        answer = page.goto(school.url + path)
        assert answer is not None
        yield path, answer.status
        if answer.status != 200:
            continue
        for link in page.evaluate(_LINKS):
            parts = urlsplit(urljoin(school.url, link))
            bare = parts.path + (f"?{parts.query}" if parts.query else "")
            ours = f"{parts.scheme}://{parts.netloc}" == school.url
            desk = parts.path.startswith("/desk") and not parts.path.startswith(_LEFT_OUT)
            file = "as=xlsx" in parts.query or "print=1" in parts.query
            if ours and desk and not file and bare not in seen:
                seen.add(bare)
                waiting.append(bare)
