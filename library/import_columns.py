"""Which column of somebody's table is what: headings in Kazakh and Russian, as schools and
the national e-journals write them, and the line of the headings among the first ones.

Pure: a table is a sequence of lines, a line a sequence of cells, a cell text, a number, a
date or None.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum

HEADER_LINES = 20
"""Among so many first lines the headings are looked for: titles may stand above them."""


class ImportKind(StrEnum):
    """What a file holds."""

    READERS = "readers"
    TITLES = "titles"


_NAMES_OF_READERS: dict[str, str] = {
    "line": "№|№ п/п|рет саны|қатар №|п/п|реттік нөмірі|no|nr|№ р/с|р/с",
    "full-name": "ТАӘ|аты-жөні|аты жөні|ФИО|Ф.И.О.|Т.А.Ә.|фамилия имя отчество"
    "|тегі аты әкесінің аты|толық аты-жөні|фамилия имя|тегі аты|толық аты|полное имя|name"
    "|full name",
    "surname": "тегі|фамилия|фамилиясы|surname|last name",
    "given-name": "аты|есімі|имя|given name|first name",
    "patronymic": "әкесінің аты|отчество|patronymic",
    "iin": "ЖСН|ИИН|IIN",
    "born-on": "туған күні|туған жылы|дата рождения|туған күні, айы, жылы|туған күні айы жылы"
    "|день рождения|туылған күні|г.р.|date of birth|birth date",
    "sex": "жынысы|пол|sex",
    "class": "сыныбы|сынып|класс|классы|class|сыныбы, литері",
    "letter": "литер|литера|литері|әрпі|әріп|буква|буква класса|letter|параллель",
    "language": "оқыту тілі|язык обучения|оқу тілі|тілі|язык|language",
    "track": "бағыты|направление|бағыт|профиль|track",
    "card": "оқырман нөмірі|№ билета|номер билета|билет нөмірі|оқырман билеті|читательский билет"
    "|номер читательского билета|№ читательского билета|билет №|карта нөмірі|card|card number"
    "|номер карты|оқырман №|номер читателя",
    "category": "санаты|категория|оқырман санаты|category|категория читателя",
    "dormitory": "жатақхана|общежитие|интернат|dormitory|жатақханасы|корпус",
    "room": "бөлме|бөлмесі|комната|№ комнаты|бөлме №|room",
    "dorm-group": "топ|топ атауы|группа|тәрбие тобы|тобы|group|топ №|группа №",
    "tutor": "тәрбиеші|тәрбиешісі|воспитатель|tutor",
}
_NAMES_OF_TITLES: dict[str, str] = {
    "line": _NAMES_OF_READERS["line"],
    "name": "атауы|название|заглавие|кітап атауы|кітаптың аты|кітаптың атауы|авторы және атауы"
    "|автор и заглавие|наименование|аты|название книги|title|оқулық атауы|оқулықтың атауы",
    "author": "авторы|автор|авторлары|авторы (лары)|автор(ы)|author|авторлар",
    "year": "жылы|год|шыққан жылы|басылған жылы|год издания|басылым жылы|year",
    "publisher": "баспасы|баспа|издательство|publisher",
    "place": "орны|место|басылған орны|место издания|шыққан жері|басылған жері|қала|город",
    "isbn": "ISBN|ИСБН",
    "bbk": "ББК|КБЖ|бөлімі (ББК)|отдел (ББК)|индекс ББК|шифр ББК",
    "author-mark": "авторлық белгі|авторлық белгісі|авторский знак|авторлық таңба|author mark",
    "kind": "түрі|вид|кітап түрі|вид издания|басылым түрі|kind|вид литературы|әдебиет түрі",
    "grade": "сыныбы|сынып|класс|grade",
    "subject": "пәні|пән|предмет|subject",
    "language": "тілі|язык|басылым тілі|язык издания|language",
    "pages": "беттер|беттер саны|бет саны|бет|страниц|кол-во страниц|количество страниц|көлемі"
    "|объем|pages|стр.",
    "count": "саны|дана саны|данасы|дана|количество|кол-во|количество экземпляров|экз.|count"
    "|кол-во экз.|число экземпляров|copies",
    "inventory": "инвентарь №|инвентарлық №|инвентарлық нөмірі|инвентарь нөмірі|инв. №|инв.№"
    "|түгендеу нөмірі|түгендеу №|инвентарный номер|инвентарный №|инвентарные номера|№ инв."
    "|инвентарь нөмірлері|inventory number|инвентарлық нөмір",
    "barcode": "штрихкод|штрих-код|штрих код|баркод|barcode",
    "price": "бағасы|баға|цена|бағасы (теңге)|цена (тенге)|цена, тг|бағасы, тг|price|құны"
    "|стоимость",
    "shelf": "бөлімі|сөресі|сөре|тұрған орны|сақтау орны|полка|отдел|место хранения|стеллаж|shelf",
}
_IGNORED = {
    ImportKind.READERS: frozenset({"line", "iin", "tutor"}),
    ImportKind.TITLES: frozenset({"line"}),
}
NEVER_KEPT = "iin"
"""Known by its heading so that it is left out, and said so."""

# Whose it is adds nothing: «Оқушының аты-жөні», «Дата рождения ученика».
_WHOSE = frozenset(
    ["оқушының", "оқырманның", "баланың", "тәрбиеленушінің", "кітаптың", "ученика", "учащегося",
     "обучающегося", "воспитанника", "читателя", "книги"]
)  # fmt: skip


def heading_key(heading: object) -> str:
    """A heading as it is compared: small letters, signs as spaces, nobody's."""
    text = unicodedata.normalize("NFC", str(heading or "")).casefold().replace("ё", "е")
    spaced = "".join(sign if sign.isalnum() or sign == "№" else " " for sign in text)
    words = [word for word in spaced.replace("№", " № ").split() if word not in _WHOSE]
    return " ".join(words)


def _keys(names: Mapping[str, str]) -> dict[str, str]:
    return {heading_key(word): field for field, words in names.items() for word in words.split("|")}


_FIELD_OF = {
    ImportKind.READERS: _keys(_NAMES_OF_READERS),
    ImportKind.TITLES: _keys(_NAMES_OF_TITLES),
}


def fields_of(kind: ImportKind) -> tuple[str, ...]:
    """What a column may be, in the order of a form; what is only known to be left out
    stands last."""
    names = _NAMES_OF_READERS if kind is ImportKind.READERS else _NAMES_OF_TITLES
    kept = [name for name in names if name not in _IGNORED[kind]]
    return (*kept, *(name for name in names if name in _IGNORED[kind]))


def is_taken(kind: ImportKind, field: str) -> bool:
    """Whether the column goes into the library; the others are recognised and left out."""
    return field not in _IGNORED[kind]


def field_of(kind: ImportKind, heading: object) -> str | None:
    """What a heading says, with or without what stands in brackets; None: nothing known."""
    known = _FIELD_OF[kind]
    found = known.get(heading_key(heading))
    if found is None:
        found = known.get(heading_key(str(heading or "").partition("(")[0]))
    return found


def proposal(kind: ImportKind, headings: Sequence[object]) -> tuple[str | None, ...]:
    """A field for each column; of two columns that say the same the first has it."""
    found: list[str | None] = []
    for heading in headings:
        field = field_of(kind, heading)
        found.append(None if field in found else field)
    return tuple(found)


def header_line(kind: ImportKind, lines: Sequence[Sequence[object]]) -> int | None:
    """The place of the headings: of the first lines the one with most of them that are
    known; None when none has any that is taken."""
    best, most = None, 0
    for place, line in enumerate(lines[:HEADER_LINES]):
        fields = {field for field in proposal(kind, line) if field and is_taken(kind, field)}
        if len(fields) > most:
            best, most = place, len(fields)
    return best


def misses(kind: ImportKind, mapping: Sequence[str | None]) -> tuple[str, ...]:
    """What a mapping lacks so that no line could be taken: field names; empty when fine."""
    given = set(mapping)
    if kind is ImportKind.TITLES:
        return () if "name" in given else ("name",)
    return () if "full-name" in given or {"surname", "given-name"} <= given else ("full-name",)


def twice(mapping: Sequence[str | None]) -> tuple[str, ...]:
    """Fields that two columns claim."""
    given = [field for field in mapping if field]
    return tuple(sorted({field for field in given if given.count(field) > 1}))
