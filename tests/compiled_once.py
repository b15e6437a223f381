"""Addresses and templates compiled once for all applications of a run: each test of a page
makes its own application, and compiling them took most of its time."""

from __future__ import annotations

from typing import Any

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
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


class CompiledTemplates(BytecodeCache):
    """In memory; Jinja asks by name and file, the checksum is that of the text."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key + bucket.checksum in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key + bucket.checksum])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key + bucket.checksum] = bucket.bytecode_to_string()


def use() -> None:
    """For every application made from now on."""
    Flask.url_rule_class = CompiledOnce
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": CompiledTemplates()}
