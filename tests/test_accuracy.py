"""The accuracy that Methods shows is what the labels say."""

from __future__ import annotations

import json

from analysis.accuracy import accuracies
from benchmarks.framing import LABELS, figures
from charts.marked_text import MARK_KINDS


def test_the_figures_shown_are_those_of_the_labels() -> None:
    labels = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    measured = {each.measure: (each.marks, each.right) for each in figures(labels)}
    shown = {measure: (each.marks, each.right) for measure, each in accuracies().items()}
    assert shown == measured


def test_every_kind_that_is_marked_has_its_accuracy() -> None:
    kinds = {kind.key for kind in MARK_KINDS} - {"hard_sentences"}
    assert set(accuracies()) == kinds
