"""Writes out, in words, what gruut would drop or misread in English text. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["in_words"]

_SHORT_FORMS = {
    "e.g.": "for example",
    "i.e.": "that is",
    "etc.": "et cetera",
    "vs.": "versus",
    "approx.": "approximately",
    "fig.": "figure",
    "figs.": "figures",
    "eq.": "equation",
    "et al.": "and others",
}
_UNITS = {
    "km": "kilometers",
    "m": "meters",
    "cm": "centimeters",
    "mm": "millimeters",
    "µm": "micrometers",
    "nm": "nanometers",
    "kg": "kilograms",
    "g": "grams",
    "mg": "milligrams",
    "h": "hours",
    "min": "minutes",
    "s": "seconds",
    "ms": "milliseconds",
    "µs": "microseconds",
    "ns": "nanoseconds",
    "Hz": "hertz",
    "kHz": "kilohertz",
    "MHz": "megahertz",
    "GHz": "gigahertz",
    "dB": "decibels",
    "kB": "kilobytes",
    "KB": "kilobytes",
    "MB": "megabytes",
    "GB": "gigabytes",
    "TB": "terabytes",
    "V": "volts",
    "W": "watts",
    "kW": "kilowatts",
    "km/h": "kilometers per hour",
    "m/s": "meters per second",
    "°C": "degrees Celsius",
    "°F": "degrees Fahrenheit",
    "°": "degrees",
}
_SIGNS = {
    "<=": " at most ",
    ">=": " at least ",
    "!=": " is not ",
    "==": " equals ",
    "->": " to ",
    "→": " to ",
    "—": ", ",
    " – ": ", ",
    "(": ", ",
    ")": ", ",
    "[": ", ",
    "]": ", ",
    "±": " plus or minus ",
    "+": " plus ",
    "=": " equals ",
    "×": " times ",
    "÷": " divided by ",
    "≈": " about ",
    "≤": " at most ",
    "≥": " at least ",
    "<": " less than ",
    ">": " greater than ",
    "@": " at ",
    "_": " ",
    "*": " ",
    "^": " ",
    "|": ", ",
    "~": " about ",
}
_ADDRESS_SIGNS = {".": "dot", "/": "slash", "@": "at", "-": "dash", "_": "underscore"}
_DECADES = (
    "twenties",
    "thirties",
    "forties",
    "fifties",
    "sixties",
    "seventies",
    "eighties",
    "nineties",
)

_SHORT_FORM = re.compile(
    "(?<!\\w)(?:" + "|".join(map(re.escape, _SHORT_FORMS)) + ")(?!\\w)", re.IGNORECASE
)
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S*[\w/]|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NUMBERED = re.compile(r"\bno\.\s*(?=\d)|#(?=\d)", re.IGNORECASE)
_UNIT = re.compile(
    r"(?<=\d)\s?("
    + "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
    + r")(?![\w/°])"
)
_DECADE = re.compile(r"\b(1[1-9]|2\d)([2-9])0['’]?s\b")
_SHORT_DECADE = re.compile(r"(?<!\w)['’]([2-9])0s\b")
_VERSION = re.compile(r"\b\d+(?:\.\d+){2,}\b")
_RANGE = re.compile(r"(?<![\d.–-])(\d+(?:\.\d+)?)\s?[–-]\s?(\d+(?:\.\d+)?)(?![\d.–-]|\w)")
_LETTER_DIGIT = re.compile(r"(?<=[A-Za-z])-?(?=\d)")
_DIGIT_LETTER = re.compile(r"(?<=\d)(?!(?:st|nd|rd|th)\b)-?(?=[A-Za-z])")
_SLASH = re.compile(r"(?<=[A-Za-z])/(?=[A-Za-z])")
_SIGN = re.compile("|".join(sorted(map(re.escape, _SIGNS), key=len, reverse=True)))


def in_words(text: str) -> str:
    """Returns English text with units, addresses, decades, signs and short forms written out.

    Plain numbers, dates, times and amounts of money stay: gruut reads them.
    """
    for pattern, words in _STEPS:
        text = pattern.sub(words, text)
    return text


def _address(found: re.Match[str]) -> str:
    """Returns a web or mail address as one would read it aloud."""
    text = re.sub(r"^https?://", "", found.group())
    text = re.sub(r"^www\.", "w w w dot ", text)
    for sign, word in _ADDRESS_SIGNS.items():
        text = text.replace(sign, f" {word} ")
    return text


def _decade(found: re.Match[str]) -> str:
    return f"{found.group(1)} {_DECADES[int(found.group(2)) - 2]}"


def _version(found: re.Match[str]) -> str:
    """Returns 1.2.3 as people say it; gruut would take it for a date or drop it."""
    return " point ".join(found.group().split("."))


_STEPS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (_ADDRESS, _address),
    (_SHORT_FORM, lambda found: _SHORT_FORMS[found.group().lower()]),
    (_NUMBERED, "number "),
    (_DECADE, _decade),
    (_SHORT_DECADE, lambda found: _DECADES[int(found.group(1)) - 2]),
    (_RANGE, r"\1 to \2"),
    (_UNIT, lambda found: " " + _UNITS[found.group(1)]),
    (_LETTER_DIGIT, " "),
    (_VERSION, _version),
    (_DIGIT_LETTER, " "),
    (_SLASH, " "),
    (_SIGN, lambda found: _SIGNS[found.group()]),
)
