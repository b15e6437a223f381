"""One process that makes labels and says how long it took; then it waits, so
that its memory can be read.

`python -m benchmarks.label_worker WHAT COUNT` prints `ready` and JSON. WHAT: `ours` (COUNT
spine and COUNT pocket labels as A4 PDF), `floor` (plain reportlab, COUNT bare Code 128
symbols), `click` (COUNT single pocket labels as ZPL, as PDF).
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable

TITLE = "Шығармаларының екі томдық толық жинағы: өлеңдер мен аудармалар"
SHEETS = "a4-65-38x21", "a4-24-70x37"
ROLL = "roll-58x40"
DPI = 600


def ours(count: int) -> dict[str, float]:
    """Both jobs, from words to bytes; every code is proved in between."""
    from labels.printing import render

    spines, pockets, stocks = _words(count)
    began = time.perf_counter()
    made = [
        render(spines, stocks[SHEETS[0]], "pdf", DPI),
        render(pockets, stocks[SHEETS[1]], "pdf", DPI),
    ]
    return {"seconds": time.perf_counter() - began, "bytes": sum(map(len, made))}


def floor(count: int) -> dict[str, float]:
    """Nothing but bars: reportlab's own widget, 24 a page."""
    import io

    from reportlab.graphics.barcode.code128 import Code128
    from reportlab.lib.units import mm
    from reportlab.pdfgen.canvas import Canvas

    began = time.perf_counter()
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(210 * mm, 297 * mm), pageCompression=1)
    for place in range(count):
        cell = place % 24
        symbol = Code128(f"6{place:09d}", barWidth=0.33 * mm, barHeight=10 * mm)
        symbol.drawOn(canvas, cell % 3 * 70 * mm, (7 - cell // 3) * 37 * mm)
        if cell == 23:
            canvas.showPage()
    canvas.save()
    return {"seconds": time.perf_counter() - began, "bytes": len(file.getvalue())}


def click(count: int) -> dict[str, object]:
    """Seconds of each single label; the first pays for what is loaded once."""
    from labels.printing import render

    _, pockets, stocks = _words(count)

    def timed(form: str, stock: str, dpi: int) -> list[float]:
        taken = []
        for words in pockets:
            began = time.perf_counter()
            render([words], stocks[stock], form, dpi)
            taken.append(time.perf_counter() - began)
        return taken

    return {"zpl": timed("zpl", ROLL, 203), "pdf": timed("pdf", SHEETS[1], DPI)}


def _words(count: int):  # type: ignore[no-untyped-def]
    from config.label_stocks import label_stock_measures
    from labels.content import PocketWords, SpineWords
    from labels.stock import stocks_of

    parts = ("84", "(5Қаз)", "6-44")
    spines = [SpineWords(parts, f"Ә\u00a0{place % 90 + 10}") for place in range(count)]
    pockets = [
        PocketWords(parts, f"Ә\u00a0{place % 90 + 10}", "", str(12000 + place),
                    TITLE[place % 9 :], f"6{place:09d}")
        for place in range(count)
    ]  # fmt: skip
    return spines, pockets, stocks_of(label_stock_measures())


WORK: dict[str, Callable[[int], dict[str, float]] | Callable[[int], dict[str, object]]] = {
    "ours": ours, "floor": floor, "click": click,
}  # fmt: skip


if __name__ == "__main__":
    said = WORK[sys.argv[1]](int(sys.argv[2]))
    print(f"ready {json.dumps(said)}", flush=True)
    sys.stdin.read()
