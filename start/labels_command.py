"""`python3 run_kiosk.py labels …`: a file of labels from the terminal, also while the program
runs. It reads the library and changes nothing: no label is counted as printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from config.loading import Loaded
from labels.content import Words
from labels.printing import RESOLUTIONS, Fault, faults, page_count, render
from labels.stock import Stock
from server.server import Server
from server.services.label_choice import (
    copies_of_batch,
    copies_of_codes,
    copies_of_range,
    readers_of_class,
)
from server.services.label_stocks import all_stocks
from server.services.label_words import COPY_KINDS, copy_words, reader_words
from start.library_commands import opened
from start.terminal import Terminal

READER = "reader"
FORMS = ("pdf", "png", "zpl", "tspl")
OPTIONS = ("--kind", "--copies", "--batch", "--readers", "--stock", "--start", "--format", "--dpi",
           "-o")  # fmt: skip
WHOSE = ("--copies", "--batch", "--readers")
MADE, NOT_MADE, HOW = 0, 1, 2
"""Exit codes: the file is there; something asked for is not there or does not fit; the command
was wrong."""
_USUAL_DPI = {"pdf": 300, "png": 300, "zpl": 203, "tspl": 203}
_FAULTS = {
    "does-not-fit": "command.labels-does-not-fit",
    "does-not-scan": "command.labels-does-not-scan",
}
_TOLD = 10


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for."""

    kind: str
    whose: str
    which: str
    stock: str
    start_cell: int
    form: str
    dpi: int
    path: Path


class NotMade(Exception):
    """Nothing can be made: a text key of `command` and its values."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values


def labels(loaded: Loaded, root: Path, terminal: Terminal, words: Sequence[str]) -> int:
    """Make the file; the exit code."""
    wish = _read(words)
    if wish is None:
        terminal.complain("command.labels-how")
        return HOW
    try:
        with opened(loaded, root, terminal) as server:
            found, stock = _asked(server, wish)
        made = _made(terminal, wish, found, stock)
        wish.path.write_bytes(made)
    except NotMade as fault:
        terminal.complain(fault.key, **fault.values)
        return NOT_MADE
    except OSError as fault:
        terminal.complain("command.labels-file", path=wish.path, detail=fault.strerror)
        return NOT_MADE
    sheets = page_count(len(found), stock, wish.start_cell)
    terminal.say("command.labels-made", count=len(found), pages=sheets, path=wish.path)
    return MADE


def _read(words: Sequence[str]) -> Wish | None:
    """The wish; None when something is missing, double or unknown."""
    given = dict(word.split("=", 1) for word in words if "=" in word)
    whose = [option for option in WHOSE if given.get(option)]
    kind, form = given.get("--kind", ""), given.get("--format", "pdf")
    if len(given) != len(words) or len(whose) != 1 or not given.get("-o"):
        return None
    if kind not in (*COPY_KINDS, READER) or (kind == READER) != (whose == ["--readers"]):
        return None
    numbers = {"--start": given.get("--start", "1"), "--dpi": given.get("--dpi", "")}
    numbers["--dpi"] = numbers["--dpi"] or str(_USUAL_DPI.get(form, 0))
    if form not in FORMS or not all(map(_is_number, numbers.values())):
        return None
    dpi = int(numbers["--dpi"])
    if dpi not in RESOLUTIONS or not given.get("--stock"):
        return None
    path = Path(given["-o"]).expanduser()
    which = given[whose[0]]
    return Wish(kind, whose[0], which, given["--stock"], int(numbers["--start"]), form, dpi, path)


def _asked(server: Server, wish: Wish) -> tuple[list[Words], Stock]:
    stocks = all_stocks(server)
    stock = stocks.get(wish.stock)
    if stock is None:
        known = ", ".join(stocks)
        raise NotMade("command.labels-no-stock", name=wish.stock, known=known)
    if not 1 <= wish.start_cell <= stock.cells:
        raise NotMade("command.labels-no-cell", cell=wish.start_cell, cells=stock.cells)
    if wish.whose == "--readers":
        found = reader_words(server, readers_of_class(server, wish.which))
    else:
        found = copy_words(server, wish.kind, _copies(server, wish))
    if not found:
        raise NotMade("command.labels-nothing", which=wish.which)
    return found, stock


def _copies(server: Server, wish: Wish) -> list[int]:
    if wish.whose == "--batch":
        return copies_of_batch(server, int(wish.which)) if _is_number(wish.which) else []
    ids: list[int] = []
    for part in filter(None, (part.strip() for part in wish.which.split(","))):
        here, missing = copies_of_codes(server, [part])
        first, dash, last = part.partition("-")
        if missing and dash and len(first) == len(last) and first.isdigit() and last.isdigit():
            # A code may hold a dash itself; only what is no code is a range.
            here, missing = copies_of_range(server, first, last), []
        if missing:
            raise NotMade("command.labels-no-copy", code=missing[0])
        ids += here
    return ids


def _made(terminal: Terminal, wish: Wish, found: Sequence[Words], stock: Stock) -> bytes:
    wrong = faults(found, stock, wish.dpi)
    for fault in wrong[:_TOLD]:
        _tell(terminal, fault, found[fault.position])
    if wrong:
        raise NotMade("command.labels-refused", count=len(wrong))
    return render(found, stock, wish.form, wish.dpi, wish.start_cell)


def _tell(terminal: Terminal, fault: Fault, words: Words) -> None:
    """Which label, by its code: no titles and no names in a terminal's history."""
    label = getattr(words, "code", "") or fault.position + 1
    terminal.complain(_FAULTS[fault.code], label=label, part=fault.part)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10
