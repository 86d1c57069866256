"""The record with 200 contacts and 200 addresses beside one with two, in one run.

What its page reads is measured in a process of its own (`parts_product.py`); then both records are
opened from the list, in turns, in the browser.
"""

from pathlib import Path
from typing import Any

from bench.adapters.clientapp import Clientapp
from bench.browser import Target
from bench.product import beside, by_step, copied, in_browser, told
from bench.report import machine, summary

FEW, MANY = 2, 200
ROUNDS = 100
REPETITIONS, QUICK = 15, 5
OPENED = (
    f"{Clientapp.opened.removesuffix(' && location.pathname')}"
    " && document.querySelectorAll('main .part').length > 1 && location.pathname"
)
"""The form and the cards of contacts and addresses are there."""


def measure(source: Path, quick: bool) -> dict[str, Any]:
    """Milliseconds of each reading and of opening both, on a copy of the data folder `source`."""
    with copied(source) as copy:
        found = told("parts_product", copy, FEW, MANY, ROUNDS)
        names: dict[str, str] = found["names"]
        opened = in_browser(
            copy,
            names,
            QUICK if quick else REPETITIONS,
            lambda target, size, _number: _open(target, size, names[size]),
        )
    readings = {
        name: {size: summary(taken) for size, taken in of.items()}
        for name, of in found["readings"].items()
    }
    return {"machine": machine(), "readings": readings, "opened": opened}


def _open(target: Target, size: str, name: str) -> None:
    """Find a record and open it; back to the list afterwards."""
    page = target.page
    listed = page.evaluate(f"() => {target.adapter.rows}")
    target.adapter.search(page, name)
    target.settle(target.adapter.rows, listed)
    page.get_by_role("link", name=name).wait_for()
    target.measure(size, OPENED, page.get_by_role("link", name=name).click)
    target.home()


def markdown(result: dict[str, Any]) -> str:
    """One table: milliseconds with few and with many parts, and the ratio."""
    rows = {f"read: {name}": of for name, of in result["readings"].items()}
    title = f"The record with {MANY} contacts and {MANY} addresses"
    return beside(title, str(FEW), str(MANY), rows | by_step(result["opened"]))
