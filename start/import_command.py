"""`python3 run_kiosk.py import readers|titles FILE`: a file brought in from the terminal,
beside the running program or without it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path

from config.loading import Loaded
from i18n.texts import texts
from library.import_columns import ImportKind
from server.errors import LibraryError
from server.server import Server
from server.services.desk_station import desk_origin
from server.services.importing.applying import bring_in, look_ahead
from server.services.importing.files import (
    FileView,
    Look,
    choose,
    file_of,
    keep_upload,
    opened,
)
from server.services.importing.outcome import Outcome
from server.services.importing.tables import FileRefused, HowToRead
from start.early_texts import terminal_languages
from start.library_commands import opened as opened_library
from start.terminal import Terminal

ROSTER, YES = "--roster", "--yes"
_STATES = ("new", "changed", "same", "refused")
_YES = frozenset({"y", "yes", "и", "иә", "д", "да"})
BROUGHT_IN, NOT_READ, HOW, NOT_TAKEN = 0, 1, 2, 3
"""Exit codes: done; the file cannot be read or taken; the command was wrong; nobody said
yes, or lines are refused and nobody saw them."""


def import_file(
    loaded: Loaded, root: Path, terminal: Terminal, words: tuple[str, ...],
    ask: Callable[[str], str] = input,
) -> int:  # fmt: skip
    """Tell the columns, the counts and every refused line; ask; bring the others in."""
    options = {word for word in words if word in (ROSTER, YES)}
    rest = [word for word in words if word not in options]
    if len(rest) != 2 or rest[0] not in list(ImportKind):
        terminal.complain("command.import-how")
        return HOW
    kind, path = ImportKind(rest[0]), Path(rest[1]).expanduser()
    try:
        data = path.read_bytes()
    except OSError as fault:
        terminal.complain("command.import-no-file", path=path, detail=fault.strerror)
        return NOT_READ
    with opened_library(loaded, root, terminal) as server:
        return _bring(server, kind, data, options, Words(terminal, kind), ask)


class Words:
    """What the command says: texts of the desk in the terminal's first language."""

    def __init__(self, terminal: Terminal, kind: ImportKind) -> None:
        self.t = texts(terminal_languages(terminal.language)[0])
        self.kind = kind

    def say(self, key: str, **values: object) -> None:
        """One line."""
        print(self.t(key, **values), flush=True)

    def columns(self, look: Look) -> None:
        """What each column is taken for."""
        for heading, field in zip(look.headings, look.mapping, strict=True):
            if heading or field:
                said = self.field(field) if field else self.t("import.left-out")
                print(f"  {heading or '—'} → {said}")

    def field(self, field: str) -> str:
        """The name of a field."""
        return str(self.t(f"import.{self.kind.value}-{field}"))

    def outcome(self, outcome: Outcome) -> None:
        """Counts, then every refused line with its reason."""
        counts = outcome.counts()
        for state in _STATES:
            print(f"  {self.t(f'import.count-{state}')}: {counts[state]}")
        for name, n in counts.items():
            if name not in _STATES:
                self.say(f"import.more-{name}", n=n)
        for line in outcome.refused:
            if line.refused is not None:
                where = f" ({self.field(line.refused.field)})" if line.refused.field else ""
                said = self.t(f"import.reason-{line.refused.reason}")
                print(f"  {self.t('import.line-number')} {line.number}: {said}{where}")


def _bring(
    server: Server, kind: ImportKind, data: bytes, options: set[str], words: Words,
    ask: Callable[[str], str],
) -> int:  # fmt: skip
    try:
        file_id = keep_upload(server, kind, data, None)
        choose(server, file_id, HowToRead(), None, ROSTER in options)
        view = file_of(server, file_id)
        assert view is not None
        look = opened(server, view)
    except FileRefused as fault:
        words.say(f"import.file-{fault.reason}", **fault.values)
        return NOT_READ
    words.columns(look)
    for field in look.missing:
        words.say("import.missing", field=words.field(field))
    if not look.fits:
        return NOT_READ
    outcome = look_ahead(server, kind, look, view.roster)
    words.outcome(outcome)
    return _apply(server, view, outcome, YES in options, words, ask)


def _apply(
    server: Server, view: FileView, outcome: Outcome, yes: bool, words: Words,
    ask: Callable[[str], str],
) -> int:  # fmt: skip
    refused = len(outcome.refused)
    question = "command.import-ask-others" if refused else "command.import-ask"
    if not yes and ask(words.t(question, n=refused) + " ").strip().casefold() not in _YES:
        words.say("command.import-left")
        return NOT_TAKEN
    origin = desk_origin(server, str(uuid.uuid4()), None)
    try:
        bring_in(server, view.file_id, origin, others=True)
    except LibraryError as fault:
        words.say("job.failed", code=fault.code)
        return NOT_READ
    words.say("command.import-done")
    return BROUGHT_IN
