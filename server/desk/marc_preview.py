"""What the page of a file of records shows: its first records as they would be taken, counts,
what stands in the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from library.description import described
from server.server import Server
from server.services.marc.applying import checked
from server.services.marc.files import MarcFileView, content_of, opened_marc
from server.services.marc.reading import LIST, MarcLook, RecordLine, count_of

FIRST_RECORDS = 20
SOON = 1000
"""Up to so many records are worked out while the page is made; more by long work."""
OWN_FAULTS = frozenset({"broken-directory", "wrong-letters", "no-title"})
STATES = ("new", "changed", "same", "refused")


@dataclass(frozen=True, slots=True)
class RecordShown:
    """One record: its number, its description, what else it brings, doubts, or its fault."""

    number: int
    text: str
    isbn: str
    shelf_mark: str
    price: str
    doubts: tuple[str, ...]
    fault: str


@dataclass(frozen=True, slots=True)
class MarcPreview:
    """All the page shows. `told` is None while a long file is not worked out; `ask_dialect`:
    the records do not tell their family."""

    look: MarcLook
    count: int
    records: Sequence[RecordShown]
    told: dict[str, Any] | None
    ask_dialect: bool

    @property
    def counts(self) -> dict[str, int]:
        """Counts by state."""
        said = (self.told or {}).get("counts", {})
        return {state: said.get(state, 0) for state in STATES}

    @property
    def more(self) -> dict[str, int]:
        """Counts beside them."""
        said = (self.told or {}).get("counts", {})
        return {word: n for word, n in said.items() if word not in STATES}

    @property
    def whole(self) -> bool:
        """Whether nothing has to be left out."""
        return self.told is not None and not self.counts["refused"]

    @property
    def anything(self) -> bool:
        """Whether there is anything to take."""
        return self.counts["new"] + self.counts["changed"] > 0


def marc_preview(server: Server, view: MarcFileView) -> MarcPreview:
    """The preview of a file. Raises FileRefused, FileGone."""
    count = 0 if view.form == LIST else count_of(content_of(server, view))
    soon = count <= SOON
    look = opened_marc(server, view, most=None if soon else FIRST_RECORDS)
    ask = look.dialect is None and look.form != LIST
    told = view.checked
    if soon and not ask:
        told = checked(server, look, view.target)
    shown = [_shown(line) for line in look.lines[:FIRST_RECORDS]]
    return MarcPreview(look, count or len(look.lines), shown, told, ask)


def _shown(line: RecordLine) -> RecordShown:
    title = line.title
    if title is None:
        return RecordShown(line.number, "", "", "", "", (), line.fault)
    mark = " · ".join(filter(None, (title.bbk, title.author_mark)))
    price = "" if title.price_tiyn is None else f"{title.price_tiyn / 100:.2f}".replace(".", ",")
    return RecordShown(
        line.number, described(title).text, title.isbn or "", mark, price, title.doubts, ""
    )
