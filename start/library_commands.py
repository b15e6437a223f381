"""Commands that look into the library beside the running program: check, pair, staff."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from getpass import getpass
from pathlib import Path

from config.loading import Loaded
from library.password_strength import Strength, strength
from server.commands import main as proof
from server.server import Server
from server.services.accounts import give_account
from server.services.pairing import make_token
from start.browser_opening import pairing_link
from start.data_folder import DATABASE, open_folder
from start.early_texts import terminal_languages
from start.library_server import open_server
from start.page_server import address_of
from start.pairing import ServerPairs
from start.terminal import Terminal

TOKEN = "token"
"""The word after `pair N` that asks for a secret instead of a link."""


@contextmanager
def opened(loaded: Loaded, root: Path, terminal: Terminal) -> Iterator[Server]:
    """The library of the settings, closed at the end."""
    server = open_server(loaded, open_folder(loaded.settings.data_folder), root, terminal)
    try:
        yield server
    finally:
        server.library.close()


def check(loaded: Loaded, terminal: Terminal) -> int:
    """Prove the library whole; 0 when it is, 1 when not or when there is none."""
    settings = loaded.settings
    if not settings.database and not (settings.data_folder / DATABASE).is_file():
        terminal.complain("command.no-library", folder=settings.data_folder)
        return 1
    language = terminal_languages(terminal.language)[0]
    return proof(["check"], settings.data_folder, settings.database, language)


def pair(loaded: Loaded, root: Path, terminal: Terminal, words: tuple[str, ...]) -> int:
    """Print a one-time link for a station (its number; 1 when not said), or with the word
    `token` the secret of a station on another computer."""
    number = words[0] if words else "1"
    settings = loaded.settings
    with opened(loaded, root, terminal) as server:
        try:
            if words[1:] == (TOKEN,):
                print(make_token(server, int(number)))
                return 0
            address = address_of(settings.host, settings.port)
            url = pairing_link(address, ServerPairs(server), int(number))
        except (KeyError, ValueError):
            terminal.complain("command.no-station", number=number)
            return 1
    terminal.say("command.pair-link", number=number, url=url)
    return 0


def staff(
    loaded: Loaded, root: Path, terminal: Terminal, words: tuple[str, ...],
    ask: Callable[[str], str] = getpass,
) -> int:  # fmt: skip
    """Make an account of the desk or change its password, which is typed unseen and twice."""
    if len(words) != 1:
        terminal.complain("command.staff-how")
        return 2
    terminal.say("command.staff-password", login=words[0])
    password = ask("> ")
    if ask("> ") != password:
        terminal.complain("command.staff-differ")
        return 1
    found = strength(password, words)
    if found < Strength.FAIR:
        short = found == Strength.TOO_SHORT
        terminal.complain("command.staff-short" if short else "command.staff-weak")
        return 1
    with opened(loaded, root, terminal) as server:
        made = give_account(server, words[0], password)
    terminal.say("command.staff-made" if made else "command.staff-changed", login=words[0])
    return 0
