"""Files of records as other libraries make them, written by pymarc."""

from __future__ import annotations

from collections.abc import Sequence

from library.marc_fields import Dialect, TitleFields
from library.marc_writing import record_of
from server.services.marc.iso2709 import record_bytes

ABAI = TitleFields(
    "Абай жолы", "Әуезов М.", "fiction", "kk", 2007, "Жазушы", "Алматы", "9786010709676",
    "84(5Қаз)6", "Ә 82", None, None, 496, "роман-эпопея",
)  # fmt: skip
DAUGHTER = TitleFields(
    "Капитанская дочка", "Пушкин А. С.", "fiction", "ru", 2010, "Эксмо", "Москва",
    "9785170900008", "84(2Рос)1", "П 91", None, None, 160,
)  # fmt: skip
TALES = TitleFields("Ертегілер", language="kk", year=1998)


def iso(
    titles: Sequence[TitleFields], dialect: Dialect = Dialect.MARC21, encoding: str = "utf-8"
) -> bytes:
    """An ISO 2709 file."""
    pieces = []
    for number, title in enumerate(titles, start=1):
        # The name of an encoding a record cannot say is that of cp1251 in field 100.
        said = encoding if encoding == "utf-8" else "cp1251"
        made = record_of(title, dialect, str(number), encoding=said)
        pieces.append(record_bytes(made, encoding))
    return b"".join(pieces)
