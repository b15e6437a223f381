"""Provision of teachers with method literature: one book of the subject for each of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from library.provision import Amounts


@dataclass(frozen=True, slots=True)
class MethodicalStock:
    """Method literature of a subject: its `titles`; `holders` teachers who have a book of it;
    `free` fit copies in the library; `borrowed` copies of other schools."""

    titles: int = 0
    holders: int = 0
    free: int = 0
    borrowed: int = 0


@dataclass(frozen=True, slots=True)
class MethodicalLine:
    """A subject: its teachers and what there is for them, in books. `teachers` 0: nobody has
    said how many."""

    subject: str
    teachers: int
    stock: MethodicalStock
    amounts: Amounts

    @property
    def spare(self) -> int:
        """Free copies beside the need."""
        return self.stock.free - self.amounts.free


def methodical_lines(
    needs: Mapping[str, int], stock: Mapping[str, MethodicalStock], also: Collection[str] = ()
) -> list[MethodicalLine]:
    """A line for each subject that is needed, in stock or taught (`also`), in no order;
    spelled as in the need, the plan or the book, in this turn."""
    spelled: dict[str, str] = {}
    for name in (*needs, *also, *stock):
        spelled.setdefault(name.casefold(), name)
    there = {name.casefold(): each for name, each in stock.items()}
    wanted = {name.casefold(): teachers for name, teachers in needs.items()}
    return [
        _line(name, wanted.get(key, 0), there.get(key, MethodicalStock()))
        for key, name in spelled.items()
    ]


def _line(subject: str, teachers: int, stock: MethodicalStock) -> MethodicalLine:
    issued = min(stock.holders, teachers)
    free = min(stock.free, teachers - issued)
    return MethodicalLine(subject, teachers, stock, Amounts(teachers, issued, free))
