"""Forms of the desk: clean text, mistakes at the field, two tabs that save one thing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from flask import Flask, request
from hypothesis import given
from hypothesis import strategies as st

from i18n.texts import texts
from server.desk.forms import (
    Day,
    DeskForm,
    Line,
    Lines,
    Mistake,
    Pick,
    Secret,
    Tick,
    Whole,
    clean_line,
    clean_text,
    read_day,
    strange_sign,
)


@dataclass
class Row:
    name: str = "Әлия"
    note: str = ""
    age: int | None = 14
    born_on: date | None = date(2012, 5, 1)
    kind: str = "student"
    active: bool = True


class RowForm(DeskForm):
    name = Line("list.all", required=True, longest=20)
    note = Lines("list.all", longest=50)
    age = Whole("list.all", least=5, most=99)
    born_on = Day("list.all")
    kind = Pick("list.all", [("student", "оқушы"), ("teacher", "мұғалім")])
    active = Tick("list.all")


class SecretForm(DeskForm):
    password = Secret("list.all", shortest=8)


FRAME = Flask("forms")
GOOD = {"name": "Айша", "note": "", "age": "15", "born_on": "2.5.2011", "kind": "teacher"}


def posted(**changed: str) -> RowForm:
    with FRAME.test_request_context("/", method="POST", data={**GOOD, **changed}):
        return RowForm.of(request)


def opened(row: Row) -> RowForm:
    with FRAME.test_request_context("/"):
        return RowForm.of(request, opened=row)


def mistake(field: str, **changed: str) -> str:
    form = posted(**changed)
    assert not form.sent()
    assert list(form.errors) == [field]
    said = form[field].errors[0]
    assert isinstance(said, Mistake)
    for language in ("kk", "ru", "en"):
        assert said.said(texts(language))
    return said.key


def test_a_good_form_gives_clean_values() -> None:
    form = posted(name="  Ай\u200fша\u202e ", note="бір\r\n екі  үш ")
    assert form.sent(), form.errors
    assert (form.name.data, form.note.data, form.age.data) == ("Айша", "бір\nекі үш", 15)
    assert (form.born_on.data, form.kind.data, form.active.data) == (
        date(2011, 5, 2), "teacher", False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value", "key"),
    [
        ("name", "", "form.required"),
        ("name", "   ", "form.required"),
        ("name", "\u200f\u202e", "form.required"),
        ("name", "Ә" * 10_000, "form.too-long"),
        ("name", "Ай\x00ша", "form.strange-sign"),
        ("name", "Ай\x1bша", "form.strange-sign"),
        ("note", "x" * 51, "form.too-long"),
        ("age", "он бес", "form.not-a-number"),
        ("age", "15.5", "form.not-a-number"),
        ("age", "٣٤", "form.not-a-number"),
        ("age", "9" * 10_000, "form.not-a-number"),
        ("age", "4", "form.out-of-range"),
        ("age", "-1", "form.out-of-range"),
        ("born_on", "31.02.2012", "form.not-a-day"),
        ("born_on", "1.1.1", "form.not-a-day"),
        ("born_on", "кеше", "form.not-a-day"),
        ("born_on", "1.1.20120", "form.not-a-day"),
        ("kind", "", "form.not-a-choice"),
        ("kind", "head", "form.not-a-choice"),
        ("kind", "' OR 1=1", "form.not-a-choice"),
    ],
)
def test_a_mistake_is_told_at_its_field(field: str, value: str, key: str) -> None:
    assert mistake(field, **{field: value}) == key


@pytest.mark.parametrize("name", ["<b>Айша</b>", "' OR 1=1 --", "Айша 📚", "O’Брайен"])
def test_odd_names_are_names(name: str) -> None:
    assert posted(name=name).sent()


def test_decomposed_letters_are_put_together() -> None:
    form = posted(name="Ай\u0306ша и\u0306")
    assert form.sent() and form.name.data == "Ай\u0306ша й"


def test_a_missing_field_is_told_too() -> None:
    with FRAME.test_request_context("/", method="POST", data={"name": "Айша"}):
        form = RowForm.of(request)
        assert not form.sent()
        assert "kind" in form.errors


def test_a_password_is_kept_as_typed_and_must_be_long() -> None:
    def sent(password: str) -> SecretForm:
        with FRAME.test_request_context("/", method="POST", data={"password": password}):
            return SecretForm.of(request)

    form = sent("  екі бос орын  ")
    assert form.sent() and form.password.data == "  екі бос орын  "
    short = sent("қысқа")
    assert not short.sent() and short.password.errors[0].key == "form.too-short"
    assert "қысқа" not in str(short.password())


def test_the_second_tab_is_told_what_the_first_one_changed() -> None:
    row = Row()
    version = opened(row).version.data
    changed = Row(name="Әлия Серік", age=14)
    form = posted(version=version, name="Айша", age="14", born_on="01.05.2012", kind="student",
                  active="y")  # fmt: skip
    assert form.sent()
    assert not form.fits(changed)
    assert form.now == {"name": "Әлия Серік"}
    # Pressing once more saves knowingly.
    again = posted(version=form.version.data, name="Айша")
    assert again.fits(changed)


def test_a_form_nobody_disturbed_fits() -> None:
    row = Row()
    assert posted(version=opened(row).version.data).fits(Row())
    assert posted().fits(row)


def test_the_same_change_made_twice_disturbs_nobody() -> None:
    version = opened(Row()).version.data
    row = Row(name="Айша", age=15, born_on=date(2011, 5, 2), kind="teacher", active=False)
    assert posted(version=version).fits(row)


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean_line(clean_line(text)) == clean_line(text)
    assert clean_text(clean_text(text)) == clean_text(text)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_day_is_read_as_it_is_written(day: date) -> None:
    assert read_day(f"{day:%d.%m.%Y}") == read_day(day.isoformat()) == day


def test_line_ends_are_no_strange_signs() -> None:
    assert not strange_sign("бір\nекі\tүш")
    assert strange_sign("\x00") and strange_sign("\ud800")
