"""MARCXML (Library of Congress, MARC21/slim) there and back; a file that ends in the middle
gives its whole records.

Read as a stream of tags: no document type is taken, so nothing in a file can grow or reach
outside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from library.marc_fields import MarcField, MarcRecord
from server.services.marc.iso2709 import Cut

NAMESPACE = "http://www.loc.gov/MARC21/slim"


class NotMarcXml(ValueError):
    """The file is no MARCXML. `code`: `not-marc`, `doctype`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class _Reader:
    """Collects records from tags; those of any namespace, as programs write them."""

    def __init__(self) -> None:
        self.records: list[tuple[int, MarcRecord]] = []
        self.inside = False
        self._leader = ""
        self._fields: list[MarcField] = []
        self._tag, self._indicators, self._code = "", "  ", ""
        self._pairs: list[tuple[str, str]] = []
        self._text: list[str] = []
        self._began = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text.append
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.buffer_text = True

    def _doctype(self, *_said: object) -> None:
        raise NotMarcXml("doctype")

    def _start(self, name: str, said: dict[str, str]) -> None:
        kind = name.rpartition(":")[2]
        self._text.clear()
        if kind == "record":
            self.inside, self._leader, self._fields = True, "", []
            self._began = self.parser.CurrentByteIndex
        elif kind in ("datafield", "controlfield"):
            self._tag, self._pairs = said.get("tag", "")[:3], []
            self._indicators = (
                f"{said.get('ind1', ' ')[:1] or ' '}{said.get('ind2', ' ')[:1] or ' '}"
            )
        elif kind == "subfield":
            self._code = said.get("code", "")[:1]

    def _end(self, name: str) -> None:
        kind, text = name.rpartition(":")[2], "".join(self._text)
        self._text.clear()
        if not self.inside:
            return
        if kind == "leader":
            self._leader = text
        elif kind == "controlfield":
            self._fields.append(MarcField(self._tag, value=text))
        elif kind == "subfield":
            self._pairs.append((self._code, text))
        elif kind == "datafield":
            self._fields.append(MarcField(self._tag, self._indicators, tuple(self._pairs)))
        elif kind == "record":
            self.records.append((self._began, MarcRecord(self._leader, tuple(self._fields))))
            self.inside = False

    @property
    def began(self) -> int:
        """The first byte of the record that is open."""
        return self._began


def read_marcxml(content: bytes) -> tuple[list[tuple[int, MarcRecord]], Cut | None]:
    """Records with their first bytes, and where the file ends inside one or is no XML any
    more. Raises NotMarcXml."""
    reader = _Reader()
    cut = None
    try:
        reader.parser.Parse(content, True)
    except expat.ExpatError as fault:
        if not reader.records and not reader.inside:
            raise NotMarcXml("not-marc") from fault
        at = reader.began if reader.inside else max(reader.parser.ErrorByteIndex, 0)
        if reader.inside or content[at:].strip():
            cut = Cut(len(reader.records) + 1, at, len(content) - at)
    return reader.records, cut


def marcxml(records: Iterable[MarcRecord]) -> Iterator[bytes]:
    """A collection in pieces."""
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<collection xmlns="{NAMESPACE}">\n'.encode()
    for record in records:
        lines = ["<record>", f"  <leader>{escape(record.leader)}</leader>"]
        for field in record.fields:
            lines += _lines(field)
        yield ("\n".join([*lines, "</record>"]) + "\n").encode()
    yield b"</collection>\n"


def _lines(field: MarcField) -> list[str]:
    tag = quoteattr(field.tag)
    if field.value:
        return [f"  <controlfield tag={tag}>{escape(field.value)}</controlfield>"]
    first, second = map(quoteattr, field.indicators)
    return [
        f"  <datafield tag={tag} ind1={first} ind2={second}>",
        *(
            f"    <subfield code={quoteattr(code)}>{escape(text)}</subfield>"
            for code, text in field.subfields
        ),
        "  </datafield>",
    ]
