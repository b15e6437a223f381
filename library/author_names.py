"""The authors of a title as the catalogue keeps them, one line of text: `Әуезов М. О.`,
`Әбілқасымова А., Шойынбеков К.`; told apart, and put surname first or last. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_INITIAL = r"[^\W\d_]{1,2}\."
_INITIALS = re.compile(rf"{_INITIAL}(?:[\s-]*{_INITIAL})*")
_LAST = re.compile(rf"(?P<initials>{_INITIAL}(?:[\s-]*{_INITIAL})*)\s*(?P<surname>\w\S*)$")
_FIRST = re.compile(rf"(?P<surname>.*?\S)\s+(?P<initials>{_INITIAL}(?:[\s-]*{_INITIAL})*)$")
_OTHERS = re.compile(r"\s*[\[(]?\s*(?:и др\.|және т\. ?б\.|et al\.)\s*[\])]?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AuthorName:
    """One author. `initials` or first names as printed; empty when the name is kept whole:
    without initials nobody can tell which word of it is the surname."""

    surname: str
    initials: str = ""

    @property
    def listed(self) -> str:
        """Surname first, as the catalogue keeps it: `Әуезов М. О.`"""
        return f"{self.surname} {self.initials}".strip()

    @property
    def heading(self) -> str:
        """Surname, comma, initials, as a description begins: `Әуезов, М. О.`"""
        return f"{self.surname}, {self.initials}" if self.initials else self.surname

    @property
    def printed(self) -> str:
        """As on a title page: `М. О. Әуезов`."""
        return f"{self.initials} {self.surname}".strip()


def authors_of(text: str) -> tuple[AuthorName, ...]:
    """The authors of one line. They are parted by semicolons, or by commas where none is
    there; a piece of initials alone belongs to the name before it (`Пушкин, А. С.`)."""
    clean = _OTHERS.sub("", " ".join(text.split()))
    mark = ";" if ";" in clean else ","
    pieces: list[str] = []
    for piece in filter(None, (each.strip(" ,") for each in clean.split(mark))):
        if pieces and _INITIALS.fullmatch(piece) and not _INITIALS.search(pieces[-1]):
            pieces[-1] = f"{pieces[-1]} {piece}"
        else:
            pieces.append(piece)
    return tuple(_name(piece) for piece in pieces)


def authors_text(names: tuple[AuthorName, ...]) -> str:
    """The authors as the catalogue keeps them."""
    return ", ".join(name.listed for name in names)


def has_others(text: str) -> bool:
    """Whether the line ends in «and others»."""
    return _OTHERS.search(text) is not None


def spaced_initials(initials: str) -> str:
    """`М.О.` -> `М. О.`, as a description has it."""
    return re.sub(r"\.(?=[^\s.\-,])", ". ", initials)


def initials_of(given: str) -> str:
    """First names as initials, as school catalogues keep them: `Мұхтар Омарханұлы` ->
    `М. О.`; what is short already stays."""
    if _INITIALS.fullmatch(given):
        return spaced_initials(given)
    parts = [word for word in re.split(r"[\s.]+", given) if word[:1].isalpha()]
    return " ".join(f"{word[0]}." for word in parts if word[0].isupper())


def _name(piece: str) -> AuthorName:
    surname, comma, rest = (part.strip() for part in piece.partition(","))
    if comma and rest and surname:
        return AuthorName(surname, rest)
    found = _FIRST.fullmatch(piece) or _LAST.fullmatch(piece)
    if found is None:
        return AuthorName(piece)
    return AuthorName(found["surname"], found["initials"])
