"""How a reader stands: how many of how many, what is late, what blocks."""

from __future__ import annotations

from datetime import date

from library.blocks import session_blocks
from library.catalogue import ItemKind
from library.loans import LoanFacts
from library.operations import ReaderCard
from library.readers import Category
from library.refusals import Reason
from server.database import Work
from server.facts import FoundReader, open_loans, reader_by_id
from server.server import Server


def lent_of_limit(
    server: Server, work: Work, reader_id: int, kind: ItemKind
) -> tuple[int | None, int | None]:
    """How many copies of this kind the reader has, and how many he may have."""
    reader = reader_by_id(work, reader_id)
    if reader is None:
        return None, None
    loans = open_loans(work, reader_id)
    return lent_of(loans, kind), limit_of(server, reader.facts.category, kind)


def card_of(
    server: Server, reader: FoundReader, loans: tuple[LoanFacts, ...], today: date
) -> ReaderCard:
    """What a screen may show; counts are those of ordinary loans (fiction)."""
    return ReaderCard(
        reader_id=reader.facts.reader_id,
        short_name=reader.short_name,
        category=reader.facts.category.value,
        language=reader.language,
        lent=lent_of(loans, ItemKind.FICTION),
        limit=limit_of(server, reader.facts.category, ItemKind.FICTION),
        late=sum(1 for loan in loans if loan.due_on < today),
    )


def blocks_of(
    server: Server, reader: FoundReader, loans: tuple[LoanFacts, ...], today: date
) -> tuple[Reason, ...]:
    """Reasons about the person."""
    return session_blocks(reader.facts, loans, server.policy, today)


def lent_of(loans: tuple[LoanFacts, ...], kind: ItemKind) -> int:
    """How many of these loans are of this kind."""
    return sum(1 for loan in loans if loan.item_kind == kind.value)


def limit_of(server: Server, category: Category, kind: ItemKind) -> int | None:
    """How many of this kind a category may have; None: no limit, or nothing at all."""
    line = server.policy.line(category, kind)
    return None if line is None else line.limit
