"""The roll-over of a school year: all of it or nothing, and back."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime

import pytest

from library.roll_over import MoveKind, PupilWay
from server.server import Server
from server.services.importing.tables import FileRefused
from server.services.proof import prove
from server.services.roll_over import latest, picture
from server.services.roll_over_doing import Done, NotDone, roll_over
from server.services.roll_over_draft import begin, choose_pupils
from server.services.roll_over_list import take_list
from server.services.roll_over_undo import undo_objection, undo_roll_over
from server.tables import Card, Membership, Reader, SchoolClass
from tests.builders import Clock, SchoolBuilder
from tests.server.acting import Librarian
from tests.server.test_races import ROOT

JUNE = datetime(2027, 6, 10, 6, tzinfo=UTC)
LIST = """ТАӘ;Туған күні;Сыныбы;Оқыту тілі;Бағыты
Ахмет Нұрлан;;10А;қазақ;ЖМБ
Болат Айша;2014-03-02;7А;қазақ;
Дос Ержан;2014-05-06;7Ә;қазақ;
"""


@pytest.fixture
def clock() -> Clock:
    return Clock(JUNE)


class Draft:
    """A school in June with a draft: 8Ә, 9А, 11А."""

    def __init__(self, server: Server, school: SchoolBuilder) -> None:
        self.server, self.who = server, Librarian(server)
        self.aliya = school.reader("Әлия", "Серік", grade=8)
        self.nurlan = school.reader("Нұрлан", "Ахмет", grade=9, letter="А")
        self.olzhas = school.reader("Олжас", "Бек", grade=9, letter="А")
        self.dina = school.reader("Дина", "Қасым", grade=11, letter="А")
        school.lent(school.copy("Физика 11", "textbook"), self.dina, date(2027, 5, 25))
        assert begin(server, self.deed("roll-over-begun"))
        found = latest(server)
        assert found is not None
        self.number = found.roll_over_id

    def deed(self, kind: str, content: str = ""):
        return self.who.deed(kind, content=content)

    def listed(self, text: str) -> bool:
        deed = self.deed("roll-over-list", text)
        return take_list(self.server, deed, self.number, text.encode())

    def seal(self) -> str:
        found = picture(self.server, self.number)
        assert found is not None
        return found.seal

    def done(self) -> Done | NotDone:
        return roll_over(self.server, self.deed("rolled-over"), self.number, self.seal())

    def classes(self) -> dict[str, str | None]:
        """Class of now by given name, None: without one, `left` for who left."""
        with self.server.library.reading():
            found: dict[str, str | None] = {}
            for row in Reader.select().where(Reader.removed_at.is_null()):
                now = Membership.get_or_none(
                    Membership.reader == row.id, Membership.to_on.is_null()
                )
                stands = now.school_class if now else None
                label = f"{stands.year[:4]} {stands.grade}{stands.letter}" if stands else None
                found[row.given_name] = "left" if row.state == "left" else label
            return found


@pytest.fixture
def draft(server: Server, school: SchoolBuilder) -> Draft:
    return Draft(server, school)


def test_everybody_moves_in_one_step_and_keeps_the_card(draft: Draft) -> None:
    assert draft.listed(LIST)
    assert draft.done() == Done(6, 4)
    assert draft.classes() == {
        "Әлия": "2027 9Ә", "Нұрлан": "2027 10А", "Олжас": "left", "Дина": "left",
        "Айша": "2027 7А", "Ержан": "2027 7Ә",
    }  # fmt: skip
    with draft.server.library.reading():
        assert Card.get(Card.number == draft.aliya.card).reader_id == draft.aliya.id
        assert Card.select().count() == 6
        ten = SchoolClass.get(SchoolClass.year == "2027-2028", SchoolClass.grade == 10)
        assert ten.track == "ЖМБ"
        assert Reader.get_by_id(draft.dina.id).left_on == date(2027, 6, 10)


def test_undoing_brings_everything_back_and_the_draft_with_its_list(draft: Draft) -> None:
    before = draft.classes()
    draft.listed(LIST)
    draft.done()
    assert undo_roll_over(draft.server, draft.deed("roll-over-undone"), draft.number) is None
    assert draft.classes() == before
    with draft.server.library.reading():
        assert SchoolClass.select().where(SchoolClass.year == "2027-2028").count() == 0
        assert Membership.select().where(Membership.to_on.is_null(False)).count() == 0
        assert Card.select().count() == 4
    assert draft.done() == Done(6, 4)
    assert len(draft.classes()) == 6


def test_the_first_loan_of_the_new_year_ends_undoing(
    draft: Draft, school: SchoolBuilder, clock: Clock
) -> None:
    draft.listed(LIST)
    draft.done()
    clock.pass_(days=80)
    assert undo_objection(draft.server, draft.number) is None
    book = school.copy("Алгебра 9", "textbook")
    school.lent(book, draft.aliya, date(2028, 5, 25), lent_on=date(2027, 8, 29))
    assert undo_objection(draft.server, draft.number) == "lent"
    assert undo_roll_over(draft.server, draft.deed("roll-over-undone"), draft.number) == "lent"
    assert draft.classes()["Әлия"] == "2027 9Ә"


def test_a_pupil_in_two_classes_stops_the_roll_over_and_nothing_moves(draft: Draft) -> None:
    before = draft.classes()
    draft.listed(LIST + "Ахмет Нұрлан;;10Ә;қазақ;ҚГБ\n")
    found = picture(draft.server, draft.number)
    assert found is not None
    (fault,) = found.found.faults
    assert (fault.number, fault.code, fault.other) == (5, "in-two-classes", 2)
    assert draft.done() == NotDone("faults")
    assert draft.classes() == before


def test_what_changed_since_the_page_was_drawn_is_looked_at_first(
    draft: Draft, school: SchoolBuilder
) -> None:
    seal = draft.seal()
    school.reader("Жаңа", "Оқушы", grade=8)
    deed = draft.deed("rolled-over")
    assert roll_over(draft.server, deed, draft.number, seal) == NotDone("changed")


def test_sent_twice_it_is_done_once(draft: Draft) -> None:
    deed, seal = draft.deed("rolled-over"), draft.seal()
    assert roll_over(draft.server, deed, draft.number, seal) == Done(4, 1)
    again = roll_over(draft.server, deed, draft.number, seal)
    assert isinstance(again, Done) and again.pupils == 4
    assert draft.classes()["Әлия"] == "2027 9Ә"


def test_a_repeater_stays_in_the_grade_and_a_leaver_goes(draft: Draft) -> None:
    choices = {draft.aliya.id: PupilWay.REPEAT, draft.olzhas.id: PupilWay.LEAVE}
    choose_pupils(draft.server, draft.deed("roll-over-pupils"), draft.number, choices)
    found = picture(draft.server, draft.number)
    assert found is not None and found.found.count(MoveKind.REPEAT) == 1
    draft.done()
    assert draft.classes() == {
        "Әлия": "2027 8Ә", "Нұрлан": None, "Олжас": "left", "Дина": "left",
    }  # fmt: skip


def test_a_file_that_is_no_list_of_pupils_is_refused_whole(draft: Draft) -> None:
    with pytest.raises(FileRefused):
        draft.listed("атауы;саны\nАлгебра;3\n")


def test_killed_in_the_middle_nothing_has_moved_and_it_is_done_again(
    address: str, draft: Draft
) -> None:
    before = draft.classes()
    draft.listed(LIST)
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.server.roll_over_child", address,
         str(draft.who.staff_id), str(draft.number)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == "in the middle"
    finally:
        child.kill()
        child.communicate()
    assert draft.classes() == before
    assert draft.done() == Done(6, 4)
    assert prove(draft.server.library) == ()
