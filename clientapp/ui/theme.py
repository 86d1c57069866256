"""Colours and sizes by name, and the head of a page that uses them.

A colour is written here and nowhere else. `assets/clientapp.css` names it as `var(--…)`, so the
pages of the application and the plain pages without a script (sign-in) share one look.
"""

from __future__ import annotations

import hashlib
from functools import cache
from html import escape
from pathlib import Path

COLOURS: dict[str, tuple[str, str]] = {  # name: (light, dark)
    "bg": ("#f6f7f7", "#0f1416"),
    "panel": ("#ffffff", "#161c1f"),
    "raise": ("#fbfcfc", "#1a2124"),
    "ink": ("#10171b", "#e9eef0"),
    "ink2": ("#4b565d", "#b3bec4"),
    "ink3": ("#636f77", "#93a0a7"),
    "line": ("#dfe3e6", "#2b3439"),
    "line2": ("#eceff0", "#222a2e"),
    "field": ("#86929a", "#6d7a81"),
    "accent": ("#08746a", "#2bb3a5"),
    "accent-hover": ("#065f57", "#46c4b7"),
    "accent-soft": ("#e1f2f0", "#123733"),
    "accent-ink": ("#065a52", "#7fdccf"),
    "on-accent": ("#ffffff", "#06221f"),
    "danger": ("#b9242a", "#f0757a"),
    "danger-soft": ("#fdeaea", "#3d1a1c"),
    "on-danger": ("#ffffff", "#2a0c0e"),
    "warn": ("#8a5000", "#e9b15c"),
    "warn-soft": ("#fcefd8", "#38290f"),
    "ok": ("#146a3d", "#6fce97"),
    "ok-soft": ("#e2f3ea", "#12301f"),
    "blue": ("#1a56ad", "#86b4f5"),
    "blue-soft": ("#e4edfa", "#15263f"),
    "row": ("#eef7f6", "#14282a"),
    "shade": ("rgb(16 23 27 / .44)", "rgb(0 0 0 / .6)"),
    "shadow": ("rgb(16 23 27 / .16)", "rgb(0 0 0 / .5)"),
}

SIZES: dict[str, str] = {
    "sidebar": "208px",
    "topbar": "48px",
    "row-height": "36px",
    "control": "32px",
    "control-small": "28px",
    "radius": "8px",
    "radius-card": "10px",
    "gutter": "20px",
    "font": 'Inter, "Inter fallback", system-ui, "Segoe UI", Roboto, sans-serif',
}

STYLESHEET = "/clientapp.css"
FORM_SCRIPT = "/form.js"
FONT = "/fonts/inter-latin-5.3.0.woff2"
ICON = "/favicon.svg"

_ASSETS = Path(__file__).parents[2] / "assets"

NO_FLASH_SCRIPT = """\
let theme = "system";
try { theme = localStorage.getItem("theme") || theme } catch { /* storage is switched off */ }
const dark = matchMedia("(prefers-color-scheme: dark)").matches;
if (theme === "system") theme = dark ? "dark" : "light";
document.documentElement.classList.add(theme);
"""


def tokens() -> str:
    """Every name as a CSS property: light, dark, and the system's choice without a script."""
    light = _scheme("light", {name: light for name, (light, _) in COLOURS.items()})
    dark = _scheme("dark", {name: dark for name, (_, dark) in COLOURS.items()})
    sizes = _properties(SIZES)
    return (
        f":root{{{light};{sizes}}}\n"
        f":root.dark{{{dark}}}\n"
        f"@media (prefers-color-scheme:dark){{:root:not(.light){{{dark}}}}}\n"
    )


def _scheme(name: str, colours: dict[str, str]) -> str:
    """One theme; its small pictures are written out, since a picture inherits no colour."""
    pictures = {
        "chevron": _picture("m3.5 5.5 3.5 3.5 3.5-3.5", colours["ink3"]),
        "tick": _picture("m3 7.4 2.7 2.7L11 4.4", colours["on-accent"]),
        "dash": _picture("M3.5 7h7", colours["on-accent"]),
    }
    return f"color-scheme:{name};{_properties(colours | pictures)}"


def _picture(path: str, colour: str) -> str:
    """A line of 14 by 14 pixels, as a CSS image."""
    return (
        "url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='14' height='14' "
        f"viewBox='0 0 14 14' fill='none' stroke='{colour.replace('#', '%23')}' "
        "stroke-width='1.7' stroke-linecap='round' stroke-linejoin='round'%3E"
        f"%3Cpath d='{path}'/%3E%3C/svg%3E\")"
    )


def _properties(values: dict[str, str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in values.items())


@cache
def stylesheet_address() -> str:
    """The stylesheet's address with a mark of its content: it may be cached for ever."""
    return _marked(STYLESHEET)


@cache
def form_script_address() -> str:
    """The address of what every form of a record does in the browser, marked likewise."""
    return _marked(FORM_SCRIPT)


def _marked(address: str) -> str:
    content = (_ASSETS / address.lstrip("/")).read_bytes()
    return f"{address}?v={hashlib.sha256(content).hexdigest()[:12]}"


def head_html(title: str) -> str:
    """What stands in the `<head>` of a plain page.

    The script reads the choice of theme where the pages of the application keep it
    (`localStorage`, key `theme`), before anything is painted.
    """
    return (
        '<meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title>"
        f'<link rel="icon" href="{ICON}" type="image/svg+xml">'
        f'<link rel="preload" href="{FONT}" as="font" type="font/woff2" crossorigin>'
        f"<script>{NO_FLASH_SCRIPT}</script>"
        f"<style>{tokens()}</style>"
        f'<link rel="stylesheet" href="{stylesheet_address()}">'
    )
