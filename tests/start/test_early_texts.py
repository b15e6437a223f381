"""The reading by hand agrees with Babel's, and chooses the terminal's language."""

from __future__ import annotations

from pathlib import Path

import pytest

from i18n.texts import LANGUAGES, catalogue
from start import early_texts

DOMAINS = ("prepare", "config")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("domain", DOMAINS)
def test_read_by_hand_is_as_babel_reads(domain: str, lang: str) -> None:
    path = early_texts.LOCALE_FOLDER / lang / "LC_MESSAGES" / f"{domain}.po"
    babel = {key: strings[-1] for key, strings in catalogue(lang, domain).items()}
    assert early_texts.read_catalogue(path) == babel


def test_messages_over_several_lines_and_with_forms(tmp_path: Path) -> None:
    path = tmp_path / "x.po"
    path.write_text(
        'msgid ""\nmsgstr ""\n"Language: ru\\n"\n\n# note\nmsgid "x.long"\nmsgstr ""\n'
        '"one "\n"\\"two\\"\\n"\n\nmsgid "x.many"\nmsgid_plural "x.many"\n'
        'msgstr[0] "a"\nmsgstr[1] "b"\n',
        encoding="utf-8",
    )
    assert early_texts.read_catalogue(path) == {"x.long": 'one "two"\n', "x.many": "b"}


def test_the_terminal_speaks_the_chosen_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "ru_RU.UTF-8")
    assert early_texts.early_text("prepare.done", "kk", seconds=3) == "Дайын, 3 с."
    assert early_texts.early_text("prepare.done", seconds=3) == "Готово, 3 с."


def test_an_unknown_terminal_gets_all_three(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "C")
    assert early_texts.early_text("prepare.done", seconds=3).count("\n") == 2
    assert early_texts.early_text("prepare.no-such-key") == "prepare.no-such-key"
