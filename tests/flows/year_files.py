"""The files of a small school for one year of textbooks: roster, catalogue, plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook

PUPILS = {
    "8Ә": ("Айсұлу", "Бекзат", "Гүлнар", "Дәурен", "Ерасыл", "Жібек"),
    "11Б": ("Камила", "Марат", "Назерке", "Олжас"),
}
"""Given names by class, in the order of the roster; the surname tells nobody apart."""
SWAPPED = PUPILS["8Ә"][:5]
"""Who sat at each other's desks."""
LOSER, DEBTOR = PUPILS["8Ә"][5], PUPILS["8Ә"][4]
SURNAME = {"8Ә": "Сәрсенбай", "11Б": "Төлеген"}
SUBJECTS = {8: ("Алгебра", "Физика"), 9: ("Алгебра", "Химия"), 11: ("Алгебра", "Биология")}
ISBN = {
    (8, "Алгебра"): "978-601-07-0967-6", (8, "Физика"): "978-601-07-1093-1",
    (9, "Алгебра"): "978-601-07-1094-8", (9, "Химия"): "978-0-306-40615-7",
    (11, "Алгебра"): "978-3-16-148410-0", (11, "Биология"): "978-5-93673-265-2",
}  # fmt: skip
SPARE = 2
"""Copies beyond what a class needs."""


def title_of(grade: int, subject: str) -> str:
    """What stands on the cover."""
    return f"{subject}. {grade}-сынып"


def write_files(folder: Path) -> tuple[Path, Path, Path]:
    """The roster, the catalogue and the plan."""
    return _roster(folder / "roster.xlsx"), _titles(folder / "titles.xlsx"), _plan(
        folder / "plan.xlsx"
    )  # fmt: skip


def _roster(path: Path) -> Path:
    lines = [
        (f"{SURNAME[label]} {name}", f"{label[:-1]} «{label[-1]}»", "қазақ")
        for label, names in PUPILS.items() for name in names
    ]  # fmt: skip
    return _workbook(path, ("Аты-жөні", "Сыныбы", "Оқыту тілі"), lines)


def _titles(path: Path) -> Path:
    heads = ("Атауы", "Пәні", "Сыныбы", "Тілі", "ISBN", "Түрі", "Саны", "Бағасы")
    return _workbook(path, heads, [
        (title_of(grade, subject), subject, grade, "қазақ", isbn, "оқулық",
         max(map(len, PUPILS.values())) + SPARE, "1500")
        for (grade, subject), isbn in ISBN.items()
    ])  # fmt: skip


def _plan(path: Path) -> Path:
    heads = ("Сыныбы", "Пәні", "Оқыту тілі", "Басылымдар")
    return _workbook(path, heads, [
        (grade, subject, "қазақ", isbn) for (grade, subject), isbn in ISBN.items()
    ])  # fmt: skip


def _workbook(path: Path, heads: Sequence[str], lines: Iterable[Sequence[object]]) -> Path:
    book = Workbook()
    sheet = book.active
    sheet.append(list(heads))
    for line in lines:
        sheet.append(list(line))
    book.save(path)
    return path
