"""Weights as whole numbers of 8 or 4 bits with one scale per block, laid out as ONNX Runtime's MatMulNBits reads them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Blocks:
    """A matrix [rows,columns] in blocks along its columns, the last one padded.

    codes: uint8 [rows,blocks,block * bits / 8], at 4 bits two to a byte, the first in the low half; scales: float32
    [rows,blocks]. A value is (code - 2^(bits - 1)) * scale.
    """

    codes: np.ndarray
    scales: np.ndarray
    bits: int
    columns: int


def quantise(matrix: np.ndarray, bits: int, block: int) -> Blocks:
    """The value of greatest magnitude in each block takes the end of the range that has one number more."""
    rows, columns = matrix.shape
    padded = np.pad(matrix.astype(np.float32), ((0, 0), (0, -columns % block))).reshape(rows, -1, block)
    peak = np.take_along_axis(padded, np.abs(padded).argmax(-1, keepdims=True), -1)
    half = 1 << (bits - 1)
    scales = np.where(peak == 0, 1, -peak / half)
    codes = np.clip(np.rint(padded / scales) + half, 0, 2 * half - 1).astype(np.uint8)
    if bits == 4:
        codes = codes[..., ::2] | codes[..., 1::2] << 4
    return Blocks(codes, scales[..., 0].astype(np.float32), bits, columns)


def dequantise(blocks: Blocks) -> np.ndarray:
    """The matrix [rows,columns] that the blocks stand for."""
    codes = blocks.codes
    if blocks.bits == 4:
        codes = np.stack((codes & 15, codes >> 4), -1).reshape(*codes.shape[:-1], -1)
    values = (codes.astype(np.float32) - (1 << (blocks.bits - 1))) * blocks.scales[..., None]
    return values.reshape(len(values), -1)[:, : blocks.columns]
