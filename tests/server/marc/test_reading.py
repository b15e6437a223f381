"""Files of records: every encoding, both families, whole, cut and broken ones."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymarc import Field, Indicators, MARCReader, Record, Subfield, parse_xml_to_array

from library.marc_fields import Dialect, TitleFields
from library.marc_writing import record_of
from server.services.importing.reading import LARGEST
from server.services.importing.tables import FileRefused
from server.services.marc.iso2709 import Cut, frames_of, record_bytes
from server.services.marc.marcxml import marcxml
from server.services.marc.reading import (
    HowToReadMarc,
    MarcRefused,
    count_of,
    listed,
    read_marc,
)
from tests.builders import TODAY
from tests.server.marc.made_records import ABAI, DAUGHTER, TALES, iso

KAZAKH = [ABAI, TALES, *(TitleFields(f"Қазақ халқының ертегілері {n}-кітап") for n in range(5))]
RUSSIAN = [DAUGHTER, *(TitleFields(f"Сказки народов мира, книга {n}") for n in range(5))]


def names(content: bytes, **how: str) -> list[str]:
    return [
        line.title.name for line in read_marc(content, HowToReadMarc(**how)).titles if line.title
    ]


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize(
    ("encoding", "titles"),
    [("utf-8", KAZAKH), ("kz1048", KAZAKH), ("ptcp154", KAZAKH), ("cp1251", RUSSIAN)],
)
def test_letters_and_family_are_found_out(
    dialect: Dialect, encoding: str, titles: list[TitleFields]
) -> None:
    look = read_marc(iso(titles, dialect, encoding))
    assert [line.title.name for line in look.titles if line.title] == [t.name for t in titles]
    assert look.encoding == encoding and look.is_whole
    assert look.dialect in (dialect, *([Dialect.RUSMARC] if dialect is Dialect.UNIMARC else []))


@pytest.mark.parametrize(("code", "encoding"), [("79", "cp866"), ("99", "koi8-r")])
def test_old_russian_letters_are_known_by_what_the_record_says(code: str, encoding: str) -> None:
    made = iso(RUSSIAN, Dialect.RUSMARC, encoding).replace(b"89  ", code.encode() + b"  ")
    look = read_marc(made)
    assert look.encoding == encoding and names(made)[0] == "Капитанская дочка"


def test_a_person_may_choose_other_letters() -> None:
    made = iso(RUSSIAN, Dialect.MARC21, "cp866")
    assert "Капитанская дочка" not in names(made)
    assert names(made, encoding="cp866")[0] == "Капитанская дочка"
    # Most of its bytes are no UTF-8: said of each record, no question marks.
    look = read_marc(made, HowToReadMarc(encoding="utf-8"))
    assert {line.fault for line in look.faults} == {"wrong-letters"}


def test_a_record_in_the_old_american_letters() -> None:
    record = Record()
    record.leader = "00000nam  2200000   4500"
    title = b"\x1b(N\x61\x62\x77\x1b(B and e\xe2e"
    content = record_bytes(record_of(TitleFields("TITLE"), Dialect.MARC21, "1", encoding="cp1251"))
    content = content.replace(b"TITLE", title[:0] + b"TITLE")
    first, rest = content.split(b"\x1faTITLE", 1)
    made = first + b"\x1fa" + title + rest
    look = read_marc(made)
    assert look.encoding == "marc8"
    assert look.titles[0].title and look.titles[0].title.name.endswith("and eé")
    assert "\x1b" not in look.titles[0].title.name


def test_records_that_pymarc_wrote_and_records_that_it_reads() -> None:
    theirs = Record()
    theirs.add_field(
        Field("245", Indicators("1", "0"), [Subfield("a", "Абай жолы :"), Subfield("b", "роман")])
    )
    found = read_marc(theirs.as_marc()).titles[0].title
    assert found and (found.name, found.subtitle) == ("Абай жолы", "роман")
    (back,) = MARCReader(iso([ABAI]))
    assert back is not None and back["245"]["a"] == "Абай жолы" and back.leader[9] == "a"
    (other,) = MARCReader(iso([ABAI], Dialect.RUSMARC), force_utf8=True, utf8_handling="strict")
    assert other is not None and other["200"]["a"] == "Абай жолы"


def test_a_file_cut_in_half_gives_its_whole_records_and_says_where_it_ends() -> None:
    whole = iso([ABAI, DAUGHTER, TALES])
    first = frames_of(whole).records[0]
    second = frames_of(whole).records[1]
    half = whole[: second.byte + len(second.content) // 2]
    look = read_marc(half)
    assert [line.title.name for line in look.titles if line.title] == ["Абай жолы"]
    assert look.cut == Cut(2, len(first.content), len(half) - len(first.content))
    assert not look.is_whole


@given(st.integers(1, 10_000))
@settings(max_examples=60)
def test_cut_anywhere_nothing_is_made_up(place: int) -> None:
    whole = iso([ABAI, DAUGHTER, TALES], Dialect.RUSMARC)
    cut = whole[: place % len(whole)]
    try:
        look = read_marc(cut)
    except (MarcRefused, FileRefused):
        return
    assert (
        look.form != "iso2709"
        or names(cut) == ["Абай жолы", "Капитанская дочка"][: len(look.titles)]
    )


def test_lengths_that_count_signs_instead_of_bytes_are_mended() -> None:
    made = iso([ABAI, DAUGHTER])
    frames = frames_of(made).records
    wrong = b"".join(b"%05d" % (len(f.content) - 40) + f.content[5:] for f in frames)
    assert names(wrong) == ["Абай жолы", "Капитанская дочка"]
    directory_off = bytearray(made)
    directory_off[24 + 12 * 2 + 3 : 24 + 12 * 2 + 7] = b"0003"
    assert names(bytes(directory_off)) == ["Абай жолы", "Капитанская дочка"]


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda record: record[:24] + record[36:],
        lambda record: record[:12] + b"99999" + record[17:24] + b"\x1d",
        lambda record: record[:24] + b"\x1d",
        lambda record: b"\x00" + b"rubbish of some kind" + b"\x1d",
        lambda record: record[:20] + b"\x1d",
    ],
)
def test_a_broken_record_is_named_and_the_others_are_read(spoilt) -> None:
    frames = frames_of(iso([ABAI, DAUGHTER, TALES])).records
    broken = spoilt(frames[1].content)
    look = read_marc(frames[0].content + broken + frames[2].content)
    assert [line.title.name for line in look.titles if line.title] == ["Абай жолы", "Ертегілер"]
    fault = look.faults[0]
    assert (fault.number, fault.fault) == (2, "broken-directory")
    assert fault.byte in (len(frames[0].content), len(frames[0].content) + 1)


def test_ends_of_lines_between_records_and_a_mark_before_them_do_no_harm() -> None:
    frames = frames_of(iso([ABAI, DAUGHTER])).records
    joined = b"\xef\xbb\xbf" + b"\r\n".join(f.content for f in frames) + b"\r\n\x1a"
    assert names(joined) == ["Абай жолы", "Капитанская дочка"]


def test_a_family_that_cannot_be_told_is_asked_for() -> None:
    no_title = record_bytes(record_of(TitleFields(""), Dialect.MARC21, "1"))
    assert read_marc(no_title * 3).dialect is None
    mixed = iso([ABAI, DAUGHTER]) + iso([TALES, ABAI], Dialect.UNIMARC)
    look = read_marc(mixed)
    assert look.dialect is None and len(look.titles) == 4
    assert len(read_marc(mixed, HowToReadMarc(dialect="unimarc")).titles) == 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\x00\x00\r\n", "empty"),
        (b"00500nam a22", "cut-first"),
        (b"\x00\x01\x02\x03" * 50, "not-marc"),
        (b"<?xml version='1.0'?><html/>", "no-records"),
        (b"<html><p>hello</html>", "not-marc"),
        (b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]><collection>&a;</collection>", "doctype"),
        (b"<collection><record><leader>", "cut-first"),
        (b"0" * (LARGEST + 1), "too-large"),
    ],
)
def test_what_is_no_file_of_records_is_refused_with_a_reason(content: bytes, reason: str) -> None:
    with pytest.raises(FileRefused) as fault:
        read_marc(content)
    assert fault.value.reason == reason


def test_marcxml_there_and_back_and_cut() -> None:
    records = [record_of(title, Dialect.MARC21, "1") for title in (ABAI, DAUGHTER)]
    whole = b"".join(marcxml(records))
    look = read_marc(whole)
    assert look.form == "marcxml" and look.is_whole
    assert [line.title.columns() for line in look.titles if line.title] == [
        ABAI.columns(), DAUGHTER.columns(),
    ]  # fmt: skip
    second = whole.rindex(b"<record>")
    half = whole[: second + 300]
    cut = read_marc(half)
    assert len(cut.titles) == 1 and cut.cut == Cut(2, second, 300)
    assert count_of(whole) == 2 and count_of(iso([ABAI, TALES])) == 2


def test_marcxml_is_what_pymarc_reads(tmp_path) -> None:
    path = tmp_path / "x.xml"
    path.write_bytes(b"".join(marcxml([record_of(ABAI, Dialect.MARC21, "1")])))
    (theirs,) = parse_xml_to_array(str(path))
    assert theirs["245"]["a"] == "Абай жолы" and theirs["100"]["a"] == "Әуезов, М."


def test_a_prefix_of_marcxml_is_no_hindrance() -> None:
    content = b"""<marc:collection xmlns:marc="http://www.loc.gov/MARC21/slim"><marc:record>
      <marc:leader>00000nam  2200000   4500</marc:leader>
      <marc:datafield tag="200" ind1="1"><marc:subfield code="a">A &amp; B</marc:subfield>
      </marc:datafield></marc:record></marc:collection>"""
    look = read_marc(content)
    assert look.dialect is Dialect.UNIMARC and names(content) == ["A & B"]


def test_lines_of_a_list_are_records_too() -> None:
    look = listed([(2, {"name": "Абай жолы", "isbn": "978-601-07-0967-6", "price": "2500"}),
                   (3, {"author": "Ким"})], TODAY)  # fmt: skip
    assert look.titles[0].title and look.titles[0].title.isbns == ("9786010709676",)
    assert look.titles[0].title.price_tiyn == 250_000
    assert (look.faults[0].number, look.faults[0].fault) == (3, "name-missing")


@given(st.binary(max_size=400))
@settings(max_examples=200)
def test_no_bytes_break_the_reading(content: bytes) -> None:
    for start in (b"", b"00100nam  2200037   4500", b"<collection><record>"):
        try:
            read_marc(start + content)
        except FileRefused:
            continue


@given(st.data())
@settings(max_examples=100)
def test_one_wrong_byte_breaks_at_most_its_record(data: st.DataObject) -> None:
    made = bytearray(iso([ABAI, DAUGHTER, TALES]))
    made[data.draw(st.integers(1, len(made) - 1))] = data.draw(st.integers(0, 255))
    look = read_marc(bytes(made), HowToReadMarc("utf-8", "marc21"))
    assert len(look.titles) + len(look.faults) + (look.cut is not None) >= 2
