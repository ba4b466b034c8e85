"""Makes a voice say the same text in the same way, by giving it its noise from outside.

A Piper voice draws random numbers inside its ONNX graph. The runtime can seed them only once, when
the voice is loaded, so the same text would sound different each time. Here the nodes that draw them
are replaced by nodes that read them from an input. The file is a protobuf message, of which only
the outermost levels are touched, so a few lines do what would take a dependency of 17 MB:
https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3 has the field numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["NOISE_INPUT", "noise_from_input"]

NOISE_INPUT = "conduit_noise"
_MODEL_GRAPH = 7
_GRAPH_NODE, _GRAPH_INPUT = 1, 11
_NODE_INPUT, _NODE_OUTPUT, _NODE_NAME, _NODE_OP = 1, 2, 3, 4
_FLOAT = 1
_LENGTH_DELIMITED = 2


def noise_from_input(model: bytes) -> bytes | None:
    """Returns the model with its random numbers read from the input `conduit_noise`.

    That input is a float vector, at least as long as the largest tensor drawn; each such tensor is
    filled from its beginning.

    Returns:
        The changed model, or None if it draws no random numbers or is no ONNX model.
    """
    try:
        return _edit(memoryview(model))
    except (IndexError, ValueError):  # The runtime tells better than we can what is wrong with it.
        return None


def _edit(model: memoryview) -> bytes | None:
    out: list[bytes | memoryview] = []
    found = False
    for field, wire, value, raw in _fields(model):
        if field == _MODEL_GRAPH and wire == _LENGTH_DELIMITED:
            graph, found = _edit_graph(value)
            out += [_head(_MODEL_GRAPH, sum(map(len, graph))), *graph]
        else:
            out.append(raw)
    return b"".join(out) if found else None


def _edit_graph(graph: memoryview) -> tuple[list[bytes | memoryview], bool]:
    out: list[bytes | memoryview] = []
    found = False
    for field, wire, value, raw in _fields(graph):
        if field == _GRAPH_NODE and wire == _LENGTH_DELIMITED:
            node = _node(value)
            if node.get(_NODE_OP) == ["RandomNormalLike"]:
                out += _reading(node[_NODE_INPUT][0], node[_NODE_OUTPUT][0])
                found = True
                continue
        out.append(raw)
    if found:
        out.append(_delimited(_GRAPH_INPUT, _float_vector(NOISE_INPUT)))
    return out, found


def _reading(like: str, output: str) -> list[bytes]:
    """Returns nodes that make `output`, of the shape of `like`, from the noise input."""
    shape, count, zero, flat = (f"{output}/{name}" for name in ("shape", "count", "zero", "flat"))
    return [
        _operator("Shape", [like], shape),
        _operator("ReduceProd", [shape], count),
        _operator("Sub", [count, count], zero),
        _operator("Slice", [NOISE_INPUT, zero, count], flat),
        _operator("Reshape", [flat, shape], output),
    ]


def _operator(kind: str, inputs: list[str], output: str) -> bytes:
    body = b"".join(_delimited(_NODE_INPUT, name.encode()) for name in inputs)
    body += _delimited(_NODE_OUTPUT, output.encode())
    body += _delimited(_NODE_NAME, f"{output}/{kind}".encode())
    body += _delimited(_NODE_OP, kind.encode())
    return _delimited(_GRAPH_NODE, body)


def _float_vector(name: str) -> bytes:
    """Returns a ValueInfoProto: a float tensor of one dimension of unknown length."""
    dimension = _delimited(2, b"conduit_noise_length")  # dim_param
    shape = _delimited(1, dimension)
    tensor = bytes([1 << 3, _FLOAT]) + _delimited(2, shape)
    return _delimited(1, name.encode()) + _delimited(2, _delimited(1, tensor))


def _node(body: memoryview) -> dict[int, list[str]]:
    """Returns a node's inputs, outputs, name and operator."""
    found: dict[int, list[str]] = {}
    for field, wire, value, _ in _fields(body):
        if field <= _NODE_OP and wire == _LENGTH_DELIMITED:
            found.setdefault(field, []).append(bytes(value).decode())
    return found


def _fields(body: memoryview) -> Iterator[tuple[int, int, memoryview, memoryview]]:
    """Yields (field, wire type, value, the whole field as it stands) of a protobuf message."""
    at = 0
    while at < len(body):
        begin = at
        key, at = _varint(body, at)
        wire = key & 7
        if wire == _LENGTH_DELIMITED:
            size, at = _varint(body, at)
        elif wire == 0:
            size = _varint(body, at)[1] - at
        elif wire in (1, 5):
            size = 8 if wire == 1 else 4
        else:
            raise ValueError(f"protobuf wire type {wire}")
        if at + size > len(body):
            raise ValueError("protobuf message cut off")
        yield key >> 3, wire, body[at : at + size], body[begin : at + size]
        at += size


def _varint(body: memoryview, at: int) -> tuple[int, int]:
    """Returns the number at `at` and where it ends."""
    value = shift = 0
    while True:
        byte = body[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7


def _delimited(field: int, body: bytes) -> bytes:
    return _head(field, len(body)) + body


def _head(field: int, size: int) -> bytes:
    """Returns the key and the length of a length-delimited field."""
    out = bytearray()
    for number in (field << 3 | _LENGTH_DELIMITED, size):
        rest = number
        while rest >= 0x80:
            out.append(rest & 0x7F | 0x80)
            rest >>= 7
        out.append(rest)
    return bytes(out)
