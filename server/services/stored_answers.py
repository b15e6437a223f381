"""Answers as the journal keeps them: plain values, never a title, never a name.

The copy's card is left out and filled in again from the catalogue; so is the own set,
which may be another by the time of a repeated answer.
"""

from __future__ import annotations

from dataclasses import MISSING, fields
from datetime import date
from enum import Enum
from typing import Any

from library.operations import (
    Answer,
    CopyCard,
    Destination,
    Lent,
    Noted,
    Renewed,
    RequestPlaced,
    Returned,
    ToLibrarian,
    Undone,
)
from library.refusals import About, Next, Reason

_KINDS: dict[str, type[Any]] = {
    "lent": Lent,
    "returned": Returned,
    "renewed": Renewed,
    "undone": Undone,
    "request-placed": RequestPlaced,
    "to-librarian": ToLibrarian,
    "noted": Noted,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}
_KEPT = {
    kind: tuple(
        (each.name, each.default)
        for each in fields(kind)
        if each.name not in ("copy", "operation_id", "own_set")
    )
    for kind in _NAMES
}


def kept(answer: Answer) -> dict[str, Any]:
    """What the journal keeps: `answer` and the values that are not at their default."""
    plain: dict[str, Any] = {"answer": _NAMES[type(answer)]}
    for name, default in _KEPT[type(answer)]:
        value = getattr(answer, name)
        if default is MISSING or value != default:
            plain[name] = _plain(value)
    return plain


def again(stored: dict[str, Any], operation_id: str, card: CopyCard | None) -> Answer:
    """The answer that was given then, with the copy's card of now."""
    kind = _KINDS[stored["answer"]]
    values: dict[str, Any] = {
        name: _READ.get(name, _same)(value) for name, value in stored.items() if name != "answer"
    }
    if any(each.name == "copy" for each in fields(kind)):
        values["copy"] = card
    answer: Answer = kind(operation_id=operation_id, **values)
    return answer


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return kept_reasons(value)
    return value


def kept_reasons(reasons: tuple[Reason, ...]) -> list[dict[str, Any]]:
    """Reasons as plain values."""
    return [_reason(reason) for reason in reasons]


def _reason(reason: Reason) -> dict[str, Any]:
    values = {
        name: {"date": value.isoformat()} if isinstance(value, date) else value
        for name, value in reason.values.items()
    }
    return {
        "code": reason.code,
        "about": reason.about.value,
        "next": reason.next_step.value,
        "values": values,
    }


def read_reasons(stored: list[dict[str, Any]]) -> tuple[Reason, ...]:
    """Reasons that were kept as plain values."""
    return tuple(
        Reason(
            each["code"],
            About(each["about"]),
            Next(each["next"]),
            {
                name: date.fromisoformat(value["date"]) if isinstance(value, dict) else value
                for name, value in each["values"].items()
            },
        )
        for each in stored
    )


def _same(value: Any) -> Any:
    return value


_READ: dict[str, Any] = {
    "due_on": date.fromisoformat,
    "destination": Destination,
    "reasons": read_reasons,
}
