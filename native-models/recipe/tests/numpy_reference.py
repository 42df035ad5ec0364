"""The compact transformer a second time, in plain NumPy float64, token by token: written from README.md, not from model.py."""

from __future__ import annotations

import numpy as np

LEVELS = (8, 8, 8, 5)


def frequencies(head_dim: int, still: float) -> list[tuple[int, float]]:
    """(axis, frequency) of each pair: a quarter for t (1 .. 0.02), the rest for row and column (2 pi/3 .. 2 pi/40).

    The slowest of each axis, this share rounded down, do not turn.
    """
    pairs = head_dim // 2
    time, cells = pairs // 4, (pairs - pairs // 4) // 2
    axes = [(0, np.geomspace(1, 0.02, time))]
    axes += [(axis, np.geomspace(2 * np.pi / 3, 2 * np.pi / 40, cells)) for axis in (1, 2)]
    result = []
    for axis, values in axes:
        values[len(values) - int(len(values) * still) :] = 0
        result += [(axis, float(value)) for value in values]
    return result


def turn(vector: np.ndarray, position: np.ndarray, still: float) -> np.ndarray:
    """Rotate one head's vector: pair i is (element i, element i + half)."""
    half, result = len(vector) // 2, vector.copy()
    for pair, (axis, frequency) in enumerate(frequencies(len(vector), still)):
        angle = position[axis] * frequency
        a, b = vector[pair], vector[pair + half]
        result[pair], result[pair + half] = (
            a * np.cos(angle) - b * np.sin(angle),
            b * np.cos(angle) + a * np.sin(angle),
        )
    return result


def norm(x: np.ndarray, weight: np.ndarray) -> np.ndarray:
    return x / np.sqrt((x * x).mean() + 1e-5) * weight


def softmax(x: np.ndarray) -> np.ndarray:
    shifted = np.exp(x - x.max())
    return shifted / shifted.sum()


class Reference:
    def __init__(
        self, state: dict[str, np.ndarray], heads: int, layers: int, image_start: int, still: float
    ) -> None:
        self.state = {name: value.astype(np.float64) for name, value in state.items()}
        self.still = still
        self.heads, self.layers, self.image_start = heads, layers, image_start
        self.past: list[list[tuple[np.ndarray, np.ndarray]]] = [[] for _ in range(layers)]

    def digits(self, code: int) -> np.ndarray:
        """Sum of the code's digit vectors."""
        total, offset = np.zeros(self.state["digits"].shape[1]), 0
        for level in LEVELS:
            total += self.state["digits"][offset + code % level]
            code, offset = code // level, offset + level
        return total

    def table_row(self, table: str, token: int) -> np.ndarray:
        row = self.state[table][token]
        code = token - self.image_start
        return row + self.digits(code) if 0 <= code < 2560 else row

    def step(self, token: int, key_position, query_position, kind: int, next_kind: int) -> np.ndarray:
        """Logits of all ids after this token; the token joins the past."""
        s = self.state
        x = self.table_row("embedding", token) + s["kind"][kind] + s["next_kind"][next_kind]
        for layer in range(self.layers):
            p = f"blocks.{layer}."
            x = x + self.attend(norm(x, s[p + "attention_norm.weight"]), layer, key_position, query_position)
            hidden = s[p + "feed_forward.gate_up.weight"] @ norm(x, s[p + "feed_forward_norm.weight"])
            gate, up = np.split(hidden, 2)
            x = x + s[p + "feed_forward.down.weight"] @ (gate / (1 + np.exp(-gate)) * up)
        x = norm(x, s["norm.weight"])
        return np.array([self.table_row("head", other) @ x for other in range(len(s["head"]))])

    def attend(self, x: np.ndarray, layer: int, key_position, query_position) -> np.ndarray:
        p = f"blocks.{layer}.attention."
        query, key, value = (
            part.reshape(self.heads, -1) for part in np.split(self.state[p + "qkv.weight"] @ x, 3)
        )
        query = np.stack([turn(head, query_position, self.still) for head in query])
        self.past[layer].append((np.stack([turn(head, key_position, self.still) for head in key]), value))
        mixed = []
        for head in range(self.heads):
            scores = np.array([query[head] @ keys[head] for keys, _ in self.past[layer]]) / np.sqrt(
                query.shape[1]
            )
            mixed.append(softmax(scores) @ np.stack([values[head] for _, values in self.past[layer]]))
        return self.state[p + "out.weight"] @ np.concatenate(mixed)
