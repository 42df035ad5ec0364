"""Edges as OpenCV finds them: `python make_fixtures.py`, with the recipe's package and its requirements installed."""

import base64
import json
from pathlib import Path

import numpy as np
from brookesia_recipe.world import edges, render, sample_scene

cases = []
rng = np.random.default_rng(3)
for name, picture in {
    "scene": render(sample_scene(10_000_000, "calm"))[120:216, 40:168],
    "night": render(sample_scene(10_000_007, "calm"))[8:72, 96:224],
    "noise": rng.integers(0, 256, (23, 31, 3), dtype=np.uint8),
    "column": rng.integers(0, 256, (9, 1, 3), dtype=np.uint8),
    "flat": np.full((5, 7, 3), 90, np.uint8),
}.items():
    found = edges(np.ascontiguousarray(picture))[..., 0] == 0
    cases.append({
        "name": name, "width": picture.shape[1], "height": picture.shape[0],
        "rgb": base64.b64encode(picture.tobytes()).decode(), "lines": "".join("01"[int(v)] for v in found.ravel()),
    })  # fmt: skip
Path(__file__).with_name("edges.json").write_text(json.dumps(cases, indent=1) + "\n")
