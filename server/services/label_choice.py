"""Whose labels the terminal asks for: copies by codes or a range, a delivery, a class."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from i18n.sorting import sort_key
from library.classes import class_label, class_letter
from server.server import Server
from server.services.classes import current_year
from server.tables import AccessionCopy, AccessionLine, Copy, Membership, Reader, SchoolClass

_PART = 900


def copies_of_codes(server: Server, codes: Sequence[str]) -> tuple[list[int], list[str]]:
    """The copies with these codes in their order, and the codes no copy has."""
    found: dict[str, int] = {}
    with server.library.snapshot():
        for start in range(0, len(codes), _PART):
            part = list(codes[start : start + _PART])
            rows: Any = Copy.select(Copy.code, Copy.id).where(Copy.code.in_(part)).tuples()
            found |= {str(code): int(copy_id) for code, copy_id in rows}
    ids = [found[code] for code in codes if code in found]
    return ids, [code for code in codes if code not in found]


def copies_of_range(server: Server, first: str, last: str) -> list[int]:
    """Copies whose code lies between these two, of the same length, by code."""
    low, high = sorted((first, last))
    with server.library.snapshot():
        rows: Any = Copy.select(Copy.id, Copy.code).where(Copy.code >= low, Copy.code <= high)
        found = [(str(code), int(copy_id)) for copy_id, code in rows.tuples()]
    return [copy_id for code, copy_id in sorted(found) if len(code) == len(low)]


def copies_of_batch(server: Server, batch_id: int) -> list[int]:
    """Copies that a posted delivery made, in the order they were made."""
    with server.library.snapshot():
        rows: Any = (
            AccessionCopy.select(AccessionCopy.copy)
            .join(AccessionLine)
            .where(AccessionLine.batch == batch_id)
            .order_by(AccessionCopy.copy)
            .tuples()
        )
        return [int(row[0]) for row in rows]


def readers_of_class(server: Server, label: str) -> list[int]:
    """Pupils of a class of this school year, in Kazakh order. The class as `9Ә`, `9 «ә»` or
    `9A`; empty for no class or an empty one."""
    text = label.strip()
    digits = text[: len(text) - len(text.lstrip("0123456789"))]
    letter = class_letter(text[len(digits) :]) if digits else None
    if letter is None or len(digits) > 2:
        return []
    wanted = class_label(int(digits), letter)
    year = current_year(server)
    with server.library.snapshot():
        rows: Any = (
            Membership.select(
                Reader.id, Reader.surname, Reader.given_name, SchoolClass.grade, SchoolClass.letter
            )
            .join(SchoolClass)
            .switch(Membership)
            .join(Reader)
            .where(SchoolClass.year == year, Membership.to_on.is_null())
            .tuples()
        )
        found = [
            (sort_key(f"{surname} {given}"), int(reader))
            for reader, surname, given, grade, own in rows
            if class_label(grade, own) == wanted
        ]
    return [reader for _, reader in sorted(found)]
