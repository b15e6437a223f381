"""`staff LOGIN` opens the desk of a new library: no default password, none on the command line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from config.command_line import read_command_line
from config.loading import Loaded, load
from server.services.accounts import SignedIn, SignInRefused, dismiss, has_staff, sign_in
from start.library_commands import opened, staff
from start.terminal import Terminal

ROOT = Path(__file__).parents[2]
TERMINAL = Terminal("en")


@pytest.fixture
def loaded(tmp_path: Path) -> Loaded:
    return load(read_command_line(["staff", "aigul", "--data", str(tmp_path)]), ROOT)


def run(loaded: Loaded, *passwords: str, words: tuple[str, ...] = ("aigul",)) -> int:
    typed: Iterator[str] = iter(passwords)
    return staff(loaded, ROOT, TERMINAL, words, lambda prompt: next(typed))


def role_of(loaded: Loaded, login: str, password: str) -> str | None:
    with opened(loaded, ROOT, TERMINAL) as server:
        answer = sign_in(server, login, password)
    return answer.member.role if isinstance(answer, SignedIn) else None


def test_the_first_account_is_the_heads_and_the_next_a_librarians(
    loaded: Loaded, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(loaded, "kitap-soresi", "kitap-soresi") == 0
    assert run(loaded, "kitap-soresi", "kitap-soresi", words=("erlan",)) == 0
    assert "The account is made: erlan" in capsys.readouterr().out
    assert role_of(loaded, "aigul", "kitap-soresi") == "head"
    assert role_of(loaded, "erlan", "kitap-soresi") == "librarian"


def test_a_known_login_gets_the_new_password_and_is_open_again(loaded: Loaded) -> None:
    run(loaded, "kitap-soresi", "kitap-soresi")
    with opened(loaded, ROOT, TERMINAL) as server:
        signed = sign_in(server, "aigul", "kitap-soresi")
        assert isinstance(signed, SignedIn)
        dismiss(server, signed.member.staff_id)
    assert run(loaded, "zhana-soz-2", "zhana-soz-2") == 0
    with opened(loaded, ROOT, TERMINAL) as server:
        assert isinstance(sign_in(server, "aigul", "kitap-soresi"), SignInRefused)
        assert isinstance(sign_in(server, "aigul", "zhana-soz-2"), SignedIn)


@pytest.mark.parametrize(
    ("passwords", "said"),
    [
        (("kitap-soresi", "kitap-soresu"), "differ"),
        (("short", "short"), "too short"),
        (("aigul2026", "aigul2026"), "easy to guess"),
    ],
)
def test_what_was_typed_wrong_changes_nothing(
    loaded: Loaded, passwords: tuple[str, str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(loaded, *passwords) == 1
    assert said in capsys.readouterr().err
    with opened(loaded, ROOT, TERMINAL) as server:
        assert not has_staff(server)


def test_without_a_login_it_says_how(
    loaded: Loaded, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(loaded, words=()) == 2
    assert "staff LOGIN" in capsys.readouterr().err
