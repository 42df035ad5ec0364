"""A few lines over onnx.helper: named nodes, float16 storage of weights, one model at the end."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = 20
CONTRIBUTED = "com.microsoft"
"""ONNX Runtime's own operators."""
DTYPES = {"float32": TensorProto.FLOAT, "int64": TensorProto.INT64}


class GraphBuilder:
    """Collects nodes; every method returns the name of its first output."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.nodes: list[onnx.NodeProto] = []
        self.initialisers: list[onnx.TensorProto] = []
        self.inputs: list[onnx.ValueInfoProto] = []
        self.outputs: list[onnx.ValueInfoProto] = []
        self.known: dict[tuple, str] = {}

    def input(self, name: str, dtype: str, shape: Sequence[int | str]) -> str:
        self.inputs.append(helper.make_tensor_value_info(name, DTYPES[dtype], list(shape)))
        return name

    def output(self, name: str, dtype: str, shape: Sequence[int | str], value: str) -> None:
        self.nodes.append(helper.make_node("Identity", [value], [name]))
        self.outputs.append(helper.make_tensor_value_info(name, DTYPES[dtype], list(shape)))

    def constant(self, value: Sequence[int] | Sequence[float] | np.ndarray, dtype: str = "int64") -> str:
        """A small constant, stored once."""
        array = np.asarray(value, dtype=dtype)
        key = (dtype, array.shape, array.tobytes())
        if key not in self.known:
            self.known[key] = f"constant_{len(self.known)}"
            self.initialisers.append(numpy_helper.from_array(array, self.known[key]))
        return self.known[key]

    def weight(self, name: str, value: np.ndarray, half: bool = True) -> str:
        """A weight, stored as float16 and cast to float32 (ONNX Runtime folds the cast when it loads)."""
        if not half:
            return self.tensor(name, value.astype(np.float32))
        return self.node("Cast", self.tensor(f"{name}_f16", value.astype(np.float16)), to=TensorProto.FLOAT)

    def tensor(self, name: str, value: np.ndarray) -> str:
        """A weight as it is."""
        self.initialisers.append(numpy_helper.from_array(value, name))
        return name

    def node(self, operator: str, *inputs: str, outputs: int = 1, **attributes) -> str | tuple[str, ...]:
        base = f"{operator.lower()}_{len(self.nodes)}"
        names = [base] if outputs == 1 else [f"{base}_{index}" for index in range(outputs)]
        domain = attributes.pop("domain", None)
        self.nodes.append(helper.make_node(operator, list(inputs), names, domain=domain, **attributes))
        return names[0] if outputs == 1 else tuple(names)

    def save(self, path: Path) -> None:
        graph = helper.make_graph(self.nodes, self.name, self.inputs, self.outputs, self.initialisers)
        domains = sorted({node.domain for node in self.nodes} - {""})
        opsets = [helper.make_opsetid("", OPSET), *(helper.make_opsetid(domain, 1) for domain in domains)]
        model = helper.make_model(
            graph, opset_imports=opsets, producer_name="brookesia_recipe", ir_version=10
        )
        path.write_bytes(model.SerializeToString(deterministic=True))
