"""Winter: books are looked at, lost and swapped."""

from __future__ import annotations

from tests.flows.school import until
from tests.flows.textbook_year import Year
from tests.flows.year_files import LOSER, PUPILS, SWAPPED

PROMISED = "01.09.2027"


def raid(year: Year, label: str, mark: int) -> None:
    """Somebody looks at the books in the classroom."""
    page = year.go(f"/desk/raids/class/{year.class_id(label)}")
    for row, _ in year.pupils(label).values():
        page.check(f"[name='mark-{row}'][value='{mark}']", force=True)
    page.locator(".raid-form button.is-primary").click()
    assert until(lambda: year.now.one(
        "SELECT count(*) FROM raid_mark JOIN raid ON raid.id = raid_id WHERE school_class_id = ?",
        year.class_id(label),
    ) == len(PUPILS[label]))  # fmt: skip


def lose(year: Year, held: dict[str, str]) -> None:
    """A pupil says that her book of physics is gone; a case stands in her name, and a new
    book is promised by autumn."""
    code = book_of(year, held, LOSER, "Физика")
    copy = year.now.one("SELECT id FROM copy WHERE code = ?", code)
    page = year.go(f"/desk/copies/{copy}")
    page.locator("details.ask", has=page.locator("[value=lose]")).locator("summary").click()
    page.locator("form", has=page.locator("[value=lose]")).locator("button").click()
    row = year.pupils("8Ә")[LOSER][0]
    assert until(lambda: year.now.one(
        "SELECT count(*) FROM loan_case WHERE reader_id = ? AND closed_at IS NULL", row
    ) == 1)  # fmt: skip
    del held[code]
    case = year.now.one("SELECT id FROM loan_case WHERE reader_id = ?", row)
    page = year.go(f"/desk/cases/{case}")
    page.fill("form[action$='/promise'] [name=on]", PROMISED)
    year.press(page, "/promise")
    assert until(lambda: year.now.one("SELECT promised_on FROM loan_case"))


def book_of(year: Year, held: dict[str, str], name: str, subject: str) -> str:
    """The copy of a subject in a pupil's hands."""
    for code, holder in held.items():
        title = year.now.one(
            "SELECT name FROM title JOIN copy ON title_id = title.id WHERE code = ?", code
        )
        if holder == name and str(title).startswith(subject):
            return code
    raise LookupError((name, subject))


def swap(held: dict[str, str]) -> None:
    """Five pupils have sat at each other's desks: everyone has the algebra of the next. The
    first of the two books lent to each is algebra."""
    algebra = {}
    for code, name in held.items():
        if name in SWAPPED and name not in algebra:
            algebra[name] = code
    for place, name in enumerate(SWAPPED):
        held[algebra[SWAPPED[(place + 1) % len(SWAPPED)]]] = name
