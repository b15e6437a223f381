"""Who may do what at the desk: five roles, and what each of them is trusted with.

A role is a row of this table and nothing else: pages ask for a right, never for a role.
`docs/roles.md` is printed from it together with the pages that ask.
"""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """Accounts of the desk. A teacher is a class teacher, a curator or a dormitory tutor."""

    HEAD = "head"
    LIBRARIAN = "librarian"
    ASSISTANT = "assistant"
    TEACHER = "teacher"
    DIRECTOR = "director"


class Right(StrEnum):
    """One thing a page or an action needs."""

    OWN_ACCOUNT = "own-account"
    HOME = "home"
    LEND = "lend"
    CHECK = "check"
    SHELVE = "shelve"
    READERS = "readers"
    EDIT_READERS = "edit-readers"
    CLASSES = "classes"
    OWN_CLASS = "own-class"
    CATALOGUE = "catalogue"
    EDIT_CATALOGUE = "edit-catalogue"
    IMPORT = "import"
    ACCESSION = "accession"
    PROCESS = "process"
    REGISTERS = "registers"
    LABELS = "labels"
    PRINTERS = "printers"
    TEXTBOOKS = "textbooks"
    COLLECT = "collect"
    PROVISION = "provision"
    RAIDS = "raids"
    ROLL_OVER = "roll-over"
    REQUESTS = "requests"
    VISITS = "visits"
    CALLS = "calls"
    DEVICES = "devices"
    SHEETS = "sheets"
    JOURNAL = "journal"
    UNDO = "undo"
    RULES = "rules"
    SETTINGS = "settings"
    STAFF = "staff"
    BACKUP = "backup"


_EVERYBODY = frozenset({Right.OWN_ACCOUNT, Right.CATALOGUE})
_HEAD_ONLY = frozenset({Right.RULES, Right.SETTINGS, Right.STAFF, Right.BACKUP, Right.ROLL_OVER})

_RIGHTS: dict[Role, frozenset[Right]] = {
    Role.HEAD: frozenset(Right) - {Right.OWN_CLASS},
    Role.LIBRARIAN: frozenset(Right) - {Right.OWN_CLASS} - _HEAD_ONLY,
    # An activist pupil: returns, shelves and labels, sees no reader.
    Role.ASSISTANT: _EVERYBODY | {Right.SHELVE, Right.PROCESS, Right.COLLECT},
    Role.TEACHER: _EVERYBODY | {Right.OWN_CLASS},
    # Reads what concerns the school as a whole; a person's reading is nobody's but the library's.
    Role.DIRECTOR: _EVERYBODY | {Right.HOME, Right.CLASSES, Right.REGISTERS, Right.PROVISION},
}


def rights_of(role: str) -> frozenset[Right]:
    """What the role may do; nothing for a word that is no role."""
    try:
        return _RIGHTS[Role(role)]
    except ValueError:
        return frozenset()


def may(role: str, *rights: Right) -> bool:
    """Whether the role has at least one of the rights."""
    return not rights_of(role).isdisjoint(rights)
