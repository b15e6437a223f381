"""Whose journal somebody wants: a copy's or a reader's, by number or by row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from server.facts import copy_by_code, reader_by_card
from server.server import Server
from server.tables import Copy, Reader, Title


@dataclass(frozen=True, slots=True)
class About:
    """`kind`: copy or reader; `words`: title and number, or the whole name, for staff."""

    kind: str
    row_id: int
    words: str = ""


def looked_up(server: Server, number: str) -> About | None:
    """What a number stands for: a copy's own or inventory number, a linked one, a card."""
    with server.library.snapshot() as work:
        copy = copy_by_code(work, number)
        if copy is not None:
            return About("copy", copy.facts.copy_id)
        row = Copy.get_or_none(Copy.inventory_no == number)
        if row is not None:
            return About("copy", row.id)
        reader = reader_by_card(work, number)
        return None if reader is None else About("reader", reader.facts.reader_id)


def about(server: Server, kind: str, row_id: int) -> About | None:
    """The copy or reader of a row number, with words; None when there is none."""
    with server.library.reading():
        if kind == "copy":
            found: Any = (
                Copy.select(Title.name, Copy.code).join(Title).where(Copy.id == row_id).tuples()
            )
        else:
            found = (
                Reader.select(Reader.surname, Reader.given_name).where(Reader.id == row_id).tuples()
            )
        row = found.first()
    return None if row is None else About(kind, row_id, " ".join(filter(None, row)))
