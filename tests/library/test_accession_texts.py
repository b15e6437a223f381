"""Each reason against posting is told in three languages, with what to do next."""

from __future__ import annotations

import ast
import inspect
from types import ModuleType

import pytest

from i18n.texts import texts
from library import posting
from library.posting import PostingFacts, reasons_against
from server.services import correcting
from server.services import posting as posting_services
from tests.library.test_accession import ASKS, FACTS, HEAD, STOPS, TODAY, line

LANGUAGES = ("kk", "ru", "en")


SAYS_A_CODE = {"_stop", "_ask", "PostingReason", "_named"}
NO_CODE = {"posted"}
"""A state that a code depends on."""


def codes_in(*modules: ModuleType) -> set[str]:
    """Codes that the modules say: first arguments of what makes reasons, and the table."""
    calls = [
        node for module in modules for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SAYS_A_CODE
    ]  # fmt: skip
    said = {
        each.value for call in calls for each in ast.walk(call.args[0])
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    }  # fmt: skip
    return (said - NO_CODE) | {code for code, _, _ in posting._ODD_LINES}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_has_its_texts(lang: str) -> None:
    t = texts(lang)
    codes = codes_in(posting, correcting, posting_services)
    assert len(codes) > 30
    for kind in ("reason", "next"):
        assert [code for code in sorted(codes) if f"accession.{kind}-{code}" not in t] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_text_has_the_values_it_wants(lang: str) -> None:
    t = texts(lang)
    numbers = PostingFacts(TODAY, {"inventory-books": ["7"]}, posted_before=True, serials_left=0)
    begun = PostingFacts(TODAY, {"inventory-books": ["7"]}, frozenset({"inventory-books"}))
    told = [reason for head, lines, _ in (*STOPS, *ASKS)
            for reason in reasons_against(head, lines, FACTS)]  # fmt: skip
    for facts in (numbers, begun):
        told += reasons_against(HEAD, [line()], facts)
    for reason in told:
        for kind in ("reason", "next"):
            said = str(t(f"accession.{kind}-{reason.code}", **reason.values))
            assert said and "{" not in said, reason
