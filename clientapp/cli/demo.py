"""`clientapp demo`: generated customers to try Clientapp with."""

import time
from typing import Annotated

import typer

from clientapp.cli.common import one_line, prepare


def demo(
    customers: Annotated[
        int, typer.Option(min=1, max=10_000_000, help="How many customers to generate.")
    ] = 1_000,
    add: Annotated[
        bool, typer.Option("--add", help="Add them to the customers that are there.")
    ] = False,
) -> None:
    """Fill an empty database with generated customers; the same number gives the same ones."""
    from rich.console import Console
    from rich.progress import Progress

    from clientapp.demo.fill import fill

    started = time.monotonic()
    console = Console(stderr=True)
    with one_line():
        prepare()
        with Progress(console=console, disable=not console.is_terminal, transient=True) as bar:
            task = bar.add_task("Customers", total=customers)
            operation = fill(
                customers, add=add, progress=lambda done: bar.update(task, completed=done)
            )
    seconds = time.monotonic() - started
    typer.echo(f"Added {customers:,} generated customers in {seconds:.0f} seconds.")
    typer.echo(f"They can be taken away again: clientapp undo {operation}")
