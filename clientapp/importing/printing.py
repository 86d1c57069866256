"""The report of an import on a terminal."""

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from clientapp.importing.judging import Verdict
from clientapp.importing.report import Example, Report
from clientapp.record import registry

WORDS = {
    Verdict.CREATE: ("{} to create", "{} created"),
    Verdict.UPDATE: ("{} to update", "{} updated"),
    Verdict.UNCHANGED: ("{} unchanged", "{} unchanged"),
    Verdict.DUPLICATE: ("duplicate, not taken", "duplicate, not taken"),
    Verdict.INVALID: ("invalid, not taken", "invalid, not taken"),
}
CELLS = 6
"""Fields of an example that are shown."""


def print_report(report: Report, *, applied: bool, rejects: str | None) -> None:
    """Print what an import did, or would do."""
    console = Console(soft_wrap=True, highlight=False)
    counts = Table(box=None, show_header=False, pad_edge=False)
    counts.add_column(justify="right")
    counts.add_row(f"{report.rows:,}", "row" if report.rows == 1 else "rows")
    record = registry.records[report.kind]
    for verdict, words in WORDS.items():
        count = report.counts[verdict]
        named = record.label if count == 1 else record.plural
        counts.add_row(f"{count:,}", words[applied].format(named))
    console.print(counts)
    for line in (*_about_file(report), *_about_rows(report), *_examples(report)):
        console.print(Text(line))
    console.print(Text(_end(report, applied, rejects)))


def _about_file(report: Report) -> Iterator[str]:
    sheet, matching = report.sheet, report.matching
    delimiter = "tab" if sheet.delimiter == "\t" else sheet.delimiter
    yield f"\nEncoding {sheet.encoding}, delimiter {delimiter}"
    yield from sheet.notes
    matched = (f"{column} → {field}" for column, field in matching.fields.items())
    yield f"Columns: {', '.join(matched) or 'none matched'}"
    if matching.unmatched:
        yield f'Columns left out: {", ".join(matching.unmatched)} (--map "COLUMN=FIELD" takes one)'


def _about_rows(report: Report) -> Iterator[str]:
    if report.emptied:
        words = (f"{column} {count:,}" for column, count in report.emptied.items())
        yield f"NULL, NA and the like taken as empty: {', '.join(words)}"
    if report.repairs:
        yield f"Rows put together again: {report.repairs:,}"
        yield from (f"  line {line.number}: {line.repaired}" for line in report.repaired)
    for picklist, labels in report.new_choices.items():
        yield f"New choices of {picklist} ({len(labels):,}): {_few(list(labels.values()))}"
    for warning, lines in report.warnings.items():
        count = report.warned[warning]
        where = ", ".join(map(str, lines)) + (", …" if count > len(lines) else "")
        rows = "1 row" if count == 1 else f"{count:,} rows"
        yield f"Warning in {rows}: {warning} (line {where})"


def _few(labels: list[str], most: int = 20) -> str:
    more = f" and {len(labels) - most:,} more" if len(labels) > most else ""
    return ", ".join(labels[:most]) + more


def _examples(report: Report) -> Iterator[str]:
    for verdict in WORDS:
        examples = report.examples.get(verdict, ())
        if examples and verdict != Verdict.UNCHANGED:
            yield f"\n{verdict.value.capitalize()}, for example"
            yield from (f"  line {example.line}: {_example(example)}" for example in examples)


def _example(example: Example) -> str:
    if example.reason:
        return example.reason
    shown = [f"{name}: {_change(before, after)}" for name, before, after in example.cells[:CELLS]]
    return "; ".join(shown) + ("; …" if len(example.cells) > CELLS else "")


def _change(before: str, after: str) -> str:
    return f"{before} → {after}" if before else after


def _end(report: Report, applied: bool, rejects: str | None) -> str:
    lines = [f"Operation {number} had been cut off; it can be undone." for number in report.stopped]
    if rejects:
        lines.append(f"The rows that were not taken are in {rejects}.")
    if not applied:
        lines.append("This was a rehearsal: nothing was written. --apply writes it.")
    elif report.operation is None:
        lines.append("Nothing was written.")
    else:
        number = report.operation
        lines.append(f"Operation {number}; `clientapp undo {number}` takes it back.")
    return "\n" + "\n".join(lines)
