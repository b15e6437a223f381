"""Symbols: all letters of the range, whole dots, proved before they leave."""

from __future__ import annotations

import pytest
import zxingcpp

from labels.errors import DoesNotScan
from labels.symbols import QUIET, drawn, proved, runs, symbol_of


@pytest.mark.parametrize("dots", (1, 2, 3, 4, 6, 9))
@pytest.mark.parametrize(
    ("symbology", "code", "modules"),
    [
        ("code128", "6000001234", 90), ("code128", "30234000517861", 112),
        ("code128", "INV-0007", None), ("code39", "KZ-1234", None), ("code39", "12345", None),
        ("codabar", "30234000517861", None), ("codabar", "A1234B", None),
        ("datamatrix", "6000001234", 12), ("datamatrix", "30234000517861", 14),
        ("qr", "6000001234", 21),
    ],
)  # fmt: skip
def test_a_code_reads_back_at_any_whole_number_of_dots(
    symbology: str, code: str, modules: int | None, dots: int
) -> None:
    symbol = proved(code, symbology, dots)

    assert symbol.modules == modules + 2 * QUIET[symbology] if modules else symbol.modules > 20
    (found,) = zxingcpp.read_barcodes(drawn(symbol, dots, 30).convert("L"))
    assert found.text.strip("AB") == code.strip("AB")


@pytest.mark.parametrize(
    ("symbology", "code"),
    [
        ("code128", ""), ("code128", "Қазақ"), ("code128", "12\x00"), ("code128", "1" * 99),
        ("code39", "abc"), ("codabar", "12X4"), ("qr", ""), ("datamatrix", "1\n2"),
    ],
)  # fmt: skip
def test_a_code_without_bars_is_refused(symbology: str, code: str) -> None:
    with pytest.raises(DoesNotScan):
        proved(code, symbology, 3)


def test_a_symbology_that_is_none_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="symbology"):
        symbol_of("123", "maxicode")


def test_runs_are_the_dark_stretches() -> None:
    assert runs("0110100111") == [(1, 2), (4, 1), (7, 3)]
    assert runs("000") == []
