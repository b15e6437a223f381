"""The plan of the school year for all twelve classes, and textbooks enough to give out.

Real titles come from records.csv; what the plan needs beside them is made up («Демо баспа»,
its own ISBN). Kazakh classes of grades 7 to 9 have labelled copies, the others not yet.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from i18n.searching import search_key
from i18n.sorting import sort_key
from library.catalogue import CopyState, ItemKind
from library.scanned_code import COPY_DIGIT, make_number
from library.textbook_plan import part_in_name, who_needs
from library.textbooks import WHOLE, ForWhom, PlanLine
from server import tables
from server.demonstration.rows import insert
from server.demonstration.stock import RECORDS
from server.server import Server
from server.services.copy_numbers import next_serial
from server.services.importing import bulk
from server.services.searching import TITLE, index_rows
from server.services.textbooks import plan_of, pupils_of_year

PLAN = Path(__file__).with_name("textbooks.csv")
PUBLISHER = "Демо баспа"
_REPLACED = "Т. Ермекова"
"""Of whom an edition is in stock that the plan allows no more."""
_LABELLED = range(7, 10)
_SHELF_OF_YOUNG, _SHELF_OF_OLD = 4, 5
_VARIANT = {
    ("kk", "boys"): " (ұлдар)", ("kk", "girls"): " (қыздар)",
    ("ru", "boys"): " (мальчики)", ("ru", "girls"): " (девочки)",
}  # fmt: skip
_WORDS = {"kk": ("оқулық", "{}-бөлім"), "ru": ("учебник", "{} часть")}
_CONDITIONS = (5, 5, 4, 5, 4, 3, 5, 4, 4, 3)
_COLUMNS = ("id", "title_id", "code", "state", "reading_room_only", "on_display", "home_place_id",
            "price_tiyn", "added_on", "condition")  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the plan as it is written in textbooks.csv. `share` of the need that the
    school has, in percent."""

    number: int
    row: dict[str, str]

    @property
    def grade(self) -> int:
        return int(self.row["grade"])

    @property
    def made(self) -> list[int]:
        """The parts that no real title gives."""
        return [int(part) for part in self.row["made"].split()]

    def takes(self, record: dict[str, str]) -> bool:
        """Whether a real title satisfies the line."""
        subjects = {record["subject"], record["subject"].casefold()}
        if record["kind"] != "textbook" or record["grade"] != self.row["grade"]:
            return False
        if record["author"].startswith(_REPLACED):
            return False
        if self.row["track"] and f"({self.row['track']})" not in record["title"]:
            return False
        own = self.row["subject"] in subjects and record["language"] == self.row["language"]
        return not self.row["quantity"] and (own or self.row["real"] in subjects)


def add_plan(year: str, today: date) -> None:
    """Insert made-up titles, lines, their editions and lists; inside a writing() block."""
    with PLAN.open(encoding="utf-8", newline="") as stream:
        lines = [_Line(number, row) for number, row in enumerate(csv.DictReader(stream), 1)]
    with RECORDS.open(encoding="utf-8", newline="") as stream:
        records = list(csv.DictReader(stream))
    insert(tables.TextbookPlanLine, [_line_row(line, year) for line in lines])
    titles: list[dict[str, Any]] = []
    editions: list[dict[str, Any]] = []
    for line in lines:
        for title_id, record in enumerate(records, 1):
            if line.takes(record):
                part = part_in_name(record["title"], int(line.row["parts"]))
                editions.append({"line": line.number, "title": title_id, "part": part})
        for part in line.made:
            titles.append(_title_row(len(records) + len(titles) + 1, line, part, today))
            editions.append({"line": line.number, "title": titles[-1]["id"], "part": part})
    insert(tables.Title, titles)
    index_rows(TITLE, {row["id"]: (row["name"], row["subject"], row["isbn"]) for row in titles})
    insert(tables.TextbookPlanEdition, editions)
    insert(tables.TextbookPlanMember, _members(lines, year))


def add_textbook_copies(server: Server, random: Random, year: str, today: date) -> None:
    """As many copies as the pupils need, here and there too few; inside a writing() block."""
    rows: list[tuple[Any, ...]] = []
    serial, number = next_serial(), bulk.next_number(tables.Copy)
    for line, title_id, count in _lacking(year):
        labelled = line.grade in _LABELLED and line.language == "kk"
        home = _SHELF_OF_YOUNG if line.grade < 9 else _SHELF_OF_OLD
        price = random.randrange(120, 300) * 1000
        for place in range(count):
            code = make_number(COPY_DIGIT, serial + len(rows)) if labelled else None
            rows.append((
                number + len(rows), title_id, code, CopyState.ON_SHELF.value, False, False, home,
                price, today - timedelta(days=130),
                _CONDITIONS[place % len(_CONDITIONS)],
            ))  # fmt: skip
    bulk.insert(server, tables.Copy, _COLUMNS, rows)


def _lacking(year: str) -> Iterator[tuple[PlanLine, int, int]]:
    """Titles that are bought for a line, and how many beside those in stock."""
    lines, shares = plan_of(year), _shares()
    needed = who_needs(lines, [pupil.about for pupil in pupils_of_year(year)])
    left: dict[int, int] = defaultdict(int)
    stock: Any = tables.Copy.select(tables.Copy.title).tuples()
    for (title_id,) in stock:
        left[title_id] += 1
    for line in lines:
        wanted = len(needed.get(line.line_id, ())) * shares[line.line_id] // 100
        for part in sorted({edition.part for edition in line.editions}):
            own = [edition.title_id for edition in line.editions if edition.part == part]
            taken = wanted
            for title_id in own:
                used = min(taken, left[title_id])
                left[title_id] -= used
                taken -= used
            if taken:
                yield line, own[0], taken


def _line_row(line: _Line, year: str) -> dict[str, Any]:
    row = line.row
    return {
        "id": line.number, "year": year, "grade": line.grade, "subject": row["subject"],
        "language": row["language"], "track": row["track"] or None,
        "variant": row["variant"] or None, "for_whom": row["whom"], "parts": int(row["parts"]),
        "by_quantity": bool(row["quantity"]), "position": line.number,
    }  # fmt: skip


def _title_row(title_id: int, line: _Line, part: int, today: date) -> dict[str, Any]:
    row, (word, part_word) = line.row, _WORDS[line.row["language"]]
    name = f"{row['subject']}: {word}"
    name += _VARIANT.get((row["language"], row["variant"]), "")
    name += f" ({row['track']})" if row["track"] else ""
    name += f". {part_word.format(part)}" if part != WHOLE else ""
    foreign = row["subject"] in ("Ағылшын тілі", "Английский язык")
    return {
        "id": title_id, "name": name, "item_kind": ItemKind.TEXTBOOK.value,
        "language": "en" if foreign else row["language"], "year": 2019 + title_id % 7,
        "publisher": PUBLISHER, "isbn": _isbn(title_id),
        "subject": row["subject"], "grade": line.grade, "added_on": today - timedelta(days=130),
        "sort_key": sort_key(name), "search_key": search_key(name),
    }  # fmt: skip


def _members(lines: list[_Line], year: str) -> list[dict[str, Any]]:
    """Every second pupil learns the other language, every third chose the subject."""
    every = {ForWhom.SUBGROUP.value: 2, ForWhom.CHOICE.value: 3}
    pupils = [pupil.about for pupil in pupils_of_year(year)]
    return [
        {"line": line.number, "reader": pupil.reader_id}
        for line in lines if line.row["whom"] in every and not line.row["variant"]
        for pupil in pupils
        if (pupil.grade, pupil.language) == (line.grade, line.row["language"])
        and pupil.reader_id % every[line.row["whom"]] == 0
    ]  # fmt: skip


def _shares() -> dict[int, int]:
    with PLAN.open(encoding="utf-8", newline="") as stream:
        return {number: int(row["share"]) for number, row in enumerate(csv.DictReader(stream), 1)}


def _isbn(title_id: int) -> str:
    """A number of no publisher's, with the check digit that fits."""
    twelve = f"97860199{title_id:04d}"
    total = sum(int(sign) * (3 if place % 2 else 1) for place, sign in enumerate(twelve))
    return twelve + str(-total % 10)
