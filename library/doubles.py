"""Whether two records of readers may be one person who was entered twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

_BEGINNING = 4
"""So many letters of a name stay the same in its forms: Ахметов, Ахмет, Ахметқызы."""


@dataclass(frozen=True, slots=True)
class Entered:
    """One record: its names folded for searching, in any order a form may have them."""

    reader_id: int
    surname: str
    given_name: str
    words: frozenset[str]
    born_on: date | None = None


def possible_doubles(records: Iterable[Entered]) -> Iterator[tuple[int, int]]:
    """Pairs that may be one person, the lower number first. A birth date that differs
    speaks against it."""
    groups: dict[tuple[str, ...], list[Entered]] = {}
    for record in records:
        # Whoever wrote the surname into the field of the name meets the right order here.
        names = (record.surname[:_BEGINNING], record.given_name[:_BEGINNING])
        groups.setdefault(tuple(sorted(names)), []).append(record)
    for group in groups.values():
        for place, one in enumerate(group):
            for other in group[place + 1 :]:
                if may_be_one(one, other):
                    first, second = sorted((one.reader_id, other.reader_id))
                    yield first, second


def may_be_one(one: Entered, other: Entered) -> bool:
    """The same name, where one record may lack the patronymic; or the same given name and
    birth date under a surname that begins alike."""
    if one.born_on and other.born_on and one.born_on != other.born_on:
        return False
    fewer, more = sorted((one.words, other.words), key=len)
    if len(fewer) > 1 and fewer <= more:
        return True
    return (
        one.born_on is not None
        and one.born_on == other.born_on
        and one.given_name == other.given_name
        and one.surname[:_BEGINNING] == other.surname[:_BEGINNING]
    )
