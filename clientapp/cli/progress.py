"""How far a command is, on standard error, where that is a terminal."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

Row = TypeVar("Row")

EVERY = 1_000
"""Rows after which progress is shown anew."""


class Progress(Bar):
    """Rows done."""

    def __init__(self, total: int | None = None) -> None:
        console = Console(stderr=True)
        super().__init__(
            SpinnerColumn(),
            MofNCompleteColumn(),
            TextColumn("rows"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._rows = self.add_task("rows", total=total)

    def done(self, rows: int) -> None:
        """Show how many rows are done."""
        self.update(self._rows, completed=rows)

    def through(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The same rows; how many are done is shown as they go by."""
        for number, row in enumerate(rows, start=1):
            yield row
            if number % EVERY == 0:
                self.done(number)
