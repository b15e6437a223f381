"""The catalogues are complete, alike in the three languages, and wholly used."""

from __future__ import annotations

import re
import string
from functools import cache

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from i18n.plural import FORMS
from i18n.texts import LANGUAGES
from tests.i18n import used_keys


@cache
def messages(lang: str) -> dict[str, Message]:
    found: dict[str, Message] = {}
    for domain, path in used_keys.catalogue_files(lang).items():
        with path.open("rb") as file:
            for entry in read_po(file, locale=lang, abort_invalid=True):
                key = entry.id if isinstance(entry.id, str) else entry.id[0]
                if key:
                    assert key.startswith(domain + "."), f"{key} stands in {path.name}"
                    assert key not in found, f"{key} stands twice"
                    found[key] = entry
    return found


def strings(entry: Message) -> tuple[str, ...]:
    return (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ())


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_message_is_missing_empty_or_fuzzy(lang: str) -> None:
    faults = []
    for key, entry in messages(lang).items():
        if entry.fuzzy:
            faults.append(f"{key}: fuzzy")
        forms = len(FORMS[lang]) if entry.pluralizable else 1
        if len(strings(entry)) != forms or not all(text.strip() for text in strings(entry)):
            faults.append(f"{key}: empty, or not all {forms} forms")
        if entry.pluralizable and entry.id[0] != entry.id[1]:
            faults.append(f"{key}: msgid_plural must repeat the key")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("lang", LANGUAGES[1:])
def test_each_language_has_the_same_keys(lang: str) -> None:
    assert sorted(messages("kk")) == sorted(messages(lang))


def test_each_language_has_the_same_places_for_values() -> None:
    faults = []
    for key, entry in messages("kk").items():
        wanted = set().union(*map(places, strings(entry)))
        for lang in LANGUAGES:
            other = messages(lang).get(key)
            if other is None:
                continue
            # A form for exactly one may say the number in words.
            for text in strings(other):
                allowed = {"n"} if other.pluralizable else set()
                if (places(text) ^ wanted) - allowed:
                    faults.append(f"{key} ({lang}): {places(text)} is not {wanted}")
            if bool(entry.pluralizable) != bool(other.pluralizable):
                faults.append(f"{key} ({lang}): plural in one language only")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_catalogue_is_utf_8_and_names_its_language(lang: str) -> None:
    for path in used_keys.catalogue_files(lang).values():
        head = path.read_text(encoding="utf-8").split("\n\n")[0]
        assert "charset=UTF-8" in head, path
        assert f'"Language: {lang}\\n"' in head, path


def test_kazakh_text_has_no_latin_look_alikes_inside_words() -> None:
    mixed = re.compile(r"[Ѐ-ӿ][a-zA-Z]|[a-zA-Z][Ѐ-ӿ]")
    faults = []
    for lang in ("kk", "ru"):
        for key, entry in messages(lang).items():
            for text in strings(entry):
                shown = "".join(part for part, *_ in string.Formatter().parse(text))
                if mixed.search(shown):
                    faults.append(f"{key} ({lang}): {shown}")
    assert not faults, "\n".join(faults)


def test_every_key_in_the_code_has_a_text() -> None:
    absent = {k: where for k, where in used_keys.called().items() if k not in messages("kk")}
    assert not absent


def test_every_text_is_used() -> None:
    used = used_keys.mentioned()
    families = tuple(used_keys.FAMILIES)
    idle = [key for key in messages("kk") if key not in used and not key.startswith(families)]
    assert not idle
