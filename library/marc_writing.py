"""A title of the catalogue as a record of MARC 21, UNIMARC or RUSMARC. Pure."""

from __future__ import annotations

from datetime import date
from typing import Any

from library.author_names import authors_of, spaced_initials
from library.marc_fields import KIND_WORDS, LANGUAGES, Dialect, MarcField, MarcRecord
from library.marc_values import clean

LEADERS = {
    Dialect.MARC21: "00000nam a2200000 c 4500",
    Dialect.UNIMARC: "00000nam  2200000   450 ",
    Dialect.RUSMARC: "00000nam0 2200000   450 ",
}
"""Position 9 says `a` for Unicode in MARC 21 and nothing in UNIMARC, where field 100 says it;
18 `c`: without the punctuation of a description."""
CHARACTER_SETS = {"utf-8": "50  ", "cp1251": "89  "}
"""Positions 26–29 of field 100 (RUSMARC)."""


def record_of(
    title: Any, dialect: Dialect, number: str, added_on: date | None = None, encoding: str = "utf-8"
) -> MarcRecord:
    """The record of a title: an object with the columns of marc_fields.COLUMNS. `number` is
    our number of it, the first field; `added_on` when it came into the catalogue."""
    if dialect is Dialect.MARC21:
        fields = _marc21(title, number, added_on)
    else:
        fields = _unimarc(title, number, added_on, encoding)
    kept = tuple(field for field in fields if field.value or field.subfields)
    leader = LEADERS[dialect]
    if dialect is Dialect.MARC21 and encoding != "utf-8":
        leader = f"{leader[:9]} {leader[10:]}"
    return MarcRecord(leader, kept)


def _field(tag: str, indicators: str, **texts: object) -> MarcField:
    """A field of the subfields that are filled; `_2` stands for the code 2."""
    pairs = tuple((code.strip("_"), said) for code, text in texts.items() if (said := _said(text)))
    return MarcField(tag, indicators, pairs)


def _marc21(title: Any, number: str, added_on: date | None) -> list[MarcField]:
    names = authors_of(title.author or "")
    language = LANGUAGES.get(title.language or "", title.language or "")
    entered = f"{added_on:%y%m%d}" if added_on else "      "
    coded = f"{entered}s{title.year or '    '}    xx {'':17}{(language or 'und')[:3]:3} d"
    authors = [
        _field("700" if place else "100", "1 ", a=_heading(name))
        for place, name in enumerate(names)
    ]
    bbk, kind = title.bbk, KIND_WORDS.get(title.item_kind or "")
    return [
        MarcField("001", value=number),
        MarcField("008", value=coded),
        _field("020", "  ", a=title.isbn),
        _field("041", "0 ", a=language),
        _field("084", "  ", a=bbk, _2="rubbk" if bbk else ""),
        *authors[:1],
        _field("245", "10" if names else "00", a=title.name, n=title.volume, b=title.subtitle,
               c=title.responsibility),
        _field("250", "  ", a=title.edition),
        _field("260", "  ", a=title.place, b=title.publisher, c=title.year),
        _field("300", "  ", a=title.pages and f"{title.pages} {_unit(title.language)}"),
        _field("490", "0 ", a=title.series),
        _field("521", "2 ", a=title.grade and f"{title.grade} сынып"),
        _field("653", "  ", a=title.subject),
        _field("655", " 7", a=kind, _2="local" if kind else ""),
        *authors[1:],
        _field("852", "  ", i=title.author_mark),
    ]  # fmt: skip


def _unimarc(title: Any, number: str, added_on: date | None, encoding: str) -> list[MarcField]:
    names = authors_of(title.author or "")
    language = LANGUAGES.get(title.language or "", title.language or "")
    entered = f"{added_on:%Y%m%d}" if added_on else "        "
    coded = f"{entered}d{title.year or '    '}    u  y0kazy{CHARACTER_SETS[encoding]}    ca"
    bbk = title.bbk
    return [
        MarcField("001", value=number),
        _field("010", "  ", a=title.isbn),
        MarcField("100", "  ", (("a", coded),)),
        _field("101", "0 ", a=language),
        _field("200", "1 ", a=title.name, h=title.volume, e=title.subtitle,
               f=title.responsibility),
        _field("205", "  ", a=title.edition),
        _field("210", "  ", a=title.place, c=title.publisher, d=title.year),
        _field("215", "  ", a=title.pages and f"{title.pages} {_unit(title.language)}"),
        _field("225", "2 ", a=title.series),
        _field("333", "  ", a=title.grade and f"{title.grade} сынып"),
        _field("608", "  ", a=KIND_WORDS.get(title.item_kind or "")),
        _field("610", "0 ", a=title.subject),
        _field("686", "  ", a=bbk, _2="rubbk" if bbk else ""),
        *(
            _field("701" if place else "700", " 1" if name.initials else " 0", a=name.surname,
                   b=spaced_initials(name.initials))
            for place, name in enumerate(names)
        ),
        _field("801", " 0", a="KZ"),
        _field("908", "  ", a=title.author_mark),
    ]  # fmt: skip


def _said(text: object) -> str:
    # Signs that part fields and records are no part of a title.
    return clean(str(text)) if text else ""


def _heading(name: Any) -> str:
    return f"{name.surname}, {spaced_initials(name.initials)}" if name.initials else name.surname


def _unit(language: str | None) -> str:
    return {"kk": "б.", "en": "p."}.get(language or "", "с.")
