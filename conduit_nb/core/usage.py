"""What a call used and what it cost."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum

from conduit_nb.core.checks import check_range
from conduit_nb.core.errors import UserError

__all__ = ["Cost", "CostBasis", "Usage", "format_usd"]

NANO = Decimal(1_000_000_000)


class CostBasis(StrEnum):
    """How a cost is known."""

    PRICED = "priced"
    PROVIDER = "provider"
    CACHED = "cached"
    LOCAL = "local"
    UNPRICED = "unpriced"


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What a call used; None where a measure does not apply.

    Attributes:
        audio_seconds: Seconds of audio sent in (speech to text) or made (text to speech).
        characters: Characters of text given to a voice.
        input_tokens: Tokens in, where the provider bills them.
        output_tokens: Tokens out, where the provider bills them.
    """

    audio_seconds: float | None = None
    characters: int | None = None
    input_tokens: int | None = None
    output_tokens: int | None = None

    def __post_init__(self) -> None:
        for field in self.__slots__:
            value = getattr(self, field)
            if value is not None:
                check_range(field, value, low=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a call cost, exactly; an unknown price is None with a reason, never 0.

    Attributes:
        usd: US dollars, or None when unknown.
        basis: How the figure is known.
        reason: Why it is unknown, when it is.
    """

    usd: Decimal | None
    basis: CostBasis
    reason: str | None = None

    def __post_init__(self) -> None:
        if (self.usd is None) != (self.basis is CostBasis.UNPRICED):
            raise UserError(f"usd is {self.usd} with basis {self.basis}; only unpriced has no usd.")
        if self.usd is None and not self.reason:
            raise UserError("reason is empty; an unpriced call must say why.")
        if self.usd is not None:
            check_range("usd", float(self.usd), low=0)

    @classmethod
    def local(cls) -> Cost:
        """Returns the cost of a call that never left the machine: 0."""
        return cls(usd=Decimal(0), basis=CostBasis.LOCAL)

    @classmethod
    def cached(cls) -> Cost:
        """Returns the cost of a result that was already there: 0."""
        return cls(usd=Decimal(0), basis=CostBasis.CACHED)

    @property
    def nano_usd(self) -> int | None:
        """Integer nano-dollars, rounded once, half to even; None when unknown."""
        if self.usd is None:
            return None
        return int((self.usd * NANO).to_integral_value(rounding=ROUND_HALF_EVEN))

    def __str__(self) -> str:
        if self.usd is None:
            return f"cost unknown ({self.reason})"
        return f"${format_usd(self.usd)} ({self.basis})"


def format_usd(usd: Decimal) -> str:
    """Returns dollars with two decimals, or four significant digits below ten cents."""
    if usd == 0 or usd >= Decimal("0.1"):
        return f"{usd:,.2f}"
    return f"{usd.normalize():.4g}" if usd >= Decimal("0.0001") else f"{usd:.2e}"
