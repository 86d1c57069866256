"""The lookup: what it reads, and until its results are in the DOM.

What is looked for is drawn from the database and first looked for in a process of its own
(`lookup_product.py`), then put into the box of "Search everything" in the browser, each by one
input event.
"""

from pathlib import Path
from typing import Any

from bench.browser import Target
from bench.product import copied, in_browser, told
from bench.report import machine, summary

ROUNDS = 100
REPETITIONS, QUICK = 15, 5
FOUND = (
    "[...document.querySelectorAll(\"[role=listbox] [role=option][href*='/customers/edit/']\")]"
    ".map(option => option.href).join()"
)
"""What is found leads to records; what else the dialog offers does not."""


def measure(source: Path, customers: int, quick: bool) -> dict[str, Any]:
    """Milliseconds by kind of text, on a copy of the data folder `source`."""
    with copied(source) as copy:
        found = told("lookup_product", copy, ROUNDS)
        shown = in_browser(
            copy,
            found,
            QUICK if quick else REPETITIONS,
            lambda target, kind, number: _look_for(target, kind, found[kind]["asked"][number]),
            lambda target: target.page.keyboard.press("Control+K"),
        )
    read = {kind: summary(of["milliseconds"]) for kind, of in found.items()}
    return {"machine": machine(), "customers": customers, "read": read, "shown": shown}


def _look_for(target: Target, kind: str, text: str) -> None:
    """Put a text into the empty box; empty it afterwards."""
    page = target.page
    box = page.get_by_role("combobox", name="Search everything")
    box.focus()
    target.measure(kind, FOUND, lambda: page.keyboard.insert_text(text))
    box.fill("")
    page.wait_for_function(f"() => !{FOUND}")


def markdown(result: dict[str, Any]) -> str:
    """One table: milliseconds by what is looked for."""
    lines = [
        f"## The lookup at {result['customers']:,} customers",
        "",
        "| milliseconds, median / p95 | read | in the DOM | painted |",
        "| --- | --- | --- | --- |",
    ]
    for kind, read in result["read"].items():
        of = (read, result["shown"][kind]["dom"], result["shown"][kind]["painted"])
        cells = [f"{each['median']:.1f} / {each['p95']:.1f}" for each in of]
        lines.append(f"| {kind} | {' | '.join(cells)} |")
    return "\n".join(lines)
