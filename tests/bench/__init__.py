"""Figures beside their yardsticks, measured in one run."""
