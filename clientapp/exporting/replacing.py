"""Writing a file so that it is there whole or not at all."""

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from clientapp.problem import Problem


@contextmanager
def replacing(path: Path) -> Generator[Path]:
    """A path beside `path` to write to. When the block ends it takes the place of `path`; when it
    raises, Ctrl-C too, it is removed and what was there before stays.

    Raises:
        Problem: where no file can stand there.
    """
    target = path.resolve()  # of a link, the file that it leads to is replaced
    if target.exists() and not target.is_file():
        raise Problem(f"{path} is not a file.")
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        yield beside
        with beside.open("rb") as written:
            os.fsync(written.fileno())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
