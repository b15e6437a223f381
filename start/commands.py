"""Which command is done by whom; imported only in the program's own environment.

Each command imports what it needs when it is asked for: a start stays quick.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from config.command_line import CommandLine
from config.faults import SettingsFaults
from config.loading import load
from start.terminal import Terminal

Command = Callable[[CommandLine, Path, Terminal], int]


def run(line: CommandLine, root: Path, terminal: Terminal) -> int:
    """Do the command; the exit code. Faults that a person can mend are said, not raised."""
    from start.data_folder import FolderInUse, FolderRefused
    from start.page_server import PortTaken

    try:
        return COMMANDS[line.command](line, root, terminal)
    except SettingsFaults as fault:
        terminal.faults(fault.faults)
        return 2
    except FolderInUse as fault:
        terminal.complain("command.folder-in-use", folder=fault)
    except FolderRefused as fault:
        terminal.complain("command.folder-refused", detail=fault)
    except PortTaken as fault:
        terminal.complain("command.port-taken", address=fault)
    return 1


def _start(line: CommandLine, root: Path, terminal: Terminal) -> int:
    from start.devices import address_faults

    loaded = load(line, root)
    if faults := address_faults(loaded.stations):
        raise SettingsFaults(faults)
    if loaded.settings.role == "station":
        from start.lone_station import serve_station

        return serve_station(loaded, terminal)
    from start.assembly import serve

    return serve(loaded, root, terminal)


def _test(line: CommandLine, root: Path, terminal: Terminal) -> int:
    """pytest in a process of its own, so that its settings of the process are its own. The
    whole suite runs in two processes; a part of it is sooner done in one."""
    words = line.rest or ["-n", "2", "--dist", "loadfile"]
    return subprocess.call([sys.executable, "-m", "pytest", *words], cwd=root)


def _bundle(line: CommandLine, root: Path, terminal: Terminal) -> int:
    from start.bundle import bundle

    folder = Path(line.rest[0]).expanduser() if line.rest else root / "wheels"
    return bundle(folder, root / "requirements" / "run.txt", terminal.say)


def _devices(line: CommandLine, root: Path, terminal: Terminal) -> int:
    from hardware.devices_command import devices
    from i18n.texts import texts
    from start.early_texts import terminal_languages

    return devices(line.rest, texts(terminal_languages(terminal.language)[0]))


def _bench(line: CommandLine, root: Path, terminal: Terminal) -> int:
    from benchmarks.command import main

    return main(line.rest)


def _soak(line: CommandLine, root: Path, terminal: Terminal) -> int:
    from benchmarks.soak import main

    return main(line.rest)


def _check(line: CommandLine, root: Path, terminal: Terminal) -> int:
    from start.library_commands import check

    return check(load(line, root), terminal)


def _pair(line: CommandLine, root: Path, terminal: Terminal) -> int:
    from start.library_commands import pair

    return pair(load(line, root), root, terminal, line.rest)


def _staff(line: CommandLine, root: Path, terminal: Terminal) -> int:
    from start.library_commands import staff

    return staff(load(line, root), root, terminal, line.rest)


def _import(line: CommandLine, root: Path, terminal: Terminal) -> int:
    from start.import_command import import_file

    return import_file(load(line, root), root, terminal, line.rest)


def _author_mark(line: CommandLine, root: Path, terminal: Terminal) -> int:
    from start.author_mark_command import author_marks

    return author_marks(line.rest, terminal)


def _labels(line: CommandLine, root: Path, terminal: Terminal) -> int:
    from start.labels_command import labels

    return labels(load(line, root), root, terminal, line.rest)


def _backup(line: CommandLine, root: Path, terminal: Terminal) -> int:
    from start.restore import back_up

    return back_up(load(line, root), root, terminal, line.rest)


def _restore(line: CommandLine, root: Path, terminal: Terminal) -> int:
    from start.restore import restore

    return restore(load(line, root), terminal, line.rest)


def _commands_sheet(line: CommandLine, root: Path, terminal: Terminal) -> int:
    from start.commands_sheet import commands_sheet

    path = Path(line.rest[0] if line.rest else "commands-sheet.html").expanduser().absolute()
    path.write_text(commands_sheet(), encoding="utf-8")
    terminal.say("command.sheet-made", path=path)
    return 0


COMMANDS: dict[str, Command] = {
    "": _start,
    "test": _test,
    "bundle": _bundle,
    "devices": _devices,
    "bench": _bench,
    "soak": _soak,
    "check": _check,
    "pair": _pair,
    "staff": _staff,
    "import": _import,
    "author-mark": _author_mark,
    "labels": _labels,
    "backup": _backup,
    "restore": _restore,
    "commands-sheet": _commands_sheet,
}
"""Same names as in `config.command_line.COMMANDS`, which has the help; a test compares."""
