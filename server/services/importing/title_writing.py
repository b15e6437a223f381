"""Writing a plan of titles: prepared outside, a few hundred milliseconds inside the lock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from i18n.searching import search_key
from i18n.sorting import sort_key
from library.catalogue import CopyState
from library.scanned_code import COPY_DIGIT, SERIALS, make_number
from server.errors import LibraryError
from server.server import Server
from server.services.author_marks import MarkToKeep, keep_new_marks, marks_of
from server.services.copy_numbers import next_serial
from server.services.importing.bulk import insert, next_number, update_each
from server.services.importing.title_lookup import COLUMNS, folded
from server.services.importing.title_plan import NewCopy, TitlePlan
from server.services.shelf_keys import renew_shelf_keys, shelf_key_of
from server.tables import Copy, LinkedCode, Place, Title

_TITLE = ("id", *COLUMNS, "in_programme", "added_on", "sort_key", "search_key", "shelf_key")
_COPY = (
    "id", "title_id", "code", "state", "reading_room_only", "on_display", "home_place_id",
    "inventory_no", "price_tiyn", "added_on",
)  # fmt: skip


class NumbersUsedUp(LibraryError):
    """All serials of copies are given out."""

    code = "numbers-used-up"


@dataclass(slots=True)
class PreparedTitles:
    """Rows ready but for their numbers."""

    plan: TitlePlan
    new: list[tuple[tuple[Any, ...], list[NewCopy]]]
    added: list[tuple[int, NewCopy]]
    changed: dict[int, dict[str, Any]]
    today: date
    marks: list[MarkToKeep]


def prepare_titles(plan: TitlePlan, today: date) -> PreparedTitles:
    """Everything that needs computing; no block of the library is needed."""
    new, added, changed = [], [], {}
    for change in plan.titles:
        values = change.known.values
        if change.known.title_id is None:
            new.append(((*_of(values), False, today, *_keys(values)), change.copies))
            continue
        added += [(change.known.title_id, copy) for copy in change.copies]
        if change.changed:
            columns = dict(change.changed)
            if {"name", "author"} & set(columns):
                columns["sort_key"], columns["search_key"] = _keys(values)[:2]
            changed[change.known.title_id] = columns
    marks = marks_of(change.known.values for change in plan.titles)
    return PreparedTitles(plan, new, added, changed, today, marks)


def write_titles(server: Server, ready: PreparedTitles) -> tuple[int, ...]:
    """Inside a writing() block; numbers of titles whose words changed: the new ones first."""
    places = {**ready.plan.known_places, **_add_places(server, ready.plan)}
    first = next_number(Title)
    insert(server, Title, _TITLE, [(first + n, *row) for n, (row, _) in enumerate(ready.new)])
    update_each(server, Title, ready.changed)
    marked = {"name", "bbk", "author_mark"}
    renew_shelf_keys([n for n, columns in ready.changed.items() if marked & set(columns)])
    keep_new_marks(server, ready.marks)
    copies = [(first + n, copy) for n, (_, copies) in enumerate(ready.new) for copy in copies]
    _add_copies(server, copies + ready.added, places, ready.today)
    update_each(server, Copy, _placed(ready.plan.copy_changes, places))
    insert(server, LinkedCode, ("code", "copy_id"), ready.plan.links)
    renamed = {"name", "author", "subject", "isbn"}
    said_anew = [number for number, columns in ready.changed.items() if renamed & set(columns)]
    return (*range(first, first + len(ready.new)), *said_anew)


def _of(values: dict[str, Any]) -> list[Any]:
    return [values[name] for name in COLUMNS]


def _keys(values: dict[str, Any]) -> tuple[bytes, str, bytes]:
    words = search_key(f"{values['name']} {values['author']}")
    return sort_key(values["name"]), words, shelf_key_of(values)


def _add_places(server: Server, plan: TitlePlan) -> dict[str, int]:
    first = next_number(Place)
    rows = [(first + n, name, "shelf") for n, name in enumerate(plan.places.values())]
    insert(server, Place, ("id", "name", "kind"), rows)
    return {key: first + n for n, key in enumerate(plan.places)}


def _add_copies(
    server: Server, copies: list[tuple[int, NewCopy]], places: dict[str, int], today: date
) -> None:
    first, serial = next_number(Copy), next_serial()
    own = sum(copy.code is None for _, copy in copies)
    if serial + own > SERIALS:
        raise NumbersUsedUp(str(serial))
    given = {copy.code for _, copy in copies if copy.code}
    rows, links = [], []
    for number, (title_id, copy) in enumerate(copies, start=first):
        code = copy.code
        while code is None:
            code = make_number(COPY_DIGIT, serial)
            serial += 1
            code = None if code in given else code
        place = places[folded(copy.shelf)] if copy.shelf else None
        rows.append(
            (number, title_id, code, CopyState.ON_SHELF.value, False, False, place,
             copy.inventory_no, copy.price_tiyn, today)
        )  # fmt: skip
        if copy.linked:
            links.append((copy.linked, number))
    insert(server, Copy, _COPY, rows)
    insert(server, LinkedCode, ("code", "copy_id"), links)


def _placed(changes: dict[int, dict[str, Any]], places: dict[str, int]) -> dict[int, Any]:
    """Changes of copies with the numbers of shelves that were only names before."""
    return {
        number: {
            name: places[value] if name == "home_place_id" and isinstance(value, str) else value
            for name, value in columns.items()
        }
        for number, columns in changes.items()
    }
