"""May and summer: textbooks come back, what is left is settled, the year is rolled over."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.flows.school import until
from tests.flows.textbook_year import DESKS, MS, Year
from tests.flows.year_files import DEBTOR, LOSER, PUPILS, SWAPPED


def open_collections(year: Year) -> None:
    """The whole school; the eleventh keeps its biology until the examination."""
    page = year.go("/desk/collection")
    page.click("button[name=all]")
    assert until(lambda: year.now.one("SELECT count(*) FROM collection") == len(PUPILS))
    number = collection_of(year, "11Б")
    page = year.go(f"/desk/collection/{number}")
    page.fill("[name=subject]:not([type=hidden])", "Биология")
    page.fill("[name=until]", "12.06.2027")
    page.locator("form[action$='/keep'].collect-open button").click()
    expect(page.locator(".collect-kept")).to_contain_text("Биология", timeout=MS)
    for desk in DESKS:
        year.take_scanner("/desk/collection/scan", desk)


def collection_of(year: Year, label: str) -> int:
    return int(year.now.one(
        "SELECT id FROM collection WHERE school_class_id = ?", year.class_id(label)
    ))  # fmt: skip


def hand_in(
    year: Year, held: dict[str, str], back: dict[str, str], label: str,
    names: tuple[str, ...], at: tuple[int, ...],
) -> None:  # fmt: skip
    """Each pupil's card, then what the pupil holds, at one desk and the other in turn."""
    pupils = year.pupils(label)
    for desk in at:
        year.works_at(desk)
    for place, name in enumerate(names):
        desk = at[place % len(at)]
        page = year.pages[desk]
        year.scan(pupils[name][1], desk)
        expect(page.locator(".collect-by strong")).to_contain_text(name, timeout=MS)
        for code in [code for code, holder in held.items() if holder == name]:
            if kept_at_home(year, name, code):
                continue
            year.scan(code, desk)
            assert until(lambda code=code: year.borrower(code) is None), (name, code)
            expect(page.locator(".told-title")).to_contain_text(code, timeout=MS)
            back[code] = name


def kept_at_home(year: Year, name: str, code: str) -> bool:
    """One pupil forgot physics; biology stays until the examination."""
    title = str(year.now.one(
        "SELECT name FROM title JOIN copy ON title_id = title.id WHERE code = ?", code
    ))  # fmt: skip
    return title.startswith("Биология") or (name == DEBTOR and title.startswith("Физика"))


def settled(year: Year) -> None:
    """The ring of five owes nothing; one book of one pupil is missing, and that is all."""
    page = year.go(f"/desk/collection/{collection_of(year, '8Ә')}")
    chains = page.locator(".collect-chains")
    for name in SWAPPED:
        expect(chains).to_contain_text(name)
    owing = page.locator(".collect-cell.is-owed:not([aria-hidden])")
    assert owing.count() == 1
    assert DEBTOR in owing.locator("xpath=ancestor::tr").inner_text()
    page = year.go(f"/desk/collection/{collection_of(year, '11Б')}")
    expect(page.locator("tbody .is-kept")).to_have_count(len(PUPILS["11Б"]))
    expect(page.locator("tbody .is-owed")).to_have_count(0)


def closed(year: Year) -> None:
    """Slips, the list that is not for the wall, the contest; the debt becomes a case."""
    number = collection_of(year, "8Ә")
    page = year.go(f"/desk/collection/{number}")
    page.locator("button[value=close]").click()
    expect(page.locator("button[value=reopen]")).to_be_visible(timeout=MS)
    page = year.go(f"/desk/collection/{number}/slips?language=kk")
    expect(page.locator("main")).to_contain_text(DEBTOR)
    for name in set(PUPILS["8Ә"]) - {DEBTOR}:
        expect(page.locator("main")).not_to_contain_text(name)
    paper = page.request.get(f"{year.now.url}/desk/collection/{number}/list.pdf?language=ru")
    assert paper.body().startswith(b"%PDF-")
    page = year.go(f"/desk/collection/{number}/closing")
    page.locator("input[name^=case-]").check()
    year.press(page, "/endings")
    page.wait_for_load_state()
    year.press(page, "/post")
    assert until(lambda: year.now.one(
        "SELECT count(*) FROM loan_case WHERE reader_id = ?", year.pupils("8Ә")[DEBTOR][0]
    ) == 1)  # fmt: skip
    page = year.go("/desk/contest?year=2026-2027")
    expect(page.locator(".contest-places .is-place-1")).to_contain_text("8Ә")


def give_slips(year: Year) -> None:
    """Everybody who owes nothing gets a numbered slip, whose promise is kept open too; the
    code of one is scanned at the desk and holds."""
    path = f"/desk/clearance/class/{year.class_id('8Ә')}"
    page = year.go(path)
    expect(page.locator("tr", has_text=DEBTOR)).to_contain_text("Физика")
    page.locator("form.clear-check button.is-primary").click()
    expect(page.locator("tbody a.tag")).to_have_count(len(PUPILS["8Ә"]) - 1, timeout=MS)
    row = year.pupils("8Ә")[LOSER][0]
    code = str(year.now.one("SELECT code FROM clearance_slip WHERE reader_id = ?", row))
    page = year.go(path)
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/clearance/*")
    expect(page.locator(".clear-state.is-valid")).to_be_visible()
    expect(page.locator(".clear-list")).to_contain_text("Физика")


def roll_over(year: Year) -> None:
    """The eighth goes up, the eleventh leaves with its debts flagged."""
    page = year.go("/desk/roll-over")
    year.press(page, "/roll-over")
    page.locator("form[action$='/roll-over/do']").wait_for()
    page.locator("form[action$='/roll-over/do'] button.is-primary").click()
    assert until(lambda: year.now.one("SELECT state FROM roll_over") == "done")
    assert list(year.pupils("9Ә", "2027-2028")) == sorted(PUPILS["8Ә"])
    year.go("/desk/roll-over/pupils?debts=gone")
    for name in PUPILS["11Б"]:
        expect(page.locator("main")).to_contain_text(name)
