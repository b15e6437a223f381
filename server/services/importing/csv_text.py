"""CSV as schools have it: Unicode in three forms, two old Kazakh code pages, any separator.

cp1251 cannot hold Ә Ғ Қ Ң Ө Ұ Ү Һ: a Kazakh list saved in it has lost them, and no reading
brings them back. Such a file is refused with the numbers of its lines.
"""

from __future__ import annotations

import codecs
import csv
import io
import re

from library.import_values import Cell, is_damaged
from server.services.importing.tables import MOST_COLUMNS, MOST_ROWS, FileRefused, Sheet

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "kz1048", "ptcp154", "cp1251")
SEPARATORS = {"semicolon": ";", "comma": ",", "tab": "\t"}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LOOKED_AT = 200_000
"""So many bytes are enough to tell an encoding."""
_KAZAKH = frozenset("әғқңөұүһі")
_RUSSIAN = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
_USUAL_SIGNS = frozenset("№«»—–…“”„’·•°§©®™€\u00a0\u00ad")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LARGE_INSIDE = re.compile(r"[а-яёәғқңөұүһі][А-ЯЁӘҒҚҢӨҰҮҺІ]")
_VOWELS, _CONSONANTS = "аәеёиоөуұүыіэюя", "бвгғджзйкқлмнңпрстфхһцчшщ"
_UNSPEAKABLE = re.compile(
    rf"\b[ғқңһ][{_CONSONANTS}]|\bң|[әөүұ][{_VOWELS}]|[{_VOWELS}][әөүұі]|[ғқңһ]{{2}}", re.IGNORECASE
)
"""What hardly a Kazakh word has: it tells apart letters that merely changed places."""
_LONGEST_FIELD = 200_000


def encoding_of(data: bytes) -> str:
    """The encoding: by its mark, by being UTF-8, by the zero bytes of UTF-16, else the code
    page in which its Kazakh letters stand where they belong."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if wide := _wide(data):
        return wide
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        # Of two that come out alike the first is the one in use today.
        return min(("cp1251", "kz1048", "ptcp154"), key=lambda name: _oddness(data, name))
    return "utf-8"


def _wide(data: bytes) -> str:
    """UTF-16 without its mark: separators and digits leave zeros on one side only."""
    part = data[: _LOOKED_AT // 2 * 2]
    if len(data) % 2 or not part:
        return ""
    first, second = part[0::2].count(0), part[1::2].count(0)
    if max(first, second) * 20 < len(part) // 2 or min(first, second) * 20 > max(first, second):
        return ""
    return "utf-16-be" if first > second else "utf-16-le"


def _oddness(data: bytes, encoding: str) -> int:
    """How much of the text no Kazakh or Russian writer would have written."""
    text = data[:_LOOKED_AT].decode(encoding, errors="replace")
    odd = 0
    for sign in text:
        small = sign.lower()
        if sign.isascii() or small in _RUSSIAN or small in _KAZAKH or sign in _USUAL_SIGNS:
            continue
        odd += 3
    odd += 2 * len(_LARGE_INSIDE.findall(text)) + len(_UNSPEAKABLE.findall(text))
    # A small letter of the Kazakh alphabet in a word of capitals is as odd.
    odd += sum(
        not (word.isupper() or word.islower() or word[1:].islower()) for word in _WORD.findall(text)
    )
    return odd


def read_csv(data: bytes, encoding: str, separator: str) -> tuple[Sheet, str]:
    """The table of a CSV and the name of its separator; an empty `separator` is found out.
    Raises FileRefused."""
    for mark, name in _MARKS:
        if encoding == name:
            data = data.removeprefix(mark)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as fault:
        place = data[: fault.start].count(b"\n") + 1
        raise FileRefused("wrong-encoding", line=place) from fault
    name = separator or separator_of(text)
    csv.field_size_limit(_LONGEST_FIELD)
    lines: list[list[Cell]] = []
    numbers: list[int] = []
    try:
        every = csv.reader(io.StringIO(text, newline=""), delimiter=SEPARATORS[name])
        for number, line in enumerate(every, start=1):
            if not any(line):
                continue
            lines.append([cell or None for cell in line[:MOST_COLUMNS]])
            numbers.append(number)
            if len(lines) > MOST_ROWS:
                raise FileRefused("too-many-lines", most=MOST_ROWS)
    except csv.Error as fault:
        raise FileRefused("broken-lines", line=numbers[-1] + 1 if numbers else 1) from fault
    return Sheet("", lines, numbers), name


def separator_of(text: str) -> str:
    """The name of the separator: the one that cuts the first lines into most columns."""
    sample = [line for line in text[:20_000].splitlines()[:30] if line.strip()]

    def columns(name: str) -> tuple[int, int]:
        counts = [len(next(csv.reader([line], delimiter=SEPARATORS[name]), [])) for line in sample]
        return (sum(count > 1 for count in counts), max(counts, default=0))

    return max(SEPARATORS, key=columns)


def damaged_lines(sheet: Sheet) -> list[int]:
    """Numbers of the lines with question marks where letters were."""
    return [
        number
        for number, line in zip(sheet.numbers, sheet.lines, strict=True)
        if any(isinstance(cell, str) and is_damaged(cell) for cell in line)
    ]
