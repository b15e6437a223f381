"""Forms of the desk: text made clean, every mistake told at its field in the user's words.

    class NameForm(DeskForm):
        surname = Line("person.surname", required=True, longest=60)

    form = NameForm.of(request, opened=reader)      # values of the row, or of the post
    if form.sent() and form.fits(now=reader):       # nobody changed it meanwhile
        ...
Labels and mistakes are text keys; `desk/fields.html` draws them.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Self

from flask import Request
from wtforms import (
    BooleanField,
    Field,
    Form,
    HiddenField,
    IntegerField,
    PasswordField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import ValidationError

# Marks that turn the direction of what follows: they hide in pasted text and lie about it.
_TURNING = dict.fromkeys(
    [0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF], None
)
_LINE_ENDS = {"\r\n": "\n", "\r": "\n"}


class Wrong(ValidationError):
    """A mistake at a field: a text key with its values. A str subclass would be escaped
    and lost: the template asks `said(t)`."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(Mistake(key, values))


class Mistake(str):
    """What is wrong, to be said in any language."""

    __slots__ = ("key", "values")

    key: str
    values: dict[str, object]

    def __new__(cls, key: str, values: dict[str, object] | None = None) -> Mistake:
        made = super().__new__(cls, key)
        made.key, made.values = key, values or {}
        return made

    def said(self, t: Any) -> str:
        """The mistake in words."""
        return str(t(self.key, **self.values))


def clean_line(text: str | None) -> str:
    """One line as it is kept: NFC, no turning marks, single spaces."""
    return " ".join(_clean(text).split())


def clean_text(text: str | None) -> str:
    """Several lines as they are kept."""
    normal = _clean(text)
    for end, new in _LINE_ENDS.items():
        normal = normal.replace(end, new)
    return "\n".join(" ".join(line.split()) for line in normal.split("\n")).strip()


def _clean(text: str | None) -> str:
    return unicodedata.normalize("NFC", text or "").translate(_TURNING)


def strange_sign(text: str) -> bool:
    """Whether the text holds what no keyboard types: NUL and its like, lone surrogates."""
    return any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t" for sign in text)


class _Checked:
    """Required and longest, told in our words; runs before a field's other validators."""

    def __init__(self, required: bool, longest: int) -> None:
        self.required, self.longest = required, longest
        self.field_flags = {"maxlength": longest} if longest else {}
        if required:
            self.field_flags["required"] = True

    def __call__(self, form: Form, field: Field) -> None:
        text = field.data or ""
        if self.required and not text:
            raise Wrong("form.required")
        if self.longest and len(text) > self.longest:
            raise Wrong("form.too-long", n=self.longest)
        if strange_sign(text):
            raise Wrong("form.strange-sign")


class Line(StringField):
    """One line of text."""

    def __init__(
        self, label: str, required: bool = False, longest: int = 200,
        validators: Sequence[Any] = (), **more: Any,
    ) -> None:  # fmt: skip
        super().__init__(
            label, [_Checked(required, longest), *validators], filters=[clean_line], **more
        )


class Lines(TextAreaField):
    """Several lines of text."""

    def __init__(self, label: str, required: bool = False, longest: int = 2000, **more: Any):
        super().__init__(label, [_Checked(required, longest)], filters=[clean_text], **more)


class Secret(PasswordField):
    """A password: kept exactly as typed, never shown again."""

    def __init__(self, label: str, shortest: int = 0, **more: Any) -> None:
        self.shortest = shortest
        super().__init__(label, [_Checked(shortest > 0, 1000)], **more)

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        if not validation_stopped and len(self.data or "") < self.shortest:
            raise Wrong("form.too-short", n=self.shortest)


class Whole(IntegerField):
    """A whole number between `least` and `most`; empty is None unless required."""

    def __init__(
        self, label: str, least: int = 0, most: int = 1_000_000, required: bool = False, **more: Any
    ) -> None:
        self.least, self.most, self.must = least, most, required
        super().__init__(label, **more)

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None
        text = clean_line(valuelist[0]) if valuelist else ""
        self.raw_data = [text]
        if not text:
            return
        try:
            self.data = int(text) if text.isascii() and len(text) < 12 else None
        except ValueError:
            self.data = None
        if self.data is None:
            raise Wrong("form.not-a-number")

    def pre_validate(self, form: Any) -> None:
        if self.data is None and self.must and not self.process_errors:
            raise Wrong("form.required")
        if self.data is not None and not self.least <= self.data <= self.most:
            raise Wrong("form.out-of-range", least=self.least, most=self.most)


class Day(StringField):
    """A day: typed 25.05.2027 or picked (2027-05-25); data is a date or None."""

    def __init__(self, label: str, required: bool = False, **more: Any) -> None:
        self.must = required
        super().__init__(label, **more)

    def _value(self) -> str:
        if self.raw_data and self.data is None:
            return str(self.raw_data[0])
        return f"{self.data:%d.%m.%Y}" if isinstance(self.data, date) else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None
        text = clean_line(valuelist[0]) if valuelist else ""
        if not text:
            return
        self.data = read_day(text)
        if self.data is None:
            raise Wrong("form.not-a-day")

    def pre_validate(self, form: Any) -> None:
        if self.data is None and self.must and not self.process_errors:
            raise Wrong("form.required")


class Pick(SelectField):
    """One of a few: pairs of a word and its text for people; `offer` sets them later."""

    def __init__(self, label: str, choices: Iterable[tuple[str, str]] = (), **more: Any) -> None:
        super().__init__(label, choices=dict(choices), validate_choice=False, **more)

    def offer(self, choices: Iterable[tuple[str, str]]) -> None:
        """What may be picked in this request, in its order."""
        self.choices = dict(choices)

    def pre_validate(self, form: Any) -> None:
        if self.data not in self.choices:
            raise Wrong("form.not-a-choice")


class Tick(BooleanField):
    """Yes or no."""


def read_day(text: str) -> date | None:
    """A day as people type it: 25.05.2027, 25/5/2027, 2027-05-25."""
    parts = text.replace("/", ".").replace("-", ".").split(".")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    first, second, third = (int(part) for part in parts)
    year, month, day = (first, second, third) if len(parts[0]) == 4 else (third, second, first)
    try:
        return date(year, month, day) if 1900 <= year <= 2200 else None
    except ValueError:
        return None


class DeskForm(Form):
    """The class of all forms. `version` tells which values the page was drawn with."""

    version = HiddenField()

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.now: dict[str, str] = {}

    @classmethod
    def of(cls, request: Request, opened: Any = None, **more: Any) -> Self:
        """The form of this request: posted values, else those of `opened` (an object or
        None); draws the version of `opened` into a fresh form."""
        form = cls(request.form if request.method == "POST" else None, obj=opened, **more)
        if request.method != "POST":
            form.version.data = form.version_of(opened)
        form._posted = request.method == "POST"
        return form

    def sent(self) -> bool:
        """Whether it was posted without a mistake."""
        return bool(self._posted) and self.validate()

    def fits(self, now: Any) -> bool:
        """Whether nobody changed `now` since the page was drawn; else `self.now` says per
        field what it is now, and the next press saves over it knowingly."""
        version = self.version_of(now)
        if self.version.data in ("", None, version):
            return True
        fresh = type(self)(None, obj=now)
        for field in self:
            if field.name in ("version",) or not hasattr(now, field.name):
                continue
            if field.data != fresh[field.name].data:
                self.now[field.name] = (
                    str(fresh[field.name]._value())
                    if hasattr(fresh[field.name], "_value")
                    else str(fresh[field.name].data)
                )
        self.version.data = version
        return not self.now

    def version_of(self, row: Any) -> str:
        """A short word for the values of the row that this form edits."""
        if row is None:
            return ""
        said = repr([getattr(row, name, None) for name in sorted(self._fields)])
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    _posted = False
