"""Which headings each printed form has; their words are kept by the school (domain §2.2).

Columns are the ones of the common printed forms. The legal basis is text of the school's
own: no order number stands in the program.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

LANGUAGES = ("kk", "ru")
"""Forms are printed in Kazakh and Russian."""

SUMMARY_KINDS = ("kind-book", "kind-textbook", "kind-periodical", "kind-other")
SUMMARY_CONTENTS = (
    "content-natural", "content-applied", "content-social", "content-pedagogy",
    "content-fiction", "content-children", "content-other",
)  # fmt: skip
SUMMARY_LANGUAGES = ("language-kk", "language-ru", "language-foreign", "language-other")

_ACT = ("line-no", "inventory-no", "author-title", "book-year", "copies", "price", "sum", "note")

FORMS: Mapping[str, tuple[str, ...]] = {
    "inventory": (
        "entered", "inventory-no", "entry", "author-title", "book-year", "price", "bbk",
        "over-checked", "gone", "note",
    ),
    "summary": (
        "date", "entry-no", "source", "document", "total", "over-kind", *SUMMARY_KINDS,
        "on-balance", "sum", "off-balance", "over-content", *SUMMARY_CONTENTS,
        "over-language", *SUMMARY_LANGUAGES, "textbooks-sum", "note",
    ),
    "temporary": (
        "line-no", "entered", "entry", "author-title", "book-year", "pages", "copies", "price",
        "sum", "note",
    ),
    "acceptance": _ACT,
    "difference": (
        "line-no", "author-title", "book-year", "invoiced", "came", "difference", "price",
        "sum-difference", "note",
    ),
    "correction": _ACT,
    "write-off": _ACT,
    "revaluation": (
        "line-no", "inventory-no", "author-title", "book-year", "price-before", "price-after",
        "sum-difference", "note",
    ),
}  # fmt: skip
"""Headings of each form in the order of its columns; `over-…` stands above several."""


@dataclass(frozen=True, slots=True)
class Headings:
    """The words of one form in one language. Heads that are not kept are the program's."""

    form: str
    language: str
    title: str
    basis: str = ""
    heads: Mapping[str, str] = field(default_factory=dict)

    def head(self, name: str) -> str:
        """One heading."""
        return self.heads[name]


@dataclass(frozen=True, slots=True)
class Signers:
    """Who signs papers; empty names leave a line to write on."""

    director: str = ""
    librarian: str = ""
    chair: str = ""
    members: tuple[str, ...] = ()
    accountant: str = ""
