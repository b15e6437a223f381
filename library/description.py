"""A title described in the order of ГОСТ 7.1-2003 (domain §1, row 1.2):

    Heading. Title : subtitle. Volume / responsibility. – Edition. – Place : Publisher, Year.
    – Pages. – (Series). – ISBN

One, two or three authors: the first is the heading. Four and more, or none: no heading, the
description begins with the title. What the catalogue does not say is left out with its
signs: nobody looked whether the book says it, so nothing is put in square brackets. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from library.author_names import AuthorName, authors_of, has_others, spaced_initials
from library.isbn import bare_isbn

MOST_AUTHORS = 3
"""So many authors at most give a heading."""
_AREA = ". – "
_PAGES = {"kk": "б.", "ru": "с.", "en": "p.", "de": "S.", "fr": "p.", "tr": "s."}
_VOLUME = {"kk": "{}-т.", "ru": "Т. {}", "en": "Vol. {}"}
_OTHERS = {"kk": "[және т. б.]", "en": "[et al.]", "ru": "[и др.]"}
_CLOSED = (".", "!", "?", "…")


@dataclass(frozen=True, slots=True)
class DescribedTitle:
    """What a description is made of, as the catalogue keeps it; `language` is the language
    of the book, which its description is written in."""

    name: str
    author: str = ""
    subtitle: str | None = None
    volume: str | None = None
    responsibility: str | None = None
    edition: str | None = None
    place: str | None = None
    publisher: str | None = None
    year: int | None = None
    pages: int | None = None
    series: str | None = None
    isbn: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Description:
    """A description in two parts: the heading, printed bold (empty without one), and the
    rest."""

    heading: str
    body: str

    @property
    def text(self) -> str:
        """Both as one line."""
        return f"{_closed(self.heading)} {self.body}" if self.heading else self.body


def described(title: Any) -> Description:
    """The description of a title: a DescribedTitle, or a row with its columns."""
    names = authors_of(title.author or "")
    more = has_others(title.author or "")
    heading = names[0] if names and len(names) <= MOST_AUTHORS and not more else None
    areas = [
        _title_area(title, names, more),
        title.edition or "",
        _imprint(title.place, title.publisher, title.year),
        _pages(title.pages, title.language),
        f"({title.series.strip('()')})" if title.series else "",
        f"ISBN {hyphened(title.isbn)}" if title.isbn else "",
    ]
    body = _joined([area.strip() for area in areas if area.strip()])
    shown = "" if heading is None else _heading(heading)
    return Description(shown, body)


def hyphened(isbn: str) -> str:
    """An ISBN with its hyphens where the ranges of the group are known (978-601, 978-9965:
    domain §6); any other as it is kept."""
    bare = bare_isbn(isbn)
    if bare is None:
        return isbn
    prefix, rest = (bare[:3], bare[3:]) if len(bare) == 13 else ("", bare)
    for group, lengths in _GROUPS.items():
        if rest.startswith(group):
            number, check = rest[len(group) : -1], rest[-1]
            length = next((n for low, high, n in lengths if low <= number[:n] <= high), 0)
            if length:
                parts = (prefix, group, number[:length], number[length:], check)
                return "-".join(filter(None, parts))
    return bare


_GROUPS = {
    "601": (("00", "19", 2), ("200", "699", 3), ("7000", "7999", 4), ("80000", "84999", 5),
            ("85", "99", 2)),
    "9965": (("00", "39", 2), ("400", "899", 3), ("9000", "9999", 4)),
}  # fmt: skip
"""Groups of Kazakhstan: from, to and the length of a publisher's number."""


def _title_area(title: Any, names: tuple[AuthorName, ...], more: bool) -> str:
    area: str = title.name.strip()
    if title.subtitle:
        area = f"{area} : {title.subtitle.strip()}"
    else:
        # What is typed after the title in one line with it: «Химия: оқулық».
        area = area.replace(": ", " : ", 1) if " : " not in area else area
    if title.volume:
        area = f"{_closed(area)} {_volume(title.volume, title.language)}"
    said = title.responsibility or _responsibility(names, more, title.language)
    return f"{area} / {said.strip()}" if said else area


def _responsibility(names: tuple[AuthorName, ...], more: bool, language: str | None) -> str:
    """Who made the book, when the title page was not copied: up to three names; of more the
    first with «and others»."""
    if not names:
        return ""
    if len(names) <= MOST_AUTHORS and not more:
        return ", ".join(_printed(name) for name in names)
    return f"{_printed(names[0])} {_OTHERS.get(language or 'ru', _OTHERS['ru'])}"


def _printed(name: AuthorName) -> str:
    return AuthorName(name.surname, spaced_initials(name.initials)).printed


def _heading(name: AuthorName) -> str:
    return AuthorName(name.surname, spaced_initials(name.initials)).heading


def _volume(volume: str, language: str | None) -> str:
    bare = volume.strip()
    if not bare.isdigit():
        return bare
    return _VOLUME.get(language or "ru", _VOLUME["ru"]).format(bare)


def _imprint(place: str | None, publisher: str | None, year: int | None) -> str:
    said = " : ".join(filter(None, (place, publisher)))
    return ", ".join(filter(None, (said, str(year) if year else "")))


def _pages(pages: int | None, language: str | None) -> str:
    return f"{pages} {_PAGES.get(language or 'ru', _PAGES['ru'])}" if pages else ""


def _closed(text: str) -> str:
    return text if text.endswith(_CLOSED) else f"{text}."


def _joined(areas: list[str]) -> str:
    """The areas with `. – ` between them; a point that is there already is not doubled, and
    one stands at the end."""
    whole = ""
    for area in areas:
        if whole:
            whole += _AREA.removeprefix(".") if whole.endswith(_CLOSED) else _AREA
        whole += area
    return re.sub(r"\s+", " ", _closed(whole))
