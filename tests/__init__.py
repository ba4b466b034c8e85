"""Tests and measurements; a package, because one that we install brings a `tests` of its own."""
