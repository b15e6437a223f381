"""A field for sums of money: typed as people type them, kept as whole tiyn."""

from __future__ import annotations

from typing import Any

from wtforms import StringField

from library.money import NoSum, tiyn_of
from library.tenge import written_sum
from server.desk.forms import Wrong, clean_line

_LONGEST = 40


class Sum(StringField):
    """A sum in tenge with or without tiyn: `1 250,50`; data is tiyn or None."""

    def __init__(self, label: str, most: int, required: bool = False, **more: Any) -> None:
        self.most, self.must = most, required
        super().__init__(label, **more)

    def _value(self) -> str:
        if self.raw_data and self.data is None:
            return str(self.raw_data[0])
        return written_sum(self.data, sign=False) if isinstance(self.data, int) else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None
        text = clean_line(valuelist[0]) if valuelist else ""
        if not text:
            return
        found = NoSum("shape") if len(text) > _LONGEST else tiyn_of(text, self.most)
        if isinstance(found, NoSum):
            raise Wrong(f"register.sum-{found.code}")
        self.data = found

    def pre_validate(self, form: Any) -> None:
        if self.data is None and self.must and not self.process_errors:
            raise Wrong("form.required")
