"""The two spreadsheets a school brings on its first day, made with a fixed seed."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from openpyxl import Workbook

from server.demonstration.names import person

CLASSES = ("7А", "7Ә", "7Б", "8А", "8Ә", "9А", "9Ә", "10А", "10Ә", "11А", "11Ғ", "11Д")
PUPILS = 300


@dataclass(frozen=True, slots=True)
class Pupil:
    """One line of the roster."""

    name: str
    class_label: str
    born_on: date


def pupils() -> list[Pupil]:
    """Three hundred pupils, no two of one class and birthday with one name."""
    random, found = Random(4), dict[tuple[str, str], Pupil]()
    while len(found) < PUPILS:
        each = person(random)
        label = CLASSES[len(found) % len(CLASSES)]
        name = " ".join(filter(None, (each.surname, each.given_name, each.patronymic)))
        born = date(2010, 1, 1) + timedelta(days=random.randrange(1500))
        found.setdefault((name, label), Pupil(name, label, born))
    return list(found.values())


def roster(path: Path) -> list[Pupil]:
    """An XLSX as a school's office writes it: a title above, class as 8 «Ә»."""
    lines = pupils()
    book = Workbook()
    sheet = book.active
    sheet.title = "Оқушылар"
    sheet.append(["№4 лицей-интернат оқушыларының тізімі, 2026–2027 оқу жылы"])
    sheet.append([])
    sheet.append(["№", "Аты-жөні", "Сыныбы", "Туған күні", "Оқыту тілі"])
    for number, each in enumerate(lines, start=1):
        label = f"{each.class_label[:-1]} «{each.class_label[-1]}»"
        sheet.append([number, each.name, label, each.born_on, "қазақ"])
    book.save(path)
    return lines


TITLES = (
    ("Абай жолы", "Әуезов М.", 2009, "84(5Қаз)", "көркем", 3),
    ("Көшпенділер", "Есенберлин І.", 2015, "84(5Қаз)", "көркем", 2),
    ("Менің атым Қожа", "Соқпақбаев Б.", 2018, "84(5Қаз)", "көркем", 4),
    ("Қазақ тілінің түсіндірме сөздігі", "", 2013, "81.2Қаз", "анықтамалық", 1),
    ("Геометрия. 8-сынып", "Шыныбеков Ә.", 2018, "22.151я72", "оқулық", 5),
    ("Қан мен тер", "Нұрпейісов Ә.", 2005, "84(5Қаз)", "көркем", 1),
)


def catalogue(path: Path) -> int:
    """A CSV in KZ-1048, as an old program of a Kazakh office writes it; how many copies."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(["Атауы", "Авторы", "Жылы", "ББК", "Түрі", "Саны", "Бағасы"])
    for name, author, year, bbk, kind, copies in TITLES:
        writer.writerow([name, author, year, bbk, kind, copies, "2500"])
    path.write_bytes(text.getvalue().encode("kz1048"))
    return sum(line[-1] for line in TITLES)
