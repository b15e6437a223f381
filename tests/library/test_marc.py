"""Records of other libraries: what a title takes from them, and there and back again."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.author_names import AuthorName, authors_text
from library.marc_fields import (
    COLUMNS,
    LANGUAGES,
    Dialect,
    MarcField,
    MarcRecord,
    TitleFields,
    dialect_of,
)
from library.marc_fields import KIND_WORDS as KINDS
from library.marc_reading import NoTitle, title_fields
from library.marc_writing import LEADERS, record_of

LETTERS = "абвгдеёжзийәғқңөұүһіАБВГӘҒҚҢӨҰҮҺІabcXYZ0123456789 .:;/=,()«»!?–-'\"[]"


def record(*fields: tuple[str, str] | tuple[str, str, str], leader: str = "") -> MarcRecord:
    """Fields as `("245", "$aАбай жолы :$bроман")`; a third value: the indicators."""
    made = []
    for tag, text, *rest in fields:
        pairs = tuple((code, said) for code, said in re.findall(r"\$(.)([^$]*)", text))
        made.append(MarcField(tag, *rest, subfields=pairs) if pairs else MarcField(tag, value=text))
    return MarcRecord(leader or "00000nam  2200000   4500", tuple(made))


def marc21(*fields: tuple[str, ...]) -> TitleFields:
    given = (("245", "$aАбай жолы"), *fields)
    return title_fields(record(*given), Dialect.MARC21)  # type: ignore[arg-type]


def unimarc(*fields: tuple[str, ...]) -> TitleFields:
    given = (("200", "$aАбай жолы"), *fields)
    return title_fields(record(*given), Dialect.UNIMARC)  # type: ignore[arg-type]


def test_a_record_of_marc_21_with_the_punctuation_of_a_description() -> None:
    found = title_fields(
        record(
            ("008", "070101s2007    kz            000 1 kaz d"),
            ("020", "$a978-601-07-0967-6 (в пер.) :$c2500 тг"),
            ("041", "$akaz"),
            ("084", "$a821.512.122$2udc"),
            ("084", "$a84(5Қаз)6$2rubbk"),
            ("090", "$a84(5Қаз)6$bӘ 82"),
            ("100", "$aӘуезов, Мұхтар Омарханұлы,$d1897-1961."),
            ("245", "$aАбай жолы :$bроман-эпопея /$cМұхтар Әуезов ; ред. Б. Б. Ахметов."),
            ("250", "$a2-бас."),
            ("260", "$aАлматы :$bЖазушы,$c2007."),
            ("300", "$a[4], 496, [1] б. :$bсур. ;$c21 см"),
            ("490", "$aҚазақ прозасы ;$v3"),
            ("650", "$aҚазақ әдебиеті"),
            ("700", "$aАхметов, Б. Б.,$eред."),
        ),
        Dialect.MARC21,
    )
    assert found == TitleFields(
        "Абай жолы", "Әуезов М. О.", "fiction", "kk", 2007, "Жазушы", "Алматы", "9786010709676",
        "84(5Қаз)6", "Ә 82", "Қазақ әдебиеті", None, 496, "роман-эпопея",
        "Мұхтар Әуезов ; ред. Б. Б. Ахметов", "2-бас.", "Қазақ прозасы ; 3", None,
        ("9786010709676",), 250_000,
    )  # fmt: skip


def test_a_record_of_rusmarc() -> None:
    found = record(
        ("001", "RU\\X\\1"),
        ("010", "$a978-5-17-090000-8$bв пер.$d420 р."),
        ("100", "$a20100512d2010    k  y0rusy50      ca"),
        ("101", "$arus"),
        ("200", "$aКапитанская дочка$eповесть$fА. С. Пушкин$g[предисл. И. И. Иванова]"),
        ("205", "$aИзд. 3-е, испр."),
        ("210", "$aМосква$cЭксмо$dcop. 2010"),
        ("215", "$a156, [2] с.$cил.$d21 см"),
        ("225", "$aШкольная библиотека$v12"),
        ("606", "$aРусская литература"),
        ("610", "$aповести"),
        ("610", "$aистория"),
        ("686", "$a84(2Рос=Рус)1$2rubbk"),
        ("700", "$aПушкин$bА. С.$gАлександр Сергеевич$4070"),
        ("702", "$aИванов$bИ. И.$4080"),
        ("908", "$aП 91"),
    )
    assert dialect_of(found) is Dialect.RUSMARC
    assert title_fields(found, Dialect.RUSMARC) == TitleFields(
        "Капитанская дочка", "Пушкин А. С.", "fiction", "ru", 2010, "Эксмо", "Москва",
        "9785170900008", "84(2Рос=Рус)1", "П 91", "повести, история", None, 156, "повесть",
        "А. С. Пушкин ; [предисл. И. И. Иванова]", "Изд. 3-е, испр.", "Школьная библиотека ; 12",
        None, ("9785170900008",), None, ("other-money",),
    )  # fmt: skip


def test_a_volume_of_a_set_is_named_by_its_set() -> None:
    embedded = ("461", "$12001 $aАбай жолы$v1-кітап$1700 0$aӘуезов$bМ.")
    found = title_fields(record(("200", "$a1-кітап"), embedded), Dialect.UNIMARC)
    assert (found.name, found.volume, found.author) == ("Абай жолы", "1-кітап", "Әуезов М.")
    plain = title_fields(record(("200", "$aТ. 2"), ("461", "$tВойна и мир")), Dialect.UNIMARC)
    assert (plain.name, plain.volume) == ("Война и мир", "Т. 2")
    series = title_fields(record(("200", "$aОтрочество"), ("461", "$tТрилогия")), Dialect.UNIMARC)
    assert (series.name, series.volume) == ("Отрочество", None)


@pytest.mark.parametrize(
    ("field", "column", "value"),
    [
        (("020", "$a0-306-40615-2"), "isbn", "0306406152"),
        (("020", "$a978 601 07 0967 6"), "isbn", "9786010709676"),
        (("041", "$aengkaz"), "language", "en"),
        (("041", "$akir"), "language", "kir"),
        (("041", "$amul"), "language", None),
        (("041", "$a??"), "language", None),
        (("260", "$c[2007?]"), "year", 2007),
        (("260", "$c1998-2003"), "year", 1998),
        (("260", "$cб. г."), "year", None),
        (("260", "$a[Алматы] :"), "place", "Алматы"),
        (("264", "$cc2011", " 4"), "publisher", None),
        (("264", "$bМектеп,", " 1"), "publisher", "Мектеп"),
        (("300", "$a256"), "pages", 256),
        (("300", "$a256с."), "pages", 256),
        (("300", "$aVIII, 300 pages"), "pages", None),
        (("300", "$a1 электрон. опт. диск"), "pages", None),
        (("300", "$a999999 с."), "pages", None),
        (("521", "$a8-сынып"), "grade", 8),
        (("521", "$aДля 11 класса"), "grade", 11),
        (("521", "$aдля 15 класса"), "grade", None),
        (("655", "$aУчебники"), "item_kind", "textbook"),
        (("655", "$aАлфавит"), "item_kind", None),
        (("084", "$a22.14я72$2rubbk"), "item_kind", "textbook"),
        (("084", "$a81.2я2"), "item_kind", "reference"),
        (("020", "$c1 250,50 KZT"), "price_tiyn", 125_050),
        (("020", "$c$12.95"), "price_tiyn", None),
        (("245", ""), "name", "Абай жолы"),
    ],
)
def test_what_a_column_takes(field: tuple[str, ...], column: str, value: object) -> None:
    assert getattr(marc21(field), column) == value


@pytest.mark.parametrize(
    ("fields", "author"),
    [
        ([("100", "$aТолстой, Лев Николаевич")], "Толстой Л. Н."),
        ([("100", "$aАбай")], "Абай"),
        ([("100", "$aДжамбул Джабаев")], "Джамбул Джабаев"),
        ([("100", "$aИльф, И."), ("700", "$aПетров, Е.")], "Ильф И., Петров Е."),
        ([("100", "$aИльф, И."), ("700", "$aПетров, Е.$tКниги")], "Ильф И."),
        ([("100", "$aИльф, И."), ("700", "$aКим, Е.$4trl")], "Ильф И."),
        ([("100", "$aИльф, И."), ("700", "$aКим, Е.$4aut")], "Ильф И., Ким Е."),
        ([("700", "$aКим, Е.$eпереводчик")], ""),
        ([("100", "$a , ,")], ""),
    ],
)
def test_authors_are_taken_and_editors_are_not(fields: list[tuple[str, str]], author: str) -> None:
    assert marc21(*fields).author == author


def test_what_looks_odd_is_told_and_kept() -> None:
    assert marc21(("020", "$a9786010709677")).doubts == ("wrong-isbn",)
    assert marc21(("020", "$aжоқ")).doubts == ("not-an-isbn",)
    long = marc21(("250", "$a" + "Ә" * 900))
    assert long.doubts == ("cut",) and len(long.edition or "") == 200


@pytest.mark.parametrize(
    ("tags", "dialect"),
    [
        (["245"], Dialect.MARC21), (["200"], Dialect.UNIMARC), (["200", "245"], None), ([], None),
        (["200", "899"], Dialect.RUSMARC),
    ],
)  # fmt: skip
def test_the_family_is_told_by_the_field_of_the_title(
    tags: list[str], dialect: Dialect | None
) -> None:
    assert dialect_of(record(*((tag, "$aх") for tag in tags))) is dialect


@pytest.mark.parametrize("dialect", Dialect)
def test_a_record_without_a_title_is_no_title(dialect: Dialect) -> None:
    with pytest.raises(NoTitle):
        title_fields(record(("100", "$aАбай"), ("200", "$e:"), ("245", "$c/")), dialect)


def test_signs_that_order_by_are_not_in_the_title() -> None:
    assert unimarc(("200", "$a\x98The \x9cbook")).name == "Абай жолы"
    found = title_fields(record(("200", "$a\x98The \x9cbook\x00")), Dialect.UNIMARC)
    assert found.name == "The book"


@pytest.mark.parametrize("dialect", Dialect)
def test_leaders_have_24_signs_and_say_how_letters_are_coded(dialect: Dialect) -> None:
    leader = LEADERS[dialect]
    assert len(leader) == 24
    assert leader[9] == ("a" if dialect is Dialect.MARC21 else " ")
    assert record_of(TitleFields("Х"), dialect, "1", encoding="cp1251").leader[9] == " "


def test_coded_fields_have_their_lengths() -> None:
    title = TitleFields("Х", language="kk", year=2007)
    marc = record_of(title, Dialect.MARC21, "7", date(2026, 10, 14))
    assert len(marc.first("008")) == 40 and marc.first("008")[35:38] == "kaz"
    uni = record_of(title, Dialect.RUSMARC, "7", date(2026, 10, 14))
    assert len(uni.first("100", "a")) == 36 and uni.first("100", "a")[26:28] == "50"


texts = st.text(LETTERS, min_size=1, max_size=60).map(lambda text: " ".join(text.split()))
words = st.text("абвӘҒҚҢӨҰҮҺІәғқңөұүһіXYZxyz-", min_size=1, max_size=12).filter(
    lambda text: text.strip("-")
)
filled = texts.filter(bool)
optional = st.none() | filled
initials = st.lists(st.sampled_from("АӘБҒҚM"), max_size=2).map(
    lambda signs: " ".join(f"{sign}." for sign in signs)
)
names = st.builds(AuthorName, words.map(lambda word: f"Ә{word}"), initials)


@st.composite
def titles(draw: st.DrawFn) -> TitleFields:
    """Titles as the catalogue may hold them, authors in its form."""
    return TitleFields(
        draw(filled), authors_text(tuple(draw(st.lists(names, max_size=4)))),
        draw(st.sampled_from([*KINDS])), draw(st.none() | st.sampled_from([*LANGUAGES])),
        draw(st.none() | st.integers(1400, 2099)), draw(optional),
        draw(optional.map(lambda text: (text and text.strip("[] ")) or None)),
        draw(st.sampled_from([None, "9786010709676", "0306406152", "9786010709677"])),
        draw(st.none() | st.just("84(5Қаз)6")), draw(st.none() | st.just("Ә 82")), draw(optional),
        draw(st.none() | st.integers(1, 11)), draw(st.none() | st.integers(1, 20_000)),
        *(draw(optional) for _ in range(5)),
    )  # fmt: skip


@given(titles(), st.sampled_from(list(Dialect)))
def test_a_title_comes_back_from_its_record_as_it_was(title: TitleFields, dialect: Dialect) -> None:
    made = record_of(title, dialect, "7", date(2026, 10, 14))
    back = title_fields(made, dialect)
    assert back.columns() == title.columns()
    assert dialect_of(made) in (
        dialect,
        *([Dialect.UNIMARC, Dialect.RUSMARC] * (dialect != "marc21")),
    )


TAGS = """001 008 010 020 041 084 100 101 200 210 215 225 245 250 260 264 300 333 461 490 521
 610 653 655 686 700 701 852 908"""
any_text = st.text(max_size=30)
any_fields = st.lists(
    st.builds(
        MarcField,
        st.sampled_from(TAGS.split()),
        st.text(max_size=3),
        st.lists(st.tuples(st.sampled_from("abcdefghitv124"), any_text), max_size=4).map(tuple),
        any_text,
    ),
    max_size=12,
)  # fmt: skip


@given(any_fields, any_text, st.sampled_from(list(Dialect)))
def test_no_record_however_odd_breaks_the_reading(
    fields: list[MarcField], leader: str, dialect: Dialect
) -> None:
    made = MarcRecord(leader, tuple(fields))
    dialect_of(made)
    try:
        found = title_fields(made, dialect)
    except NoTitle:
        return
    assert found.name and len(found.name) <= 500
    assert set(found.columns()) == set(COLUMNS)
    # What was read once reads the same ever after.
    again = title_fields(record_of(found, dialect, "1"), dialect)
    assert replace(again, isbns=(), doubts=(), price_tiyn=None).name == found.name
