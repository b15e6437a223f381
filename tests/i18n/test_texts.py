"""Texts by key: values, plural forms, dates, and what happens when one is missing."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from i18n.texts import Texts, texts

RUSSIAN = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

msgid "shelf.due"
msgstr "Вернуть до: {date}"

msgid "shelf.books"
msgid_plural "shelf.books"
msgstr[0] "{n} книга"
msgstr[1] "{n} книги"
msgstr[2] "{n} книг"

#, fuzzy
msgid "shelf.guess"
msgstr "Наверное"
"""  # noqa: E501

THURSDAY = date(2026, 10, 22)


class Lenient(Texts):
    """As in a school: a missing text is shown by its key."""

    strict = False


class Strict(Texts):
    strict = True


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    target = tmp_path / "ru" / "LC_MESSAGES"
    target.mkdir(parents=True)
    (target / "shelf.po").write_text(RUSSIAN, encoding="utf-8")
    return tmp_path


def test_values_and_dates_stand_in_their_places(folder: Path) -> None:
    assert Strict("ru", folder)("shelf.due", date=THURSDAY) == "Вернуть до: 22 октября, четверг"


@pytest.mark.parametrize(("n", "said"), [(1, "1 книга"), (3, "3 книги"), (11, "11 книг")])
def test_a_number_chooses_its_form(folder: Path, n: int, said: str) -> None:
    assert Strict("ru", folder)("shelf.books", n=n) == said


def test_a_wrong_key_or_a_missing_value_raises_in_tests(folder: Path) -> None:
    t = Strict("ru", folder)
    for key in ("shelf.nothing", "no-such-domain.key", "shelf.books", "shelf.due"):
        with pytest.raises(KeyError):
            t(key)


def test_in_a_school_the_key_or_the_empty_place_is_shown(folder: Path) -> None:
    t = Lenient("ru", folder)
    assert t("shelf.nothing") == "shelf.nothing"
    assert t("shelf.due") == "Вернуть до: {date}"
    assert t("shelf.books") == "shelf.books"


def test_a_fuzzy_translation_is_none(folder: Path) -> None:
    assert "shelf.guess" not in Strict("ru", folder)
    assert "shelf.due" in Strict("ru", folder)


def test_a_value_is_never_read_as_a_pattern(folder: Path) -> None:
    assert Strict("ru", folder)("shelf.due", date="{0.__class__}") == "Вернуть до: {0.__class__}"


def test_dates_are_written_as_people_of_each_language_write_them() -> None:
    assert [texts(lang).date(THURSDAY) for lang in ("kk", "ru", "en")] == [
        "22 қазан, бейсенбі", "22 октября, четверг", "Thursday, 22 October",
    ]  # fmt: skip
    assert texts("kk").day(THURSDAY) == "22 қазан"
    assert texts("kk").full_date(THURSDAY) == "22 қазан 2026"
    assert texts("ru").month(THURSDAY) == "октябрь"


def test_no_kazakh_date_has_the_letter_for_year() -> None:
    t = texts("kk")
    for month in range(1, 13):
        day = date(2026, month, 1)
        assert "ж." not in t.date(day) + t.day(day) + t.full_date(day) + t.month(day)


def test_the_clock_is_the_school_s() -> None:
    instant = datetime(2026, 10, 22, 5, 24, tzinfo=UTC)
    assert texts("kk").time(instant, "Asia/Qyzylorda") == "10:24"
    with pytest.raises(ValueError, match="time zone"):
        texts("kk").time(instant.replace(tzinfo=None), "Asia/Qyzylorda")


def test_an_instant_is_no_value(folder: Path) -> None:
    with pytest.raises(TypeError):
        Strict("ru", folder)("shelf.due", date=datetime.now(UTC))


def test_numbers_and_languages() -> None:
    assert texts("kk").number(1234567.5) == "1\xa0234\xa0567,5"
    assert texts("ru") is texts("ru")
    with pytest.raises(ValueError, match="de"):
        texts("de")
