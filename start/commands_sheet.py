"""The printable sheet of command codes, as one HTML file to print from any browser.

Each code stands large with its name in the three languages; cut the sheet and glue the
strips beside the scanner. The bars are proved readable before they are written.
"""

from __future__ import annotations

import re
from base64 import b64encode
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from i18n.texts import LANGUAGES, texts
from labels.barcode_art import svg
from library.scanned_code import COMMAND_DIGIT, Command, make_number

HERE = Path(__file__).parent
STATIC = HERE.parent / "web" / "static"


def commands_sheet() -> str:
    """The whole page: nothing in it is loaded from elsewhere."""
    loader = FileSystemLoader(HERE / "templates")
    page = Environment(loader=loader, autoescape=True).get_template("commands_sheet.html")
    return page.render(
        languages=[texts(lang) for lang in LANGUAGES],
        fonts=Markup(_fonts()),
        commands=[
            {"name": command.name.lower(), "number": number, "bars": Markup(svg(number))}
            for command in Command
            for number in [make_number(COMMAND_DIGIT, command.value)]
        ],
    )


def _fonts() -> str:
    """The page's font rules with the fonts inside, so that every Kazakh letter prints."""

    def inside(found: re.Match[str]) -> str:
        font = b64encode((STATIC / found[1]).read_bytes()).decode()
        return f'url("data:font/woff2;base64,{font}")'

    rules = (STATIC / "fonts.css").read_text(encoding="utf-8")
    return re.sub(r'url\("([^"]+)"\)', inside, rules)
