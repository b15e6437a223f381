"""New prices for old books: by a fixed price, by a coefficient, or as a list says.

Old prices are kept as written (`2 руб. 40 коп.`); a coefficient multiplies what is on the
balance, and for a book without a sum there, what was written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

MOST_TIYN = 100_000_000
"""Of one copy: a million tenge."""
LEAST_COEFFICIENT, MOST_COEFFICIENT = Decimal("0.0001"), Decimal(100_000)

_UNITS = r"(?:руб(?:л\w*)?|тг|тенге|теңге|₸|р|р\.|сом)\.?"
_WRITTEN = re.compile(
    rf"(?P<whole>\d{{1,7}})(?:\s*(?:{_UNITS}\s*|[.,-]))?(?:(?P<part>\d{{1,2}})\s*(?:коп\w*|тиын|к)?\.?)?"
    rf"\s*(?:{_UNITS})?",
    re.IGNORECASE,
)
_KOPECKS = re.compile(r"(\d{1,2})\s*(?:коп\w*|к)\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pricing:
    """How prices change: `price_tiyn` for all, or `coefficient`; neither: each copy by the
    price its list gives."""

    price_tiyn: int | None = None
    coefficient: Decimal | None = None


@dataclass(frozen=True, slots=True)
class NotPriced:
    """Why a copy keeps its price; text key `register.skipped-<code>`: no-price (nothing to
    multiply, or the list gives none), same, too-large, and from the stock gone, temporary,
    unknown, double."""

    code: str


def new_price(
    tiyn: int | None, written: str | None, pricing: Pricing, listed: int | None = None
) -> int | NotPriced:
    """The price after; `tiyn` on the balance, `written` the old one, `listed` by its list."""
    if listed is not None:
        price: int | None = listed
    elif pricing.price_tiyn is not None:
        price = pricing.price_tiyn
    else:
        price = _multiplied(tiyn or written_tiyn(written or ""), pricing.coefficient)
    if price is None:
        return NotPriced("no-price")
    if price > MOST_TIYN:
        return NotPriced("too-large")
    return NotPriced("same") if price == tiyn else price


def _multiplied(tiyn: int | None, coefficient: Decimal | None) -> int | None:
    if not tiyn or coefficient is None:
        return None
    return int((tiyn * coefficient).to_integral_value(ROUND_HALF_UP))


def written_tiyn(text: str) -> int | None:
    """An old price in hundredths of its own unit: `2 руб. 40 коп.`, `2-40`, `2р40к`, `85 к.`
    are 240, 240, 240, 85. None for what is no price."""
    plain = " ".join(text.split())
    kopecks = _KOPECKS.fullmatch(plain)
    if kopecks:
        return int(kopecks[1])
    found = _WRITTEN.fullmatch(plain)
    if found is None:
        return None
    part = found["part"] or ""
    # `2,4` is two and forty hundredths, as `2.40`.
    tenths = len(part) == 1 and re.search(r"\d[.,]\d(\D|$)", plain) is not None
    return int(found["whole"]) * 100 + int(part or 0) * (10 if tenths else 1)


def coefficient_of(text: str) -> Decimal | None:
    """`2,5` or `1.75`; None for anything that is no coefficient between the bounds."""
    plain = text.replace(",", ".").replace(" ", "").replace("\u00a0", "")
    if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", plain):
        return None
    try:
        found = Decimal(plain)
    except InvalidOperation:  # pragma: no cover - the shape leaves none
        return None
    return found if LEAST_COEFFICIENT <= found <= MOST_COEFFICIENT else None
