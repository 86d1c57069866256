"""The actions of a user, each as one measured repetition with what must come before and after."""

from bench.browser import Action, Target
from bench.desk import DESK


def search(target: Target, number: int) -> None:
    """A whole name is put into the search box."""
    _search(target, "search", target.samples.names[number])


def prefix(target: Target, number: int) -> None:
    """The first three letters of a name are put into the search box."""
    _search(target, "prefix", target.samples.names[number][:3])


def _search(target: Target, name: str, term: str) -> None:
    adapter, page = target.adapter, target.page
    target.measure(name, adapter.rows, lambda: adapter.search(page, term))
    texts = page.locator("tbody tr").all_inner_texts()
    assert any(term.lower() in text.lower() for text in texts), f"{term} is in no row"
    listed = page.evaluate(f"() => {adapter.rows}")
    adapter.search(page, "")
    target.settle(adapter.rows, listed)


def sort(target: Target, _number: int) -> None:
    """The direction of the sort is turned."""
    target.measure("sort", target.adapter.rows, lambda: target.adapter.sort(target.page))


def next_page(target: Target, _number: int) -> None:
    """The next page."""
    target.measure("next", target.adapter.rows, lambda: target.adapter.next_page(target.page))


def page_1000(target: Target, _number: int) -> None:
    """From the first page to page 1000."""
    adapter, page = target.adapter, target.page
    target.measure("page 1000", adapter.rows, lambda: adapter.page_1000(page))
    listed = page.evaluate(f"() => {adapter.rows}")
    adapter.first_page(page)
    target.settle(adapter.rows, listed)


def open_record(target: Target, number: int) -> None:
    """The record of a row is opened; afterwards back to the list."""
    adapter, page = target.adapter, target.page
    target.measure("open", adapter.opened, lambda: adapter.open(page, number))
    page.go_back()
    target.settle(adapter.rows)


def save(target: Target, number: int) -> None:
    """A changed phone number is saved."""
    adapter, page = target.adapter, target.page
    if page.locator("tbody tr").count():
        adapter.open(page, 0)
        target.settle(adapter.opened)
    adapter.type_phone(page, f"(501) 555-{100 + number:04d}")
    target.measure("save", adapter.saved, lambda: adapter.save(page))


ACTIONS: dict[str, Action] = {
    "search": search,
    "prefix": prefix,
    "sort": sort,
    "next": next_page,
    "page 1000": page_1000,
    "open": open_record,
    "save": save,
    **DESK,
}
