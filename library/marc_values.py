"""What single values of a record say: numbers of books, prices, years, pages, classes. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from library.import_values import NotThat, item_kind, price_tiyn, text_of
from library.isbn import bare_isbn, is_right
from library.marc_fields import LANGUAGES, Dialect, MarcRecord

LIMITS = {"name": 500, "author": 200, "bbk": 60, "author_mark": 20}
"""Signs a column takes; any other 200 (server/desk/title_forms.py)."""
_CONTROLS = re.compile(r"(?![\t\n\r])[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_ISBN = re.compile(r"[0-9][0-9‐‑–\s-]{8,18}[0-9XxХх]")
_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")
_UNIT = re.compile(r"(?<![^\W\d])(?:с|стр|страниц|б|бет|p|pp|s)\b", re.IGNORECASE)
_GRADE = re.compile(
    r"(?<!\d)(\d{1,2})(?:\s*-\s*\w{1,3}(?=\s))?\s*-?\s*(?:сынып|клас|кл\b|grade)", re.IGNORECASE
)
_TENGE = re.compile(r"(?:kzt|тенге|теңге|тг|тнг|₸)", re.IGNORECASE)
_OTHER_MONEY = re.compile(r"(?:р|руб|к|rub|usd|eur|gbp|сом|\$|€|£)", re.IGNORECASE)
_LANGUAGE = {
    **{theirs: ours for ours, theirs in LANGUAGES.items()}, "deu": "de", "fra": "fr", "zho": "zh",
}  # fmt: skip


@dataclass(slots=True)
class Doubts:
    """What looks odd, noted while reading; a column that is too long is cut and noted."""

    words: list[str] = field(default_factory=list)

    def note(self, word: str) -> None:
        """Remember a doubt once."""
        if word not in self.words:
            self.words.append(word)

    def fitted(self, column: str, text: str) -> str:
        """A text as long as its column takes it."""
        limit = LIMITS.get(column, 200)
        if len(text) > limit:
            self.note("cut")
        return text[:limit].rstrip()


def clean(text: str) -> str:
    """One line: NFC, no control signs (those that mark words passed over in order, too)."""
    return text_of(_CONTROLS.sub("", text))


def isbns_of(record: MarcRecord, tag: str, doubts: Doubts) -> tuple[str, ...]:
    """All numbers of the book, bare, in their order; a wrong check digit is a doubt."""
    found: list[str] = []
    for text in (clean(text) for each in record.every(tag) for text in each.every("a")):
        match = _ISBN.search(text)
        bare = bare_isbn(match[0]) if match else bare_isbn(text)
        if bare is None:
            if text:
                doubts.note("not-an-isbn")
        elif bare not in found:
            found.append(bare)
            if not is_right(bare):
                doubts.note("wrong-isbn")
    return tuple(found)


def price_of(text: str, doubts: Doubts) -> int | None:
    """A price in tenge, or without a currency; one in other money is no price here."""
    bare = _TENGE.sub("", clean(text)).strip(" .")
    if not bare:
        return None
    if _OTHER_MONEY.search(bare):
        doubts.note("other-money")
        return None
    try:
        return price_tiyn(bare)
    except NotThat:
        return None


def kind_of(record: MarcRecord, bbk: str | None) -> str | None:
    """The kind by the field of form, else by the sign of the index: я72 school books, я2
    reference, 84 fiction (domain §4.1)."""
    for each in record.every("655", "608"):
        try:
            found = item_kind(clean(each.first("a")))
        except NotThat:
            continue
        if found is not None:
            return found.value
    index = (bbk or "").replace(" ", "")
    for sign, kind in (("я72", "textbook"), ("я2", "reference")):
        if sign in index:
            return kind
    return "fiction" if index.startswith("84") else None


def language_of(record: MarcRecord, dialect: Dialect) -> str | None:
    """The first language of the text: our code, or the record's own of three letters."""
    if dialect is Dialect.MARC21:
        said = record.first("041", "a")[:3] or record.first("008")[35:38]
    else:
        said = record.first("101", "a")[:3]
    code = said.casefold()
    if len(code) != 3 or not code.isascii() or not code.isalpha() or code in ("und", "mul", "zxx"):
        return None
    return _LANGUAGE.get(code, code)


def year_of(record: MarcRecord, dialect: Dialect) -> int | None:
    """The first year of publication that is said."""
    if dialect is Dialect.MARC21:
        said = [
            *(each.first("c") for each in record.every("260", "264")),
            record.first("008")[7:11],
        ]
    else:
        said = [*(each.first("d") for each in record.every("210", "214")),
                record.first("100", "a")[9:13]]  # fmt: skip
    found = next(filter(None, map(_YEAR.search, said)), None)
    return None if found is None else int(found[1])


def pages_of(record: MarcRecord, dialect: Dialect) -> int | None:
    """Of «[4], 256, [1] с. : ил.» the largest number before the first unit."""
    text = clean(record.first("300" if dialect is Dialect.MARC21 else "215", "a"))
    unit = next(
        (each for each in _UNIT.finditer(text) if each.start() and text[: each.start()].strip()),
        None,
    )
    if unit is None and not text.isdigit():
        return None
    numbers = re.findall(r"\d{1,5}", text if unit is None else text[: unit.start()])
    most = max(map(int, numbers), default=0)
    return most if 0 < most <= 20_000 else None


def grade_of(record: MarcRecord, dialect: Dialect) -> int | None:
    """The class a school book is for, from the note on its readers."""
    for each in record.every("521" if dialect is Dialect.MARC21 else "333"):
        found = _GRADE.search(each.first("a"))
        if found and 1 <= int(found[1]) <= 11:
            return int(found[1])
    return None
