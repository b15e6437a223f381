"""September: a school from nothing, textbooks to two classes, and a year later again."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.flows.school import until
from tests.flows.textbook_year import DESKS, LOGIN, MS, PASSWORD, Year
from tests.flows.year_files import SUBJECTS, SWAPPED, title_of, write_files


def set_up(year: Year, tmp_path: Path) -> None:
    """From nothing: an account, two files, the plan."""
    year.open_pages()
    page = year.page
    found = re.search(r"http://127\.0\.0\.1:\d+/set-up#\S+", year.now.running.said)
    assert found is not None
    page.goto(found[0])
    for name, value in {
        "school": "№4 лицей-интернат", "name": "Айгүл Серікқызы", "login": LOGIN,
        "password": PASSWORD, "again": PASSWORD,
    }.items():  # fmt: skip
        page.fill(f"[name={name}]", value)
    page.click("button.is-primary")
    page.wait_for_url("**/desk/first-steps")
    year.sign_in()
    roster, titles, plan = write_files(tmp_path)
    year.bring_in("readers", roster)
    year.bring_in("titles", titles)
    page = year.go("/desk/textbook-plan/year/2026-2027/import")
    page.set_input_files("input[type=file]", plan)
    page.locator("form[enctype] button.is-primary").click()
    page.wait_for_url("**/textbook-plan/year/2026-2027")
    assert year.now.one("SELECT count(*) FROM textbook_plan_line") == 6


def issue_by_card(year: Year, label: str) -> dict[str, str]:
    """Card, books, next card. Gives the pupil whose hands hold each copy."""
    path, held = f"/desk/class-issue/{year.class_id(label)}", {}
    page = year.take_scanner(path)
    for name, (row, card) in year.pupils(label).items():
        year.scan(card)
        expect(page.locator("#who")).to_contain_text(name, timeout=MS)
        for subject in SUBJECTS[int(label[:-1])]:
            code = year.copies(title_of(int(label[:-1]), subject))[0]
            year.scan(code)
            assert until(lambda code=code, row=row: year.borrower(code) == row), (name, subject)
            held[code] = name
        year.works_at(DESKS[0])
    year.go(path)
    expect(page.locator(".cell-lacks")).to_have_count(0)
    return held


def issue_by_row(year: Year, label: str) -> dict[str, str]:
    """One title down the whole roster, then the other."""
    grade, held = int(label[:-1]), {}
    for subject in SUBJECTS[grade]:
        line = year.now.one(
            "SELECT id FROM textbook_plan_line WHERE grade = ? AND subject = ?", grade, subject
        )
        page = year.take_scanner(f"/desk/class-issue/{year.class_id(label)}/row/{line}/0")
        for name, (row, _) in year.pupils(label).items():
            expect(page.locator("#turn")).to_contain_text(name, timeout=MS)
            code = year.copies(title_of(grade, subject))[0]
            year.scan(code)
            assert until(lambda code=code, row=row: year.borrower(code) == row), (name, subject)
            held[code] = name
    return held


def looks_at_papers(year: Year) -> None:
    """The sheet for signatures, the map of provision."""
    sheet = year.page.request.get(
        f"{year.now.url}/desk/class-issue/{year.class_id('8Ә')}/sheet.pdf?language=kk"
    )
    assert sheet.body().startswith(b"%PDF-")
    page = year.go("/desk/provision")
    expect(page.locator("main")).to_contain_text("100")


def issue_again(year: Year) -> None:
    """The plan of last year is copied; the ninth gets its first books."""
    page = year.go("/desk/textbook-plan/year/2027-2028/copy?from=2026-2027")
    page.locator("form[method=post] button.is-primary").click()
    page.wait_for_url("**/textbook-plan/year/2027-2028")
    page = year.take_scanner(f"/desk/class-issue/{year.class_id('9Ә', '2027-2028')}")
    row, card = year.pupils("9Ә", "2027-2028")[SWAPPED[0]]
    year.scan(card)
    expect(page.locator("#who")).to_contain_text(SWAPPED[0], timeout=MS)
    for subject in SUBJECTS[9]:
        code = year.copies(title_of(9, subject))[0]
        year.scan(code)
        assert until(lambda code=code: year.borrower(code) == row)
    expect(page.locator(".issue-pupil")).to_contain_text("2 / 2", timeout=MS)
    # A book of the eighth is refused to a pupil of the ninth, and nothing is lent.
    old = year.copies(title_of(8, "Алгебра"))[0]
    year.scan(old)
    expect(page.locator(".told-no, .told-ask")).to_be_visible(timeout=MS)
    assert year.borrower(old) is None
