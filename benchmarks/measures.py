"""What was measured: samples, quantiles, ratios. Times are seconds, sizes bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


def quantile(values: Sequence[float], part: float) -> float:
    """Nearest-rank quantile: an observed value, never an invented one between two.

    Raises ValueError for no values.
    """
    if not values:
        raise ValueError("no values measured")
    ordered = sorted(values)
    rank = max(1, -(-len(ordered) * part // 1))
    return ordered[int(rank) - 1]


@dataclass(frozen=True, slots=True)
class Spread:
    """Median, p95 and p99 of `count` samples in seconds."""

    count: int
    median: float
    p95: float
    p99: float


def spread_of(values: Sequence[float]) -> Spread:
    """The spread of samples; ValueError for none."""
    return Spread(len(values), median(values), quantile(values, 0.95), quantile(values, 0.99))


@dataclass(frozen=True, slots=True)
class Round:
    """One timed stretch of one contender: wall `seconds`, each operation's duration, and
    the processor time of this process meanwhile (0: the work was done elsewhere)."""

    seconds: float
    durations: tuple[float, ...]
    processor: float = 0.0

    @property
    def rate(self) -> float:
        """Operations a second over the whole stretch."""
        return len(self.durations) / self.seconds if self.seconds else 0.0


def all_durations(rounds: Sequence[Round]) -> list[float]:
    """Durations of every operation of all rounds."""
    return [each for one in rounds for each in one.durations]


def median_rate(rounds: Sequence[Round]) -> float:
    """Median of the rounds' rates: one disturbed round does not move it."""
    return median(one.rate for one in rounds)


def processor_time(rounds: Sequence[Round]) -> float:
    """Processor seconds an operation; says more than the clock on a busy machine."""
    count = sum(len(one.durations) for one in rounds)
    return sum(one.processor for one in rounds) / count if count else 0.0


def rate_ratio(ours: Sequence[Round], floor: Sequence[Round]) -> float:
    """Median of ours/floor, round against its neighbour, so that slow drift cancels."""
    return median(a.rate / b.rate for a, b in zip(ours, floor, strict=True) if b.rate)


def latency_ratio(ours: Sequence[Round], floor: Sequence[Round]) -> float:
    """Median over rounds of (median latency of ours / median latency of the floor)."""
    pairs = zip(ours, floor, strict=True)
    return median(median(a.durations) / median(b.durations) for a, b in pairs)
