"""A length as people type it: 38,1 or 38.1 millimetres."""

from __future__ import annotations

from typing import Any

from wtforms import StringField

from server.desk.forms import Wrong, clean_line


class Millimetres(StringField):
    """Millimetres between `least` and `most`, two places; data is a float or None."""

    def __init__(
        self, label: str, least: float = 0.0, most: float = 500.0, required: bool = False,
        **more: Any,
    ) -> None:  # fmt: skip
        self.least, self.most, self.must = least, most, required
        super().__init__(label, **more)

    def _value(self) -> str:
        if self.raw_data and self.data is None:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{self.data:g}"

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None
        text = clean_line(valuelist[0]) if valuelist else ""
        self.raw_data = [text]
        if not text:
            return
        plain = text.replace(",", ".").replace("−", "-")
        try:
            number = float(plain) if len(plain) < 10 and plain.strip("-.0123456789") == "" else None
        except ValueError:
            number = None
        if number is None:
            raise Wrong("form.not-a-number")
        self.data = round(number, 2)

    def pre_validate(self, form: Any) -> None:
        if self.data is None:
            if self.must and not self.process_errors:
                raise Wrong("form.required")
            return
        if not self.least <= self.data <= self.most:
            raise Wrong("form.out-of-range", least=f"{self.least:g}", most=f"{self.most:g}")
