"""Which words are laid out by whom."""

from __future__ import annotations

from labels import content
from labels.design import Design
from labels.layouts.codes import draw_barcode, draw_command
from labels.layouts.fold import draw_pocket_fold
from labels.layouts.inside import draw_pocket
from labels.layouts.marks import draw_divider, draw_spine
from labels.layouts.reader import draw_reader
from labels.layouts.tables import draw_card, draw_slip
from labels.sketch import Sketch


def lay_out(words: content.Words, label_mm: tuple[float, float], dpi: int) -> Design:
    """One label on whole dots; its code is proved. Raises DoesNotFit, DoesNotScan, ValueError
    for a resolution that is none."""
    sketch = Sketch(label_mm, dpi)
    match words:
        case content.SpineWords():
            draw_spine(sketch, words)
        case content.PocketWords():
            draw_pocket(sketch, words)
        case content.BarcodeWords():
            draw_barcode(sketch, words)
        case content.SlipWords():
            draw_slip(sketch, words)
        case content.CardWords():
            draw_card(sketch, words)
        case content.PocketFoldWords():
            draw_pocket_fold(sketch, words)
        case content.ReaderWords():
            draw_reader(sketch, words)
        case content.DividerWords():
            draw_divider(sketch, words)
        case content.CommandWords():
            draw_command(sketch, words)
    return sketch.design()
