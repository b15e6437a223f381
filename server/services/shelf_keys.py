"""The shelf key of titles: made in every write of a title, filled in where one is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from i18n.sorting import sort_key
from library.shelf_order import shelf_key
from server.database import Library
from server.tables import Title

CHUNK = 500
"""Titles of one transaction: nobody waits for long."""


def shelf_key_of(values: Mapping[str, Any]) -> bytes:
    """The shelf key of a title's columns: `name`, `bbk`, `author_mark`, `volume`."""
    return shelf_key(
        values.get("bbk"), values.get("author_mark"), values["name"], values.get("volume"), sort_key
    )


def renew_shelf_keys(title_ids: Sequence[int]) -> None:
    """Make the keys of these titles anew, inside a writing() block."""
    for first in range(0, len(title_ids), CHUNK):
        rows: Any = Title.select(
            Title.id, Title.name, Title.bbk, Title.author_mark, Title.volume
        ).where(Title.id.in_(title_ids[first : first + CHUNK]))
        for row in list(rows.dicts()):
            Title.update(shelf_key=shelf_key_of(row)).where(Title.id == row["id"]).execute()


def fill_shelf_keys(library: Library) -> int:
    """Give a key to titles that have none (rows of an older program), a chunk at a time; how
    many there were."""
    done = 0
    while True:
        with library.writing():
            missing: Any = Title.select(Title.id).where(Title.shelf_key.is_null()).limit(CHUNK)
            found = [row.id for row in missing]
            renew_shelf_keys(found)
        done += len(found)
        if len(found) < CHUNK:
            return done
