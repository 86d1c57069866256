"""The actions of who works on many customers: filters, counts, ticks, a deletion."""

from bench.browser import Action, Target


def filter_one(target: Target, number: int) -> None:
    """An industry is chosen."""
    _filter(target, "filter", target.samples.segment(number), ["industry"])


def filter_three(target: Target, number: int) -> None:
    """A city is chosen where an industry and a category are chosen already."""
    wanted = target.samples.segment(number)
    _filter(target, "three filters", wanted, ["industry", "category", "place"])


def _filter(target: Target, name: str, wanted: dict[str, str], columns: list[str]) -> None:
    """Choose one value after the other; the last is measured."""
    adapter, page = target.adapter, target.page
    plain = page.evaluate(f"() => {adapter.rows}")
    listed = plain
    *before, last = columns
    for column in before:
        adapter.offer(page, column)
        adapter.choose(page, column, wanted[column])
        listed = target.settle(adapter.rows, listed)
        page.keyboard.press("Escape")
    adapter.offer(page, last)
    target.measure(name, adapter.rows, lambda: adapter.choose(page, last, wanted[last]))
    texts = page.locator("tbody tr").all_inner_texts()
    assert all(wanted[last].lower() in text.lower() for text in texts), f"not {wanted[last]}"
    listed = page.evaluate(f"() => {adapter.rows}")
    adapter.clear_filters(page)
    target.settle(adapter.rows, listed)


def choices(target: Target, _number: int) -> None:
    """The industries with their counts, after somebody else deleted a customer."""
    target.elsewhere(target.adapter.delete_first)
    adapter, page = target.adapter, target.page
    target.measure("choices", adapter.choices, lambda: adapter.count_choices(page))


def counts(target: Target, _number: int) -> None:
    """The numbers above the list, after somebody else deleted a customer."""
    target.elsewhere(target.adapter.delete_first)
    adapter, page = target.adapter, target.page
    target.measure("tiles", adapter.counts, lambda: adapter.recount(page))


def tick(target: Target, number: int) -> None:
    """One more row is ticked."""
    adapter, page = target.adapter, target.page
    adapter.begin_ticking(page)
    target.measure("tick", adapter.ticked, lambda: adapter.tick(page, number))


def delete(target: Target, _number: int) -> None:
    """The 50 ticked rows of the page are deleted: from the last click until other rows."""
    adapter, page = target.adapter, target.page
    adapter.tick_page(page)
    target.measure("delete 50", adapter.rows, lambda: adapter.delete_page(page))


DESK: dict[str, Action] = {
    "filter": filter_one,
    "three filters": filter_three,
    "choices": choices,
    "tiles": counts,
    "tick": tick,
    "delete 50": delete,
}
