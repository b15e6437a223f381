"""Settings of this library that live with its data: name, code, language, zone."""

from __future__ import annotations

from collections.abc import Iterable

from server.database import Library
from server.tables import Setting

SCHOOL_NAME = "school.name"
SCHOOL_CODE = "school.code"
"""The library's own code, ISIL form: for tags, exports, copies of another school."""
LANGUAGE = "school.language"
ZONE = "school.zone"
"""The school's time zone; without it the one of settings.toml."""


def setting(library: Library, key: str, default: str = "") -> str:
    """One setting, or the default."""
    with library.reading():
        row = Setting.get_or_none(Setting.key == key)
    return default if row is None else str(row.value)


def change_setting(library: Library, key: str, value: str) -> None:
    """Set one setting."""
    with library.writing():
        put_setting(key, value)


def put_setting(key: str, value: str | None) -> None:
    """Set one setting inside a writing() block; None removes it."""
    if value is None:
        Setting.delete().where(Setting.key == key).execute()
    elif not Setting.update(value=value).where(Setting.key == key).execute():
        Setting.create(key=key, value=value)


def kept_settings(library: Library, keys: Iterable[str]) -> dict[str, str]:
    """Those of the settings that are kept, by key."""
    with library.reading():
        rows = Setting.select().where(Setting.key.in_(list(keys)))
        return {row.key: str(row.value) for row in rows}
