"""A textbook lesson at the kiosk: the teacher opens it by card and PIN, the class serves
itself and counts its books down, others are told to come later."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from hardware.simulated import SimulatedScanner
from server.demonstration.school import PIN
from tests.flows.kiosk_page import MS, KioskPage
from tests.flows.school import School, copied, school_in


@pytest.fixture
def kiosk(browser: Browser, template: Path, tmp_path: Path) -> Iterator[KioskPage]:
    """A school of its own: a lesson would refuse the readers of the other stories."""
    scanner = SimulatedScanner("of-the-lesson")
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, reduced_motion="reduce"
    )
    with school_in(copied(template, tmp_path / "school"), scanner) as school:
        page = KioskPage(context.new_page(), school)
        page.open()
        yield page
    context.close()
    scanner.close()


def readers(school: School, grade: int, letter: str) -> list[dict[str, Any]]:
    """The pupils of a class, with their cards, language and how the screen greets them."""
    rows = school.rows(
        "SELECT number, surname || ' ' || given_name, reader.language FROM reader"
        " JOIN card ON card.reader_id = reader.id JOIN membership AS m ON m.reader_id = reader.id"
        " JOIN school_class AS c ON c.id = school_class_id WHERE grade = ? AND letter = ?"
        " AND card.state = 'active' AND reader.state = 'active' ORDER BY reader.id",
        grade, letter,
    )  # fmt: skip
    return [{"card": card, "name": name, "language": lang or "kk"} for card, name, lang in rows]


def wanted(school: School, card: str) -> str:
    """A textbook on its shelf that the pupil's plan wants and that has our label."""
    return str(school.one(
        "SELECT copy.code FROM copy JOIN textbook_plan_edition AS e ON e.title_id = copy.title_id"
        " JOIN textbook_plan_line AS l ON l.id = e.line_id"
        " JOIN school_class AS c ON c.grade = l.grade AND c.language = l.language"
        " AND c.year = l.year JOIN membership AS m ON m.school_class_id = c.id"
        " AND m.to_on IS NULL JOIN card ON card.reader_id = m.reader_id"
        " WHERE card.number = ? AND copy.state = 'on-shelf' AND copy.code IS NOT NULL"
        " AND l.for_whom = 'class' AND l.variant IS NULL AND l.track IS NULL"
        " AND copy.title_id NOT IN (SELECT title_id FROM copy JOIN loan ON copy_id = copy.id"
        " WHERE closed_at IS NULL AND reader_id = m.reader_id) ORDER BY copy.id LIMIT 1",
        card,
    ))  # fmt: skip


def test_a_class_serves_itself_for_a_lesson(kiosk: KioskPage) -> None:
    school = kiosk.school
    teacher = {
        "card": school.one("SELECT number FROM card JOIN staff USING (reader_id)"),
        "name": school.one(
            "SELECT surname || ' ' || given_name FROM reader JOIN staff ON reader_id = reader.id"
        ),
        "language": school.one(
            "SELECT reader.language FROM reader JOIN staff ON reader_id = reader.id"
        ) or "kk",
    }  # fmt: skip
    kiosk.begin(teacher)
    kiosk.touch("lesson", charge=1)
    kiosk.shows("keypad")
    for digit in PIN:
        kiosk.page.locator(f"#key-{digit}").click()
        kiosk.page.wait_for_timeout(450)  # sooner it is a slip of the finger
    kiosk.touch("keypad-ok")
    kiosk.shows("idle")
    expect(kiosk.page.locator(".banner-lesson")).to_contain_text("7А", timeout=MS)

    first, second = readers(school, 7, "А")[:2]
    for pupil in (first, second):
        kiosk.begin(pupil)
        expect(kiosk.page.locator(".left-set strong")).to_be_visible(timeout=MS)
        code = wanted(school, pupil["card"])
        kiosk.scan(code)
        kiosk.answers("lent")
        assert school.due_on(pupil, {"code": code})
        assert school.one("SELECT count(*) FROM loan JOIN card USING (reader_id)"
                          " WHERE number = ? AND closed_at IS NULL", pupil["card"])  # fmt: skip

    kiosk.speak("kk")
    kiosk.scan(readers(school, 8, "А")[0]["card"])
    kiosk.answers("refused", "7А")

    kiosk.begin(teacher)
    kiosk.touch("lesson-close")
    expect(kiosk.page.locator(".banner-lesson")).to_have_count(0, timeout=MS)
    kiosk.begin(readers(school, 8, "А")[0])
