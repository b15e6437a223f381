"""The forms of a reader: who he is, why he is suspended, a PIN he types himself."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from wtforms import Field

from server.desk.forms import Day, DeskForm, Line, Pick, Secret, Tick, Wrong
from server.services.reader_pages import ReaderPage
from server.services.readers import ReaderValues

_BETWEEN = "\n"


class ReaderForm(DeskForm):
    """Who a reader is. Names hold no digits; everything but name and category may be empty."""

    surname = Line("person.surname", required=True, longest=60)
    given_name = Line("person.given-name", required=True, longest=60)
    patronymic = Line("person.patronymic", longest=60)
    category = Pick("person.category")
    school_class = Pick("person.class")
    born_on = Day("person.born-on")
    language = Pick("person.language", [("", "–"), ("kk", "Қазақша"), ("ru", "Русский"),
                                        ("en", "English")])  # fmt: skip
    dormitory = Line("person.dormitory", longest=60)
    room = Line("person.room", longest=20)
    dorm_group = Line("person.dorm-group", longest=60)
    phone = Line("person.phone", longest=60)
    guardian = Line("person.guardian", longest=120)
    valid_until = Day("person.valid-until")
    rules_accepted = Tick("person.rules-accepted")

    def validate_surname(self, field: Field) -> None:
        _name(field)

    def validate_given_name(self, field: Field) -> None:
        _name(field)

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
        values["rules_accepted"] = found.row["rules_accepted_on"] is not None
        return SimpleNamespace(**values)


class SuspendForm(DeskForm):
    """Until when (empty: until lifted), and why."""

    until = Day("person.suspended-until")
    why = Line("person.suspended-why", required=True, longest=120)


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
