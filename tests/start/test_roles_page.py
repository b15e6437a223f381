"""docs/roles.md says who may open what: printed from the routes, no address left out."""

from __future__ import annotations

import pytest

from library.rights import Right, Role
from server.desk.roles_page import Guarded, roles_page
from start.roles_page import FILE, all_addresses

ALONE = {"/": "GET", "/health": "GET", "/metrics": "GET", "/kiosk": "GET", "/pair": "POST",
         "/station/operations": "POST", "/set-up": "POST", "/demo": "GET"}  # fmt: skip
"""Addresses that are not the desk's: a start without one of them would be told here."""


@pytest.fixture(scope="module")
def every() -> list[Guarded]:
    return all_addresses()


def test_something_guards_every_address(every: list[Guarded]) -> None:
    assert [each.path for each in every if not each.is_guarded] == []


def test_the_whole_program_is_walked(every: list[Guarded]) -> None:
    known = {(each.path, method) for each in every for method in each.methods}
    assert set(ALONE.items()) <= known
    assert len([each for each in every if each.rights]) > 100


def test_the_desk_without_a_sign_in_is_its_door_only(every: list[Guarded]) -> None:
    opened = {each.path for each in every if each.path.startswith("/desk") and not each.rights}
    assert opened == {
        "/desk/sign-in", "/desk/language/<language>", "/desk/static/<path:filename>",
    }  # fmt: skip


def test_only_the_head_keeps_accounts_settings_and_backups(every: list[Guarded]) -> None:
    for right in (Right.STAFF, Right.SETTINGS, Right.BACKUP):
        pages = [each for each in every if each.rights == (right,)]
        assert pages
        for each in pages:
            assert [role for role in Role if each.lets_in(role)] == [Role.HEAD]


def test_no_address_with_a_reader_lets_an_assistant_in(every: list[Guarded]) -> None:
    for each in every:
        if "reader" in each.path:
            assert not each.lets_in(Role.ASSISTANT), each.path


def test_the_printed_page_is_of_today(every: list[Guarded]) -> None:
    printed = FILE.read_text(encoding="utf-8")
    assert printed == roles_page(every), "print it anew: python -m start.roles_page"
