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
from library.scanned_code import COPY_DIGIT, PLACE_DIGIT, make_number
from server import tables
from server.demonstration.rows import insert
from server.services.searching import TITLE, index_rows
from server.services.shelf_keys import shelf_key_of

RECORDS = Path(__file__).with_name("records.csv")
_COPIES = {"fiction": 5, "textbook": 8, "reference": 2, "methodical": 3}
_PROGRAMME = ("Абай", "Әуезов", "Пушкин")
"""Authors whose works stand for the literature programme here."""
_MANY = 18
"""So many titles of fiction, the first ones, have two copies more."""
PLACES = (
    ("1-сөре. Қазақ әдебиеті, А–Й", "shelf"),
    ("2-сөре. Қазақ әдебиеті, К–Я", "shelf"),
    ("3-сөре. Орыс және шетел әдебиеті", "shelf"),
    ("4-сөре. Оқулықтар, 7–8-сынып", "shelf"),
    ("5-сөре. Оқулықтар, 9–11-сынып", "shelf"),
    ("6-сөре. Әдістемелік әдебиет", "shelf"),
    ("7-сөре. Анықтамалықтар", "shelf"),
    ("Оқу залы", "reading-room"),
    ("Көрме", "display"),
    ("Тапсырыс сөресі", "hold-shelf"),
)
"""Where copies stand, in the order of their numbers."""
_SHELF = {"fiction": 1, "textbook": 4, "methodical": 6, "reference": 7, "periodical": 7}
_READING_ROOM, _DISPLAY = 8, 9
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
    insert(tables.Place, [_place_row(number, *place) for number, place in enumerate(PLACES, 1)])
    titles = [_title_row(number, record, today) for number, record in enumerate(records, start=1)]
    insert(tables.Title, titles)
    index_rows(
        TITLE, {row["id"]: [row[name] for name in ("name", "author", "subject", "isbn")]
                for row in titles},
    )  # fmt: skip
    homes = {number: _home(record) for number, record in enumerate(records, start=1)}
    copies = _copies(records)
    insert(tables.Copy, [_copy_row(random, copy, homes[copy.title_id], today) for copy in copies])
    return copies


def _place_row(number: int, name: str, kind: str) -> dict[str, Any]:
    return {
        "id": number, "name": name, "kind": kind, "number": make_number(PLACE_DIGIT, number),
    }  # fmt: skip


def _home(record: dict[str, str]) -> int:
    """The shelf of a title: textbooks by grade, others by kind and the letter of the author."""
    kind, grade = record["kind"], record["grade"]
    if kind == "textbook" and grade:
        return _SHELF["textbook"] + (int(grade) >= 9)
    if kind != "fiction":
        return _SHELF[kind]
    if record["language"] != "kk":
        return _SHELF["fiction"] + 2
    return _SHELF["fiction"] + (sort_key(record["author"] or record["title"]) >= sort_key("К"))


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
        "shelf_key": shelf_key_of(
            {"name": name, "bbk": record["bbk"], "author_mark": record["author_mark"]}
        ),
    }


def _copy_row(random: Random, copy: DemoCopy, home: int, today: date) -> dict[str, Any]:
    return {
        "id": copy.copy_id,
        "title": copy.title_id,
        "code": copy.code,
        "state": copy.state,
        "reading_room_only": copy.mark == "reading-room",
        "on_display": copy.mark == "on-display",
        "home_place": _READING_ROOM if copy.mark == "reading-room" else home,
        "display_place": _DISPLAY if copy.mark == "on-display" else None,
        # Made-up prices: real ones come from an invoice.
        "inventory_no": str(12_000 + copy.copy_id),
        "price_tiyn": random.randrange(900, 6000) * 100,
        "added_on": today - timedelta(days=copy.title_id * 37 % 121),
    }


def _number(text: str) -> int | None:
    return int(text) if text else None
