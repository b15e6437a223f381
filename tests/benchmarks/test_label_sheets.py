"""The part `labels` of the benchmark runs from end to end. No figure is judged here."""

from __future__ import annotations

from benchmarks.command import MEASURES
from benchmarks.label_sheets import measure
from benchmarks.plan import PARTS, Plan
from benchmarks.report import Report, as_text


def test_labels_are_measured_beside_bare_bars() -> None:
    report = Report()

    measure(report, (), Plan(rounds=1), count=30, clicks=5)

    said = as_text(report)
    assert "plain reportlab, 30 bare bars" in said
    assert "ours, 30 spine + 30 pocket" in said
    assert [aim.figure is not None for aim in report.aims] == [True] * 4
    assert "labels" in MEASURES and "labels" in PARTS
