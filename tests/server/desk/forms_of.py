"""The forms of a page as a program sees them: where they go, what they hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class FoundForm:
    """One form: `values` as the page would send them, `typed` the names a person fills."""

    action: str
    method: str
    values: dict[str, str] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    file: bool = False


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[FoundForm] = []
        self.links: list[str] = []
        self._select = ""

    @property
    def _form(self) -> FoundForm | None:
        return self.forms[-1] if self.forms else None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in has and "download" not in has:
            self.links.append(has["href"])
        if tag == "form":
            self.forms.append(FoundForm(has.get("action", ""), has.get("method", "get").lower()))
        form = self._form
        if form is None or (not has.get("name") and tag != "option"):
            return
        if tag == "button":
            form.buttons.append((has["name"], has.get("value", "")))
        elif tag == "textarea":
            form.typed.append(has["name"])
            form.values.setdefault(has["name"], "")
        elif tag == "select":
            self._select = has["name"]
            form.typed.append(has["name"])
        elif tag == "option" and self._select:
            if "selected" in has or self._select not in form.values:
                form.values[self._select] = has.get("value", "")
        elif tag == "input":
            self._input(form, has)

    def _input(self, form: FoundForm, has: dict[str, str]) -> None:
        name, kind = has["name"], has.get("type", "text")
        if kind == "file":
            form.file = True
        elif kind in ("checkbox", "radio"):
            if "checked" in has:
                form.values[name] = has.get("value", "on")
        else:
            form.values[name] = has.get("value", "")
            if kind != "hidden":
                form.typed.append(name)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""


def forms_and_links(html: str) -> tuple[list[FoundForm], list[str]]:
    """All forms of a page, and where its links lead."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms, reader.links
