"""The colours that a choice can have, such as a tag: the tones of `ui.controls.tag`."""

COLOURS = (
    ("plain", "Grey"),
    ("accent", "Teal"),
    ("good", "Green"),
    ("info", "Blue"),
    ("warn", "Amber"),
    ("bad", "Red"),
)
"""(tone, what it is called), the usual one first."""

USUAL = COLOURS[0][0]


def tone_of(colour: str | None) -> str:
    """The tone that a choice is drawn in; the usual one where it has none, or one that is gone."""
    return colour if colour in dict(COLOURS) else USUAL
