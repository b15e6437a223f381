"""Changing the loan rules at the desk: what it means for whom first, then in one step."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from typing import Any

from library.catalogue import ItemKind
from library.loans import LoanFacts
from library.policy import Policy, PolicyFaults, policy_from
from library.policy_changes import Effects, PolicyChange, compare, effects, raw_of
from library.readers import Category, ReaderState
from server.errors import LibraryError
from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.services.policy import POLICY, POLICY_BEFORE, load_policy, read_policy
from server.services.settings import put_setting
from server.tables import Copy, Loan, Reader, Setting, Title
from server.tables.fields import day_of, instant_of

FILE = "file"
"""Text that stands for the rules of the file wherever a policy is meant."""


class PolicyChangedMeanwhile(LibraryError):
    """The rules are others than those the page was drawn with."""

    code = "policy-changed-meanwhile"


def text_of(policy: Policy) -> str:
    """The policy as it is kept; equal policies give equal texts."""
    return json.dumps(raw_of(policy), ensure_ascii=False, sort_keys=True)


def version_of(policy: Policy) -> str:
    """A short word that differs when the rules do."""
    return hashlib.sha256(text_of(policy).encode()).hexdigest()[:16]


def wanted_policy(server: Server, text: str) -> Policy:
    """The policy a page proposes: kept text or FILE. Raises ValueError."""
    if text == FILE:
        return server.file_policy
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise ValueError("not a policy") from fault
    if not isinstance(raw, dict):
        raise PolicyFaults(["not a table"])
    return policy_from(raw)


def preview(server: Server, new: Policy) -> tuple[PolicyChange, Effects]:
    """What would change, and for how many readers, were `new` in force now."""
    old = server.policy
    with server.library.snapshot():
        readers = _readers()
        loans = _loans()
    return compare(old, new), effects(old, new, readers, loans, server.today())


def change_policy(server: Server, deed: Deed, text: str, version: str) -> bool:
    """Put the proposed rules in force; False when they are already. The stations of this
    process follow with their next scan, those of others within a minute.

    `text` as in `wanted_policy`, `version` that of the rules it was compared with. Raises
    ValueError, PolicyChangedMeanwhile.
    """
    new = wanted_policy(server, text)
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        old = load_policy(server.library) or server.file_policy
        if version_of(old) != version:
            raise PolicyChangedMeanwhile
        was_kept = Setting.get_or_none(Setting.key == POLICY)
        if not compare(old, new) and (was_kept is None) == (text == FILE):
            return False
        put_setting(POLICY_BEFORE, str(was_kept.value) if was_kept else "")
        put_setting(POLICY, None if text == FILE else text_of(new))
        write_deed(server, work, deed, before={"old": raw_of(old), "new": raw_of(new)})
    server.forget_policy()
    # Read at once: a snapshot begun before the change must not bring the old rules back.
    return bool(server.policy)


def own_rules(server: Server) -> bool:
    """Whether the desk's rules are in force, not those of the file."""
    return load_policy(server.library) is not None


def rules_before(server: Server) -> str | None:
    """The rules before the last change, for `wanted_policy`; None when nothing changed yet,
    or they cannot be read."""
    with server.library.reading():
        row = Setting.get_or_none(Setting.key == POLICY_BEFORE)
    if row is None:
        return None
    text = str(row.value)
    if not text:
        return FILE
    return text if read_policy(text) is not None else None


def _readers() -> Counter[Category]:
    rows: Any = Reader.select(Reader.category).where(
        Reader.state != ReaderState.LEFT.value
    ).tuples()  # fmt: skip
    return Counter(Category(category) for (category,) in rows)


def _loans() -> list[tuple[Category, tuple[LoanFacts, ...]]]:
    """Category and open loans of each reader who has some and has not left."""
    rows: Any = (
        Loan.select(
            Loan.id, Loan.copy, Copy.title, Loan.reader, Title.item_kind, Loan.lent_at,
            Loan.due_on, Loan.renewals, Loan.station, Reader.category,
        )
        .join(Copy)
        .join(Title)
        .join(Reader, on=Loan.reader == Reader.id)
        .where(Loan.closed_at.is_null(), Reader.state != ReaderState.LEFT.value)
        .tuples()
    )  # fmt: skip
    held: dict[tuple[int, Category], list[LoanFacts]] = defaultdict(list)
    for loan, copy, title, reader, kind, lent_at, due_on, renewals, station, category in rows:
        held[reader, Category(category)].append(LoanFacts(
            loan, copy, title, reader, ItemKind(kind).value, instant_of(lent_at),
            day_of(due_on), renewals, station,
        ))  # fmt: skip
    return [(category, tuple(loans)) for (_reader, category), loans in held.items()]
