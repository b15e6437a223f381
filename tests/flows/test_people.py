"""Stories of people: who stands there, what the screen may say of them, who is called."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from i18n.texts import LANGUAGES, texts
from tests.flows.kiosk_page import MS, KioskPage, short_name
from tests.flows.school import LANGUAGE, NOBODY, School, until

ISBN = "9786010709676"


def test_a_second_card_takes_over_and_nothing_of_the_first_reader_stays(
    kiosk: KioskPage, school: School
) -> None:
    first, second, copy = school.reader(), school.reader(language="ru"), school.copy()
    kiosk.begin(first)
    kiosk.scan(copy["code"])
    kiosk.answers("lent", copy["title"])
    kiosk.touch("my-books")
    kiosk.shows("my-books")
    kiosk.begin(second)
    kiosk.is_silent_about(short_name(first), first["card"], copy["title"], copy["code"])
    kiosk.says(kiosk.t("kiosk.session-count", n=0), kiosk.t("kiosk.may-take", n=5))
    assert kiosk.button("undo").count() == 0


def test_a_second_card_right_behind_the_books_of_the_first(
    kiosk: KioskPage, school: School
) -> None:
    """Scans follow faster than the answers: each book goes to the card before it."""
    first, second = school.reader(), school.reader(language="ru")
    copies = school.copies(4)
    codes = [first["card"], copies[0]["code"], copies[1]["code"]]
    codes += [second["card"], copies[2]["code"], copies[3]["code"]]
    assert school.scanner.burst(codes)
    kiosk.speak("ru")
    kiosk.greets(second)
    kiosk.says(copies[2]["title"], copies[3]["title"], kiosk.t("kiosk.session-count", n=2))
    kiosk.is_silent_about(short_name(first), copies[0]["title"], copies[1]["title"])
    assert all(school.due_on(first, copy) for copy in copies[:2])
    assert all(school.due_on(second, copy) for copy in copies[2:])


@pytest.mark.parametrize(("state", "code"), [("suspended", "suspended"),
                                             ("expired", "membership-expired")])  # fmt: skip
def test_reasons_about_the_person_wait_behind_one_neutral_line(
    kiosk: KioskPage, school: School, state: str, code: str
) -> None:
    reader, copy = school.reader(state), school.copy()
    kiosk.begin(reader)
    kiosk.says(kiosk.t("answer.person-reasons", n=1))
    kiosk.scan(copy["code"])
    answer = kiosk.answers("refused", kiosk.t("answer.person-reasons", n=1))
    assert answer.get_attribute("data-reasons") == "0"
    plain = refusal_words(kiosk, code)
    kiosk.is_silent_about(plain)
    kiosk.touch("details")
    kiosk.says(plain)
    kiosk.touch("details")
    kiosk.is_silent_about(plain)
    assert school.operations(copy) == []


def refusal_words(kiosk: KioskPage, code: str) -> str:
    """The part of the refusal that stands before its date."""
    whole = kiosk.t(f"refusal.{code}", **({"date": "|"} if code == "membership-expired" else {}))
    return whole.split(". ")[0]


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_an_isbn_is_no_label_of_the_library(kiosk: KioskPage, language: str) -> None:
    if language != "kk":
        kiosk.touch("language", lang=language)
        kiosk.speak(language)
        kiosk.says(kiosk.t("kiosk.invite"))
    kiosk.scan(ISBN)
    kiosk.answers("unknown", kiosk.t("answer.isbn"), kiosk.t("answer.isbn-more"))


def test_three_unknown_codes_in_a_row_call_the_desk(kiosk: KioskPage, school: School) -> None:
    before = school.calls()
    for number, code in enumerate((NOBODY, "30000000012348", "6000000017")):
        kiosk.scan(code)
        if number < 2:
            kiosk.answers("unknown", kiosk.t("answer.unknown"))
    kiosk.shows("call-librarian")
    kiosk.says(kiosk.t("kiosk.called"))
    assert until(lambda: school.calls() == [*before, "unknown-codes"])
    copy = school.copy("on-loan")
    kiosk.scan(copy["code"])
    kiosk.answers("returned", copy["title"])


def test_touching_the_bell_calls_once(kiosk: KioskPage, school: School) -> None:
    before = school.calls()
    kiosk.touch("call-librarian")
    kiosk.shows("call-librarian")
    kiosk.touch("back")
    kiosk.shows("idle")
    kiosk.touch("call-librarian")
    kiosk.shows("call-librarian")
    assert until(lambda: school.calls() == [*before, "touched"])


def test_every_screen_speaks_three_languages_by_touch_and_by_command(kiosk: KioskPage) -> None:
    for language in ("ru", "en", "kk"):
        kiosk.touch("language", lang=language)
        kiosk.says(texts(language)("kiosk.invite"))
        assert kiosk.page.evaluate("document.documentElement.lang") == language
    for language in ("ru", "en"):
        kiosk.scan(LANGUAGE)
        kiosk.says(texts(language)("kiosk.invite"))


def test_a_reader_keeps_the_language_and_the_next_one_does_not(
    kiosk: KioskPage, school: School
) -> None:
    reader, other = school.reader(), school.reader()
    kiosk.begin(reader)
    kiosk.touch("language", lang="en")
    kiosk.speak("en")
    kiosk.says(kiosk.t("kiosk.scan-book"))
    kiosk.begin(other)
    kiosk.says(texts("kk")("kiosk.scan-book"))
    kiosk.begin({**reader, "language": "en"})
    kiosk.says(texts("en")("kiosk.scan-book"))
    assert set(LANGUAGES) == {"kk", "ru", "en"}


def test_a_forgotten_card_by_keypad_and_pin(kiosk: KioskPage, school: School) -> None:
    reader = next(each for each in school.demo["readers"] if "pin" in each)
    kiosk.touch("keypad")
    kiosk.shows("keypad")
    for digit in reader["card"]:
        kiosk.page.click(f"#key-{digit}")
    kiosk.touch("keypad-ok")
    kiosk.says(kiosk.t("keypad.pin"))
    for digit in reader["pin"]:
        kiosk.page.click(f"#key-{digit}")
    kiosk.says("••••")
    kiosk.touch("keypad-ok")
    kiosk.greets(reader)
    copy = school.copy()
    kiosk.scan(copy["code"])
    kiosk.answers("lent")
    assert school.due_on(reader, copy)


def test_large_print_and_contrast_end_with_the_visit(kiosk: KioskPage, school: School) -> None:
    kiosk.touch("contrast")
    kiosk.touch("large")
    root = kiosk.page.locator("html")
    expect(root).to_have_attribute("data-themes", "contrast large", timeout=MS)
    kiosk.begin(school.reader())
    expect(root).to_have_attribute("data-themes", "contrast large", timeout=MS)
    kiosk.begin(school.reader())
    expect(root).to_have_attribute("data-themes", "", timeout=MS)
