import struct

import numpy as np
import pytest

from models import packed
from models.errors import ModelDamaged


def test_a_q4_0_block_worked_by_hand() -> None:
    """Byte j holds weight j below and weight j + 16 above; each is (half-byte - 8) times the scale."""
    halves = bytes([0x80, 0x91, 0xA2, 0xB3, 0xC4, 0xD5, 0xE6, 0xF7, 0x08, 0x19, 0x2A, 0x3B, 0x4C, 0x5D, 0x6E, 0x7F])
    block = struct.pack("<e", 0.5) + halves
    low = [-4.0, -3.5, -3.0, -2.5, -2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5]
    high = [0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, -4.0, -3.5, -3.0, -2.5, -2.0, -1.5, -1.0, -0.5]

    weights = packed.dequantised(np.frombuffer(block, packed.Q4_0_BLOCK))

    assert weights.dtype == np.float32
    assert weights.tolist() == low + high


def test_blocks_follow_one_another_with_their_own_scales() -> None:
    """Two blocks give 64 weights, in order; a negative and a subnormal float16 scale are exact too."""
    blocks = struct.pack("<e", -2.0) + b"\x9f" * 16 + struct.pack("<e", 2**-24) + b"\x70" * 16

    weights = packed.dequantised(np.frombuffer(blocks, packed.Q4_0_BLOCK))

    assert weights.tolist() == [-14.0] * 16 + [-2.0] * 16 + [-8 * 2**-24] * 16 + [-(2**-24)] * 16


def test_the_published_file_says_what_it_is(weights: bytes) -> None:
    """The file holds XLM-RoBERTa's 250,002 pieces and a BERT encoder of multilingual-e5-small's sizes."""
    file = packed.unpack(weights)

    assert (file.shape.hidden, file.shape.layers, file.shape.heads) == (384, 12, 12)
    assert (file.shape.feed_forward, file.shape.vocabulary, file.shape.positions) == (1536, 250_037, 512)
    assert file.shape.epsilon == pytest.approx(1e-12)
    assert len(file.pieces.texts) == 250_002
    assert file.pieces.texts[:5] == ("<s>", "<pad>", "</s>", "<unk>", ",")
    assert file.pieces.texts[-1] == "<mask>"
    assert file.tensor("emb.pos").shape == (512 * 384,)
    assert file.tensor("l11.fo.w").shape == (384 * 1536,)


@pytest.mark.parametrize("start", [b"", b"E5S1", b"GGUF\x01\0\0\0", b"E5S1\x02\0\0\0"])
def test_another_file_is_refused(start: bytes) -> None:
    """What does not begin as the file does is said to be another file, with no guess at its content."""
    with pytest.raises(ModelDamaged):
        packed.unpack(start)


def test_a_tensor_that_is_not_there(weights: bytes) -> None:
    """Asking for a tensor the file does not hold names it."""
    with pytest.raises(ModelDamaged, match=r"'l12\.q\.w'"):
        packed.unpack(weights).tensor("l12.q.w")
