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
    _search: str = ""
    _kind: str = ""
    _descending: bool = False
    _page: int = 1

    async def _show(self):
        self.rows = await asyncio.to_thread(
            table.page, self._search, self._kind, self._descending, self._page
        )

    @rx.event
    async def load(self):
        await self._show()

    @rx.event
    async def search_for(self, text: str):
        self._search, self._page = text, 1
        await self._show()

    @rx.event
    async def filter_by(self, kind: str):
        self._kind, self._page = kind, 1
        await self._show()

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
    async def delete_page(self):
        await asyncio.to_thread(table.delete, [row.id for row in self.rows])
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


def index() -> rx.Component:
    """The list with its controls."""
    kinds = [rx.el.option(kind, value=kind) for kind in ("", "commercial", "residential")]
    return rx.el.main(
        rx.el.input(type="search", aria_label="Search", on_change=List.search_for),
        rx.el.select(*kinds, aria_label="Kind", on_change=List.filter_by),
        rx.el.button("Sort", on_click=List.sort),
        rx.el.button("Next", on_click=List.next_page),
        rx.el.button("First", on_click=List.first_page),
        rx.el.button("Page 1000", on_click=List.page_1000),
        rx.el.button("Delete 50", on_click=List.delete_page),
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
