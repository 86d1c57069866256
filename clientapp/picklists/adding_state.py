"""Adding a choice from a form: the dialog with its one field."""

import asyncio
import json

import reflex as rx

from clientapp.access.permissions import Permission
from clientapp.access.requires import Events, requires
from clientapp.bulk.report_state import acting, report
from clientapp.database import reading, transaction
from clientapp.editing.validation import Rejected
from clientapp.picklists import commands
from clientapp.picklists.queries import lists
from clientapp.problem import Problem
from clientapp.ui.browser import focus_on

FORM = "choice-form"

CHOOSE = """
const control = document.getElementById({control});
if (control) {{
  const added = new Option({label}, {option});
  control.add(added);
  control.value = added.value;
  for (const kind of ["input", "change"]) {{
    control.dispatchEvent(new Event(kind, {{ bubbles: true }}));
  }}
  new MutationObserver((_changes, watching) => {{
    const twins = [...control.options].filter((each) => each.value === added.value);
    if (twins.length < 2) return;
    const chosen = control.value;
    watching.disconnect();
    added.remove();
    control.value = chosen;
  }}).observe(control, {{ childList: true }});
}}
document.querySelector("[data-refresh]")?.click();
"""
"""Offers the new choice in the field of the form at once, and chooses it, so that nothing that was
typed has to be drawn anew. When the page itself comes to offer it, the first one goes."""


class AddingState(rx.State):
    """Which list gets a choice, and which field of the page shall have it."""

    is_open: bool = False
    title: str = ""
    problem: str = ""

    _picklist: str = ""
    _control: str = ""

    @rx.event
    @requires(Permission.PICKLISTS)
    async def ask(self, picklist: str, control: str) -> None:
        """The button "New choice" beside a field; `control` is the id of its element."""
        label = await asyncio.to_thread(self._label, picklist)
        self._picklist, self._control = picklist, control
        self.title, self.problem, self.is_open = f"New choice: {label}", "", label != ""

    @rx.event
    @requires(Permission.PICKLISTS)
    async def cancel(self) -> None:
        """Leave everything as it is."""
        self.is_open = False

    @rx.event
    @requires(Permission.PICKLISTS)
    async def add(self, form: dict[str, str]) -> Events:
        """Add the choice, and choose it in the form."""
        if not self.is_open:
            return  # the second press of a double click
        try:
            operation_id, added, label = await asyncio.to_thread(
                self._add, self._picklist, form.get("label", "")
            )
        except Rejected as rejected:
            self.problem = " ".join(rejected.problems.values())
            yield focus_on(f"document.forms['{FORM}']?.elements['label']")
            return
        except Problem as reason:
            await report(self, str(reason), partial=True)
        else:
            await report(self, f"{label} added", operation_id)
            words = (json.dumps(each) for each in (self._control, str(added), label))
            control, option, said = words
            yield rx.call_script(CHOOSE.format(control=control, option=option, label=said))
        self.is_open = False

    @staticmethod
    def _label(picklist: str) -> str:
        with reading() as session:
            return next((line.label for line in lists(session) if line.name == picklist), "")

    @staticmethod
    def _add(picklist: str, label: str) -> tuple[int, int, str]:
        with transaction() as session:
            operation_id, added = commands.add_option(session, acting(), picklist, {"label": label})
        return operation_id, added, " ".join(label.split())
