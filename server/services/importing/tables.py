"""What a file is to the rest of the import: sheets of lines, and why it is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from library.import_values import Cell

MOST_ROWS = 50_000
"""Lines of one file; a larger list is cut by whoever brings it."""
MOST_COLUMNS = 100


class FileRefused(Exception):
    """The file cannot be read. `reason` ends the text key `import.file-<reason>`; `values`
    are for its text: numbers of lines, limits."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its filled lines and their numbers in the file, from 1; `merged`: how many
    merged cells it holds."""

    name: str
    lines: Sequence[Sequence[Cell]]
    numbers: Sequence[int]
    merged: int = 0


@dataclass(frozen=True, slots=True)
class FileTable:
    """A file as it was read. `names` of all its sheets, `sheet` the one that was read.
    `encoding` and `separator` are empty for XLSX."""

    sheet: Sheet
    names: tuple[str, ...] = ("",)
    encoding: str = ""
    separator: str = ""


@dataclass(frozen=True, slots=True)
class HowToRead:
    """What a person chose in the preview; empty: as the program finds it."""

    encoding: str = ""
    separator: str = ""
    sheet: str = ""
