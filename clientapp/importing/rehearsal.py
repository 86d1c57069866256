"""Rehearsing an import: everything that it would do is found out, nothing is written.

The rows are read part by part and judged beside the stored records that they may mean, which are
looked up for many rows at once. `apply` takes the same steps and writes.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from sqlmodel import Session

from clientapp.importing.choices import Choices
from clientapp.importing.importable import Importable
from clientapp.importing.judging import Judge, Judged, Verdict
from clientapp.importing.mapping import Matching
from clientapp.importing.reader import Line, Sheet
from clientapp.importing.rejects import Rejects
from clientapp.importing.report import Report
from clientapp.importing.translation import Row, Translation
from clientapp.importing.typed import typed_checks

ROWS = 1_000
"""Rows judged together in a rehearsal."""

NOT_TAKEN = (Verdict.INVALID, Verdict.DUPLICATE)


def nothing(_rows: int) -> None:
    """Nobody wants to know how far the import is."""


@dataclass
class Import:
    """A file that is being imported: how it is read, and what is known so far.

    Attributes:
        rejects: takes the rows that cannot be taken; None where no file of them is wanted.
        progress: told how many rows are done.
    """

    importable: Importable
    sheet: Sheet
    matching: Matching
    rejects: Rejects | None = None
    progress: Callable[[int], None] = nothing
    judge: Judge = field(init=False)
    report: Report = field(init=False)

    def __post_init__(self) -> None:
        self.judge = Judge(self.importable, self.sheet.columns)
        self.report = Report(self.sheet, self.matching, self.importable.kind)

    def batches(self, size: Callable[[], int]) -> Iterator[list[Row]]:
        """Read the file, as many rows at a time as `size` says then; after it those that waited for
        others, round by round."""
        translation = Translation(self.importable, self.sheet.columns, self.matching)
        rows = map(translation.row, self._lines())
        while batch := list(islice(rows, size())):
            yield batch
            self.progress(self.report.rows)
        while waited := self.judge.next_round():
            rows = iter(waited)
            while batch := list(islice(rows, size())):
                yield batch

    def judged(self, session: Session, rows: list[Row], choices: Choices) -> list[Judged]:
        """Judge rows as the database stands now."""
        records = self.importable.find(session, [row.identity for row in rows])
        return list(self.judge.judge(session, rows, records, choices))

    def note(self, judged: list[Judged], choices: Choices) -> None:
        """Put judged rows into the report and the file of those not taken."""
        for each in judged:
            self.report.judged(each, choices)
            if self.rejects and each.verdict in NOT_TAKEN:
                self.rejects.judged(each)

    def _lines(self) -> Iterator[Line]:
        checks = typed_checks(self.matching.fields)
        for part in self.sheet.parts(checks, self.matching.names):
            self.report.emptied += part.emptied
            for row in part.unreadable:
                self.report.unreadable(row)
                if self.rejects:
                    self.rejects.unreadable(row)
            for line in part.lines:
                self.report.read(line)
                yield line


def rehearse(session: Session, work: Import) -> Report:
    """Find out what an import would do.

    Raises:
        UnreadableFile: where the file cannot be read to its end.
    """
    for rows in work.batches(lambda: ROWS):
        choices = Choices(session, work.importable, work.matching)
        judged = work.judged(session, rows, choices)
        work.report.choices(choices.new_in(each.changes for each in judged))
        work.note(judged, choices)
    work.report.check()
    return work.report
