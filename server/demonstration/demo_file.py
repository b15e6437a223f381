"""`demo.json`: what scripts and tests need to know, as the library stands now."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

from library.readers import ReaderState
from server.database import Library
from server.demonstration.colleagues import staff_page
from server.demonstration.school import LOGIN, PIN
from server.tables import Card, Copy, Loan, Membership, Reader, Request, SchoolClass, Title


def demo_page(library: Library, url: str, password: str, today: date) -> dict[str, Any]:
    """Addresses, logins of the desk, readers and copies by their state of this moment."""
    with library.snapshot():
        return {
            "url": url,
            "kiosk_url": f"{url}/kiosk",
            "demo_url": f"{url}/demo",
            "desk": {"login": LOGIN, "password": password, "role": "head"},
            "staff": staff_page(password),
            "sip2": None,
            "readers": _readers(today),
            "copies": _copies(),
        }


def write_demo_file(page: dict[str, Any], path: Path) -> None:
    """Write it for the owner's eyes only: it holds a password."""
    text = json.dumps(page, ensure_ascii=False, indent=1)
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)
    fresh.replace(path)


def kept_password(path: Path) -> str | None:
    """The desk's password of an earlier start; None when the file is gone or unreadable."""
    try:
        password = json.loads(path.read_text(encoding="utf-8"))["desk"]["password"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return password if isinstance(password, str) else None


def _readers(today: date) -> list[dict[str, Any]]:
    dues = _open_dues()
    asking = _live(Request.reader)
    classes: Any = Membership.select(
        Membership.reader, SchoolClass.grade, SchoolClass.letter
    ).join(SchoolClass).where(Membership.to_on.is_null()).tuples()
    labels = {row[0]: (f"{row[1]}{row[2]}", row[1]) for row in classes}
    rows: Any = Reader.select(
        Card.number, Reader.id, Reader.surname, Reader.given_name, Reader.category,
        Reader.state, Reader.valid_until, Reader.pin_hash, Reader.language,
    ).join(Card).where(Card.state == "active").order_by(Reader.id).tuples()
    found = []
    for number, key, surname, given, category, state, valid_until, pin, language in rows:
        label, grade = labels.get(key, (None, None))
        standing = _standing(state, valid_until, dues.get(key), key in asking, today)
        reader = {"card": number, "name": f"{surname} {given}", "category": category,
                  "class": label, "grade": grade, "state": standing, "language": language}
        found.append(reader | ({"pin": PIN} if pin else {}))
    return found


def _live(column: Any) -> set[int]:
    """One column of the requests that are still waited for."""
    rows: Any = Request.select(column).where(Request.closed_at.is_null()).tuples()
    return {row[0] for row in rows}


def _open_dues() -> dict[int, date]:
    """The soonest due date of each reader who has anything."""
    dues: dict[int, date] = {}
    loans: Any = Loan.select(Loan.reader, Loan.due_on).where(Loan.closed_at.is_null()).tuples()
    for reader_id, due_on in loans:
        dues[reader_id] = min(due_on, dues.get(reader_id, due_on))
    return dues


def _standing(
    state: str, valid_until: date | None, due_on: date | None, asks: bool, today: date
) -> str:
    """`active` owes nothing and waits for nothing; others by what stands in the way."""
    if state != ReaderState.ACTIVE.value:
        return state
    if valid_until is not None and valid_until < today:
        return "expired"
    if due_on is not None:
        return "late" if due_on < today else "has-loans"
    return "waits" if asks else "active"


def _copies() -> list[dict[str, Any]]:
    asked = _live(Request.title)
    rows: Any = Copy.select(
        Copy.code, Copy.state, Copy.reading_room_only, Copy.on_display,
        Title.id, Title.name, Title.item_kind, Title.grade,
    ).join(Title).where(Copy.code.is_null(False)).order_by(Copy.id).tuples()
    return [
        {"code": code, "title": name, "kind": kind, "grade": grade,
         "state": _copy_state(state, room_only, display, title_id in asked, kind)}
        for code, state, room_only, display, title_id, name, kind, grade in rows
    ]


def _copy_state(state: str, room_only: bool, display: bool, asked: bool, kind: str) -> str:
    """`on-shelf` only for what any active reader may borrow."""
    if state != "on-shelf":
        return state
    if room_only or kind in ("reference", "periodical"):
        return "reading-room"
    if display:
        return "on-display"
    if kind != "fiction":
        return kind
    return "requested" if asked else "on-shelf"
