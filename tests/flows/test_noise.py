"""Hostile scanners and hands: everything twice, everything at once, garbage by the megabyte."""

from __future__ import annotations

import json
import random
import urllib.request

import pytest
from playwright.sync_api import expect

from library.scanned_code import make_number
from tests.flows.kiosk_page import MS, KioskPage, short_name
from tests.flows.school import FINISH, School, until


def test_a_code_in_pieces_with_noise_before_and_behind_is_one_loan(
    kiosk: KioskPage, school: School
) -> None:
    reader, copies = school.reader(), school.copies(4)
    kiosk.begin(reader)
    endings = ["\r\n", "\r", "\t", "\x03"]
    for copy, ending in zip(copies, endings, strict=True):
        code = copy["code"]
        school.scanner.send(b"\x00\x00" + code[:3].encode())
        school.scanner.send(code[3:4].encode())
        school.scanner.send((code[4:] + ending).encode() + b"\x00")
        kiosk.answers("lent", copy["title"])
        school.scanner.send(b"\r\n\r\n\x00\n")
    assert [school.loans(copy) for copy in copies] == [[None]] * 4


def test_a_code_without_an_ending_is_closed_by_silence(kiosk: KioskPage, school: School) -> None:
    reader, copy = school.reader(), school.copy()
    kiosk.begin(reader)
    kiosk.scan(copy["code"], ending="")
    kiosk.answers("lent", copy["title"])


def test_a_double_scan_within_a_second_and_after_it_is_one_loan(
    kiosk: KioskPage, school: School
) -> None:
    reader, copy = school.reader(), school.copy()
    kiosk.begin(reader)
    assert school.scanner.burst([copy["code"]] * 5)
    kiosk.answers("lent", copy["title"])
    kiosk.scan_at_once(copy["code"])
    kiosk.scan(copy["code"])
    kiosk.answers("already-yours", kiosk.t("answer.already-yours"))
    assert school.operations(copy) == ["check-out"]


def test_a_double_scan_on_the_idle_screen_is_one_return(kiosk: KioskPage, school: School) -> None:
    copy = school.copy("on-loan")
    kiosk.scan(copy["code"])
    kiosk.answers("returned")
    kiosk.scan(copy["code"])
    kiosk.answers("returned", copy["title"])
    assert school.operations(copy).count("check-in") == 1
    assert school.state(copy) == "to-check"


@pytest.mark.parametrize("dialog", ["my-books", "help", "call-librarian"])
def test_a_scan_while_a_dialog_is_open_is_done_at_once(
    kiosk: KioskPage, school: School, dialog: str
) -> None:
    reader, copy = school.reader(), school.copy()
    kiosk.begin(reader)
    kiosk.touch(dialog)
    kiosk.shows(dialog)
    kiosk.scan(copy["code"])
    kiosk.answers("lent", copy["title"])
    kiosk.shows("session")


def test_a_double_touch_of_undo_takes_back_one_loan(kiosk: KioskPage, school: School) -> None:
    reader, copies = school.reader(), school.copies(2)
    kiosk.begin(reader)
    for copy in copies:
        kiosk.scan(copy["code"])
        kiosk.answers("lent")
    kiosk.touch_twice("undo")
    kiosk.answers("undone")
    kiosk.says(kiosk.t("kiosk.session-count", n=1))
    assert [school.loans(copy) for copy in copies] == [[None], ["voided"]]


def test_touches_of_an_old_screen_do_nothing(kiosk: KioskPage, school: School) -> None:
    """The page of the reader before, frozen or hostile, cannot act in the next session."""
    first, second, copies = school.reader(), school.reader(), school.copies(2)
    kiosk.begin(first)
    kiosk.scan(copies[0]["code"])
    kiosk.answers("lent")
    operation = school.one(
        "SELECT operation.id FROM operation JOIN copy ON copy.id = copy_id WHERE code = ?",
        copies[0]["code"],
    )
    kiosk.begin(second)
    session = session_of(kiosk)
    assert kiosk.post(
        "tap", action="undo", session=session - 1, args={"operation_id": operation}
    ) == 204  # fmt: skip
    assert kiosk.post(
        "tap", action="undo", session=session, args={"operation_id": operation}
    ) == 204  # fmt: skip
    for wrong in (-1, 0, session - 1, 2**53):
        for action in ("finish", "my-books", "undo", "return-this", "nonsense", "key"):
            assert kiosk.post("tap", action=action, session=wrong, args={}) == 204
    kiosk.scan(copies[1]["code"])
    kiosk.answers("lent", copies[1]["title"])
    assert school.due_on(first, copies[0])
    assert school.due_on(second, copies[1])


def session_of(kiosk: KioskPage) -> int:
    """The number that touches of the present screen carry."""
    with urllib.request.urlopen(f"{kiosk.school.url}/kiosk/stream", timeout=MS) as stream:
        line = next(line for line in stream if line.startswith(b"data: "))
    kiosk.page.reload()
    kiosk.shows_any()
    return int(json.loads(line[6:])["session"])


@pytest.mark.parametrize(
    ("path", "message"),
    [("tap", {"action": 7, "session": 1}), ("tap", {"action": "undo", "session": "1"}),
     ("tap", {"action": "undo", "session": 1, "args": [1]}), ("keys", {"keys": "6000"}),
     ("keys", {"keys": [["Digit6"]]}), ("keys", {"keys": [[1, 2, 3]]}),
     ("keys", {"keys": [["Digit6", False, 0]] * 600}), ("typed", {"text": 6000000016}),
     ("typed", {"text": "6" * 5000}), ("typed", {})],
)  # fmt: skip
def test_requests_that_make_no_sense_are_refused(
    kiosk: KioskPage, path: str, message: dict[str, object]
) -> None:
    assert kiosk.post(path, **message) == 400


def test_a_storm_of_two_hundred_codes_lends_five_and_leaves_the_kiosk_alive(
    kiosk: KioskPage, school: School
) -> None:
    reader = school.reader()
    free = [each["code"] for each in school.demo["copies"] if each["state"] == "on-shelf"]
    storm = [code for code in free if code not in school.taken]
    storm += [make_number("6", serial) for serial in range(9_000_000, 9_000_199 - len(storm))]
    key = school.reader_id(reader)
    assert school.scanner.burst([reader["card"], *storm])
    kiosk.speak("kk")
    kiosk.shows("session")
    assert until(lambda: lent_to(school, key) == 5)
    kiosk.answers("refused", kiosk.t("refusal.limit-reached", n=5))
    kiosk.scan(FINISH)
    kiosk.shows("farewell")
    kiosk.says(kiosk.t("kiosk.lent-total", n=5))
    assert lent_to(school, key) == 5
    school.taken.update(row[0] for row in school.rows(
        "SELECT code FROM loan JOIN copy ON copy.id = copy_id WHERE reader_id = ?", key
    ))  # fmt: skip
    assert school.one("PRAGMA integrity_check") == "ok"


def lent_to(school: School, reader_id: int) -> int:
    found: int = school.one(
        "SELECT count(*) FROM loan WHERE reader_id = ? AND closed_at IS NULL", reader_id
    )
    return found


def test_a_megabyte_of_random_bytes_blocks_nothing(kiosk: KioskPage, school: School) -> None:
    reader, copy = school.reader(), school.copy()
    calls = len(school.calls())
    noise = random.Random(7).randbytes(1_000_000)
    assert school.scanner.send(noise)
    assert school.scanner.send(b"\r" + bytes(range(32, 127)) * 2000 + b"\r")
    assert school.scanner.send(b"\xff\xfe\xd0\r" * 50)
    kiosk.insist(reader["card"], short_name(reader))
    kiosk.scan(copy["code"])
    kiosk.answers("lent", copy["title"])
    assert "Traceback" not in school.log()
    assert len(school.calls()) - calls <= 1, "noise must not fill the desk with calls"
    expect(kiosk.page.locator("#veil")).to_have_attribute("data-state", "off", timeout=MS)
