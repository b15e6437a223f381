"""What can be wrong with settings; all of it is reported at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `code` picks the text `config.fault-<code>`; `where` is a file with a name,
    or an option; `values` fill the text; `meant` is what was probably meant, or empty."""

    code: str
    where: str
    values: dict[str, object] = field(default_factory=dict)
    meant: str = ""


class SettingsFaults(Exception):
    """The settings cannot be used; `faults` has every one of them."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{each.where}: {each.code}" for each in self.faults))


def meant(word: str, known: Iterable[str]) -> str:
    """The known word most like `word`, or an empty string."""
    return next(iter(difflib.get_close_matches(word, list(known), 1, 0.6)), "")
