"""What loading the extension costs in a kernel, and what a synchronous call adds."""

from __future__ import annotations

import time
from statistics import median
from typing import TYPE_CHECKING

from jupyter_client.manager import start_new_kernel

from conduit_nb.session.portal import Portal
from tests.bench.rows import Row

if TYPE_CHECKING:
    from jupyter_client.blocking.client import BlockingKernelClient

__all__ = ["rows"]

KERNELS = 5
CALLS = 2_000
LOAD_S, SYNC_S = 0.080, 0.0005

_TIMED = "import time as _t; _s = _t.perf_counter(); {work}; print(_t.perf_counter() - _s)"
_OURS = _TIMED.format(work="get_ipython().run_line_magic('load_ext', 'conduit_nb')")
_EAGER = _TIMED.format(
    work="import pandas, altair, sqlalchemy, alembic, soundfile, soxr, anyio, ipywidgets,"
    " onnxruntime, vl_convert"
)


def rows() -> list[Row]:
    """Returns the figures; starts ten kernels."""
    return [_load_ext(), _portal()]


def _load_ext() -> Row:
    ours, eager = [], []
    for _ in range(KERNELS):  # Interleaved, each in a kernel that has imported nothing yet.
        ours.append(_in_new_kernel(_OURS))
        eager.append(_in_new_kernel(_EAGER))
    return Row(
        what="%load_ext conduit_nb in a running kernel",
        ours=f"{median(ours) * 1e3:.0f} ms",
        yardstick=f"{median(eager) * 1e3:.0f} ms, everything imported eagerly",
        ratio=median(ours) / median(eager),
        target=f"<= {LOAD_S * 1e3:.0f} ms",
        ok=median(ours) <= LOAD_S,
    )


def _in_new_kernel(code: str) -> float:
    manager, client = start_new_kernel()
    try:
        return float(_printed(client, code))
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def _printed(client: BlockingKernelClient, code: str) -> str:
    """Returns what the code prints."""
    printed: list[str] = []

    def keep(message: dict[str, object]) -> None:
        content = message["content"]
        if isinstance(content, dict) and "text" in content:
            printed.append(content["text"])

    reply = client.execute_interactive(code, timeout=120, output_hook=keep)
    if reply["content"]["status"] != "ok":
        raise RuntimeError(reply["content"])
    return "".join(printed)


async def _nothing() -> None:
    """Stands for a call that does nothing, so that only the way to it is timed."""


async def _awaited() -> list[float]:
    times = []
    for _ in range(CALLS):
        start = time.perf_counter()
        await _nothing()
        times.append(time.perf_counter() - start)
    return times


def _portal() -> Row:
    portal = Portal()
    try:
        portal.call(_nothing)
        crossed = []
        for _ in range(CALLS):
            start = time.perf_counter()
            portal.call(_nothing)
            crossed.append(time.perf_counter() - start)
        straight = portal.call(_awaited)
    finally:
        portal.close()
    added = median(crossed) - median(straight)
    return Row(
        what="sync call through the portal, over the async call",
        ours=f"{added * 1e3:.3f} ms added",
        yardstick=f"{median(straight) * 1e6:.2f} us awaited",
        ratio=None,
        target=f"<= {SYNC_S * 1e3:.1f} ms",
        ok=added <= SYNC_S,
    )
