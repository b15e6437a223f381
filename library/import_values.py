"""What a cell of somebody's table means: names, days, classes, prices, words for kinds.

Each reader of a value gives the value, None for an empty cell, and raises NotThat when
the cell says something else. Pure; a cell is text, a number, a date or None.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from library.catalogue import ItemKind
from library.classes import GRADES, Track, class_letter
from library.readers import Category

Cell = str | int | float | date | None

_TURNING = dict.fromkeys(
    [0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, 0xAD], None
)
_CYRILLIC = "Ѐ-ӿ"
_DAMAGED = re.compile(rf"[{_CYRILLIC}]\?+[{_CYRILLIC}]|(?<![^\s«\"(-])\?+[{_CYRILLIC}]")
_EXCEL_BEGAN = date(1899, 12, 30)
_CLASS = re.compile(r"(\d{1,2})\s*[-–—.]?\s*[«\"“„'(]*\s*(\w{0,2})\s*[»\"”“')]*", re.UNICODE)
_CLASS_WORDS = re.compile(r"\b(сынып|сыныбы|класс|кл|grade)\b\.?", re.IGNORECASE)
_PRICE_WORDS = re.compile(r"(теңге|тенге|тг|тнг|kzt|₸|т)\.?$", re.IGNORECASE)
_LONGEST_COUNT = 9


class NotThat(ValueError):
    """The cell says something else; `reason` is a stable word."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def text_of(cell: Cell) -> str:
    """A cell as one line: NFC, no turning marks, single spaces; 12.0 is 12."""
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        cell = int(cell)
    normal = unicodedata.normalize("NFC", "" if cell is None else str(cell))
    return " ".join(normal.translate(_TURNING).split())


def is_damaged(text: str) -> bool:
    """Whether letters were lost on the way: a question mark inside a Cyrillic word."""
    return "\ufffd" in text or ("?" in text and _DAMAGED.search(text) is not None)


def has_strange_sign(cell: Cell) -> bool:
    """Whether the text holds what no keyboard types: NUL and its like."""
    return isinstance(cell, str) and any(
        unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t\r" for sign in cell
    )


def whole(cell: Cell, least: int, most: int, reason: str) -> int | None:
    """A whole number between two others."""
    text = text_of(cell).replace(" ", "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_COUNT):
        raise NotThat(reason)
    if not least <= int(text) <= most:
        raise NotThat(reason)
    return int(text)


def day(cell: Cell) -> date | None:
    """A day: a date of a spreadsheet, its number, 01.02.2012, 1/2/2012, 2012-02-01."""
    if isinstance(cell, date):
        return cell
    text = text_of(cell).removesuffix("г.").removesuffix("ж.").strip()
    text = text.partition(" ")[0].partition("T")[0]
    if not text:
        return None
    if text.isascii() and text.isdigit() and 10_000 < int(text[:9]) < 80_000:
        return _EXCEL_BEGAN + timedelta(days=int(text))
    parts = re.split(r"[./-]", text)
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        raise NotThat("not-a-day")
    first, second, third = (int(part[:5]) for part in parts)
    if len(parts[0]) == 4:
        third, first = first, third
    elif len(parts[2]) != 4:
        raise NotThat("not-a-day")
    try:
        return date(third, second, first)
    except ValueError as fault:
        raise NotThat("not-a-day") from fault


def school_class(cell: Cell) -> tuple[int, str] | None:
    """Grade and letter of «8 «Ә»», 8Ә, 8-Ә, «8 ә сынып»; the letter is empty when the cell
    has none."""
    text = _CLASS_WORDS.sub(" ", text_of(cell)).strip()
    if not text:
        return None
    found = _CLASS.fullmatch(text)
    if found is None or int(found[1]) not in GRADES:
        raise NotThat("not-a-class")
    if not found[2]:
        return int(found[1]), ""
    return int(found[1]), letter(found[2]) or ""


def letter(cell: Cell) -> str | None:
    """The letter of a class."""
    text = text_of(cell)
    if not text:
        return None
    found = class_letter(text)
    if found is None:
        raise NotThat("not-a-letter")
    return found


def price_tiyn(cell: Cell) -> int | None:
    """A price in tenge, with or without tiyn, as whole tiyn: 1 250,50 тг -> 125050."""
    text = _PRICE_WORDS.sub("", text_of(cell)).replace(" ", "").replace("\u00a0", "")
    text = text.replace(",", ".")
    if not text:
        return None
    try:
        tiyn = Decimal(text) * 100
    except InvalidOperation as fault:
        raise NotThat("not-a-price") from fault
    if not tiyn.is_finite() or not 0 <= tiyn <= 10_000_000_000:
        raise NotThat("not-a-price")
    return int(tiyn.to_integral_value())


def person_name(text: str) -> str:
    """A name in large letters as one writes it: АХМЕТОВ -> Ахметов."""
    if len(text) < 2 or not text.isupper():
        return text
    return re.sub(r"\w+", lambda word: word[0].capitalize(), text)


def _words(said: Mapping[str, str]) -> dict[str, str]:
    return {word: value for value, words in said.items() for word in words.split("|")}


_KINDS = _words(
    {
        ItemKind.FICTION: "fiction|көркем|көркем әдебиет|худ|художественная|художественная "
        "литература|худ.лит|худ. лит.|худ. литература|ғылыми-көпшілік|научно-популярная|кітап"
        "|книга|көркем шығарма|балалар әдебиеті|детская литература",
        ItemKind.TEXTBOOK: "textbook|оқулық|оқулықтар|учебник|учебники|учебная|учебная литература"
        "|оқу құралы|учебное пособие|оқу әдебиеті",
        ItemKind.METHODICAL: "methodical|әдістемелік|әдістемелік құрал|әдістеме|методическая"
        "|методическая литература|методика|методическое пособие|әдістемелік әдебиет",
        ItemKind.REFERENCE: "reference|анықтамалық|анықтама|сөздік|энциклопедия|справочник"
        "|справочная|справочная литература|словарь|анықтамалық әдебиет",
        ItemKind.PERIODICAL: "periodical|мерзімді|мерзімді басылым|журнал|газет|газета"
        "|периодика|периодическое издание|периодические издания",
    }
)
_LANGUAGES = _words(
    {
        "kk": "kk|kz|kaz|қаз|каз|қазақ|қазақша|қазақ тілі|қазақ тілінде|казахский|казах"
        "|на казахском|мемлекеттік|государственный|казахский язык|kazakh",
        "ru": "ru|rus|орыс|рус|орысша|орыс тілі|орыс тілінде|русский|на русском|русский язык"
        "|russian",
        "en": "en|eng|ағыл|англ|ағылшын|ағылшынша|ағылшын тілі|английский|на английском|english"
        "|английский язык",
        "de": "de|неміс|неміс тілі|немецкий|нем|german",
        "fr": "fr|француз|француз тілі|французский|french",
        "tr": "tr|түрік|түрік тілі|турецкий|turkish",
    }
)
_SEXES = _words(
    {
        "f": "f|ж|қ|әйел|қыз|қыз бала|жен|женский|девочка|девушка|female|girl|w|ә",
        "m": "m|м|е|ер|еркек|ұл|ұл бала|муж|мужской|мальчик|юноша|male|boy",
    }
)
_CATEGORIES = _words(
    {
        Category.STUDENT: "student|оқушы|ученик|ученица|учащийся|обучающийся|оқушылар|pupil",
        Category.TEACHER: "teacher|мұғалім|учитель|педагог|пән мұғалімі|преподаватель",
        Category.TUTOR: "tutor|тәрбиеші|куратор|воспитатель",
        Category.STAFF: "staff|қызметкер|техникалық қызметкер|сотрудник|технический персонал"
        "|персонал|әкімшілік|администрация|психолог|әлеуметтік педагог",
        Category.PARENT: "parent|ата-ана|ата ана|родитель|родители",
    }
)
_TRACKS = _words(
    {
        Track.HUMANITIES: "қгб|қоғамдық-гуманитарлық|қоғамдық-гуманитарлық бағыт|огн"
        "|общественно-гуманитарное|гуманитарлық|гуманитарное|егн қгб",
        Track.SCIENCES: "жмб|жаратылыстану-математикалық|жаратылыстану-математикалық бағыт|емн"
        "|естественно-математическое|жаратылыстану",
    }
)


def _word(cell: Cell, known: Mapping[str, str], reason: str) -> str | None:
    text = text_of(cell).casefold().strip(" .")
    if not text:
        return None
    found = known.get(text) or known.get(text.replace(".", ""))
    if found is None:
        raise NotThat(reason)
    return found


def item_kind(cell: Cell) -> ItemKind | None:
    """The kind of a title by its Kazakh, Russian or English word."""
    found = _word(cell, _KINDS, "not-a-kind")
    return None if found is None else ItemKind(found)


def language(cell: Cell) -> str | None:
    """The code of a language by its word: kk, ru, en, de, fr, tr."""
    return _word(cell, _LANGUAGES, "not-a-language")


def sex(cell: Cell) -> str | None:
    """f or m by its word."""
    return _word(cell, _SEXES, "not-a-sex")


def category(cell: Cell) -> Category | None:
    """The category of a reader by its word."""
    found = _word(cell, _CATEGORIES, "not-a-category")
    return None if found is None else Category(found)


def track(cell: Cell) -> Track | None:
    """The track of grades 10 and 11 by its word."""
    found = _word(cell, _TRACKS, "not-a-track")
    return None if found is None else Track(found)
