"""What a record says of a title: MARC 21, UNIMARC and RUSMARC fields to columns. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from library.author_names import AuthorName, authors_of, authors_text, initials_of
from library.import_values import NotThat, item_kind, price_tiyn, text_of
from library.isbn import bare_isbn, is_right
from library.marc_fields import LANGUAGES, Dialect, MarcField, MarcRecord, TitleFields

LIMITS = {"name": 500, "author": 200, "bbk": 60, "author_mark": 20}
"""Signs a column takes; any other 200 (server/desk/title_forms.py)."""
_ISBN = re.compile(r"[0-9][0-9‐‑–\s-]{8,18}[0-9XxХх]")
_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")
_UNIT = re.compile(r"(?<![^\W\d])(?:с|стр|страниц|б|бет|p|pp|s)\b", re.IGNORECASE)
_GRADE = re.compile(
    r"(?<!\d)(\d{1,2})(?:\s*-\s*\w{1,3}(?=\s))?\s*-?\s*(?:сынып|клас|кл\b|grade)", re.IGNORECASE
)
_TENGE = re.compile(r"(?:kzt|тенге|теңге|тг|тнг|₸)", re.IGNORECASE)
_OTHER_MONEY = re.compile(r"(?:р|руб|к|rub|usd|eur|gbp|сом|\$|€|£)", re.IGNORECASE)
_ENDS = re.compile(r"\s*[/:;,=]$")
_PART = re.compile(
    r"(?:т|том|кн|книга|ч|часть|вып|бөлім|кітап|vol|part)\b|\d+\s*-?\s*(?:кітап|том|бөлім|т\b)",
    re.IGNORECASE,
)
_LANGUAGE = {
    **{theirs: ours for ours, theirs in LANGUAGES.items()}, "deu": "de", "fra": "fr", "zho": "zh",
}  # fmt: skip
_OTHER_ROLES = re.compile(
    r"ред|пер|сост|худож|илл|ed\.|edit|transl|illustr|құраст|ауд", re.IGNORECASE
)


class NoTitle(ValueError):
    """The record names no title: nothing can be made of it."""


@dataclass(slots=True)
class _Doubts:
    """What looks odd, noted while reading; a column that is too long is cut and noted."""

    words: list[str] = field(default_factory=list)

    def note(self, word: str) -> None:
        if word not in self.words:
            self.words.append(word)

    def fitted(self, column: str, text: str) -> str:
        limit = LIMITS.get(column, 200)
        if len(text) > limit:
            self.note("cut")
        return text[:limit].rstrip()


def title_fields(record: MarcRecord, dialect: Dialect) -> TitleFields:
    """The title of a record. Raises NoTitle."""
    said = _marc21(record) if dialect is Dialect.MARC21 else _unimarc(record)
    if not said.get("name"):
        raise NoTitle
    doubts = _Doubts()
    isbns = _isbns(record, "020" if dialect is Dialect.MARC21 else "010", doubts)
    price = record.first("020", "c") if dialect is Dialect.MARC21 else record.first("010", "d")
    texts = {column: doubts.fitted(column, text) for column, text in said.items() if text}
    bbk = texts.get("bbk")
    return TitleFields(
        **{"author": "", **texts},
        item_kind=_kind(record, bbk), language=_language(record, dialect),
        year=_year(record, dialect), pages=_pages(record, dialect), grade=_grade(record, dialect),
        isbn=next(filter(is_right, isbns), isbns[0] if isbns else None), isbns=isbns,
        price_tiyn=_price(price, doubts), doubts=tuple(doubts.words),
    )  # fmt: skip


def _marc21(record: MarcRecord) -> dict[str, str]:
    """Columns that are text; punctuation at their ends belongs to the record's form, unless
    its leader says that there is none (18: c)."""
    bare = record.leader[18:19] == "c"

    def plain(text: str) -> str:
        return clean(text) if bare else _ENDS.sub("", clean(text))

    imprints = (each for each in record.every("260", "264") if _is_imprint(each))
    imprint = next(imprints, MarcField("260"))
    title = next(record.every("245"), MarcField("245"))
    name = plain(title.first("a"))
    if not bare and name.endswith(".") and not name.endswith(".."):
        name = name[:-1]
    part = [plain(text).rstrip("." if not bare else "") for text in title.every("n", "p")]
    return {
        "name": name,
        "subtitle": plain(title.first("b")),
        "responsibility": clean(title.first("c")).removesuffix("" if bare else "."),
        "volume": ", ".join(filter(None, part)),
        "author": authors_text(tuple(_marc21_authors(record))),
        "edition": plain(record.first("250", "a")),
        "place": plain(imprint.first("a")).strip("[]"),
        "publisher": plain(imprint.first("b")),
        "series": _series(record, ("490", "440", "830"), plain),
        "subject": _subject(record, ("653", "650")),
        "bbk": _bbk(record, "084"),
        "author_mark": clean(
            record.first("852", "i") or record.first("090", "b") or record.first("908", "a")
        ),
    }


def _is_imprint(each: MarcField) -> bool:
    """264 says in its second indicator what it is: 1 publication."""
    return each.tag == "260" or each.indicators[1:2] == "1"


def _marc21_authors(record: MarcRecord) -> Iterable[AuthorName]:
    for each in record.every("100", "700"):
        role = " ".join(each.every("e", "4"))
        if each.first("t") or (role and "aut" not in role and _is_other_role(each, role)):
            continue
        name = _ENDS.sub("", clean(each.first("a")))
        if name:
            yield _named(*(part.strip() for part in name.partition(",")[::2]))


def _is_other_role(each: MarcField, role: str) -> bool:
    codes = each.every("4")
    return bool(codes) or _OTHER_ROLES.search(role) is not None


def _unimarc(record: MarcRecord) -> dict[str, str]:
    """Columns that are text, of UNIMARC, RUSMARC, KAZMARC."""
    title = next(record.every("200"), MarcField("200"))
    name, volume = clean(title.first("a")), _joined(title.every("h", "i", "v"))
    authors = list(_unimarc_authors(record.every("700", "701")))
    for above in record.every("461"):
        # A volume described by itself: the title of the set stands above it.
        inner = _embedded(above)
        whole = clean(above.first("t") or inner.first("200", "a"))
        if whole and (_PART.match(name) or not name):
            name, volume = whole, _joined(filter(None, (name, volume)))
            authors = authors or list(_unimarc_authors(inner.every("700", "701")))
    imprint = next(record.every("210"), next(record.every("214"), MarcField("210")))
    return {
        "name": name,
        "subtitle": _joined(title.every("e"), " : "),
        "responsibility": _joined(title.every("f", "g"), " ; "),
        "volume": volume,
        "author": authors_text(tuple(authors)),
        "edition": clean(record.first("205", "a")),
        "place": clean(imprint.first("a")).strip("[]"),
        "publisher": clean(imprint.first("c")),
        "series": _series(record, ("225",), clean),
        "subject": _subject(record, ("610", "606")),
        "bbk": _bbk(record, "686") or clean(record.first("621", "a")),
        "author_mark": clean(
            record.first("908", "a") or record.first("686", "x") or record.first("090", "x")
        ),
    }


def _unimarc_authors(fields: Iterable[MarcField]) -> Iterable[AuthorName]:
    for each in fields:
        role = each.first("4")[:3]
        if role and role != "070":
            continue
        surname = clean(each.first("a")).rstrip(",")
        if surname:
            yield _named(surname, clean(each.first("b") or each.first("g")))


def _embedded(above: MarcField) -> MarcRecord:
    """The fields inside a field of the fourth block: `$1` begins each (UNIMARC 4--)."""
    inner: list[MarcField] = []
    for code, text in above.subfields:
        if code == "1":
            inner.append(MarcField(text[:3], text[3:5]))
        elif inner:
            last = inner[-1]
            inner[-1] = MarcField(last.tag, last.indicators, (*last.subfields, (code, text)))
    return MarcRecord("", tuple(inner))


def _named(surname: str, given: str) -> AuthorName:
    if given:
        return AuthorName(surname, initials_of(given))
    found = authors_of(surname)
    if len(found) == 1:
        return AuthorName(found[0].surname, initials_of(found[0].initials))
    return AuthorName(surname)


def clean(text: str) -> str:
    """One line: NFC, no control signs (those that mark words passed over in order, too)."""
    plain = "".join(
        sign for sign in text if unicodedata.category(sign) not in ("Cc", "Cs") or sign.isspace()
    )
    return text_of(plain)


def _joined(texts: Iterable[str], between: str = ", ") -> str:
    return between.join(filter(None, map(clean, texts)))


def _series(record: MarcRecord, tags: tuple[str, ...], plain: Callable[[str], str]) -> str:
    for each in record.every(*tags):
        name = plain(each.first("a"))
        if name:
            number = clean(each.first("v"))
            return f"{name} ; {number}" if number else name
    return ""


def _subject(record: MarcRecord, tags: tuple[str, str]) -> str:
    """Key words, else the first heading of a subject."""
    said = _joined(text for each in record.every(tags[0]) for text in each.every("a"))
    return said or clean(record.first(tags[1], "a"))


def _bbk(record: MarcRecord, tag: str) -> str:
    """The index of the BBK: its source is named `rubbk`, or none is."""
    every = list(record.every(tag))
    for each in every:
        if "bbk" in each.first("2").casefold():
            return clean(each.first("a"))
    return next((clean(each.first("a")) for each in every if not each.first("2")), "")


def _isbns(record: MarcRecord, tag: str, doubts: _Doubts) -> tuple[str, ...]:
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


def _price(text: str, doubts: _Doubts) -> int | None:
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


def _kind(record: MarcRecord, bbk: str | None) -> str | None:
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


def _language(record: MarcRecord, dialect: Dialect) -> str | None:
    """The first language of the text: our code, or the record's own of three letters."""
    if dialect is Dialect.MARC21:
        said = record.first("041", "a")[:3] or record.first("008")[35:38]
    else:
        said = record.first("101", "a")[:3]
    code = said.casefold()
    if len(code) != 3 or not code.isascii() or not code.isalpha() or code in ("und", "mul", "zxx"):
        return None
    return _LANGUAGE.get(code, code)


def _year(record: MarcRecord, dialect: Dialect) -> int | None:
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


def _pages(record: MarcRecord, dialect: Dialect) -> int | None:
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


def _grade(record: MarcRecord, dialect: Dialect) -> int | None:
    for each in record.every("521" if dialect is Dialect.MARC21 else "333"):
        found = _GRADE.search(each.first("a"))
        if found and 1 <= int(found[1]) <= 11:
            return int(found[1])
    return None
