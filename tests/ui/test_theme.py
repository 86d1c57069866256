"""Colours have one home and enough contrast, in both themes; a plain page has the same head."""

import re
from pathlib import Path

import pytest

from clientapp.ui import theme

ROOT = Path(__file__).parents[2]
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|oklab|color-mix)a?\(", re.IGNORECASE)

TEXT_ON_GROUND = [
    *[("ink", ground) for ground in ("bg", "panel", "raise", "row", "line2")],
    *[("ink2", ground) for ground in ("bg", "panel", "raise", "row", "line2")],
    *[("ink3", ground) for ground in ("bg", "panel", "raise")],
    *[("accent-ink", ground) for ground in ("accent-soft", "bg", "panel")],
    *[(tone, f"{tone}-soft") for tone in ("danger", "warn", "ok", "blue")],
    *[("danger", ground) for ground in ("bg", "panel")],
    ("on-accent", "accent"),
    ("on-accent", "accent-hover"),
    ("on-danger", "danger"),
    ("bg", "ink"),
]
EDGE_ON_GROUND = [(edge, "panel") for edge in ("field", "accent", "danger")] + [("accent", "bg")]


def luminance(colour: str) -> float:
    """WCAG 2 relative luminance of `#rrggbb`."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str, scheme: int) -> float:
    shades = sorted(luminance(theme.COLOURS[name][scheme]) for name in (one, other))
    return (shades[1] + 0.05) / (shades[0] + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_stands_out_from_its_ground(text: str, ground: str, scheme: int):
    assert contrast(text, ground, scheme) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGE_ON_GROUND)
def test_the_edge_of_a_control_and_the_focus_ring_stand_out(edge: str, ground: str, scheme: int):
    assert contrast(edge, ground, scheme) >= 3


def drawn_files() -> list[Path]:
    code = [path for path in ROOT.glob("clientapp/**/*.py") if path.name != "theme.py"]
    return sorted([*code, *ROOT.glob("assets/**/*.css")])


@pytest.mark.parametrize("path", drawn_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_colour_is_written_in_the_theme_and_nowhere_else(path: Path):
    found = [line for line in path.read_text("utf-8").splitlines() if COLOUR.search(line)]
    assert found == []


def test_the_stylesheet_uses_only_names_that_the_theme_has():
    styles = (ROOT / "assets/clientapp.css").read_text("utf-8")
    used = set(re.findall(r"var\(--([\w-]+)", styles))
    of_its_own = {"chevron", "tick", "dash", "records", "clear", "save-bar"}  # the last by form.js
    assert used <= set(theme.COLOURS) | set(theme.SIZES) | of_its_own
    assert set(theme.COLOURS) <= used, "a colour that nothing uses"


def test_the_icon_of_the_tab_has_the_accent():
    icon = (ROOT / "assets/favicon.svg").read_text("utf-8")
    assert set(re.findall(r'"(#[0-9a-f]+)"', icon)) == {
        theme.COLOURS["accent"][0],
        theme.COLOURS["on-accent"][0],
    }


def test_both_themes_and_the_choice_of_the_system_set_every_colour():
    tokens = theme.tokens()
    for name, (light, dark) in theme.COLOURS.items():
        assert tokens.count(f"--{name}:{light}") >= 1
        assert tokens.count(f"--{name}:{dark}") >= 2


def test_the_address_of_the_stylesheet_changes_with_its_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def address_of(content: str) -> str:
        (tmp_path / "clientapp.css").write_text(content)
        theme.stylesheet_address.cache_clear()
        return theme.stylesheet_address()

    monkeypatch.setattr(theme, "_ASSETS", tmp_path)
    assert address_of("a{}") == address_of("a{}") != address_of("b{}")
    theme.stylesheet_address.cache_clear()


def test_everything_that_the_head_names_is_there():
    head = theme.head_html("Sign in")
    styles = (ROOT / "assets/clientapp.css").read_text("utf-8")
    addresses = re.findall(r'href="/([^"?]+)', head) + re.findall(r"url\(([^)]+)\)", styles)
    assert len(addresses) >= 5
    assert [each for each in addresses if not (ROOT / "assets" / each).is_file()] == []


def test_the_title_of_a_plain_page_is_text():
    assert "<title>Fern &amp; &lt;Fig&gt;</title>" in theme.head_html("Fern & <Fig>")


def test_a_plain_page_sets_its_theme_before_it_is_painted():
    head = theme.head_html("Sign in")
    assert head.index("<script>") < head.index("<style>") < head.index('rel="stylesheet"')
    assert 'localStorage.getItem("theme")' in head
