"""The command line: which command, which options; nothing is opened here.

Standard library only: it is read before the program's packages are there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from config.faults import Fault, meant
from config.settings import TABLE

COMMANDS = {
    "": "start the library",
    "test": "prepare what the tests need and run them; arguments go to pytest",
    "bundle": "make a folder of packages for a school without Internet",
    "devices": "list the ports of scanners, listen to one",
    "bench": "measure speed and memory",
    "soak": "kill the program 1,000 times in the middle of its work and count what is lost",
    "check": "prove that the database is whole",
    "pair": "print a one-time link for station N (1); `pair N token`: the secret of one elsewhere",
    "staff": "give a librarian an account of the desk, or a new password: staff LOGIN",
    "import": "bring in a file: import readers|titles FILE [--roster] [--yes]",
    "author-mark": "print author marks by a table: author-mark --table FILE HEADING...",
    "labels": "make a file of labels: labels --kind spine|pocket|barcode|slip|card|reader "
    "--copies CODE,CODE|FIRST-LAST or --batch N or --readers CLASS --stock NAME [--start CELL] "
    "[--format pdf|png|zpl|tspl] [--dpi N] -o FILE",
    "backup": "make a backup now: backup [FOLDER]",
    "restore": "put a backup in the place of the library: restore FILE",
    "commands-sheet": "make the printable sheet of command codes",
}
"""The commands and what they do; the text is the help."""

_PASS_ON = frozenset({"test", "bundle", "devices", "bench", "soak", "author-mark"})
"""Commands that read their own arguments."""

_FLAGS = {setting.flag: setting for setting in TABLE if setting.option}
_EXTRA = {"--demo": False, "--scanner": True, "--help": False}
"""Options that are no settings: whether each takes a value."""
_OWN_OPTIONS = {"import": frozenset({"--roster", "--yes"})}
"""Options of one command, passed on among its arguments."""
_OWN_VALUES = {
    "labels": frozenset({"--kind", "--copies", "--batch", "--readers", "--stock", "--start",
                         "--format", "--dpi", "-o"}),
}  # fmt: skip
"""The same with a value each; passed on as `--option=value`."""


@dataclass(frozen=True, slots=True)
class CommandLine:
    """What was typed. `given` by setting name, values as text (True for a bare option);
    `scanners` as in `--scanner`; `rest` are the command's own arguments."""

    command: str
    demo: bool = False
    help: bool = False
    given: dict[str, str | bool] = field(default_factory=dict)
    scanners: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


def read_command_line(arguments: Sequence[str]) -> CommandLine:
    """Read everything; what is wrong stands in `faults`, nothing is raised."""
    command, rest = "", list(arguments)
    if rest and not rest[0].startswith("-"):
        command = rest.pop(0)
    if command not in COMMANDS:
        hint = meant(command, COMMANDS)
        return CommandLine("", faults=(Fault("unknown-command", command, meant=hint),))
    if command in _PASS_ON:
        return CommandLine(command, rest=tuple(rest))
    return _read_options(command, rest)


def _read_options(command: str, arguments: Sequence[str]) -> CommandLine:
    given: dict[str, str | bool] = {}
    scanners: list[str] = []
    switches: set[str] = set()
    rest: list[str] = []
    faults: list[Fault] = []
    own = _OWN_OPTIONS.get(command, frozenset())
    rest += [word for word in arguments if word in own]
    others, taken, missing = _own_values(command, [word for word in arguments if word not in own])
    rest += taken
    faults += [Fault("value-missing", option) for option in missing]
    for option, value in _pairs(others):
        if not option:
            rest.append(str(value))
        elif option not in _FLAGS and option not in _EXTRA:
            known = [*_FLAGS, *_EXTRA]
            faults.append(Fault("unknown-option", option, meant=meant(option, known)))
        elif _takes_value(option) != (value is not None):
            code = "value-missing" if value is None else "value-not-wanted"
            faults.append(Fault(code, option))
        elif option == "--scanner":
            scanners.append(str(value))
        elif option in _EXTRA:
            switches.add(option)
        else:
            # A bare option says the opposite of the default: --no-browser, --kiosk-browser.
            setting = _FLAGS[option]
            given[setting.name] = (not setting.default) if value is None else value
    if rest and not command:
        faults.extend(Fault("unknown-command", word, meant=meant(word, COMMANDS)) for word in rest)
    return CommandLine(
        command, "--demo" in switches, "--help" in switches,
        given, tuple(scanners), tuple(rest), tuple(faults),
    )  # fmt: skip


def _own_values(
    command: str, arguments: Sequence[str]
) -> tuple[list[str], list[str], list[str]]:
    """The words without the command's own options, those with their values, and the options
    that have none."""
    own = _OWN_VALUES.get(command, frozenset())
    others: list[str] = []
    taken: list[str] = []
    missing: list[str] = []
    waiting = list(arguments)
    while waiting:
        option, equals, value = (word := waiting.pop(0)).partition("=")
        if option not in own:
            others.append(word)
        elif equals:
            taken.append(f"{option}={value}")
        elif waiting and waiting[0].partition("=")[0] not in own:
            taken.append(f"{option}={waiting.pop(0)}")
        else:
            missing.append(option)
    return others, taken, missing


def _takes_value(option: str) -> bool:
    setting = _FLAGS.get(option)
    return setting.takes_value if setting else _EXTRA[option]


def _pairs(arguments: Sequence[str]) -> Iterator[tuple[str, str | None]]:
    """Options with their values; the name is empty for a word that is no option."""
    waiting = list(arguments)
    while waiting:
        word = waiting.pop(0)
        if not word.startswith("-"):
            yield "", word
            continue
        option, equals, value = word.partition("=")
        option = "--help" if option == "-h" else option
        if equals:
            yield option, value
        elif (option in _FLAGS or option in _EXTRA) and _takes_value(option):
            # A value may begin with one dash, never with two: that is the next option.
            has_value = bool(waiting) and not waiting[0].startswith("--")
            yield option, waiting.pop(0) if has_value else None
        elif option in _FLAGS or option in _EXTRA:
            yield option, None
        else:
            # A misspelt option takes its value with it: one slip is one fault.
            if waiting and not waiting[0].startswith("-"):
                waiting.pop(0)
            yield option, None


def help_text() -> str:
    """What `--help` prints."""
    lines = ["python3 run_kiosk.py [COMMAND] [OPTIONS]", "", "Commands:"]
    lines += [f"  {name or '(none)':16}{what}" for name, what in COMMANDS.items()]
    lines += ["", "Options:"]
    options = [("--demo", "start the demonstration school"),
               ("--scanner [STATION=]URL", "a scanner's port (docs/devices.md); may be repeated; "
                "station 1 if not said")]  # fmt: skip
    options += [(setting.option, setting.meaning) for setting in TABLE if setting.option]
    for option, meaning in options:
        lines += [f"  {option}", f"      {meaning}"]
    return "\n".join(lines)
