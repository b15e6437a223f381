"""Files as schools bring them, made here: nobody in them exists."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook

SURNAMES = (
    "Ахметов", "Әлімжанов", "Серікбаев", "Үсенов", "Қайратов", "Өмірзақов", "Ғабитов",
    "Іңкәрбеков", "Ұзақбаев", "Һамитов", "Жаңабаев", "Ыбырайымов",
)  # fmt: skip
NAMES = (
    "Әлия", "Ерлан", "Нұрлан", "Үміт", "Қайсар", "Іңкәр", "Мөлдір", "Гүлнұр", "Аңсар", "Ғани",
)  # fmt: skip
LETTERS = "АӘБВГ"
READER_HEADS = ("№", "Аты-жөні", "Туған күні", "Сыныбы", "Оқыту тілі", "Жатақхана", "Бөлме")


def pupils(count: int = 300) -> list[list[Any]]:
    """Lines under READER_HEADS: five classes a grade from 7 to 11, names in all letters."""
    lines = []
    for n in range(count):
        surname, name = SURNAMES[n % 12], NAMES[n // 12 % 10]
        grade, letter = 7 + n % 5, LETTERS[n // 5 % 5]
        born = date(2026 - grade - 6, n % 12 + 1, n % 28 + 1)
        full = f"{surname} {name} {SURNAMES[(n * 7 + n // 60) % 12][:-2]}ұлы"
        lines.append([n + 1, full, born, f"{grade} «{letter}»", "қазақ", "№1", str(n % 40)])
    return lines


def xlsx(*sheets: Sequence[Sequence[Any]], names: Sequence[str] = ()) -> bytes:
    """A workbook of these sheets."""
    book = Workbook()
    book.remove(book.active)
    for place, lines in enumerate(sheets):
        sheet = book.create_sheet(names[place] if names else f"Парақ{place + 1}")
        for line in lines:
            sheet.append(list(line))
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_of(lines: Sequence[Sequence[Any]], encoding: str = "utf-8", separator: str = ";") -> bytes:
    """A CSV; what the encoding cannot hold becomes a question mark, as Windows does it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator)
    for line in lines:
        writer.writerow([f"{v:%d.%m.%Y}" if isinstance(v, date) else v for v in line])
    return out.getvalue().encode(encoding, errors="replace")


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()
