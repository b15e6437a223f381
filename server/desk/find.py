"""The box above every page: whatever is scanned or typed leads to its page.

What is looked for travels in the body of a POST and stands in no address: it may be a name.
Each role finds what it may see, readers only who may see readers.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, request
from werkzeug.exceptions import BadRequest

from library.rights import Right
from server.desk.drawing import drawn, see
from server.desk.forms import clean_line
from server.desk.guard import allowed, i_may
from server.server import Server
from server.services.clearance import slip_by_code
from server.services.finding import CLASSES, COPIES, PLACES, READERS, TITLES, Found, Hit, find

ON_PAGE, UNDER_BOX = 50, 5
"""Lines of one kind on the page of results, and in the list under the box."""
_ADDRESSES = {
    READERS: "/desk/readers/{}",
    TITLES: "/desk/titles/{}",
    COPIES: "/desk/copies/{}",
    CLASSES: "/desk/classes/{}",
    PLACES: "/desk/copies?place={}",
}
_ICONS = {READERS: "user", TITLES: "books", COPIES: "copy", CLASSES: "school", PLACES: "building"}
_ORDER = (CLASSES, READERS, TITLES, COPIES, PLACES)


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of one kind; text key `find.kind-<kind>`."""

    kind: str
    hits: tuple[Hit, ...]


def address(hit: Hit) -> str:
    """The page of a thing that was found."""
    return _ADDRESSES[hit.kind].format(hit.row_id)


def icon_of(kind: str) -> str:
    """The icon of a kind of thing."""
    return _ICONS[kind]


def parts_of(found: Found) -> list[Part]:
    """What was found, by kind."""
    parts = (Part(kind, tuple(hit for hit in found.hits if hit.kind == kind)) for kind in _ORDER)
    return [part for part in parts if part.hits]


def kinds_here() -> frozenset[str]:
    """What who is signed in may find."""
    kinds = {TITLES, COPIES} if i_may(Right.CATALOGUE) else set()
    if i_may(Right.READERS):
        kinds.add(READERS)
    if i_may(Right.CLASSES):
        kinds.add(CLASSES)
    return frozenset(kinds)


def add_find_pages(pages: Blueprint, server: Server) -> None:
    """The page of results, and the list that grows while somebody types."""

    @pages.get("/find")
    @allowed(Right.CATALOGUE, Right.READERS)
    def find_page() -> str:
        """An empty box: results come by POST and cannot be bookmarked."""
        return _page(server, "", Found())

    @pages.post("/find")
    @allowed(Right.CATALOGUE, Right.READERS)
    def found_page() -> Response:
        text = clean_line(request.form.get("text"))
        slip = slip_by_code(server, text) if i_may(Right.TEXTBOOKS) else None
        if slip is not None:
            return see(f"/desk/clearance/{slip.slip_id}")
        found = find(server, text, kinds_here(), ON_PAGE)
        sure = found.sure
        if sure is None and len(found.hits) == 1 and not found.instead:
            sure = found.hits[0]
        return see(address(sure)) if sure else Response(_page(server, text, found))

    @pages.post("/find/now")
    @allowed(Right.CATALOGUE, Right.READERS)
    def found_now() -> str:
        asked = request.get_json(silent=True)
        text = asked.get("text") if isinstance(asked, dict) else None
        if not isinstance(text, str):
            raise BadRequest
        found = find(server, clean_line(text), kinds_here(), UNDER_BOX)
        return drawn(
            server, "desk/find-now.html", parts=parts_of(found), found=found,
            address=address, icon_of=icon_of,
        )  # fmt: skip


def _page(server: Server, text: str, found: Found) -> str:
    return drawn(
        server, "desk/find.html", text=text, found=found, parts=parts_of(found),
        address=address, icon_of=icon_of, on_page=ON_PAGE,
    )  # fmt: skip
