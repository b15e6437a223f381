"""The glossary says what the catalogues say."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import pytest

from i18n.texts import texts
from library.catalogue import CopyState, ItemKind
from library.readers import Category

PAGE = Path(__file__).parents[2] / "docs" / "glossary.md"


@pytest.mark.parametrize(
    ("domain", "words"), [("state", CopyState), ("item", ItemKind), ("reader", Category)]
)
def test_states_kinds_and_categories_stand_there_as_people_read_them(
    domain: str, words: type[StrEnum]
) -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    for word in words:
        said = [texts(lang)(f"{domain}.{word}") for lang in ("en", "kk", "ru")]
        assert f"| `{word}` | {' | '.join(said)} |" in lines
