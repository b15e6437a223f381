"""Addresses compiled once for all applications of a run: each test of a page makes its own
application, and compiling two hundred addresses took most of its time."""

from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.routing import Rule

_built: dict[tuple[object, ...], Any] = {}


class CompiledOnce(Rule):
    """Builders hold no rule and no application (werkzeug binds them afterwards), so rules of
    the same text share them."""

    def _compile_builder(self, append_unknown: bool = True) -> Any:
        key = (self.rule, self.subdomain, self.host, repr(self.defaults), append_unknown)
        if key not in _built:
            _built[key] = super()._compile_builder(append_unknown)
        return _built[key]


def use() -> None:
    """For every application made from now on."""
    Flask.url_rule_class = CompiledOnce


