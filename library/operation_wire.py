"""Questions and answers as JSON-able dicts, for the station interface.

Each frozen value becomes a dict with its class name under `is`; dates and instants are ISO
text. Reading checks every name and type: a fault is a `WireFault`, never a half-made value.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

from library.operations import Answer, Question

_QUESTIONS = {kind.__name__: kind for kind in get_args(Question)}
_ANSWERS = {kind.__name__: kind for kind in get_args(Answer)}
_HINTS: dict[type, dict[str, Any]] = {}
_INTEGERS = 1 << 63
_FIRST_YEAR, _LAST_YEAR = 1900, 9000


class WireFault(ValueError):
    """What came over the wire is no such question or answer; says where."""


def to_wire(value: Question | Answer) -> dict[str, Any]:
    """The value as a dict of JSON types."""
    return {"is": type(value).__name__, **_fields(value)}


def question_from_wire(raw: Any) -> Question:
    """The question of a dict. Raises WireFault."""
    question: Question = _named(raw, _QUESTIONS)
    return question


def answer_from_wire(raw: Any) -> Answer:
    """The answer of a dict. Raises WireFault."""
    answer: Answer = _named(raw, _ANSWERS)
    return answer


def _fields(value: Any) -> dict[str, Any]:
    return {each.name: _plain(getattr(value, each.name)) for each in dataclasses.fields(value)}


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        # Marked, because a reason's values say no type of their own.
        return {"date": value.isoformat()}
    if dataclasses.is_dataclass(value):
        return _fields(value)
    if isinstance(value, (tuple, list)):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    return value


def _named(raw: Any, kinds: Mapping[str, type]) -> Any:
    name = raw.get("is") if isinstance(raw, Mapping) else None
    kind = kinds.get(name) if isinstance(name, str) else None
    if kind is None:
        raise WireFault("no such question or answer")
    return _made(kind, {key: each for key, each in raw.items() if key != "is"}, kind.__name__)


def _made(kind: type, raw: Any, where: str) -> Any:
    if not isinstance(raw, Mapping):
        raise WireFault(f"{where}: a table is needed")
    hints = _HINTS.get(kind) or _HINTS.setdefault(kind, get_type_hints(kind))
    unknown = set(raw) - set(hints)
    if unknown:
        raise WireFault(f"{where}: unknown {', '.join(sorted(map(str, unknown)))}")
    values = {key: _read(hints[key], each, f"{where}.{key}") for key, each in raw.items()}
    try:
        return kind(**values)
    except TypeError as fault:
        raise WireFault(f"{where}: something is missing") from fault


def _read(hint: Any, raw: Any, where: str) -> Any:
    base = get_origin(hint)
    if base in (Union, types.UnionType):
        return _read_optional(hint, raw, where)
    if base is tuple:
        return tuple(_read(get_args(hint)[0], each, where) for each in _list(raw, where))
    if base is dict:
        return {_key(key, where): _read_loose(each, where)
                for key, each in _table(raw, where).items()}
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _made(hint, raw, where)
    return _read_scalar(hint, raw, where)


def _read_optional(hint: Any, raw: Any, where: str) -> Any:
    kinds = [each for each in get_args(hint) if each is not type(None)]
    if raw is None and type(None) in get_args(hint):
        return None
    return _read(kinds[0], raw, where)


def _read_scalar(hint: Any, raw: Any, where: str) -> Any:
    try:
        if hint is datetime:
            return _instant(raw)
        if hint is date:
            return date.fromisoformat(_table(raw, where)["date"])
        if isinstance(hint, type) and issubclass(hint, Enum):
            return hint(raw)
    except (TypeError, ValueError, KeyError) as fault:
        raise WireFault(f"{where}: {fault}") from fault
    if not isinstance(raw, hint) or (hint is int and isinstance(raw, bool)):
        raise WireFault(f"{where}: {hint.__name__} is needed")
    return _storable(raw, where)


def _instant(raw: str) -> datetime:
    instant = datetime.fromisoformat(raw)
    if instant.tzinfo is None:
        raise ValueError("an instant needs its zone")
    # A clock may be years wrong and is still believed; at the ends of time zones overflow.
    if not _FIRST_YEAR < instant.year < _LAST_YEAR:
        raise ValueError("no instant of this age")
    return instant


def _storable(raw: Any, where: str) -> Any:
    """What every database behind us can keep: 64-bit numbers, text without NUL and halves
    of surrogate pairs."""
    if isinstance(raw, int) and not -_INTEGERS <= raw < _INTEGERS:
        raise WireFault(f"{where}: the number is too large")
    if isinstance(raw, str) and ("\x00" in raw or any("\ud800" <= c <= "\udfff" for c in raw)):
        raise WireFault(f"{where}: the text holds what is no character")
    return raw


def _read_loose(raw: Any, where: str) -> Any:
    """A value of a reason: a number, a text or a date."""
    if isinstance(raw, Mapping):
        return _read_scalar(date, raw, where)
    if raw is not None and not isinstance(raw, (str, int, float)):
        raise WireFault(f"{where}: a number, a text or a date is needed")
    return _storable(raw, where)


def _key(raw: Any, where: str) -> str:
    key: str = _read_scalar(str, raw, where)
    return key


def _list(raw: Any, where: str) -> list[Any]:
    if not isinstance(raw, list):
        raise WireFault(f"{where}: a list is needed")
    return raw


def _table(raw: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(raw, Mapping):
        raise WireFault(f"{where}: a table is needed")
    return raw
