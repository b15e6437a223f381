"""`/desk/sheets`: pages to print; the sheet of command codes that lies beside a kiosk."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint
from markupsafe import Markup

from i18n.texts import LANGUAGES, texts
from labels.barcode_art import modules, svg
from library.rights import Right
from library.scanned_code import COMMAND_DIGIT, Command, make_number
from server.desk.card_sheet import add_card_sheet
from server.desk.copy_sheet import add_copy_sheet
from server.desk.drawing import drawn
from server.desk.guard import allowed
from server.server import Server
from server.services.settings import SCHOOL_NAME, setting

MODULE_MM = 0.508
"""One module of the sheet's bars: 6 dots at 300 dpi, 12 at 600, 24 at 1200."""
_BAR_HEIGHT_MM = 22


@dataclass(frozen=True, slots=True)
class CommandCard:
    """One command: `name` ends the text keys `sheet.<name>` and `sheet.<name>-does`."""

    name: str
    number: str
    bars: Markup
    width_mm: float


def command_cards() -> tuple[CommandCard, ...]:
    """All commands, their bars read back before they are shown; raises DoesNotScan."""
    return tuple(_card(command) for command in Command)


def add_sheet_pages(pages: Blueprint, server: Server) -> None:
    """The choice of sheets and each of them; `/desk/sheets/commands` speaks all three
    languages at once."""
    add_card_sheet(pages, server)
    add_copy_sheet(pages, server)

    @pages.get("/sheets")
    @allowed(Right.SHEETS)
    def sheets() -> str:
        return drawn(server, "desk/sheets.html")

    @pages.get("/sheets/commands")
    @allowed(Right.SHEETS)
    def commands() -> str:
        return drawn(
            server,
            "desk/commands-sheet.html",
            cards=command_cards(),
            in_all=[texts(language) for language in LANGUAGES],
            school=setting(server.library, SCHOOL_NAME),
        )


def _card(command: Command) -> CommandCard:
    number = make_number(COMMAND_DIGIT, command.value)
    width = len(modules(number)) * MODULE_MM
    height = round(_BAR_HEIGHT_MM / MODULE_MM)
    # Our own drawing of digits: nothing in it comes from outside.
    return CommandCard(command.name.lower(), number, Markup(svg(number, height)), width)
