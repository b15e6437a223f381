"""The words of a label, by kind. Nothing here knows a language or a measure.

Parts are break points: ("84(5Қаз)", "6-44") is one shelf index that may go on in the next line
between its parts. Empty texts are left out. Codes are what a scanner reads back.
"""

from __future__ import annotations

from dataclasses import dataclass

SYMBOLOGIES = ("code128", "code39", "codabar", "datamatrix", "qr", "auto")
""""auto" is Code 128 where it fits and Data Matrix where it does not (needs a 2D scanner).
Codabar without start and stop letters gets A…B, which a scanner may report."""


@dataclass(frozen=True, slots=True)
class SpineWords:
    """The label on the back of a book: BBK index over author mark over volume."""

    bbk_parts: tuple[str, ...] = ()
    author_mark: str = ""
    volume: str = ""


@dataclass(frozen=True, slots=True)
class PocketWords:
    """The label inside: shelf mark, inventory number ("№" is added), short title, barcode. A
    title that is still too long is cut at a word and marked with an ellipsis."""

    bbk_parts: tuple[str, ...]
    author_mark: str
    volume: str
    inventory_no: str
    title: str
    code: str
    symbology: str = "code128"


@dataclass(frozen=True, slots=True)
class BarcodeWords:
    """A barcode with its digits; `caption` above (the school), `title` below."""

    code: str
    caption: str = ""
    title: str = ""
    symbology: str = "code128"


@dataclass(frozen=True, slots=True)
class SlipWords:
    """A date-due slip: `sentence` above a table of date columns with these headings;
    `mark` (shelf mark or inventory number) in its corner."""

    sentence: str
    columns: tuple[str, ...] = ("", "", "")
    mark: str = ""


@dataclass(frozen=True, slots=True)
class CardWords:
    """A book card: shelf mark in the corner, pairs of heading and value (author, title,
    inventory number, price, year), then a table of loans with these column headings."""

    bbk_parts: tuple[str, ...]
    author_mark: str
    volume: str
    rows: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    code: str = ""


@dataclass(frozen=True, slots=True)
class PocketFoldWords:
    """A pocket of 10 × 8 cm to cut out and fold; its flaps are glued inside the cover.
    `lines` stand on the front above the code; `sentence` at its foot; `fold` and `glue` are
    the words on the flaps."""

    lines: tuple[str, ...] = ()
    code: str = ""
    sentence: str = ""
    fold: str = ""
    glue: str = ""


@dataclass(frozen=True, slots=True)
class ReaderWords:
    """A reader's card. `photo` is a PNG or JPEG file's bytes."""

    name: str
    class_label: str
    code: str
    school: str = ""
    photo: bytes | None = None
    symbology: str = "code128"


@dataclass(frozen=True, slots=True)
class DividerWords:
    """A divider of shelves or letters: one large text, one small line under it."""

    text: str
    small: str = ""


@dataclass(frozen=True, slots=True)
class CommandWords:
    """A command code with what it does."""

    code: str
    caption: str


Words = (
    SpineWords | PocketWords | BarcodeWords | SlipWords | CardWords | PocketFoldWords
    | ReaderWords | DividerWords | CommandWords
)  # fmt: skip
