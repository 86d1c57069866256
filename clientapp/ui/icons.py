"""Icons as one line drawing each, from lucide (ISC licence, see `LICENSE-lucide.txt`).

Inlined because an icon package is a download of its own and a chunk in every first visit.
"""

from __future__ import annotations

import reflex as rx

DRAWINGS: dict[str, str] = {
    "users": "M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2 M16 3.13a4 4 0 0 1 0 7.74 "
    "M22 21v-2a4 4 0 0 0-3-3.87 M5 7a4 4 0 1 0 8 0a4 4 0 1 0-8 0",
    "menu": "M4 5h16 M4 12h16 M4 19h16",
    "x": "M18 6 6 18 M6 6l12 12",
    "arrow-up": "m5 12 7-7 7 7 M12 19V5",
    "arrow-down": "M12 5v14 m7-7-7 7-7-7",
    "arrow-up-down": "m21 16-4 4-4-4 M17 20V4 M3 8l4-4 4 4 M7 4v16",
    "search": "m21 21-4.34-4.34 M3 11a8 8 0 1 0 16 0a8 8 0 1 0-16 0",
    "log-out": "m16 17 5-5-5-5 M21 12H9 M9 21H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h4",
    "key": "M2.586 17.414A2 2 0 0 0 2 18.828V21a1 1 0 0 0 1 1h3a1 1 0 0 0 1-1v-1a1 1 0 0 1 1-1h1"
    "a1 1 0 0 0 1-1v-1a1 1 0 0 1 1-1h.172a2 2 0 0 0 1.414-.586l.814-.814a6.5 6.5 0 1 0-4-4z "
    "M16.5 7.5h.01",
    "check": "M20 6 9 17l-5-5",
    "info": "M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0 M12 16v-4 M12 8h.01",
    "alert": "m21.73 18-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3 M12 9v4 "
    "M12 17h.01",
    "offline": "M12 20h.01 M8.5 16.429a5 5 0 0 1 7 0 M5 12.859a10 10 0 0 1 5.17-2.69 "
    "M19 12.859a10 10 0 0 0-2.007-1.523 M2 8.82a15 15 0 0 1 4.177-2.643 "
    "M22 8.82a15 15 0 0 0-11.288-3.764 M2 2l20 20",
}


def icon(name: str) -> rx.Component:
    """A drawing of `DRAWINGS` in the colour of the text beside it, silent to a screen reader."""
    return rx.el.svg(
        rx.el.path(d=DRAWINGS[name]),
        view_box="0 0 24 24",
        class_name="icon",
        aria_hidden="true",
    )
