"""The look of outputs: it asks for nothing from outside, and follows the theme."""

from __future__ import annotations

import re

from conduit_nb.notebook.style import ACCENT, STYLE


def test_the_style_is_one_element_that_loads_nothing() -> None:
    """No address, no import."""
    assert STYLE.startswith("<style>")
    assert STYLE.count("</style>") == 1
    assert not re.search(r"url\(|@import|//", STYLE)


def test_every_rule_is_ours() -> None:
    """A page's own elements keep their look."""
    body = STYLE.removeprefix("<style>").removesuffix("</style>")
    selectors = [rule.partition("{")[0] for rule in body.split("}") if rule]
    parts = [part.split()[-1] for selector in selectors for part in selector.split(",")]
    assert all(".cnb" in selector for selector in selectors)
    assert {part for part in parts if part.startswith("[")} == set()


def test_colours_come_from_the_theme() -> None:
    """A fixed colour would be wrong in the dark."""
    assert not re.search(r"#[0-9a-f]{3,6}", STYLE)


def test_the_accent_can_be_seen_on_white() -> None:
    """At least 4.5 to 1, by the formula of WCAG 2."""
    parts = [int(ACCENT[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    assert 1.05 / (luminance + 0.05) >= 4.5
