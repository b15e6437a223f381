"""A school of 1,500 pupils with 14 textbooks each, beside what stands in a made-up library:
fifty classes, five sets of titles, 21,000 copies on loan."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.big_library import BigLibrary
from benchmarks.big_library_rows import copy_code
from benchmarks.plain_sqlite import connect
from i18n.sorting import sort_key

PUPILS, BOOKS, PUPILS_OF_CLASS = 1_500, 14, 30
GRADES, LETTERS = (7, 8, 9, 10, 11), "ЕЖЗИКЛМНОПР"
SMALL = 60
"""Pupils beside a library that is too small for more."""
LENT_AT, DUE_ON = "2026-09-01T04:00:00.000000Z", "2027-05-25"


@dataclass(frozen=True, slots=True)
class School:
    """What was added: classes by number, and the printed number of each copy on loan in the
    order in which pupils come: mixed over all classes."""

    classes: tuple[int, ...]
    codes: tuple[str, ...]
    pupils: int


def add_school(library: BigLibrary) -> School:
    """Put the school beside what is there."""
    pupils = PUPILS if library.size.copies >= PUPILS * BOOKS // 2 else SMALL
    with closing(connect(library.path)) as plain:
        plain.execute("BEGIN IMMEDIATE")
        first = {
            table: 1 + int(plain.execute(f"SELECT COALESCE(MAX(id), 0) FROM {table}").fetchone()[0])
            for table in ("school_class", "reader", "title", "copy")
        }
        school = _fill(plain, first, pupils)
        plain.execute("COMMIT")
        plain.execute("ANALYZE")
    return school


def _year(today: date) -> str:
    first = today.year if today.month >= 9 else today.year - 1
    return f"{first}/{first + 1}"


def _fill(plain: sqlite3.Connection, first: dict[str, int], pupils: int) -> School:
    year, classes = _year(date.today()), pupils // PUPILS_OF_CLASS
    plain.executemany(
        "INSERT INTO school_class (id, year, grade, letter, language, closed) "
        "VALUES (?, ?, ?, ?, 'kk', 0)",
        [
            (first["school_class"] + n, year, GRADES[n % 5], LETTERS[n // 5])
            for n in range(classes)
        ],
    )  # fmt: skip
    plain.executemany(
        "INSERT INTO title (id, name, author, item_kind, language, grade, subject, in_programme, "
        "sort_key, search_key) VALUES (?, ?, '', 'textbook', 'kk', ?, ?, 0, ?, '')",
        [
            (first["title"] + n, f"Оқулық {n}", GRADES[n // BOOKS], f"Пән {n % BOOKS}",
             sort_key(f"Оқулық {n}"))
            for n in range(len(GRADES) * BOOKS)
        ],
    )  # fmt: skip
    plain.executemany(
        "INSERT INTO reader (id, surname, given_name, category, language, state, pin_failures, "
        "sort_key, search_key) VALUES (?, ?, 'Айша', 'student', 'kk', 'active', 0, ?, '')",
        [
            (first["reader"] + n, f"Оқушы{n}", sort_key(f"Оқушы{n} Айша"))
            for n in range(pupils)
        ],
    )  # fmt: skip
    plain.executemany(
        "INSERT INTO membership (reader_id, school_class_id, from_on) VALUES (?, ?, '2026-09-01')",
        [(first["reader"] + n, first["school_class"] + n % classes) for n in range(pupils)],
    )
    _lend(plain, first, pupils, classes)
    codes = [copy_code(first["copy"] + n) for n in range(pupils * BOOKS)]
    # Pupil after pupil brings a pile, but every pupil is of another class.
    return School(
        tuple(first["school_class"] + n for n in range(classes)), tuple(codes), pupils
    )


def _lend(plain: sqlite3.Connection, first: dict[str, int], pupils: int, classes: int) -> None:
    copies, loans = [], []
    for pupil in range(pupils):
        grade = pupil % classes % len(GRADES)
        for book in range(BOOKS):
            copy = first["copy"] + pupil * BOOKS + book
            copies.append((copy, first["title"] + grade * BOOKS + book, copy_code(copy)))
            loans.append((copy, first["reader"] + pupil, LENT_AT, DUE_ON))
    plain.executemany(
        "INSERT INTO copy (id, title_id, code, state, reading_room_only, on_display) "
        "VALUES (?, ?, ?, 'on-loan', 0, 0)", copies,
    )  # fmt: skip
    plain.executemany(
        "INSERT INTO loan (copy_id, reader_id, lent_at, due_on, renewals, category, class_label, "
        "station_id) VALUES (?, ?, ?, ?, 0, 'student', '7Е', 1)", loans,
    )  # fmt: skip


def count(path: Path, sql: str) -> int:
    """One number of the library."""
    with closing(sqlite3.connect(path)) as plain:
        return int(plain.execute(sql).fetchone()[0])
