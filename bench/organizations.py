"""An organization with 50,000 customers beside one with five, in one run.

Both are made in a process of its own by the commands that the screens use
(`organizations_product.py`); then both records are opened from the list of organizations, in turns,
in the browser, until the form and the rows of their customers are there.
"""

from pathlib import Path
from typing import Any

from bench.browser import Target
from bench.product import beside, by_step, copied, in_browser, told
from bench.report import machine

FEW, MANY = 5, 50_000
REPETITIONS, QUICK = 15, 5
LIST = "/organizations"
OPENED = (
    "location.pathname.includes('/organizations/edit/')"
    " && document.querySelector('main .table tbody tr a') && document.querySelector('h1')"
    " && document.querySelector('.timeline li') && location.pathname"
)


def measure(source: Path, quick: bool) -> dict[str, Any]:
    """Milliseconds of opening both, on a copy of the data folder `source`."""
    with copied(source) as copy:
        names: dict[str, str] = told("organizations_product", copy, FEW, MANY)
        opened = in_browser(
            copy,
            names,
            QUICK if quick else REPETITIONS,
            lambda target, size, _number: _open(target, size, names[size]),
        )
    return {"machine": machine(), "opened": opened}


def _open(target: Target, size: str, name: str) -> None:
    """Find an organization in their list and open it."""
    page = target.page
    page.goto(f"{target.url}{LIST}?q={name}")
    link = page.get_by_role("link", name=name, exact=True)
    link.wait_for()
    target.measure(size, OPENED, link.click)


def markdown(result: dict[str, Any]) -> str:
    """One table: milliseconds with few and with many customers, and the ratio."""
    title = f"An organization with {MANY:,} customers"
    return beside(title, str(FEW), str(MANY), by_step(result["opened"]))
