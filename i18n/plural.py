"""Which plural form a number takes, by the CLDR rules that Babel carries.

A catalogue holds one string per form, in the order of `FORMS`; this is also the order of
gettext's `msgstr[0]`, `msgstr[1]`, …, so any .po editor shows the forms in their places.
Kazakh nouns stay in the singular after a number («3 кітап»), yet a catalogue gives both
forms: other words of the sentence may change.
"""

from __future__ import annotations

from functools import cache

from babel import Locale

FORMS: dict[str, tuple[str, ...]] = {
    "kk": ("one", "other"),
    "ru": ("one", "few", "many"),
    "en": ("one", "other"),
}
"""CLDR categories by language, in the order of a catalogue's plural strings."""


@cache
def _locale(lang: str) -> Locale:
    return Locale(lang)


def form_index(lang: str, n: int) -> int:
    """The place of the form that the whole number `n` takes in `lang` (kk, ru or en)."""
    return FORMS[lang].index(_locale(lang).plural_form(abs(n)))
