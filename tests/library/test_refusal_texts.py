"""Every reason and every next step has words in the three languages, and kind ones."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from i18n.texts import LANGUAGES, catalogue, texts
from library.catalogue import CopyState, ItemKind
from library.copy_states import TABLE
from library.readers import Category
from library.refusals import Next

ROOT = Path(__file__).parents[2]
SAYS_A_CODE = {"Reason", "_book", "_person", "_no", "_rule", "_hand_in"}
VALUES = {"n": 3, "grade": 9, "date": date(2024, 10, 22), "label": "8Ә"}
BLAME = ("ескерту", "кінә", "тыйым", "вин", "запрещ", "нарушен", "должник", "ошибк",
         "fault", "forbidden", "error", "violat")  # fmt: skip


def written_codes() -> Iterator[str]:
    """All codes that stand in the program as the first words of a reason."""
    for package in ("library", "server", "kiosk"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SAYS_A_CODE:
                    first = node.args[0] if node.args else None
                    # `code or "lost"` says a code too.
                    for each in getattr(first, "values", [first]):
                        if isinstance(each, ast.Constant) and isinstance(each.value, str):
                            yield each.value


CODES = sorted(
    {*written_codes(), *(cell.code for cell in TABLE.values() if cell.code)}
    | {"suspended", "suspended-until", "changed-since", "undo-too-late", "undo-not-yours"}
    # What library.textbooks says of a book, in the words of lending.
    | {"second-copy", "wrong-edition", "other-language", "other-track", "other-variant",
       "not-chosen", "not-in-plan"}
)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_every_reason_is_said_in_every_language(code: str, lang: str) -> None:
    said = texts(lang)(f"refusal.{code}", **VALUES)
    assert said.strip()
    assert "{" not in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_next_step_category_kind_and_state_is_said(lang: str) -> None:
    t = texts(lang)
    for domain, members in (("next", Next), ("reader", Category), ("item", ItemKind),
                            ("state", CopyState)):  # fmt: skip
        assert set(catalogue(lang, domain)) == {f"{domain}.{each.value}" for each in members}
        assert all(t(f"{domain}.{each.value}") for each in members)


def test_no_reason_has_words_that_nobody_says() -> None:
    assert {key.removeprefix("refusal.") for key in catalogue("kk", "refusal")} == set(CODES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_are_short_and_blame_nobody(lang: str) -> None:
    for domain in ("refusal", "next"):
        for key, message in catalogue(lang, domain).items():
            for text in message:
                assert len(text) <= 80, f"{key} ({lang}) is long: {text}"
                assert not any(word in text.casefold() for word in BLAME), f"{key}: {text}"
                assert "!" not in text or key == "refusal.found-again"


def test_nothing_is_glued_to_a_value_in_kazakh() -> None:
    for key, message in catalogue("kk", "refusal").items():
        for text in message:
            for value in ("{n}", "{date}", "{grade}"):
                after = text.partition(value)[2][:1]
                assert not after.isalpha() and after != "-", f"{key}: {text}"
