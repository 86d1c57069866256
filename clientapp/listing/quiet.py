"""When nobody waits for rows: what can wait is read then, such as the counts in the sidebar.

It is told for one process, whose threads share its processors with whoever reads rows.
"""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from time import monotonic

STILL = 0.25
"""Seconds without rows being read after which somebody is looking and not typing."""

PATIENCE = 5.0
"""Seconds after which what waits is read anyway, since somebody always types."""

LOOK = 0.05


class Quiet:
    """Who reads rows says so in `reading_rows`; who can wait awaits `come`."""

    def __init__(self) -> None:
        self._readers = 0
        self._last = 0.0

    @contextmanager
    def reading_rows(self) -> Generator[None]:
        """Around the reading of rows that somebody waits for."""
        self._readers += 1
        try:
            yield
        finally:
            self._readers -= 1
            self._last = monotonic()

    async def come(self) -> None:
        """Wait until nobody has read rows for a moment, but not for ever."""
        begun = monotonic()
        while not self._is_here() and monotonic() - begun < PATIENCE:
            await asyncio.sleep(LOOK)

    def _is_here(self) -> bool:
        return not self._readers and monotonic() - self._last >= STILL


quiet = Quiet()
"""That of this process."""
