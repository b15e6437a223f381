"""Questions and answers as JSON-able dicts, for the station interface.

Each frozen value becomes a dict with its class name under `is`; dates and instants are ISO
text. Reading checks every name and type: a fault is a `WireFault`, never a half-made value.

How a class is read and written is worked out from its fields once, when it is first met,
and kept: a reader is a function of the raw value that knows its own place for faults.
"""

from __future__ import annotations

import dataclasses
import re
import types
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any, Union, get_args, get_origin, get_type_hints

from library.operations import Answer, Question

Read = Callable[[Any], Any]
"""Makes a value of what JSON gave; raises WireFault."""

Write = Callable[[Any], Any]
"""Makes JSON types of a value."""

_QUESTIONS = {kind.__name__: kind for kind in get_args(Question)}
_ANSWERS = {kind.__name__: kind for kind in get_args(Answer)}
_INTEGERS = 1 << 63
_FIRST_YEAR, _LAST_YEAR = 1900, 9000
# NUL and halves of surrogate pairs: no database behind us can keep them.
_NO_CHARACTER = re.compile("[\x00\ud800-\udfff]")


class WireFault(ValueError):
    """What came over the wire is no such question or answer; says where."""


def to_wire(value: Question | Answer) -> dict[str, Any]:
    """The value as a dict of JSON types."""
    return {"is": type(value).__name__, **_plain(value)}


def question_from_wire(raw: Any) -> Question:
    """The question of a dict. Raises WireFault."""
    question: Question = _named(raw, _QUESTIONS)
    return question


def answer_from_wire(raw: Any) -> Answer:
    """The answer of a dict. Raises WireFault."""
    answer: Answer = _named(raw, _ANSWERS)
    return answer


def _plain(value: Any) -> Any:
    write = _writer(value.__class__)
    return value if write is None else write(value)


@cache
def _writer(kind: type) -> Write | None:
    """How values of this class are written; None: as they are."""
    if issubclass(kind, Enum):
        return attrgetter("value")
    if issubclass(kind, datetime):
        return datetime.isoformat
    if issubclass(kind, date):
        # Marked, because a reason's values say no type of their own.
        return lambda value: {"date": value.isoformat()}
    if issubclass(kind, (tuple, list)):
        return lambda value: [_plain(each) for each in value]
    if issubclass(kind, Mapping):
        return lambda value: {key: _plain(each) for key, each in value.items()}
    if dataclasses.is_dataclass(kind):
        names = tuple(each.name for each in dataclasses.fields(kind))
        return lambda value: {name: _plain(getattr(value, name)) for name in names}
    return None


def _named(raw: Any, kinds: Mapping[str, type]) -> Any:
    name = raw.get("is") if isinstance(raw, dict) else None
    kind = kinds.get(name) if isinstance(name, str) else None
    if kind is None:
        raise WireFault("no such question or answer")
    return _value_reader(kind, kind.__name__)({key: raw[key] for key in raw if key != "is"})


@cache
def _value_reader(kind: type, where: str) -> Read:
    """Reads a frozen value from a table of its fields."""
    hints = get_type_hints(kind)
    readers = {key: _reader(hint, f"{where}.{key}") for key, hint in hints.items()}

    def read(raw: Any) -> Any:
        table = _table(raw, where)
        unknown = table.keys() - readers.keys()
        if unknown:
            raise WireFault(f"{where}: unknown {', '.join(sorted(map(str, unknown)))}")
        values = {key: readers[key](each) for key, each in table.items()}
        try:
            return kind(**values)
        except TypeError as fault:
            raise WireFault(f"{where}: something is missing") from fault

    return read


def _reader(hint: Any, where: str) -> Read:
    """Reads one field of this type."""
    base = get_origin(hint)
    if base in (Union, types.UnionType):
        return _optional_reader(hint, where)
    if base is tuple:
        each_of = _reader(get_args(hint)[0], where)
        return lambda raw: tuple(each_of(each) for each in _list(raw, where))
    if base is dict:
        return _loose_table_reader(where)
    if hint is datetime:
        return _guarded(_instant, where)
    if hint is date:
        return _guarded(_marked_date, where)
    if issubclass(hint, Enum):
        return _guarded(hint, where)
    make = _value_reader if dataclasses.is_dataclass(hint) else _scalar_reader
    return make(hint, where)


def _optional_reader(hint: Any, where: str) -> Read:
    kinds = get_args(hint)
    read = _reader(next(each for each in kinds if each is not types.NoneType), where)
    if types.NoneType not in kinds:
        return read
    return lambda raw: None if raw is None else read(raw)


def _scalar_reader(hint: type, where: str) -> Read:
    """Reads a number, a text or a truth value. JSON's types are exact: a truth value is
    no number here, though Python thinks so."""

    def read(raw: Any) -> Any:
        if type(raw) is not hint:
            raise WireFault(f"{where}: {hint.__name__} is needed")
        return _storable(raw, where)

    return read


def _guarded(make: Callable[[Any], Any], where: str) -> Read:
    """`make`, with its complaints as faults of this place."""

    def read(raw: Any) -> Any:
        try:
            return make(raw)
        except (TypeError, ValueError, KeyError) as fault:
            raise WireFault(f"{where}: {fault}") from fault

    return read


def _loose_table_reader(where: str) -> Read:
    """Reads the values of a reason: each a number, a text, a date or nothing."""
    read_key = _scalar_reader(str, where)
    read_date = _guarded(_marked_date, where)

    def read_value(raw: Any) -> Any:
        if isinstance(raw, dict):
            return read_date(raw)
        if raw is not None and not isinstance(raw, (str, int, float)):
            raise WireFault(f"{where}: a number, a text or a date is needed")
        return _storable(raw, where)

    return lambda raw: {read_key(key): read_value(each) for key, each in _table(raw, where).items()}


def _instant(raw: str) -> datetime:
    instant = datetime.fromisoformat(raw)
    if instant.tzinfo is None:
        raise ValueError("an instant needs its zone")
    # A clock may be years wrong and is still believed; at the ends of time zones overflow.
    if not _FIRST_YEAR < instant.year < _LAST_YEAR:
        raise ValueError("no instant of this age")
    return instant


def _marked_date(raw: Any) -> date:
    if not isinstance(raw, dict):
        raise TypeError("a table is needed")
    return date.fromisoformat(raw["date"])


def _storable(raw: Any, where: str) -> Any:
    """What every database behind us can keep: 64-bit numbers and text of characters."""
    if isinstance(raw, int) and not -_INTEGERS <= raw < _INTEGERS:
        raise WireFault(f"{where}: the number is too large")
    if isinstance(raw, str) and _NO_CHARACTER.search(raw):
        raise WireFault(f"{where}: the text holds what is no character")
    return raw


def _list(raw: Any, where: str) -> list[Any]:
    if not isinstance(raw, list):
        raise WireFault(f"{where}: a list is needed")
    return raw


def _table(raw: Any, where: str) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise WireFault(f"{where}: a table is needed")
    return raw
