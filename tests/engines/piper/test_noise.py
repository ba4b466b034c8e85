"""The network's random numbers come from an input, and nothing else of it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import onnx
import onnxruntime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conduit_nb.engines.piper.noise import NOISE_INPUT, noise_from_input
from tests.engines.piper.tiny_voice import write_voice

if TYPE_CHECKING:
    from pathlib import Path

    from conduit_nb.core.audio import FloatArray


def run(model: bytes, scale: float, noise: FloatArray | None = None) -> FloatArray:
    """Returns what the tiny voice says for three phonemes."""
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    feed = {
        "input": np.array([[1, 2, 3]], np.int64),
        "input_lengths": np.array([3], np.int64),
        "scales": np.array([scale, 1, 1], np.float32),
    }
    if noise is not None:
        feed[NOISE_INPUT] = noise
    said: FloatArray = session.run(None, feed)[0]
    return said


def edited(model: bytes) -> bytes:
    """Returns the changed model; that it was changed is part of the test."""
    changed = noise_from_input(model)
    assert changed is not None
    return changed


def test_the_noise_is_what_is_given(tmp_path: Path) -> None:
    """Each number is the input's, multiplied by the scale as before."""
    changed = edited(write_voice(tmp_path).read_bytes())
    noise = np.array([1, -1, 2, 99, 99], np.float32)
    expected = np.array([[0.01 + 0.5, 0.02 - 0.5, 0.03 + 1.0]], np.float32)
    np.testing.assert_allclose(run(changed, 0.5, noise), expected, rtol=1e-6)


def test_without_noise_both_say_the_same(tmp_path: Path) -> None:
    """Only the source of the noise differs."""
    model = write_voice(tmp_path).read_bytes()
    silent = np.zeros(3, np.float32)
    np.testing.assert_array_equal(run(model, 0.0), run(edited(model), 0.0, silent))


def test_onnx_itself_finds_the_model_well_formed(tmp_path: Path) -> None:
    """The format's own checker has no complaint, and shapes can be inferred."""
    path = tmp_path / "edited.onnx"
    path.write_bytes(edited(write_voice(tmp_path).read_bytes()))
    onnx.checker.check_model(str(path), full_check=True)


def test_a_network_without_noise_is_left_alone(tmp_path: Path) -> None:
    """There is nothing to replace."""
    assert noise_from_input(edited(write_voice(tmp_path).read_bytes())) is None


@pytest.mark.parametrize("junk", [b"", b"not a model", b"\xff" * 50, b"PK\x03\x04zip"])
def test_junk_is_no_model(junk: bytes) -> None:
    """What is no protobuf is given back as such, for the runtime to name."""
    assert noise_from_input(junk) is None


@settings(max_examples=200)
@given(st.binary(max_size=200))
def test_no_bytes_make_it_fail(junk: bytes) -> None:
    """Whatever a file holds, there is an answer and no exception."""
    noise_from_input(junk)
    noise_from_input(b"\x3a" + bytes([len(junk) % 128]) + junk)
