"""A small hand for writing ONNX graphs: every call adds a node and gives back the name of what it yields."""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Value = str | NDArray[Any]
"""What a node takes: the name of another's output, or a constant."""

OPSET = 23  # the first with an Attention of its own
IR_VERSION = 11
FUSED = "com.microsoft"  # ONNX Runtime's own operators
LARGE_BYTES = 1024  # larger constants lie beside the graph, where they are mapped instead of read


class Graph:
    """A graph being written."""

    def __init__(self) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []
        self._named = 0

    def add(self, operator: str, *inputs: Value, **attributes: Any) -> str:
        """Add a node that yields one value, and give its name.

        Args:
            operator: its type.
            inputs: what it takes, in order.
            attributes: as the operator defines them; `domain` names another set of operators than ONNX's own.
        """
        return self.several(1, operator, *inputs, **attributes)[0]

    def several(self, outputs: int, operator: str, *inputs: Value, **attributes: Any) -> list[str]:
        """Add a node that yields several values, and give their names."""
        names = [value if isinstance(value, str) else self._constant(value) for value in inputs]
        found = [self._name() for _ in range(outputs)]
        self._nodes.append(helper.make_node(operator, names, found, **attributes))
        return found

    def fused(self, operator: str, *inputs: Value, **attributes: Any) -> str:
        """Add a node of one of ONNX Runtime's own operators."""
        return self.add(operator, *inputs, domain=FUSED, **attributes)

    def save(self, path: Path, *, takes: str, yields: str, dimensions: int) -> None:
        """Write the graph, and its large constants beside it, in `path` with ".data" at its end.

        Args:
            path: ends in ".onnx".
            takes: the name of the one input, (tokens,) int64.
            yields: the value asked for, (dimensions,) float32; it is called "vector" in the file.
            dimensions: its length.
        """
        given = helper.make_tensor_value_info(takes, TensorProto.INT64, ["tokens"])
        asked = helper.make_tensor_value_info("vector", TensorProto.FLOAT, [dimensions])
        nodes = [*self._nodes, helper.make_node("Identity", [yields], ["vector"])]
        graph = helper.make_graph(nodes, "encoder", [given], [asked], self._constants)
        operators = [helper.make_opsetid("", OPSET), helper.make_opsetid(FUSED, 1)]
        onnx.save_model(
            helper.make_model(graph, opset_imports=operators, ir_version=IR_VERSION),
            str(path),
            save_as_external_data=True,
            location=f"{path.name}.data",
            size_threshold=LARGE_BYTES,
        )
        # `onnx` writes constants that only their owner may read; others on a shared machine need them too.
        path.with_name(f"{path.name}.data").chmod(path.stat().st_mode)

    def _constant(self, value: NDArray[Any]) -> str:
        name = self._name()
        self._constants.append(numpy_helper.from_array(np.asarray(value, order="C"), name))
        return name

    def _name(self) -> str:
        self._named += 1
        return f"v{self._named}"
