"""What a rehearsal found or an import did."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from clientapp.importing.choices import Choices, Labels
from clientapp.importing.judging import Judged, Verdict
from clientapp.importing.mapping import Matching
from clientapp.importing.reader import Line, Sheet, Unreadable

EXAMPLES = 5
"""Rows of each verdict, and lines of each warning, that a report names; counts are complete."""


@dataclass(frozen=True)
class Example:
    """A row as a report shows it: its line, and field by field what was and what comes."""

    line: int
    cells: tuple[tuple[str, str, str], ...] = ()
    reason: str = ""


@dataclass
class Report:
    """The counts add up to `rows`; the rest says what a person wants to know of them.

    Attributes:
        kind: of the records that rows become.
        operation: the id of the operation that wrote; None where nothing was written.
        stopped: earlier imports that were found cut off.
    """

    sheet: Sheet
    matching: Matching
    kind: str
    rows: int = 0
    counts: Counter[Verdict] = field(default_factory=Counter[Verdict])
    warnings: dict[str, list[int]] = field(default_factory=dict[str, list[int]])
    warned: Counter[str] = field(default_factory=Counter[str])
    emptied: Counter[str] = field(default_factory=Counter[str])
    repaired: list[Line] = field(default_factory=list[Line])
    repairs: int = 0
    new_choices: Labels = field(default_factory=dict[str, dict[str, str]])
    examples: dict[Verdict, list[Example]] = field(default_factory=dict[Verdict, list[Example]])
    operation: int | None = None
    stopped: list[int] = field(default_factory=list[int])

    def read(self, line: Line) -> None:
        """Note a row that was read."""
        self.rows += 1
        if line.repaired:
            self.repairs += 1
            if len(self.repaired) < EXAMPLES:
                self.repaired.append(line)

    def unreadable(self, row: Unreadable) -> None:
        """Note a row that could not be read."""
        self.rows += 1
        self._count(Verdict.INVALID, Example(row.number, reason=row.reason))

    def judged(self, judged: Judged, choices: Choices) -> None:
        """Note what becomes of a row."""
        number = judged.row.line.number
        few = len(self.examples.get(judged.verdict, ())) < EXAMPLES
        cells = tuple(_cells(judged, choices)) if few else ()
        self._count(judged.verdict, Example(number, cells, judged.reason))
        for warning in judged.warnings:
            self.warned[warning] += 1
            if len(lines := self.warnings.setdefault(warning, [])) < EXAMPLES:
                lines.append(number)

    def choices(self, labels: Labels) -> None:
        """Note choices that are new."""
        for picklist, new in labels.items():
            known = self.new_choices.setdefault(picklist, {})
            for key, label in new.items():
                known.setdefault(key, label)

    def check(self) -> None:
        """Make sure that every row has exactly one verdict."""
        if self.rows != self.counts.total():
            raise AssertionError(f"{self.rows} rows read, {self.counts.total()} accounted for")

    def _count(self, verdict: Verdict, example: Example) -> None:
        self.counts[verdict] += 1
        if len(shown := self.examples.setdefault(verdict, [])) < EXAMPLES:
            shown.append(example)

    def as_json(self) -> dict[str, Any]:
        """The report for a program."""
        return {
            "rows": self.rows,
            **{verdict.value: self.counts[verdict] for verdict in Verdict},
            "operation": self.operation,
            "encoding": self.sheet.encoding,
            "delimiter": self.sheet.delimiter,
            "columns": self.matching.fields,
            "unmatched": list(self.matching.unmatched),
            "warnings": dict(self.warned),
            "new_choices": {name: list(new.values()) for name, new in self.new_choices.items()},
            "emptied": dict(self.emptied),
            "repaired": self.repairs,
            "stopped": self.stopped,
        }


def _cells(judged: Judged, choices: Choices) -> Iterator[tuple[str, str, str]]:
    stored = judged.existing.values if judged.existing else {}
    for name in judged.changes:
        before = judged.before.get(name) or choices.shown(name, stored.get(name))
        yield name, before, choices.shown(name, judged.row.values.get(name, judged.changes[name]))
