"""The child process that reads a workbook: `python -I spreadsheet_child.py FILE` writes CSV.

It stands alone and limits itself before it loads anything large, because it may be killed by
what it reads. Its caller is `spreadsheet.as_csv`.
"""

import csv
import resource
import sys
from datetime import date, datetime, time

MEMORY = 1 << 30
SECONDS = 30


def limit() -> None:
    """Allow this process 1 GB of memory, 30 seconds, 1 GB of output, and no core file."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def text(cell: object) -> str:
    """Write a cell as text: 72076 without ".0", a day as 2021-02-22, true as TRUE."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, datetime):
        is_day = cell.time() == time()
        return cell.date().isoformat() if is_day else cell.isoformat(" ", "seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


def write(path: str) -> None:
    """Write the first sheet of the workbook to standard output, a row a row, all quoted."""
    import pandas as pd

    frame = pd.read_excel(  # pyright: ignore[reportUnknownMemberType] (pandas-stubs)
        path, engine="calamine", header=None, dtype=object, keep_default_na=False, na_filter=False
    )
    with open(1, "w", encoding="utf-8", newline="") as output:
        writer = csv.writer(output, quoting=csv.QUOTE_ALL)
        for row in frame.itertuples(index=False, name=None):
            writer.writerow(map(text, row))


if __name__ == "__main__":
    limit()
    write(sys.argv[1])
