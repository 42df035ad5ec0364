"""The exported transformer in the place of PyTorch's: what measures the one measures the other."""

from __future__ import annotations

import numpy as np
import onnxruntime
import torch
from torch import Tensor

from brookesia_recipe.transformer.model import Cache, Inputs, ModelSettings

EMPTY = -1e9
"""Mask of a cache slot that holds nothing."""


class GraphModel:
    """Called as `Transformer` is; its features are the scores of all ids. Rows padded on the left are refused."""

    def __init__(self, session: onnxruntime.InferenceSession, settings: ModelSettings) -> None:
        self.session, self.settings = session, settings

    def __call__(self, inputs: Inputs, cache: Cache | None = None) -> Tensor:
        """[B,S,V] of all of this call's tokens."""
        if cache is not None and cache.valid is not None and not cache.valid.all():
            raise ValueError("the graph knows no padding within a chunk: give it rows of one length")
        feeds = {name: value.numpy() for name, value in vars(inputs).items() if name != "features"}
        if self.settings.features:
            feeds["features"] = self.features(inputs)
        feeds["logits_from"] = np.zeros(1, np.int64)
        past = self.past(len(inputs.tokens), cache)
        for layer, (keys, values) in enumerate(past):
            feeds[f"past_key_{layer}"], feeds[f"past_value_{layer}"] = keys.numpy(), values.numpy()
        known = cache is not None and len(cache.layers) > 0
        feeds["past_mask"] = np.full(
            (len(inputs.tokens), past[0][0].shape[2]), 0 if known else EMPTY, np.float32
        )
        logits, present = self.session.run(None, feeds)
        if cache is not None:
            for layer, (keys, values) in enumerate(torch.from_numpy(present)):
                cache.extend(layer, keys, values)
        return torch.from_numpy(logits)

    def features(self, inputs: Inputs) -> np.ndarray:
        """[B,S,F]: zero behind the tokens that have a vector."""
        rows, length = inputs.tokens.shape
        whole = np.zeros((rows, length, self.settings.features), np.float32)
        if inputs.features is not None:
            whole[:, : inputs.features.shape[1]] = inputs.features.numpy()
        return whole

    def logits(self, features: Tensor, start: int = 0, end: int | None = None) -> Tensor:
        return features[..., start:end]

    def past(self, rows: int, cache: Cache | None) -> list[tuple[Tensor, Tensor]]:
        """Each layer's keys and values [B,H,T,D]; one empty slot where there are none yet."""
        if cache is not None and cache.layers:
            return cache.layers
        nothing = torch.zeros(rows, self.settings.heads, 1, self.settings.head_dim)
        return [(nothing, nothing)] * self.settings.layers
