"""The shipped list of label stocks, as measures; what they mean is `labels.stock`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).with_name("label_stock.toml")


def label_stock_measures(path: Path = SHIPPED) -> dict[str, Any]:
    """The parsed file: `{"stock": [measures, …]}`. Raises OSError and TOMLDecodeError: the
    shipped file is part of the program, a broken one is no fault of a person."""
    with path.open("rb") as file:
        return tomllib.load(file)
