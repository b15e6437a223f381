"""Plural forms are those of CLDR, in the places gettext editors expect."""

import pytest
from babel.messages.plurals import get_plural

from i18n.plural import FORMS, form_index


@pytest.mark.parametrize("lang", FORMS)
def test_forms_stand_where_a_po_editor_shows_them(lang: str) -> None:
    rule = get_plural(lang)
    assert rule.num_plurals == len(FORMS[lang])
    places = {"kk": lambda n: n != 1, "en": lambda n: n != 1, "ru": _russian_gettext}
    for n in range(250):
        assert form_index(lang, n) == int(places[lang](n))


def _russian_gettext(n: int) -> int:
    if n % 10 == 1 and n % 100 != 11:
        return 0
    return 1 if 2 <= n % 10 <= 4 and not 10 <= n % 100 < 20 else 2


def test_kazakh_and_russian_numbers() -> None:
    assert [form_index("ru", n) for n in (1, 2, 5, 11, 21, 112)] == [0, 1, 2, 2, 0, 2]
    assert [form_index("kk", n) for n in (0, 1, 2, 21)] == [1, 0, 1, 1]
