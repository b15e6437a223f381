"""Twelve classes, some three hundred pupils and forty adults, each with a card."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from i18n.searching import search_key
from i18n.sorting import sort_key
from library.readers import Category, ReaderState
from library.scanned_code import READER_DIGIT, make_number
from server import tables
from server.demonstration.names import PersonName, person
from server.demonstration.rows import insert

CLASSES = ("7А", "7Ә", "7Б", "8А", "8Ә", "8Б", "9А", "9Ә", "10А", "10Ә", "11А", "11Ә")
PUPILS_IN_CLASS = 25
ADULTS = (
    (Category.TEACHER, 22),
    (Category.TUTOR, 6),
    (Category.STAFF, 6),
    (Category.PARENT, 6),
)

_ABSENT = 12
_UNSAID = 30


@dataclass(frozen=True, slots=True)
class DemoReader:
    """One made-up reader. `grade` and `class_label` None for adults."""

    reader_id: int
    card: str
    name: PersonName
    category: Category
    state: str
    grade: int | None = None
    class_label: str | None = None


@dataclass(frozen=True, slots=True)
class _Draft:
    name: PersonName
    category: Category
    state: str = "active"
    class_index: int | None = None


def add_people(random: Random, today: date, year: str, begun: date) -> list[DemoReader]:
    """Insert classes, readers, memberships and cards; inside a writing() block."""
    _add_classes(year)
    drafts = _drafts(random)
    serials = random.sample(range(10_000_000, 99_999_999), len(drafts))
    readers = [_reader(i, draft, serials[i - 1]) for i, draft in enumerate(drafts, start=1)]
    insert(tables.Reader, [_row(r, today, begun) for r in readers])
    insert(tables.Card, [{"number": r.card, "reader": r.reader_id} for r in readers])
    insert(
        tables.Membership,
        [
            {"reader": reader.reader_id, "school_class": draft.class_index + 1, "from_on": begun}
            for reader, draft in zip(readers, drafts, strict=True)
            if draft.class_index is not None
        ],
    )
    return readers


def _add_classes(year: str) -> None:
    rows = []
    for number, label in enumerate(CLASSES, start=1):
        grade = int(label[:-1])
        track = ("ЖМБ" if label.endswith("А") else "ҚГБ") if grade >= 10 else None
        rows.append(
            {
                "id": number,
                "year": year,
                "grade": grade,
                "letter": label[-1],
                "language": "ru" if label.endswith("Б") else "kk",
                "track": track,
            }
        )
    insert(tables.SchoolClass, rows)


def _drafts(random: Random) -> list[_Draft]:
    drafts = []
    for index in range(len(CLASSES)):
        for place in range(PUPILS_IN_CLASS):
            # One pupil of each class stands for each trouble a card can have.
            state = (
                {PUPILS_IN_CLASS - 1: "suspended", PUPILS_IN_CLASS - 2: "expired"}.get(
                    place, "active"
                )
                if index % 3 == 0
                else "active"
            )
            drafts.append(_Draft(person(random), Category.STUDENT, state, index))
    for category, count in ADULTS:
        drafts += [_Draft(person(random), category) for _ in range(count)]
    return drafts


def _reader(number: int, draft: _Draft, serial: int) -> DemoReader:
    label = CLASSES[draft.class_index] if draft.class_index is not None else None
    return DemoReader(
        number,
        make_number(READER_DIGIT, serial),
        draft.name,
        draft.category,
        draft.state,
        int(label[:-1]) if label else None,
        label,
    )


def _row(reader: DemoReader, today: date, begun: date) -> dict[str, object]:
    name = reader.name
    full = " ".join(filter(None, (name.surname, name.given_name, name.patronymic)))
    suspended = reader.state == "suspended"
    return {
        "id": reader.reader_id,
        "surname": name.surname,
        "given_name": name.given_name,
        "patronymic": name.patronymic,
        "category": reader.category.value,
        "language": name.language,
        # Of one pupil the school's list did not say it.
        "sex": name.sex if reader.grade and reader.reader_id != _UNSAID else None,
        "state": (ReaderState.SUSPENDED if suspended else ReaderState.ACTIVE).value,
        "suspended_until": today + timedelta(days=14) if suspended else None,
        "suspended_why": "демо" if suspended else None,
        "valid_until": today - timedelta(days=3) if reader.state == "expired" else None,
        "sort_key": sort_key(full),
        "search_key": search_key(full),
        "registered_on": begun,
        "rules_accepted_on": begun,
        # Most have this year's mark; one name was missing in the newest list of the school.
        "re_registered_on": begun if reader.reader_id % 5 else None,
        "absent_since": today - timedelta(days=5) if reader.reader_id == _ABSENT else None,
        "phone": f"+7 700 000 {reader.reader_id // 100:02d} {reader.reader_id % 100:02d}",
        **_lives(reader, begun),
    }


def _lives(reader: DemoReader, begun: date) -> dict[str, object]:
    """Two pupils of three board, by class and number; everybody was born some day."""
    number = reader.reader_id
    if reader.grade is None:
        return {"born_on": None, "dormitory": None, "room": None, "dorm_group": None}
    born = date(begun.year - 6 - reader.grade, 1 + number % 12, 1 + number % 28)
    if number % 3 == 0:
        return {"born_on": born, "dormitory": None, "room": None, "dorm_group": None}
    house = 1 + number % 2
    return {
        "born_on": born,
        "dormitory": f"№{house} жатақхана",
        "room": str(100 * (1 + number % 4) + number % 30),
        "dorm_group": f"{reader.grade}-сыныптар, {house}-топ",
    }
