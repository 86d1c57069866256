"""A list of 50 plain rows and a record with a small form: one query per event, in a thread."""

import asyncio
from typing import Any

import reflex as rx
from reflex_components_core.react_router.dom import ReactRouterLink

from . import table
from .table import Row


class List(rx.State):
    """The list: its rows in the browser, everything else on the server."""

    rows: list[Row] = []
    industries: list[tuple[str, int]] = []
    standing: list[tuple[str, str, int]] = []
    ticked: int = 0
    _search: str = ""
    _filters: dict[str, str] = {}
    _descending: bool = False
    _page: int = 1

    async def _show(self):
        self.rows = await asyncio.to_thread(
            table.page, self._search, self._filters, self._descending, self._page
        )

    @rx.event
    async def load(self):
        await self._show()

    @rx.event
    async def search_for(self, text: str):
        self._search, self._page = text, 1
        await self._show()

    @rx.event
    async def filter_by(self, column: str, value: str):
        self._filters, self._page = self._filters | {column: value}, 1
        await self._show()

    @rx.event
    async def clear_filters(self):
        self._filters, self._page = {}, 1
        await self._show()

    @rx.event
    async def count_industries(self):
        self.industries = await asyncio.to_thread(table.industries)

    @rx.event
    async def count_all(self):
        self.standing = await asyncio.to_thread(table.standing)

    @rx.event
    async def tick(self):
        self.ticked += 1

    @rx.event
    async def sort(self):
        self._descending, self._page = not self._descending, 1
        await self._show()

    @rx.event
    async def next_page(self):
        self._page += 1
        await self._show()

    @rx.event
    async def first_page(self):
        self._page = 1
        await self._show()

    @rx.event
    async def page_1000(self):
        self._page = 1000
        await self._show()

    @rx.event
    async def delete(self, count: int):
        await asyncio.to_thread(table.delete, [row.id for row in self.rows[:count]])
        await self._show()


class Record(rx.State):
    """One customer and how often it was saved here."""

    name: str = ""
    phone: str = ""
    loaded: str = ""
    saved: int = 0
    _id: int = 0

    @rx.event
    async def load(self):
        self._id = int(self.router.url.path.strip("/").rsplit("/", 1)[-1])
        row = await asyncio.to_thread(table.record, self._id)
        self.name, self.phone, self.loaded = row.name, row.phone, str(row.id)

    @rx.event
    async def save(self, form: dict[str, str]):
        await asyncio.to_thread(table.save, self._id, form["name"], form["phone"])
        self.saved += 1


def line(row: Any) -> rx.Component:
    """One row of plain cells."""
    name = ReactRouterLink.create(row.name, to=f"/record/{row.id}")
    others = [row.kind, row.industry, row.category, row.phone, row.place, row.status]
    return rx.el.tr(rx.el.td(name), *[rx.el.td(cell) for cell in others], key=row.id.to_string())


def filter_box(column: str) -> rx.Component:
    """A box for the value that a column must have."""
    return rx.el.input(aria_label=column, on_change=lambda value: List.filter_by(column, value))


def index() -> rx.Component:
    """The list with its controls."""
    return rx.el.main(
        rx.el.input(type="search", aria_label="Search", on_change=List.search_for),
        *map(filter_box, table.FILTERED),
        rx.el.button("Clear", on_click=List.clear_filters),
        rx.el.button("Sort", on_click=List.sort),
        rx.el.button("Next", on_click=List.next_page),
        rx.el.button("First", on_click=List.first_page),
        rx.el.button("Page 1000", on_click=List.page_1000),
        rx.el.button("Tick", on_click=List.tick),
        rx.el.button("Delete 1", on_click=List.delete(1)),
        rx.el.button("Delete 50", on_click=List.delete(50)),
        rx.el.button("Industries", on_click=List.count_industries),
        rx.el.button("Counts", on_click=List.count_all),
        rx.el.p(List.ticked, role="status"),
        rx.el.ul(rx.foreach(List.industries, lambda each: rx.el.li(each[0], " ", each[1]))),
        rx.el.ol(rx.foreach(List.standing, lambda each: rx.el.li(each[0], " ", each[2]))),
        rx.el.table(rx.el.tbody(rx.foreach(List.rows, line))),
    )


def record() -> rx.Component:
    """The form of one customer, filled again only when another one was loaded."""
    return rx.el.main(
        rx.el.form(
            rx.el.input(name="name", default_value=Record.name, aria_label="Name"),
            rx.el.input(name="phone", default_value=Record.phone, aria_label="Phone"),
            rx.el.button("Save", type="submit"),
            on_submit=Record.save,
            key=Record.loaded,
        ),
        rx.el.p(Record.saved, role="status"),
        ReactRouterLink.create("List", to="/"),
        custom_attrs={"data-record": Record.loaded},
    )


app = rx.App()
app.add_page(index, route="/", on_load=List.load)
app.add_page(record, route="/record/[rid]", on_load=Record.load)
