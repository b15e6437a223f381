"""Some seven hundred copies of a hundred and twenty real titles."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from i18n.searching import search_key
from i18n.sorting import sort_key
from library.catalogue import CopyState
from library.scanned_code import COPY_DIGIT, make_number
from server import tables
from server.demonstration.rows import insert

RECORDS = Path(__file__).with_name("records.csv")
_COPIES = {"fiction": 5, "textbook": 8, "reference": 2, "methodical": 3}
_PROGRAMME = ("Абай", "Әуезов", "Пушкин")
"""Authors whose works stand for the literature programme here."""
_MANY = 18
"""So many titles of fiction, the first ones, have two copies more."""
_ODD_STATES = (
    CopyState.IN_REPAIR,
    CopyState.LOST,
    CopyState.WRITTEN_OFF,
    CopyState.TO_CHECK,
    CopyState.IN_PROCESSING,
    CopyState.MISSING,
)


@dataclass(frozen=True, slots=True)
class DemoCopy:
    """One copy as it was made, before any loan. `mark` is `reading-room`, `on-display` or
    empty."""

    copy_id: int
    code: str
    title_id: int
    title: str
    kind: str
    state: str
    grade: int | None
    language: str
    mark: str = ""


def add_stock(random: Random, today: date) -> list[DemoCopy]:
    """Insert places, titles and copies; inside a writing() block."""
    records = _records()
    insert(
        tables.Place,
        [
            {"id": 1, "name": "Абонемент", "kind": "shelf"},
            {"id": 2, "name": "Оқу залы", "kind": "reading-room"},
            {"id": 3, "name": "Көрме", "kind": "display"},
            {"id": 4, "name": "Тапсырыс сөресі", "kind": "hold-shelf"},
        ],
    )
    insert(
        tables.Title,
        [_title_row(number, record, today) for number, record in enumerate(records, start=1)],
    )
    copies = _copies(records)
    insert(tables.Copy, [_copy_row(random, copy, today) for copy in copies])
    return copies


def _records() -> list[dict[str, str]]:
    with RECORDS.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _copies(records: list[dict[str, str]]) -> list[DemoCopy]:
    copies: list[DemoCopy] = []
    fiction = 0
    for title_id, record in enumerate(records, start=1):
        kind = record["kind"]
        fiction += kind == "fiction"
        count = _COPIES[kind] + (2 if kind == "fiction" and fiction <= _MANY else 0)
        for place in range(count):
            serial = len(copies) + 1
            copies.append(_copy(serial, title_id, record, place, fiction))
    return copies


def _copy(serial: int, title_id: int, record: dict[str, str], place: int, nth: int) -> DemoCopy:
    kind = record["kind"]
    state, mark = CopyState.ON_SHELF, ""
    if kind == "fiction" and place == 4:
        # The fifth copies carry the odd states, so that each title keeps ordinary ones.
        if nth <= len(_ODD_STATES):
            state = _ODD_STATES[nth - 1]
        elif nth <= len(_ODD_STATES) + 2:
            mark = "on-display"
        elif nth <= len(_ODD_STATES) + 4:
            mark = "reading-room"
    if kind == "reference" and place == 0:
        mark = "reading-room"
    return DemoCopy(
        serial,
        make_number(COPY_DIGIT, serial),
        title_id,
        record["title"],
        kind,
        state.value,
        int(record["grade"]) if record["grade"] else None,
        record["language"],
        mark,
    )


def _title_row(number: int, record: dict[str, str], today: date) -> dict[str, Any]:
    name, author = record["title"], record["author"]
    return {
        "id": number,
        "name": name,
        "author": author,
        "item_kind": record["kind"],
        "in_programme": author.startswith(_PROGRAMME),
        "language": record["language"] or None,
        "year": _number(record["year"]),
        "publisher": record["publisher"] or None,
        "place": record["place"] or None,
        "isbn": record["isbn"] or None,
        "bbk": record["bbk"] or None,
        "author_mark": record["author_mark"] or None,
        "subject": record["subject"] or None,
        "grade": _number(record["grade"]),
        "pages": _number(record["pages"]),
        # Strides through the list, so that neighbours on the shelf of new titles differ.
        "added_on": today - timedelta(days=number * 37 % 121),
        "sort_key": sort_key(name),
        "search_key": search_key(f"{name} {author}"),
    }


def _copy_row(random: Random, copy: DemoCopy, today: date) -> dict[str, Any]:
    return {
        "id": copy.copy_id,
        "title": copy.title_id,
        "code": copy.code,
        "state": copy.state,
        "reading_room_only": copy.mark == "reading-room",
        "on_display": copy.mark == "on-display",
        "home_place": 2 if copy.mark == "reading-room" else 1,
        "display_place": 3 if copy.mark == "on-display" else None,
        # Made-up prices: real ones come from an invoice.
        "inventory_no": f"Д-{copy.copy_id}",
        "price_tiyn": random.randrange(900, 6000) * 100,
        "added_on": today - timedelta(days=copy.title_id * 37 % 121),
    }


def _number(text: str) -> int | None:
    return int(text) if text else None
