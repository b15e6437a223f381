"""The sheet of command codes scans after printing."""

from __future__ import annotations

import io
import re

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Browser

from library.scanned_code import Command, CommandNumber, read_code
from server.desk.sheets import MODULE_MM, command_cards
from tests.server.desk.visitor import LOGIN, PASSWORD, Visitor


def test_all_commands_are_on_it_in_three_languages(librarian: Visitor) -> None:
    page = librarian.open("/desk/sheets/commands").get_data(as_text=True)
    numbers = re.findall(r"<figcaption>(\d+)</figcaption>", page)
    assert [read_code(number) for number in numbers] == [CommandNumber(each) for each in Command]
    assert all(word in page for word in ("Аяқтау", "Завершить", "Finish"))


def test_a_module_is_whole_dots_of_usual_printers() -> None:
    for dpi in (300, 600, 1200):
        assert (MODULE_MM * dpi / 25.4) == pytest.approx(round(MODULE_MM * dpi / 25.4), abs=1e-9)


@pytest.mark.browser
def test_the_printed_page_is_one_and_reads_back(
    browser: Browser, desk_address: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{desk_address}/desk")
    page.fill("[name=login]", LOGIN)
    page.fill("[name=password]", PASSWORD)
    page.click("button.is-primary")
    page.goto(f"{desk_address}/desk/sheets/commands")
    widths = page.eval_on_selector_all(
        ".command-code svg", "found => found.map(each => each.getBoundingClientRect().width)"
    )
    printed = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    context.close()
    for width, card in zip(widths, command_cards(), strict=True):
        assert width / 96 * 25.4 == pytest.approx(card.width_mm, abs=0.05)
    assert len(printed) == 1
    picture = printed[0].render(scale=300 / 72).to_pil().convert("L")
    found = {each.text for each in zxingcpp.read_barcodes(picture)}
    assert found == {card.number for card in command_cards()}
