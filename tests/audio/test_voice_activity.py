"""Spans of speech from probabilities: properties, examples, and Silero's own rules as oracle."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conduit_nb.audio.voice_activity import (
    SpeechEvent,
    SpeechEventKind,
    SpeechSpan,
    VoiceActivity,
    VoiceActivitySettings,
    is_silent,
    spans,
)
from conduit_nb.core.errors import UserError
from conduit_nb.testing.audio import noise, silence, speech_like

FRAME = 512
RATE_HZ = 16_000
STARTED, ENDED = SpeechEventKind.STARTED, SpeechEventKind.ENDED

#: Runs of equal probability, which look like speech more than independent draws do.
RUNS = st.lists(
    st.tuples(st.sampled_from([0.0, 0.2, 0.4, 0.5, 0.9, 1.0]), st.integers(1, 30)), max_size=25
)
SETTINGS = st.builds(
    VoiceActivitySettings,
    threshold=st.sampled_from([0.3, 0.5, 0.9]),
    release=st.sampled_from([0.0, 0.15, 0.3]),
    min_speech=st.sampled_from([0.0, 0.1, 0.25, 1.0]),
    min_silence=st.sampled_from([0.0, 0.05, 0.1, 0.5, 2.0]),
    padding=st.sampled_from([0.0, 0.03, 0.1, 0.4]),
    max_speech=st.sampled_from([None, 2.0, 5.0]),
)


def frames(runs: list[tuple[float, int]]) -> list[float]:
    """Returns the runs frame by frame."""
    return [probability for probability, count in runs for _ in range(count)]


@settings(deadline=None, max_examples=300)
@given(RUNS, SETTINGS, st.integers(0, FRAME - 1))
def test_spans_are_ordered_apart_and_inside(
    runs: list[tuple[float, int]], rules: VoiceActivitySettings, missing: int
) -> None:
    """Whatever the probabilities: 0 <= start < end <= next start ... <= total, none too long."""
    probabilities = frames(runs)
    total = max(0, len(probabilities) * FRAME - missing)
    found = spans(probabilities, rules, total)
    edges = [edge for span in found for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(span.start < span.end for span in found)
    assert not edges or (edges[0] >= 0 and edges[-1] <= total)
    if rules.max_speech is not None:
        assert all(span.end - span.start <= rules.max_speech * RATE_HZ for span in found)


@settings(deadline=None, max_examples=300)
@given(RUNS, SETTINGS)
def test_no_clear_speech_is_lost(
    runs: list[tuple[float, int]], rules: VoiceActivitySettings
) -> None:
    """A frame at the threshold lies in a span, unless the speech around it is too short."""
    found = spans(frames(runs), rules)
    at = 0
    for probability, count in runs:
        length = count * FRAME
        long_enough = length > rules.min_speech * RATE_HZ + 1
        if probability >= rules.threshold and long_enough:
            for edge in (at, at + length - 1):
                assert any(span.start <= edge < span.end for span in found)
        at += length


@settings(deadline=None, max_examples=200)
@given(RUNS, SETTINGS)
def test_events_take_turns_and_never_go_back(
    runs: list[tuple[float, int]], rules: VoiceActivitySettings
) -> None:
    """Started, ended, started ... each at or after the one before, and never in the future."""
    machine = VoiceActivity(rules)
    events: list[SpeechEvent] = []
    for index, probability in enumerate(frames(runs), 1):
        fresh = machine.push(probability)
        assert all(event.sample <= index * FRAME for event in fresh)
        events += fresh
    events += machine.flush()
    assert [event.kind for event in events] == [STARTED, ENDED] * (len(events) // 2)
    samples = [event.sample for event in events]
    assert samples == sorted(samples)


@settings(deadline=None, max_examples=300)
@given(RUNS, SETTINGS, st.integers(0, FRAME - 1))
def test_silero_s_own_rules_give_the_same(
    runs: list[tuple[float, int]], rules: VoiceActivitySettings, missing: int
) -> None:
    """The state machine that ships with Silero's model, fed the same numbers, without a limit.

    faster-whisper carries it; its model is replaced by a function that returns our probabilities.
    """
    vad = pytest.importorskip("faster_whisper.vad")
    probabilities = frames(runs)
    total = len(probabilities) * FRAME - missing
    if not probabilities or missing == 0:
        return  # It pads what needs no padding with a whole frame.
    options = vad.VadOptions(
        threshold=rules.threshold,
        neg_threshold=rules.release,
        min_speech_duration_ms=round(rules.min_speech * 1000),
        min_silence_duration_ms=round(rules.min_silence * 1000),
        speech_pad_ms=round(rules.padding * 1000),
    )
    unlimited = VoiceActivitySettings(
        threshold=rules.threshold,
        release=rules.release,
        min_speech=rules.min_speech,
        min_silence=rules.min_silence,
        padding=rules.padding,
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vad, "get_vad_model", lambda: lambda _: np.array(probabilities))
        expected = vad.get_speech_timestamps(np.zeros(total, np.float32), options)
    actual = [{"start": s.start, "end": s.end} for s in spans(probabilities, unlimited, total)]
    assert actual == expected


def test_a_word_between_silences() -> None:
    """Half a second of speech, padded by 30 ms on both sides."""
    found = spans(frames([(0.0, 20), (0.9, 16), (0.0, 20)]))
    assert found == [SpeechSpan(20 * FRAME - 480, 36 * FRAME + 480)]


def test_a_click_is_no_speech() -> None:
    """Shorter than `min_speech`."""
    assert spans(frames([(0.0, 20), (0.9, 4), (0.0, 20)])) == []


def test_a_short_pause_does_not_end_it() -> None:
    """Shorter than `min_silence`: one span."""
    assert len(spans(frames([(0.9, 20), (0.0, 2), (0.9, 20)]))) == 1


def test_between_release_and_threshold_speech_goes_on_but_does_not_begin() -> None:
    """Hysteresis."""
    assert spans([0.4] * 100) == []
    assert spans(frames([(0.9, 10), (0.4, 100), (0.0, 20)]))[0].end == 110 * FRAME + 480


def test_a_start_is_told_as_soon_as_it_is_certain() -> None:
    """After `min_speech`, not at the end: a live display lights up while one speaks."""
    machine = VoiceActivity()
    told = [index for index in range(40) if machine.push(0.9)]
    assert told == [8]  # 8 frames of 32 ms are more than 0.25 s


def test_too_long_speech_is_cut_where_it_is_least_like_speech() -> None:
    """The dip in the second half of the two seconds; nothing is lost there."""
    probabilities = [0.9] * 200
    probabilities[50] = 0.6
    rules = VoiceActivitySettings(max_speech=2.0, padding=0.0)
    found = spans(probabilities, rules)
    assert found[0] == SpeechSpan(0, 50 * FRAME)
    assert all(a.end == b.start for a, b in itertools.pairwise(found))
    assert found[-1].end == 200 * FRAME


def test_a_flushed_machine_begins_anew() -> None:
    """The next recording starts at 0."""
    machine = VoiceActivity()
    for _ in range(20):
        machine.push(0.9)
    assert [event.kind for event in machine.flush()] == [ENDED]
    assert machine.flush() == []
    assert [e.sample for _ in range(20) for e in machine.push(0.9)] == [0]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"threshold": 1.5}, "threshold is 1.5; it must be between 0.0 and 1.0"),
        ({"release": 0.6}, "release is 0.6; it must be between 0.0 and 0.5"),
        ({"min_speech": -1.0}, "min_speech is -1.0; it must be at least 0.0 s"),
        ({"min_silence": float("nan")}, "min_silence is nan; it must be a finite number"),
        ({"padding": -0.1}, "padding is -0.1"),
        ({"max_speech": 0.5}, "max_speech is 0.5; it must be at least 1.0 s"),
        ({"max_speech": 2.0, "padding": 1.0}, "max_speech is 2.0; it must be at least 4.0 s"),
        ({"frame_samples": 0}, "frame_samples is 0; it must be between 1 and 4000"),
        ({"sample_rate_hz": 0}, "sample_rate_hz is 0"),
    ],
)
def test_impossible_settings_are_refused(wrong: dict[str, Any], words: str) -> None:
    """The message names the field, the value and the bound."""
    with pytest.raises(UserError, match=words):
        VoiceActivitySettings(**wrong)


def test_the_gate_lets_speech_through_and_stops_silence() -> None:
    """Digital silence and the noise of a good microphone cost no model run; quiet speech does."""
    assert is_silent(silence(0.032).samples()[:, 0])
    assert is_silent(noise(0.032, level=0.0005).samples()[:, 0])
    assert not is_silent(noise(0.032, level=0.002).samples()[:, 0])
    assert not is_silent(speech_like(0.3, level=0.05).samples()[1000:1512, 0])
    assert is_silent(noise(0.032, level=0.002).samples()[:, 0], threshold_db=-40)
