"""The divisions of the BBK that the school uses: shipped ones, extended by the librarian."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from library.bbk import Division
from library.shelf_order import index_key
from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.tables import BbkDivision

COLUMNS = ("code", "level", "kk", "ru", "en", "ksu_group", "diary_group")
"""Headings of the shipped file."""


def division_from(row: Mapping[str, str]) -> Division:
    """A division of a line of the shipped file; form divisions (`я72`) are of level 0."""
    level = row["level"]
    return Division(
        row["code"], int(level) if level.isdigit() else 0, row["ksu_group"], row["diary_group"],
        row["kk"], row["ru"], row["en"],
    )  # fmt: skip


def seed_divisions(server: Server, shipped: Iterable[Division]) -> int:
    """Add the shipped divisions that are missing; how many. What the librarian changed stays."""
    rows = list(shipped)
    with server.library.reading():
        known = {row.code for row in BbkDivision.select(BbkDivision.code)}
    missing = [each for each in rows if each.code not in known]
    if missing:
        with server.library.writing():
            BbkDivision.insert_many(
                [_columns(each) for each in missing]
            ).on_conflict_ignore().execute()
    return len(missing)


def divisions(server: Server) -> tuple[Division, ...]:
    """All divisions in the order of the shelves, form divisions last."""
    with server.library.reading():
        found = [
            Division(
                row.code, row.level, row.content, row.diary, row.kk, row.ru, row.en,
                row.added_on is not None,
            )
            for row in BbkDivision.select()
        ]  # fmt: skip
    return tuple(sorted(found, key=lambda each: (each.level == 0, index_key(each.code))))


def division(server: Server, code: str) -> Division | None:
    """One division."""
    return next((each for each in divisions(server) if each.code == code), None)


def put_division(server: Server, deed: Deed, wanted: Division, new: bool) -> bool:
    """Add a division or change the one of this code; False when a new one has the code of
    another, or the one to change is not there."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        row = BbkDivision.get_or_none(BbkDivision.code == wanted.code)
        if (row is None) != new:
            return False
        columns = {**_columns(wanted), "added_on": server.today()}
        if new:
            BbkDivision.insert(columns).execute()
        else:
            BbkDivision.update(columns).where(BbkDivision.code == wanted.code).execute()
        write_deed(server, work, deed, before={"new": new, "content": wanted.content})
        return True


def drop_division(server: Server, deed: Deed, code: str) -> bool:
    """Take away a division that the library added or changed; a shipped one comes back at
    the next start as it was. False when there is no such one."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        own = (BbkDivision.code == code) & BbkDivision.added_on.is_null(False)
        gone = BbkDivision.delete().where(own).execute()
        if gone:
            write_deed(server, work, deed, before={})
        return bool(gone)


def _columns(each: Division) -> dict[str, Any]:
    return {
        "code": each.code, "level": each.level, "content": each.content, "diary": each.diary,
        "kk": each.kk, "ru": each.ru, "en": each.en,
    }  # fmt: skip
