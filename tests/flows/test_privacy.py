"""Names, numbers and titles of pupils' loans stand in no log and in no address."""

from __future__ import annotations

from tests.flows.kiosk_page import KioskPage
from tests.flows.school import NOBODY, School

FOREIGN = "30000000012348"


def test_a_whole_visit_leaves_nothing_personal_behind(kiosk: KioskPage, school: School) -> None:
    reader, suspended, copy = school.reader(), school.reader("suspended"), school.copy()
    other = school.copy("on-loan")
    kiosk.begin(reader)
    for code in (copy["code"], other["code"], NOBODY, FOREIGN, reader["card"][:-1] + "x"):
        kiosk.scan(code)
    kiosk.shows("call-librarian")
    kiosk.touch("back")
    kiosk.touch("my-books")
    kiosk.says(copy["title"])
    kiosk.post("tap", action="undo", session=0, args={"operation_id": reader["name"]})
    kiosk.post("typed", text=reader["name"])
    kiosk.post("keys", keys=[[reader["name"], False, 0]])
    kiosk.begin(suspended)
    kiosk.scan(copy["code"])
    kiosk.answers("refused")
    with_pin = next(each for each in school.demo["readers"] if "pin" in each)
    kiosk.clear()
    kiosk.touch("keypad")
    kiosk.shows("keypad")
    for digit in with_pin["card"]:
        kiosk.page.click(f"#key-{digit}")
    kiosk.touch("keypad-ok")
    kiosk.says(kiosk.t("keypad.pin"))
    for digit in "9999":
        kiosk.page.click(f"#key-{digit}")
    kiosk.touch("keypad-ok")
    kiosk.says(kiosk.t("keypad.wrong"))
    kiosk.clear()
    log, addresses = school.log(), "\n".join(kiosk.addresses)
    assert "scanner" in log, "the log is kept, at its most talkative"
    for words in (log, addresses):
        for person in (reader, suspended, with_pin):
            surname, _, _ = person["name"].partition(" ")
            assert person["card"] not in words
            assert person["name"] not in words
            assert surname not in words
        for book in (copy, other):
            assert book["code"] not in words
            assert book["title"] not in words
        for number in (NOBODY, FOREIGN):
            assert number not in words


def test_nothing_of_all_readers_and_titles_is_in_the_log(school: School) -> None:
    """Whatever the stories before this one have done."""
    log = school.log()
    found = {each["card"] for each in school.demo["readers"] if each["card"] in log}
    found |= {each["name"] for each in school.demo["readers"] if each["name"] in log}
    found |= {each["code"] for each in school.demo["copies"] if each["code"] in log}
    found |= {each["title"] for each in school.demo["copies"]
              if len(each["title"]) > 8 and each["title"] in log}  # fmt: skip
    assert not found
