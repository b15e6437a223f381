"""`python3 run_kiosk.py author-mark --table FILE HEADING…`: marks of headings, one a line.

    Әуезов М.    Ә 93    есептелген

It opens no library: a table can be tried before it is put into the data folder.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from i18n.texts import Texts, texts
from library.author_mark import MarkTable, TableRefused, author_mark
from library.entry_word import author_word, first_word
from server.services.author_mark_tables import read_table
from start.early_texts import terminal_languages
from start.terminal import Terminal

TABLE = "--table"
ALL_FOUND, SOME_NOT, HOW = 0, 1, 2
"""Exit codes: each heading has a mark; some have none, or the table cannot be read; the
command was wrong."""


def author_marks(words: Sequence[str], terminal: Terminal) -> int:
    """Print a line for each heading; the exit code."""
    path, headings = _read(words)
    if path is None or not headings:
        terminal.complain("command.author-mark-how")
        return HOW
    try:
        table = read_table(path)
    except TableRefused as fault:
        for t in map(texts, terminal_languages(terminal.language)):
            said = t(f"shelfmark.fault-{fault.code}", **fault.values)
            line = t("command.author-mark-table", path=path, line=fault.line, detail=said)
            print(line, file=sys.stderr, flush=True)
        return SOME_NOT
    return _print(headings, table, texts(terminal_languages(terminal.language)[0]))


def _read(words: Sequence[str]) -> tuple[Path | None, list[str]]:
    path, headings, waiting = None, [], list(words)
    while waiting:
        word = waiting.pop(0)
        if word == TABLE:
            path = Path(waiting.pop(0)).expanduser() if waiting else None
        elif word.startswith(f"{TABLE}="):
            path = Path(word.partition("=")[2]).expanduser()
        else:
            headings.append(word)
    return path, headings


def _print(headings: Sequence[str], table: MarkTable, t: Texts) -> int:
    missing = False
    for heading in headings:
        found = author_mark(author_word(heading) if first_word(heading) else "", table)
        missing = missing or found is None
        mark = "—" if found is None else found.text
        basis = t("command.author-mark-none" if found is None else f"shelfmark.basis-{found.basis}")
        print(f"{heading}\t{mark}\t{basis}", flush=True)
    return SOME_NOT if missing else ALL_FOUND
