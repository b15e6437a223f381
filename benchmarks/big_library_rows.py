"""Rows of a made-up library of any size, in the order of its tables; made anew they are
the same (seeded). Nobody in them exists.

Sizes follow `copies`: a title for four copies, a reader for sixteen, two open loans for a
reader, two past loans for a copy, an operation for every lending and every return.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from i18n.searching import search_key, words
from i18n.sorting import sort_key
from library.scanned_code import COPY_DIGIT, READER_DIGIT, make_number

Row = tuple[object, ...]

COLUMNS = {
    "station": "id, name, kind, active, pin_failures",
    "title": "id, name, author, item_kind, language, year, in_programme, added_on, sort_key, "
    "search_key",
    "copy": "id, title_id, code, state, reading_room_only, on_display, inventory_no, added_on",
    "reader": "id, surname, given_name, category, language, state, pin_failures, sort_key, "
    "search_key",
    "card": "number, reader_id, state",
    "school_class": "id, year, grade, letter, language, closed",
    "membership": "reader_id, school_class_id, from_on",
    "search_word": "word, kind, row_id",
    "loan": "id, copy_id, reader_id, lent_at, due_on, renewals, category, class_label, "
    "station_id, closed_at, closed_as, seen_at",
    "operation": "seq, id, kind, station_id, copy_id, reader_id, reader_seal, salt, "
    "content_seal, happened_at, recorded_at, detail",
}
"""Tables in the order of filling, with the columns of the rows below."""

OPEN_LOANS_OF_READER = 2
PAST_LOANS_OF_COPY = 2
CLASSES = 36
LENT_FROM = datetime(2021, 9, 1, 3, tzinfo=UTC)
YEARS_OF_LOANS = 5
YEAR = "2026/2027"
NAMES = ("Айша", "Дана", "Ерлан", "Мадина", "Нұрлан", "Санжар", "Тимур", "Ольга", "Іңкәр")
SURNAMES = ("Ахметова", "Әлімов", "Ким", "Омарова", "Петров", "Сейітов", "Үсенова")
WORDS = ("жол", "тау", "қала", "дала", "жұлдыз", "өмір", "весна", "река", "sky", "кітап")


@dataclass(frozen=True, slots=True)
class Size:
    """How large: everything follows from the number of copies."""

    copies: int

    @property
    def titles(self) -> int:
        return max(1, self.copies // 4)

    @property
    def readers(self) -> int:
        return max(8, self.copies // 16)

    @property
    def open_loans(self) -> int:
        return min(self.readers * OPEN_LOANS_OF_READER, self.copies // 2)

    @property
    def past_loans(self) -> int:
        return self.copies * PAST_LOANS_OF_COPY


def title_name(title: int) -> str:
    """A name like no other title's: `Жол мен дала 000123`."""
    words = random.Random(title)
    return f"{words.choice(WORDS).capitalize()} мен {words.choice(WORDS)} {title:06d}"


def author_of(title: int) -> str:
    """`Ахметова А.`"""
    return f"{SURNAMES[title % 7]} {NAMES[title % 9][0]}."


def reader_name(reader: int) -> tuple[str, str]:
    """Surname and given name; the surname is like no other reader's."""
    return f"{SURNAMES[reader % 7]}{reader}", NAMES[reader % 9]


def title_of(copy: int, size: Size) -> int:
    """Title number of a copy; neighbours on the shelf are copies of different titles."""
    return (copy - 1) % size.titles + 1


def copy_code(copy: int) -> str:
    """The printed number of copy `copy` (from 1)."""
    return make_number(COPY_DIGIT, copy)


def card_number(reader: int) -> str:
    """The card of reader `reader` (from 1)."""
    return make_number(READER_DIGIT, 10_000_000 + reader)


def all_rows(size: Size) -> Iterator[tuple[str, str, Iterator[Row]]]:
    """Table, columns and rows, in the order of filling."""
    values: tuple[Iterator[Row], ...] = (
        iter([(1, "Kiosk", "self-service", 1, 0)]),
        titles(size), copies(size), readers(size), cards(size),
        classes(), memberships(size), search_words(size), loan_rows(size), operation_rows(size),
    )  # fmt: skip
    for (table, columns), made in zip(COLUMNS.items(), values, strict=True):
        yield table, columns, made


def titles(size: Size) -> Iterator[Row]:
    """Rows of `title`."""
    for number in range(1, size.titles + 1):
        name = title_name(number)
        author = author_of(number)
        key = search_key(f"{name} {author}")
        yield (
            number, name, author, "fiction", "kk", 1990 + number % 35, 0, "2020-09-01",
            sort_key(name), key,
        )  # fmt: skip


def copies(size: Size) -> Iterator[Row]:
    """Rows of `copy`: the first ones are on loan."""
    for number in range(1, size.copies + 1):
        state = "on-loan" if number <= size.open_loans else "on-shelf"
        yield (
            number, title_of(number, size), copy_code(number), state, 0, 0,
            str(number), "2020-09-01",
        )  # fmt: skip


def readers(size: Size) -> Iterator[Row]:
    """Rows of `reader`."""
    for number in range(1, size.readers + 1):
        surname, name = reader_name(number)
        full = f"{surname} {name}"
        yield (
            number, surname, name, "student", "kk", "active", 0,
            sort_key(full), search_key(full),
        )  # fmt: skip


def cards(size: Size) -> Iterator[Row]:
    """Rows of `card`: one for each reader."""
    return ((card_number(n), n, "active") for n in range(1, size.readers + 1))


def classes() -> Iterator[Row]:
    """Rows of `school_class`."""
    return ((n + 1, YEAR, 5 + n % 7, "АӘБВГД"[n // 7], "kk", 0) for n in range(CLASSES))


def memberships(size: Size) -> Iterator[Row]:
    """Rows of `membership`: everybody is in a class."""
    for number in range(1, size.readers + 1):
        yield number, number % CLASSES + 1, "2026-09-01"


def search_words(size: Size) -> Iterator[Row]:
    """Rows of `search_word`: what the desk finds readers and titles by."""
    for number in range(1, size.readers + 1):
        for word in sorted(set(words(" ".join(reader_name(number))))):
            yield word, "reader", number
    for number in range(1, size.titles + 1):
        for word in sorted(set(words(f"{title_name(number)} {author_of(number)}"))):
            yield word, "title", number


@dataclass(frozen=True, slots=True)
class PastLoan:
    """One loan of the past or, with `closed` None, of now."""

    number: int
    copy: int
    reader: int
    lent: datetime
    closed: datetime | None


def loans(size: Size) -> Iterator[PastLoan]:
    """All loans in the order of lending, the open ones last."""
    chance = random.Random(size.copies)
    step = timedelta(days=365 * YEARS_OF_LOANS) / (size.past_loans + 1)
    for number in range(1, size.past_loans + 1):
        lent = LENT_FROM + step * number
        closed = lent + timedelta(days=chance.uniform(1, 20))
        copy, reader = chance.randint(1, size.copies), chance.randint(1, size.readers)
        yield PastLoan(number, copy, reader, lent, closed)
    for copy in range(1, size.open_loans + 1):
        lent = LENT_FROM + timedelta(days=366 * YEARS_OF_LOANS, seconds=copy)
        reader = (copy - 1) % size.readers + 1
        yield PastLoan(size.past_loans + copy, copy, reader, lent, None)


def instant(value: datetime) -> str:
    """An instant as the tables keep it."""
    return value.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def loan_rows(size: Size) -> Iterator[Row]:
    """Rows of `loan`."""
    for loan in loans(size):
        due = (loan.lent + timedelta(days=14)).date().isoformat()
        closed = None if loan.closed is None else instant(loan.closed)
        yield (
            loan.number, loan.copy, loan.reader, instant(loan.lent), due, 0, "student", "7А",
            1, closed, None if closed is None else "returned", closed,
        )  # fmt: skip


def operation_rows(size: Size) -> Iterator[Row]:
    """Rows of `operation`: returns stand beside their lendings, which is near enough."""
    seq = 0
    for loan in loans(size):
        for kind, at in (("check-out", loan.lent), ("check-in", loan.closed)):
            if at is not None:
                seq += 1
                yield _operation(seq, kind, loan, instant(at))


def _operation(seq: int, kind: str, loan: PastLoan, at: str) -> Row:
    salt = seq.to_bytes(16, "big")
    seal = hashlib.sha256(salt + str(loan.reader).encode()).digest()
    content = hashlib.sha256(f"{kind}{seq}".encode()).digest()
    detail = json.dumps({"loan": loan.number, "before": {"copy": "on-shelf"}, "answer": kind})
    operation_id = f"00000000-0000-4000-8000-{seq:012x}"
    return (
        seq, operation_id, kind, 1, loan.copy, loan.reader, seal, salt, content, at, at, detail,
    )  # fmt: skip
