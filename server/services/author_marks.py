"""The mark of a book: remembered for its author, else found in the school's table.

A mark once confirmed for an author is remembered by the folded heading, so that one author
never gets two. What the book itself prints always wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from i18n.searching import search_key
from i18n.sorting import sort_key
from library.author_mark import Basis, author_mark
from library.entry_word import Entry, Under, entry_of
from library.shelf_marks import odd_author_mark
from server.database import Work
from server.server import Server
from server.services.author_mark_tables import table_in_use
from server.services.deeds import Deed, done_before, write_deed
from server.tables import AuthorMark

BASES = tuple(each.value for each in Basis)
_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Suggested:
    """A mark with its basis (library.author_mark.Basis). `remembered`: it was confirmed
    for the heading before; `word` is what was looked up, `under` an Under."""

    mark: str
    basis: str
    word: str
    heading: str
    under: str
    remembered: bool = False


@dataclass(frozen=True, slots=True)
class NoMark:
    """Why none can be told: `no-word` (nothing begins with a letter) or `no-table` (no
    table of the data folder has the letter)."""

    code: str
    word: str = ""
    heading: str = ""
    under: str = ""


@dataclass(frozen=True, slots=True)
class KnownMark:
    """What is remembered for a heading."""

    mark_id: int
    heading: str
    mark: str
    basis: str
    confirmed_at: datetime


@dataclass(frozen=True, slots=True)
class MarkToKeep:
    """A mark that somebody confirmed for a heading by saving a title. `instead`: it takes
    the place of one that is remembered."""

    heading: str
    mark: str
    basis: str
    instead: bool = False


def suggest_mark(
    server: Server, name: str, author: str, bbk: str | None = None, language: str | None = None,
    by_hand: str | None = None,
) -> Suggested | NoMark:  # fmt: skip
    """The mark of a book with this title and author; `by_hand` is the word that somebody
    wants it to stand under."""
    entry = entry_of(name, author, bbk, language, by_hand)
    if entry is None:
        return NoMark("no-word")
    known = known_mark(server, entry.heading) if entry.under != Under.TITLE else None
    if known is not None:
        return Suggested(known.mark, known.basis, entry.word, entry.heading, entry.under, True)
    return _from_table(server, entry)


def _from_table(server: Server, entry: Entry) -> Suggested | NoMark:
    found = author_mark(entry.word, table_in_use(server))
    if found is None or len(found.text) < 2:
        # A bare letter is no help, but for those that no table has (Ъ, Ь, Ы).
        bare = found is not None and found.text in "ЪЬЫ" and bool(table_in_use(server).sections)
        if not bare:
            return NoMark("no-table", entry.word, entry.heading, entry.under)
    assert found is not None
    return Suggested(found.text, found.basis, entry.word, entry.heading, entry.under)


def known_mark(server: Server, heading: str) -> KnownMark | None:
    """What is remembered for a heading."""
    with server.library.reading():
        row = AuthorMark.get_or_none(AuthorMark.heading_key == heading_key(heading))
    return None if row is None else _known(row)


def known_marks(server: Server) -> list[KnownMark]:
    """All that is remembered, in Kazakh order."""
    with server.library.reading():
        found = [_known(row) for row in AuthorMark.select()]
    return sorted(found, key=lambda each: sort_key(each.heading))


def _known(row: Any) -> KnownMark:
    return KnownMark(row.id, row.heading, row.mark, row.basis, row.confirmed_at)


def heading_key(heading: str) -> str:
    """A heading as it is compared: folded, without signs."""
    return " ".join(
        "".join(sign if sign.isalnum() else " " for sign in search_key(heading)).split()
    )


def basis_of(mark: str, suggested: Suggested | NoMark, from_imprint: bool) -> str:
    """The basis of a mark in a form: printed in the book, as suggested, else typed."""
    if from_imprint:
        return Basis.IMPRINT
    if isinstance(suggested, Suggested) and suggested.mark == mark:
        return suggested.basis
    return Basis.TYPED


def mark_to_keep(
    suggested: Suggested | NoMark, mark: str | None, basis: str, instead: bool = False
) -> MarkToKeep | None:  # fmt: skip
    """What is to be remembered of a saved title: nothing when it stands under its title."""
    if not mark or not suggested.heading or suggested.under == Under.TITLE:
        return None
    return MarkToKeep(suggested.heading, mark, basis, instead or basis == Basis.IMPRINT)


def keep_mark(work: Work, now: datetime, kept: MarkToKeep) -> None:
    """Remember a confirmed mark, inside the writing() block of the title."""
    key = heading_key(kept.heading)
    if not key:
        return
    row = AuthorMark.get_or_none(AuthorMark.heading_key == key)
    if row is None:
        AuthorMark.create(
            heading_key=key, heading=kept.heading, mark=kept.mark, basis=kept.basis,
            confirmed_at=now,
        )  # fmt: skip
    elif kept.instead and (row.mark, row.basis) != (kept.mark, kept.basis):
        AuthorMark.update(mark=kept.mark, basis=kept.basis, confirmed_at=now).where(
            AuthorMark.id == row.id
        ).execute()


def marks_of(titles: Iterable[Mapping[str, Any]]) -> list[MarkToKeep]:
    """What titles of a list teach: the mark of each author, the first one where they differ.
    Each title by its columns."""
    found: dict[str, MarkToKeep] = {}
    for title in titles:
        mark = title.get("author_mark")
        if not mark or odd_author_mark(mark):
            continue
        entry = entry_of(
            title["name"], title.get("author") or "", title.get("bbk"), title.get("language")
        )
        if entry is not None and entry.under == Under.AUTHOR:
            kept = MarkToKeep(entry.heading, mark, Basis.TYPED)
            found.setdefault(heading_key(entry.heading), kept)
    return list(found.values())


def keep_new_marks(server: Server, kept: Sequence[MarkToKeep]) -> None:
    """Remember marks of authors who have none, inside a writing() block."""
    for first in range(0, len(kept), _AT_ONCE):
        rows = [
            {"heading_key": heading_key(each.heading), "heading": each.heading, "mark": each.mark,
             "basis": each.basis, "confirmed_at": server.now()}
            for each in kept[first : first + _AT_ONCE]
        ]  # fmt: skip
        AuthorMark.insert_many(
            [row for row in rows if row["heading_key"]]
        ).on_conflict_ignore().execute()


def change_mark(server: Server, deed: Deed, mark_id: int, mark: str) -> bool:
    """Correct a remembered mark by hand; False when there is no such one."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        row = AuthorMark.get_or_none(AuthorMark.id == mark_id)
        if row is None:
            return False
        AuthorMark.update(mark=mark, basis=Basis.TYPED, confirmed_at=server.now()).where(
            AuthorMark.id == mark_id
        ).execute()
        write_deed(server, work, deed, before={"mark": mark_id, "was": row.mark})
        return True


def forget_mark(server: Server, deed: Deed, mark_id: int) -> bool:
    """Remember it no longer; False when there is no such one."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        gone = AuthorMark.delete().where(AuthorMark.id == mark_id).execute()
        if gone:
            write_deed(server, work, deed, before={"mark": mark_id})
        return bool(gone)
