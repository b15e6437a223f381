"""Classes of a school: their letters, languages, tracks, and who answers for them."""

from __future__ import annotations

from enum import StrEnum

LETTERS = "АӘБВГҒД"
"""The letters of parallel classes in their order; a school may use others."""
LANGUAGES = ("kk", "ru", "en")
"""Languages of instruction."""
TRACKED_FROM = 10
"""From this grade on a class has a track."""
GRADES = range(1, 12)

_LOOK_ALIKE = str.maketrans("ABEKMHOPCTYXIaekmopctyxi", "АВЕКМНОРСТУХІаекморстухі")


class Track(StrEnum):
    """Tracks of grades 10 and 11."""

    HUMANITIES = "ҚГБ"
    SCIENCES = "ЖМБ"


class Duty(StrEnum):
    """How a member of staff answers for a class or a dormitory group."""

    CLASS_TEACHER = "class-teacher"
    CURATOR = "curator"
    TUTOR = "tutor"


def class_letter(text: str) -> str | None:
    """The letter as it is kept: «ә» and "«Ә»" give Ә, a Latin look-alike its Cyrillic twin.
    None for anything but one or two letters."""
    letters = text.strip(" «»\"'“”").translate(_LOOK_ALIKE).upper()
    if not 1 <= len(letters) <= 2 or not letters.isalpha():
        return None
    return letters


def class_label(grade: int, letter: str) -> str:
    """`8Ә`."""
    return f"{grade}{letter}"
