"""What a record says of a title: MARC 21, UNIMARC and RUSMARC fields to columns. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from library.author_names import AuthorName, authors_of, authors_text, initials_of
from library.isbn import is_right
from library.marc_fields import Dialect, MarcField, MarcRecord, TitleFields
from library.marc_values import (
    Doubts,
    clean,
    grade_of,
    isbns_of,
    kind_of,
    language_of,
    pages_of,
    price_of,
    year_of,
)

_ENDS = re.compile(r"\s*[/:;,=]$")
_PART = re.compile(
    r"(?:т|том|кн|книга|ч|часть|вып|бөлім|кітап|vol|part)\b|\d+\s*-?\s*(?:кітап|том|бөлім|т\b)",
    re.IGNORECASE,
)
_OTHER_ROLES = re.compile(
    r"ред|пер|сост|худож|илл|ed\.|edit|transl|illustr|құраст|ауд", re.IGNORECASE
)


class NoTitle(ValueError):
    """The record names no title: nothing can be made of it."""


def title_fields(record: MarcRecord, dialect: Dialect) -> TitleFields:
    """The title of a record. Raises NoTitle."""
    said = _marc21(record) if dialect is Dialect.MARC21 else _unimarc(record)
    if not said.get("name"):
        raise NoTitle
    doubts = Doubts()
    isbns = isbns_of(record, "020" if dialect is Dialect.MARC21 else "010", doubts)
    price = record.first("020", "c") if dialect is Dialect.MARC21 else record.first("010", "d")
    texts = {column: doubts.fitted(column, text) for column, text in said.items() if text}
    bbk = texts.get("bbk")
    return TitleFields(
        **{"author": "", **texts},
        item_kind=kind_of(record, bbk), language=language_of(record, dialect),
        year=year_of(record, dialect), pages=pages_of(record, dialect),
        grade=grade_of(record, dialect),
        isbn=next(filter(is_right, isbns), isbns[0] if isbns else None), isbns=isbns,
        price_tiyn=price_of(price, doubts), doubts=tuple(doubts.words),
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
