"""The encoders of the BERT family (Devlin et al. 2018) as one ONNX graph: token ids in, a unit vector out.

The graph is written from the weights, not traced: tracing took half a minute and up to 2.6 GB for the default model, and
gave 550 nodes, many of them about masks. One text at a time needs no mask and no padding, and a graph that is written
can use the quickest operator for each step.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray
from onnx import TensorProto

from models.graph import Graph
from models.int8 import Floats, RowWise, per_column

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

State = dict[str, Floats]
"""Parameters by transformers' names for `BertModel`; a linear layer's weight is (out, in)."""

# Kinds that go by those names, and whether their positions are counted from after the padding's id.
KINDS = {"bert": False, "roberta": True, "xlm-roberta": True, "camembert": True}
WORD_LIMIT = 127


class NotOfTheFamily(Exception):
    """The model is not built as this module writes it. The message says in what."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the parameters do not say of themselves."""

    layers: int
    heads: int
    epsilon: float
    first_position: int
    pooling: Literal["mean", "cls"]


def shape_of(encoder: "SentenceTransformer") -> Shape:
    """Read how a model is built.

    Raises:
        NotOfTheFamily: it is no BERT, or pools otherwise, or has further layers.
    """
    from sentence_transformers.base.modules import Normalize, Transformer
    from sentence_transformers.sentence_transformer.modules import Pooling

    modules: list[Any] = list(encoder)
    kinds = [type(module) for module in modules]
    if kinds not in ([Transformer, Pooling], [Transformer, Pooling, Normalize]):
        raise NotOfTheFamily(f"it is made of {', '.join(kind.__name__ for kind in kinds)}")
    config, pooling = modules[0].auto_model.config, modules[1]
    if config.model_type not in KINDS or config.is_decoder:
        raise NotOfTheFamily(f"its kind is {config.model_type!r}, not one of {', '.join(KINDS)}")
    if config.hidden_act != "gelu":
        raise NotOfTheFamily(f"its activation is {config.hidden_act!r}, not 'gelu'")
    if pooling.pooling_mode not in ("mean", "cls") or not pooling.include_prompt:
        raise NotOfTheFamily(f"it pools by {pooling.pooling_mode!r}, or leaves the prompt out")
    return Shape(
        layers=config.num_hidden_layers,
        heads=config.num_attention_heads,
        epsilon=config.layer_norm_eps,
        first_position=config.pad_token_id + 1 if KINDS[config.model_type] else 0,
        pooling=pooling.pooling_mode,
    )


def state_of(encoder: "SentenceTransformer") -> State:
    """Read a model's parameters, as float32."""
    first: Any = encoder[0]
    parameters = first.auto_model.state_dict()
    return {name: parameter.float().cpu().numpy() for name, parameter in parameters.items()}


def write(state: State, shape: Shape, path: Path) -> None:
    """Write a model as an ONNX graph with eight-bit weights.

    Args:
        state: the parameters.
        shape: the rest.
        path: ends in ".onnx". The graph takes "ids", (tokens,) int64, one text with its special tokens, and yields
            "vector", (dimensions,) float32 of unit length.
    """
    writer = _Writer(state, shape)
    rows = writer.embedded()
    for layer in range(shape.layers):
        rows = writer.layer(f"encoder.layer.{layer}", rows)
    writer.graph.save(path, takes="ids", yields=writer.pooled(rows), dimensions=writer.dimensions)


class _Writer:
    """Writes a model part by part. All values between parts are rows: (tokens, dimensions) float32."""

    def __init__(self, state: State, shape: Shape) -> None:
        self.graph = Graph()
        self.dimensions = len(state["embeddings.LayerNorm.bias"])
        self._state = state
        self._shape = shape
        self._count = self.graph.add("Shape", "ids")
        self._eight_bit = RowWise(self.graph, self._count)

    def embedded(self) -> str:
        add, state = self.graph.add, self._state
        words, scales = per_column(state["embeddings.word_embeddings.weight"].T, WORD_LIMIT)
        whole = add("Cast", add("Gather", words.T, "ids"), to=TensorProto.FLOAT)
        meant = add("Mul", whole, add("Unsqueeze", add("Gather", scales, "ids"), _whole(1)))
        places = state["embeddings.position_embeddings.weight"][self._shape.first_position :]
        placed = places + state["embeddings.token_type_embeddings.weight"][0]
        return self._normed("embeddings.LayerNorm", meant, add("Slice", placed, _whole(0), self._count, _whole(0)))

    def layer(self, name: str, rows: str) -> str:
        add, state = self.graph.add, self._state
        heeded, offset = self._heeded(f"{name}.attention", rows)
        rows = self._normed(f"{name}.attention.output.LayerNorm", rows, add("Add", heeded, offset))
        wide = self._eight_bit.product(rows, state[f"{name}.intermediate.dense.weight"].T)
        # The tangent's approximation (Hendrycks & Gimpel 2016): half the time, and far nearer than eight bits.
        bent = self.graph.fused("FastGelu", wide, state[f"{name}.intermediate.dense.bias"])
        narrow = self._eight_bit.product(bent, state[f"{name}.output.dense.weight"].T)
        return self._normed(f"{name}.output.LayerNorm", rows, add("Add", narrow, state[f"{name}.output.dense.bias"]))

    def _heeded(self, name: str, rows: str) -> tuple[str, Floats]:
        """Attention and its output layer; what that layer has yet to add comes with it.

        A bias of the keys adds the same to all of a query's scores, and so nothing to their softmax. A bias of the values
        passes through attention as it is, since its weights sum to one, and on through the output layer.
        """
        add, state = self.graph.add, self._state
        joint = np.concatenate([state[f"{name}.self.{part}.weight"] for part in ("query", "key", "value")])
        parts = self.graph.several(3, "Split", self._eight_bit.product(rows, joint.T), axis=1, num_outputs=3)
        parts[0] = add("Add", parts[0], state[f"{name}.self.query.bias"])
        asked = [add("Reshape", part, _whole(1, -1, self.dimensions)) for part in parts]
        heads = self._shape.heads
        answered = add("Attention", *asked, q_num_heads=heads, kv_num_heads=heads)
        mixing = state[f"{name}.output.dense.weight"]
        mixed = self._eight_bit.product(add("Reshape", answered, _whole(-1, self.dimensions)), mixing.T)
        return mixed, state[f"{name}.output.dense.bias"] + mixing @ state[f"{name}.self.value.bias"]

    def _normed(self, name: str, rows: str, added: str) -> str:
        # Two steps: the fused SkipLayerNormalization took four times as long as both.
        parameters = (self._state[f"{name}.weight"], self._state[f"{name}.bias"])
        return self.graph.add(
            "LayerNormalization", self.graph.add("Add", rows, added), *parameters, epsilon=self._shape.epsilon
        )

    def pooled(self, rows: str) -> str:
        add = self.graph.add
        if self._shape.pooling == "cls":
            pooled = add("Gather", rows, np.array(0, np.int64))
        else:
            pooled = add("ReduceMean", rows, _whole(0), keepdims=0)
        return add("LpNormalization", pooled, axis=0)


def _whole(*values: int) -> NDArray[np.int64]:
    return np.array(values, np.int64)
