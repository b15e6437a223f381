"""Who is trusted with what."""

from __future__ import annotations

import pytest

from library.rights import Right, Role, may, rights_of

PRIVATE = (
    Right.LEND, Right.READERS, Right.EDIT_READERS, Right.JOURNAL, Right.OWN_CLASS, Right.CLASSES,
)  # fmt: skip


def test_an_assistant_sees_no_reader() -> None:
    assert rights_of(Role.ASSISTANT).isdisjoint(PRIVATE)


def test_a_teacher_sees_the_own_class_and_the_catalogue_only() -> None:
    assert rights_of(Role.TEACHER) == {Right.OWN_ACCOUNT, Right.CATALOGUE, Right.OWN_CLASS}


def test_a_director_changes_nothing() -> None:
    reading = {
        Right.OWN_ACCOUNT, Right.CATALOGUE, Right.HOME, Right.CLASSES, Right.REGISTERS,
        Right.PROVISION,
    }  # fmt: skip
    assert rights_of(Role.DIRECTOR) == reading


def test_only_the_head_changes_rules_settings_accounts_and_backups() -> None:
    for right in (Right.RULES, Right.SETTINGS, Right.STAFF, Right.BACKUP):
        assert [role for role in Role if may(role, right)] == [Role.HEAD]


@pytest.mark.parametrize("word", ["", "root", "HEAD", "head ", "' OR 1=1"])
def test_a_word_that_is_no_role_may_nothing(word: str) -> None:
    assert rights_of(word) == frozenset()
    assert not may(word, *Right)


@pytest.mark.parametrize("right", list(Right))
def test_every_right_is_somebodys(right: Right) -> None:
    assert any(may(role, right) for role in Role)
