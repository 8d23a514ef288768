import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.graph import Graph
from models.int8 import ROW_LIMIT, WEIGHT_LIMIT, ZERO_POINT, RowWise, per_column

K, M = 64, 24
WEIGHT = np.random.default_rng(0).standard_normal((K, M)).astype(np.float32)


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory):  # noqa: ANN201
    """The graph that multiplies rows by WEIGHT, run by ONNX Runtime; it sums over rows, for Graph yields one vector."""
    onnxruntime = pytest.importorskip("onnxruntime")
    graph = Graph()
    rows = graph.add("Gather", np.eye(K, dtype=np.float32), "ids")
    found = RowWise(graph, graph.add("Shape", "ids")).product(rows, WEIGHT)
    path = tmp_path_factory.mktemp("graph") / "product.onnx"
    graph.save(path, takes="ids", yields=graph.add("ReduceSum", found, np.array([0]), keepdims=0), dimensions=M)
    return onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])


def test_two_columns_by_hand() -> None:
    """Each column has its own scale: its largest number becomes the limit."""
    weight = np.array([[2.0, -0.5], [1.0, 0.25]], dtype=np.float32)

    whole, scales = per_column(weight, 100)

    assert whole.tolist() == [[100, -100], [50, 50]]
    assert scales.tolist() == pytest.approx([0.02, 0.005])


def test_a_column_of_zeros_stays_zero() -> None:
    """Nothing is divided by zero."""
    whole, scales = per_column(np.zeros((3, 2), dtype=np.float32), 63)

    assert not whole.any()
    assert np.isfinite(scales).all()


@given(st.lists(st.lists(st.floats(-100, 100, width=32), min_size=3, max_size=3), min_size=1, max_size=5))
def test_rounding_is_off_by_half_a_step_at_most(rows: list[list[float]]) -> None:
    """What is rounded and scaled back is within half a scale of what it was."""
    weight = np.array(rows, dtype=np.float32)
    whole, scales = per_column(weight, WEIGHT_LIMIT)

    assert np.abs(whole).max() <= WEIGHT_LIMIT
    assert (np.abs(whole * scales - weight) <= scales * 0.501 + 1e-6).all()


def test_pairs_of_products_fit_sixteen_bits() -> None:
    """On a CPU without VNNI two products are added in a signed 16-bit number, which must hold them."""
    assert np.iinfo(np.int16).max >= 2 * (ZERO_POINT + ROW_LIMIT) * WEIGHT_LIMIT


def test_a_row_of_the_identity_gives_a_row_of_the_weights(product) -> None:  # noqa: ANN001
    """The graph multiplies: the oracle is NumPy's product with the rounded weights."""
    whole, scales = per_column(WEIGHT, WEIGHT_LIMIT)

    (found,) = product.run(None, {"ids": np.array([5])})

    assert np.allclose(found, whole[5] * scales, atol=1e-6)
