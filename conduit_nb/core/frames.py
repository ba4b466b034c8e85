"""Values as pandas tables; pandas is imported when one is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from conduit_nb.core.transcript import Transcript

__all__ = ["transcript_frame"]


def transcript_frame(transcript: Transcript, *, words: bool = False) -> pd.DataFrame:
    """Returns one row a segment, or a word.

    Columns: ``start``, ``end``, ``duration`` (seconds, float64), ``speaker`` (text or missing),
    ``text``, ``confidence`` (0 to 1 or missing); for words also ``segment``, the segment's number.
    """
    import pandas as pd

    times = {"start": "float64", "end": "float64", "confidence": "float64"}
    rows: list[tuple[object, ...]]
    if words:
        rows = [
            (number, w.start, w.end, w.speaker or segment.speaker, w.text, w.confidence)
            for number, segment in enumerate(transcript.segments)
            for w in segment.words
        ]
        names = ["segment", "start", "end", "speaker", "text", "confidence"]
    else:
        rows = [(s.start, s.end, s.speaker, s.text, s.confidence) for s in transcript.segments]
        names = ["start", "end", "speaker", "text", "confidence"]
    frame = pd.DataFrame(rows, columns=names).astype(times)
    frame.insert(names.index("end") + 1, "duration", frame["end"] - frame["start"])
    return frame
