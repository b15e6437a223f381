"""Makes the golden pictures of all kinds of labels again: `python -m tests.labels.golden_pictures`.

Look at them before they are kept.
"""

from __future__ import annotations

from pathlib import Path

from labels.printing import preview
from tests.labels.samples import SAMPLES, STOCKS

FOLDER = Path(__file__).with_name("golden")
DPI = 203


def make() -> None:
    """Every sample as a PNG at 203 dpi."""
    FOLDER.mkdir(exist_ok=True)
    for name, (words, stock) in SAMPLES.items():
        (FOLDER / f"{name}.png").write_bytes(preview(words, STOCKS[stock], DPI))


if __name__ == "__main__":
    make()
