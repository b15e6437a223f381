"""What stands on labels: from copies and readers to words of `labels.content`.

Everything is read at once, in the order that is asked for. The break points of a shelf
index are set here: labels know nothing of the BBK.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from peewee import JOIN

from i18n.texts import texts
from labels.content import (
    BarcodeWords,
    CardWords,
    PocketFoldWords,
    PocketWords,
    ReaderWords,
    SlipWords,
    SpineWords,
    Words,
)
from library.classes import class_label
from server.server import Server
from server.services.settings import LANGUAGE, SCHOOL_NAME, setting
from server.tables import Card, Copy, Membership, Reader, SchoolClass, Title

COPY_KINDS = ("spine", "pocket", "barcode", "slip", "card", "pocket-fold")
SHORT_TITLE = 70
_PART = 900
_BREAKS = re.compile(r"(?=\()|(?<=\))(?=.)|(?=я\d)|(?<=\d\d)\.(?=\d)")


def bbk_parts(bbk: str | None) -> tuple[str, ...]:
    """The index cut where it may go on in the next line: before a bracket and after it,
    after the dot, before `я` (`84(5Қаз)6` → `84`, `(5Қаз)`, `6`)."""
    if not bbk:
        return ()
    parts: list[str] = []
    begun = 0
    for found in _BREAKS.finditer(bbk):
        cut = found.end()
        if begun < cut < len(bbk):
            parts.append(bbk[begun:cut])
            begun = cut
    return (*parts, bbk[begun:])


def short_title(title: str) -> str:
    """A title for a label: cut after a word, with a sign that it goes on."""
    if len(title) <= SHORT_TITLE:
        return title
    cut = title[: SHORT_TITLE - 1]
    return f"{cut.rsplit(' ', 1)[0] if ' ' in cut[20:] else cut}…"


def copy_words(server: Server, kind: str, copy_ids: Sequence[int]) -> list[Words]:
    """The words of one kind of label for these copies, in their order. A copy that is not
    there, or has no code where the label needs one, is left out. Raises KeyError for a kind
    that is no label of a copy."""
    make = _MAKERS[kind]
    language = setting(server.library, LANGUAGE, "kk")
    school = setting(server.library, SCHOOL_NAME)
    rows = _copies(server, copy_ids)
    t = texts(language)
    found = (make(rows[copy_id], school, t) for copy_id in copy_ids if copy_id in rows)
    return [words for words in found if words is not None]


def with_label(server: Server, kind: str, copy_ids: Sequence[int]) -> list[int]:
    """Those of the copies that `copy_words` gives words for, in their order."""
    rows = _copies(server, copy_ids)
    make, t = _MAKERS[kind], texts("kk")
    return [
        copy_id for copy_id in copy_ids
        if copy_id in rows and make(rows[copy_id], "", t) is not None
    ]  # fmt: skip


def _copies(server: Server, copy_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    columns = (
        Copy.id, Copy.code, Copy.inventory_no, Copy.price_tiyn, Title.name, Title.author,
        Title.bbk, Title.author_mark, Title.volume, Title.year,
    )  # fmt: skip
    names = ("id", "code", "inventory_no", "price", "title", "author", "bbk", "mark", "volume",
             "year")  # fmt: skip
    found: dict[int, dict[str, Any]] = {}
    with server.library.snapshot():
        for start in range(0, len(copy_ids), _PART):
            part = list(copy_ids[start : start + _PART])
            rows: Any = Copy.select(*columns).join(Title).where(Copy.id.in_(part)).tuples()
            found |= {row[0]: dict(zip(names, row, strict=True)) for row in rows}
    return found


def _mark(row: dict[str, Any]) -> tuple[tuple[str, ...], str, str]:
    return bbk_parts(row["bbk"]), row["mark"] or "", row["volume"] or ""


def _spine(row: dict[str, Any], school: str, t: Any) -> Words | None:
    mark = _mark(row)
    return SpineWords(*mark) if any(mark) else None


def _pocket(row: dict[str, Any], school: str, t: Any) -> Words | None:
    if not row["code"]:
        return None
    title = short_title(row["title"])
    return PocketWords(*_mark(row), row["inventory_no"] or "", title, row["code"])


def _barcode(row: dict[str, Any], school: str, t: Any) -> Words | None:
    if not row["code"]:
        return None
    return BarcodeWords(row["code"], school, short_title(row["title"]))


def _slip(row: dict[str, Any], school: str, t: Any) -> Words | None:
    number = row["inventory_no"] or row["code"] or ""
    heads = tuple(t("label.slip-column") for _ in range(3))
    return SlipWords(t("label.slip-sentence"), heads, number)


def _card(row: dict[str, Any], school: str, t: Any) -> Words | None:
    price = "" if row["price"] is None else t("label.price", tenge=t.number(row["price"] / 100))
    pairs = (
        ("label.author", row["author"]), ("label.title", row["title"]),
        ("label.inventory-no", row["inventory_no"]), ("label.price-head", price),
        ("label.year", row["year"]),
    )  # fmt: skip
    said = tuple((str(t(key)), str(value)) for key, value in pairs if value)
    heads = (str(t("label.card-reader")), str(t("label.card-due")))
    return CardWords(*_mark(row), said, heads, row["code"] or "")


def _fold(row: dict[str, Any], school: str, t: Any) -> Words | None:
    mark = " ".join(filter(None, (row["bbk"], row["mark"])))
    lines = tuple(filter(None, (mark, row["inventory_no"], short_title(row["title"]))))
    return PocketFoldWords(
        lines, row["code"] or "", str(t("label.slip-sentence")), str(t("label.fold")),
        str(t("label.glue")),
    )  # fmt: skip


_MAKERS = {
    "spine": _spine, "pocket": _pocket, "barcode": _barcode, "slip": _slip, "card": _card,
    "pocket-fold": _fold,
}  # fmt: skip


def reader_words(server: Server, reader_ids: Sequence[int]) -> list[Words]:
    """Cards of these readers in their order; who has no active card is left out."""
    school = setting(server.library, SCHOOL_NAME)
    found: dict[int, Words] = {}
    with server.library.snapshot():
        for start in range(0, len(reader_ids), _PART):
            part = list(reader_ids[start : start + _PART])
            rows: Any = (
                Reader.select(
                    Reader.id, Reader.surname, Reader.given_name, Card.number,
                    SchoolClass.grade, SchoolClass.letter,
                )
                .join(Card, on=(Card.reader == Reader.id) & (Card.state == "active"))
                .join(Membership, JOIN.LEFT_OUTER, on=(Membership.reader == Reader.id)
                      & Membership.to_on.is_null())
                .join(SchoolClass, JOIN.LEFT_OUTER)
                .where(Reader.id.in_(part))
                .order_by(Reader.id, Card.id)
                .tuples()
            )  # fmt: skip
            for reader_id, surname, given, number, grade, letter in rows:
                label = "" if grade is None else class_label(grade, letter)
                found[reader_id] = ReaderWords(f"{surname} {given}", label, number, school)
    return [found[reader_id] for reader_id in reader_ids if reader_id in found]
