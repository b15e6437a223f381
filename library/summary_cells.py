"""Into which columns of the summary book a copy goes: kind, content, language (domain F2).

Each group divides all copies: its cells add up to the total. What no column knows is
`other`, so that a total is never short.
"""

from __future__ import annotations

from collections.abc import Mapping

from library.catalogue import ItemKind

KINDS = ("book", "textbook", "periodical", "other")
CONTENTS = ("natural", "applied", "social", "pedagogy", "fiction", "children", "other")
LANGUAGES = ("kk", "ru", "foreign", "other")

GROUPS: Mapping[str, tuple[str, ...]] = {
    "kind": KINDS, "content": CONTENTS, "language": LANGUAGES,
}  # fmt: skip
"""All groups that an entry divides by; `grade` is kept for textbooks beside them."""

_KIND_OF = {ItemKind.TEXTBOOK: "textbook", ItemKind.PERIODICAL: "periodical"}


def cells_of(item_kind: str, language: str | None, content: str) -> tuple[tuple[str, str], ...]:
    """The cell of each group for a title: `(("kind", "book"), ("content", "fiction"), …)`.
    `content` as `library.bbk.content_group` says it, empty when its index is not known."""
    return (
        ("kind", _KIND_OF.get(ItemKind(item_kind), "book")),
        ("content", content if content in CONTENTS else "other"),
        ("language", _language(language)),
    )


def _language(code: str | None) -> str:
    if not code:
        return "other"
    return code if code in LANGUAGES else "foreign"
