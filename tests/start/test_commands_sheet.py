"""The sheet of command codes: complete, self-contained, in three languages."""

from __future__ import annotations

import re

from library.scanned_code import Command, CommandNumber, read_code
from start.commands_sheet import commands_sheet


def test_every_command_stands_on_it_with_a_number_the_kiosk_understands() -> None:
    numbers = re.findall(r"</svg>(\d{10})", commands_sheet())
    assert [read_code(number) for number in numbers] == [CommandNumber(each) for each in Command]


def test_it_speaks_three_languages_and_loads_nothing() -> None:
    sheet = commands_sheet()
    assert all(word in sheet for word in ("Аяқтау", "Завершить", "Finish"))
    assert not re.search(r'(src|href)="|url\("(?!data:)', sheet)
