"""Texts by key in Kazakh, Russian and English, with plural forms, dates and numbers.

`t = texts("kk")` gives a function: `t("refusal.limit-reached", n=5)`. A key is
`domain.words-with-hyphens`; the domain names the catalogue file
`i18n/locale/<lang>/LC_MESSAGES/<domain>.po` (gettext format, msgid = the whole key), read
when first needed. Values stand in braces: «Қайтару мерзімі: {date}». A message with
several plural forms is chosen by its value `n`.

There is no "current language" anywhere: whoever needs words is given `t`.
"""

from __future__ import annotations

import logging
import string
from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_day_names
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from i18n.plural import form_index

LANGUAGES = ("kk", "ru", "en")
"""The languages of the program; the first is the default."""

LOCALE_FOLDER = Path(__file__).parent / "locale"

_DATE_PATTERNS = {"kk": "d MMMM, EEEE", "ru": "d MMMM, EEEE", "en": "EEEE, d MMMM"}

Day = date
"""The type; inside `Texts` the name `date` is a method."""

_log = logging.getLogger(__name__)

Message = tuple[str, ...]
"""The strings of one key: one, or as many as the language has plural forms."""


@cache
def catalogue(lang: str, domain: str, folder: Path = LOCALE_FOLDER) -> Mapping[str, Message]:
    """The messages of one catalogue file by key; empty when the file does not exist.

    Fuzzy and untranslated entries are left out, as gettext does.
    """
    path = folder / lang / "LC_MESSAGES" / f"{domain}.po"
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        entries = read_po(file, locale=lang, domain=domain)
    messages: dict[str, Message] = {}
    for entry in entries:
        key = entry.id if isinstance(entry.id, str) else entry.id[0]
        strings = (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ())
        if key and strings and all(strings) and not entry.fuzzy:
            messages[key] = strings
    return messages


class Texts:
    """The texts of one language; call it with a key and the values of the message.

    A `date` among the values is written as `date()` writes it; numbers are written plainly
    (use `number()` for thousands). With `strict` an unknown key or a missing value raises
    KeyError; without, the key or the empty place is shown, and the log names it.
    """

    strict = False
    """Raise on a wrong key or value. Tests set it for the whole class."""

    def __init__(self, lang: str, folder: Path = LOCALE_FOLDER) -> None:
        if lang not in LANGUAGES:
            raise ValueError(f"no texts in language {lang!r}")
        self.lang = lang
        self._folder = folder

    def __call__(self, key: str, /, **values: object) -> str:
        message = self._message(key)
        if message is None:
            return self._complain(key, key)
        text = message[0]
        if len(message) > 1:
            n = values.get("n")
            if not isinstance(n, int):
                return self._complain(f"{key} needs a whole number n", key)
            text = message[form_index(self.lang, n)]
        return self._filled(key, text, values)

    def __contains__(self, key: str) -> bool:
        return self._message(key) is not None

    def date(self, day: Day) -> str:
        """«22 қазан, бейсенбі», «22 октября, четверг», "Thursday, 22 October"."""
        return format_date(day, _DATE_PATTERNS[self.lang], locale=self.lang)

    def day(self, day: Day) -> str:
        """«22 қазан», «22 октября», "22 October"."""
        return format_date(day, "d MMMM", locale=self.lang)

    def full_date(self, day: Day) -> str:
        """«22 қазан 2026»: for lists that reach over several years."""
        return format_date(day, "d MMMM y", locale=self.lang)

    def month(self, day: Day) -> str:
        """The month's name standing alone: «Қазан», «октябрь», "October"."""
        return format_date(day, "LLLL", locale=self.lang)

    def weekday(self, number: int) -> str:
        """The name of a day of the week, 1 Monday … 7 Sunday: «дүйсенбі», "Monday"."""
        return str(get_day_names("wide", "stand-alone", locale=self.lang)[number - 1])

    def time(self, instant: datetime, zone: tzinfo | str) -> str:
        """The clock in `zone`, "10:24" in all three languages.

        Raises ValueError for an instant without a time zone.
        """
        if instant.tzinfo is None:
            raise ValueError("an instant needs its time zone")
        place = ZoneInfo(zone) if isinstance(zone, str) else zone
        return instant.astimezone(place).strftime("%H:%M")

    def number(self, value: int | float) -> str:
        """With the language's signs for thousands and decimals."""
        return format_decimal(value, locale=self.lang)

    def _message(self, key: str) -> Message | None:
        return catalogue(self.lang, key.partition(".")[0], self._folder).get(key)

    def _filled(self, key: str, text: str, values: Mapping[str, object]) -> str:
        parts: list[str] = []
        for literal, name, _spec, _conversion in string.Formatter().parse(text):
            parts.append(literal)
            if name is None:
                continue
            if name in values:
                parts.append(self._written(values[name]))
            else:
                parts.append(self._complain(f"{key} needs the value {name}", f"{{{name}}}"))
        return "".join(parts)

    def _written(self, value: object) -> str:
        if isinstance(value, datetime):
            # The zone of the school is not known here: the caller writes it with time().
            raise TypeError("write an instant with time() before it becomes a value")
        return self.date(value) if isinstance(value, Day) else str(value)

    def _complain(self, fault: str, shown: str) -> str:
        if self.strict:
            raise KeyError(fault)
        _log.error("text missing in %s: %s", self.lang, fault)
        return shown


@cache
def texts(lang: str) -> Texts:
    """The texts of `lang` (kk, ru or en). Raises ValueError for any other language."""
    return Texts(lang)
