"""The forms of a reader: who he is, why he is suspended, a new card, a PIN he types himself."""

from __future__ import annotations

import hashlib
from datetime import date
from types import SimpleNamespace
from typing import Any

from flask import abort
from wtforms import Field

from server.desk.drawing import operation_id, see
from server.desk.forms import Day, DeskForm, Line, Pick, Secret, Tick, Wrong
from server.desk.guard import signed_in
from server.server import Server
from server.services.cards import LOST, WITHDRAWN, card_number
from server.services.deeds import Deed
from server.services.desk_station import desk_origin
from server.services.reader_pages import ReaderPage, kept_instead, reader_page
from server.services.readers import ReaderValues

_BETWEEN = "\n"


def address_of(reader_id: int) -> str:
    """The page of a reader."""
    return f"/desk/readers/{reader_id}"


def page_or_404(server: Server, reader_id: int) -> ReaderPage:
    """The person; who was merged into another record leads there, who is not there to the
    page that says so."""
    found = reader_page(server, reader_id)
    if found is not None:
        return found
    kept = kept_instead(server, reader_id)
    return abort(404) if kept is None else abort(see(address_of(kept)))


def act_about(server: Server, kind: str, reader_id: int | None, content: str = "") -> Deed:
    """The act of the form of this request about one reader."""
    origin = desk_origin(server, operation_id(), signed_in().staff_id)
    return Deed(origin, kind, content, reader_id)


def seen(preview: object) -> str:
    """A short word for what a preview showed: a press after it changed shows it anew."""
    return hashlib.sha256(repr(preview).encode()).hexdigest()[:16]


class DueForm(DeskForm):
    """A new day for one loan or for all of them, and why."""

    copy = Pick("person.due-of")
    due_on = Day("person.due-on", required=True)
    why = Line("person.due-why", required=True, longest=200)


class ReaderForm(DeskForm):
    """Who a reader is. Names hold no digits; everything but name and category may be empty."""

    surname = Line("person.surname", required=True, longest=60)
    given_name = Line("person.given-name", required=True, longest=60)
    patronymic = Line("person.patronymic", longest=60)
    category = Pick("person.category")
    school_class = Pick("person.class")
    born_on = Day("person.born-on")
    language = Pick("person.language")
    dormitory = Line("person.dormitory", longest=60)
    room = Line("person.room", longest=20)
    dorm_group = Line("person.dorm-group", longest=60)
    phone = Line("person.phone", longest=60)
    guardian = Line("person.guardian", longest=120)
    valid_until = Day("person.valid-until")
    today: date
    """The day of now; the view sets it."""

    def validate_surname(self, field: Field) -> None:
        _name(field)

    def validate_given_name(self, field: Field) -> None:
        _name(field)

    def validate_born_on(self, field: Field) -> None:
        """A day of the past."""
        if field.data is not None and field.data >= self.today:
            raise Wrong("person.born-later")

    def content(self) -> str:
        """What tells two forms apart: all values in their order."""
        return _BETWEEN.join(
            f"{field.name}={field.data}" for field in self if field.name != "version"
        )

    @staticmethod
    def opened(found: ReaderPage) -> Any:
        """The values of a person as the form holds them: texts never None."""
        values = {name: "" if value is None else value for name, value in found.row.items()}
        for day in ("born_on", "valid_until"):
            values[day] = found.row[day]
        values["school_class"] = str(found.class_id or "")
        return SimpleNamespace(**values)


class EnrolForm(ReaderForm):
    """A new reader: a card that lies ready, the rules accepted, and that it is nobody of
    the same name."""

    card = Line("person.card-ready", longest=64)
    rules_accepted = Tick("person.rules-accepted")
    another = Tick("person.another")

    def validate_card(self, field: Field) -> None:
        _card(field)


class SuspendForm(DeskForm):
    """Until when (empty: until lifted), and why."""

    until = Day("person.suspended-until")
    why = Line("person.suspended-why", required=True, longest=120)
    today: date
    """The day of now; the view sets it."""

    def validate_until(self, field: Field) -> None:
        """The last blocked day is not over."""
        if field.data is not None and field.data < self.today:
            raise Wrong("person.until-is-over")


class CardForm(DeskForm):
    """What became of the old card; a new one that lies ready, if any."""

    why = Pick("person.card-why", [(word, word) for word in (LOST, WITHDRAWN)])
    card = Line("person.card-ready", longest=64)

    def validate_card(self, field: Field) -> None:
        _card(field)


class DoubleForm(DeskForm):
    """Whom to look for: a name or a card."""

    text = Line("person.double-text", required=True, longest=100)


class PinForm(DeskForm):
    """The reader types it twice himself."""

    pin = Secret("person.pin", shortest=4)
    again = Secret("person.pin-again", shortest=4)

    def validate_pin(self, field: Field) -> None:
        pin = field.data or ""
        if not (pin.isascii() and pin.isdigit() and 4 <= len(pin) <= 8):
            raise Wrong("person.pin-digits")
        if len(set(pin)) == 1 or pin in "0123456789876543210":
            raise Wrong("person.pin-easy")

    def validate_again(self, field: Field) -> None:
        if field.data != self.pin.data:
            raise Wrong("person.pin-differs")


def values_of(form: ReaderForm) -> ReaderValues:
    """The form as the use case takes it."""
    return ReaderValues(
        surname=form.surname.data,
        given_name=form.given_name.data,
        patronymic=form.patronymic.data or None,
        category=form.category.data,
        language=form.language.data or None,
        born_on=form.born_on.data,
        phone=form.phone.data or None,
        guardian=form.guardian.data or None,
        dormitory=form.dormitory.data or None,
        room=form.room.data or None,
        dorm_group=form.dorm_group.data or None,
        valid_until=form.valid_until.data,
        school_class=int(form.school_class.data) if form.school_class.data else None,
    )


def _name(field: Field) -> None:
    if field.data and not any(sign.isalpha() for sign in field.data):
        raise Wrong("person.not-a-name")


def _card(field: Field) -> None:
    """A number of ours or a foreign one, as it is kept."""
    if field.data:
        number = card_number(field.data)
        if number is None:
            raise Wrong("person.card-not")
        field.data = number
