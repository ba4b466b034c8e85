"""A voice of a few bytes, shaped like a Piper voice, for tests that need speed and not sound."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import onnx
from onnx import TensorProto, helper

if TYPE_CHECKING:
    from pathlib import Path

SAMPLE_RATE_HZ = 8_000
SYMBOLS = "_^$ ,.?!:;'ˈˌːabdefhijklmnoprstuvwzæðŋɐɑɒɔəɚɛɜɡɪɫɹɾʃʊʌʒθᵻ"


def write_voice(folder: Path, name: str = "tiny", *, speakers: int = 1) -> Path:
    """Writes a voice and returns its .onnx file.

    It says each phoneme in one sample: the number of the phoneme, a hundredth, plus noise drawn
    inside the network and multiplied by noise_scale.
    """
    path = folder / f"{name}.onnx"
    onnx.save(_network(speakers), str(path))
    config = {
        "audio": {"sample_rate": SAMPLE_RATE_HZ},
        "espeak": {"voice": "en-us"},
        "inference": {"noise_scale": 0.5, "length_scale": 1, "noise_w": 0.8},
        "num_speakers": speakers,
        "phoneme_type": "espeak",
        "phoneme_id_map": {symbol: [number] for number, symbol in enumerate(SYMBOLS)},
    }
    path.with_name(path.name + ".json").write_text(json.dumps(config))
    return path


def _network(speakers: int) -> onnx.ModelProto:
    inputs = [
        helper.make_tensor_value_info("input", TensorProto.INT64, [1, "phonemes"]),
        helper.make_tensor_value_info("input_lengths", TensorProto.INT64, [1]),
        helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
    ]
    if speakers > 1:
        inputs.append(helper.make_tensor_value_info("sid", TensorProto.INT64, [1]))
    nodes = [
        helper.make_node("Cast", ["input"], ["numbers"], to=TensorProto.FLOAT),
        helper.make_node("Div", ["numbers", "hundred"], ["sound"]),
        helper.make_node("RandomNormalLike", ["sound"], ["drawn"]),
        helper.make_node("Slice", ["scales", "zero", "one"], ["noise_scale"]),
        helper.make_node("Mul", ["drawn", "noise_scale"], ["noise"]),
        helper.make_node("Add", ["sound", "noise"], ["output"]),
    ]
    values = [
        helper.make_tensor("hundred", TensorProto.FLOAT, [1], [100.0]),
        helper.make_tensor("zero", TensorProto.INT64, [1], [0]),
        helper.make_tensor("one", TensorProto.INT64, [1], [1]),
    ]
    output = helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, "samples"])
    graph = helper.make_graph(nodes, "tiny", inputs, [output], values)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)], ir_version=8)
