"""The search of the desk: rows by the beginnings of their words, by numbers, by class.

The order in each range is that of the index, so that a limit ends the reading early however
many words begin with one letter.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from peewee import JOIN, fn

from server.database import Arg, Statement
from server.tables import (
    Card,
    Copy,
    Membership,
    Place,
    Reader,
    SchoolClass,
    SearchWord,
    Title,
)

MOST_WORDS = 6
CANDIDATES = 200
"""Rows of one kind that are ranked; what is shown is the best of them."""
COUNTED = 2000
"""A word that begins more entries than this is a frequent one."""
LOOKED_THROUGH = 10_000
"""Entries of the rarest of several words that are looked through at most."""


def _range(word: Any, first: str, end: str) -> Any:
    return (word.kind == Arg("kind")) & (word.word >= Arg(first)) & (word.word < Arg(end))


def _matches(count: int) -> Any:
    """Entries of the first word whose rows hold the beginnings of all the others too."""
    rare = SearchWord.alias("rare")
    entries = (
        rare.select(rare.row_id, rare.word)
        .where(_range(rare, "from_0", "to_0"))
        .order_by(rare.word, rare.row_id)
    )
    if count == 1:
        return entries.limit(CANDIDATES)
    first = entries.limit(LOOKED_THROUGH).alias("first")
    query = SearchWord.select(first.c.row_id, first.c.word).from_(first)
    for number in range(1, count):
        also = SearchWord.alias(f"also_{number}")
        found = also.select(also.row_id).where(
            (also.kind == Arg("kind"))
            & (also.row_id == first.c.row_id)
            & (also.word >= Arg(f"from_{number}"))
            & (also.word < Arg(f"to_{number}"))
        )
        query = query.where(fn.EXISTS(found))
    return query.order_by(first.c.word, first.c.row_id).limit(CANDIDATES)


def _titles(count: int) -> Any:
    hit = _matches(count).alias("hit")
    return (
        Title.select(
            Title.id, Title.name, Title.author, Title.year, Title.item_kind, Title.language,
            Title.sort_key, hit.c.word,
        )
        .join(hit, on=hit.c.row_id == Title.id)
    )  # fmt: skip


def _readers() -> Any:
    return (
        Reader.select(
            Reader.id, Reader.surname, Reader.given_name, Reader.patronymic, Reader.category,
            Reader.state, Reader.sort_key, SchoolClass.grade, SchoolClass.letter,
        )
        .join(
            Membership,
            JOIN.LEFT_OUTER,
            on=(Membership.reader == Reader.id) & Membership.to_on.is_null(),
        )
        .join(SchoolClass, JOIN.LEFT_OUTER, on=Membership.school_class == SchoolClass.id)
    )  # fmt: skip


def _readers_of_words(count: int) -> Any:
    hit = _matches(count).alias("hit")
    query = _readers()
    return query.select_extend(hit.c.word).join(hit, on=hit.c.row_id == Reader.id)


def _statements(name: str, build: Any) -> dict[int, Statement]:
    """One statement for each number of words."""
    return {
        count: Statement(f"{name} of {count} words", partial(build, count))
        for count in range(1, MOST_WORDS + 1)
    }


TITLES_OF_WORDS = _statements("titles", _titles)
READERS_OF_WORDS = _statements("readers", _readers_of_words)
HOW_MANY_ENTRIES = Statement(
    "how many entries begin so",
    lambda: SearchWord.select(fn.COUNT(1)).from_(
        SearchWord.select(SearchWord.row_id)
        .where(_range(SearchWord, "first", "end"))
        .limit(COUNTED)
        .alias("some")
    ),
)
WORD_FROM = Statement(
    "first word from",
    lambda: (
        SearchWord.select(SearchWord.word)
        .where((SearchWord.kind == Arg("kind")) & (SearchWord.word >= Arg("first")))
        .order_by(SearchWord.word)
        .limit(1)
    ),
)
READER_OF_ANY_CARD = Statement(
    "reader of any card",
    lambda: Card.select(Card.reader, Card.state).where(Card.number == Arg("number")),
)
READER_SHOWN = Statement("reader shown", lambda: _readers().where(Reader.id == Arg("reader_id")))
TITLES_OF_ISBN = Statement(
    "titles of isbn",
    lambda: (
        Title.select(
            Title.id, Title.name, Title.author, Title.year, Title.item_kind, Title.language
        )
        .where(Title.isbn.in_([Arg("as_typed"), Arg("bare"), Arg("other")]))
        .order_by(Title.year.desc(), Title.id)
        .limit(CANDIDATES)
    ),
)
COPY_SHOWN = Statement(
    "copy shown",
    lambda: (
        Copy.select(Copy.id, Copy.code, Copy.inventory_no, Copy.state, Title.name, Title.author)
        .join(Title)
        .where(Copy.id == Arg("copy_id"))
    ),
)
COPY_OF_INVENTORY = Statement(
    "copy of inventory number",
    lambda: Copy.select(Copy.id).where(Copy.inventory_no == Arg("inventory_no")),
)
COPY_OF_CODE = Statement(
    "copy of code", lambda: Copy.select(Copy.id).where(Copy.code == Arg("code"))
)
STATES_OF_TITLE = Statement(
    "states of title",
    lambda: (
        Copy.select(Copy.state, fn.COUNT(Copy.id))
        .where(Copy.title == Arg("title_id"))
        .group_by(Copy.state)
    ),
)
OPEN_CLASSES = Statement(
    "open classes",
    lambda: (
        SchoolClass.select(SchoolClass.id, SchoolClass.grade, SchoolClass.letter, SchoolClass.year)
        .where(~SchoolClass.closed)
        .order_by(SchoolClass.year.desc(), SchoolClass.grade, SchoolClass.letter)
    ),
)
PLACE_OF_NUMBER = Statement(
    "place of number",
    lambda: Place.select(Place.id, Place.name, Place.kind).where(Place.number == Arg("number")),
)
