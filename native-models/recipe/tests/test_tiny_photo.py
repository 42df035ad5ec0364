"""The tiny pack that only reads, which the TypeScript tests stand on: ONNX Runtime against PyTorch, and what is committed."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from conftest import as_written

from brookesia_recipe.export.session import open_session
from brookesia_recipe.export.tiny_photo import export_tiny_photo, features_of, picture, random_models
from brookesia_recipe.export.tiny_photo_graphs import CLASSES
from brookesia_recipe.text.bpe import load_bpe, vocabulary_of
from brookesia_recipe.text.vocabulary import SPECIAL_TOKENS

COMMITTED = Path(__file__).parents[3] / "test" / "support" / "tiny-photo-pack"


@pytest.fixture(scope="module")
def tiny(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("tiny") / "tiny-photo-pack"
    export_tiny_photo(folder)
    return folder


def run(folder: Path, graph: str, **inputs: np.ndarray) -> np.ndarray:
    return open_session(folder / graph).run(None, inputs)[0]


def test_the_committed_pack_is_what_the_recipe_writes(tiny):
    fresh = json.loads(tiny.with_name("tiny-photo-pack.expected.json").read_text())
    assert fresh == as_written(json.loads(COMMITTED.with_name("tiny-photo-pack.expected.json").read_text()))
    for name in (
        "pack.json",
        "tokenizer.json",
        "transformer.onnx",
        "features.onnx",
        "familiar.onnx",
        "regions.onnx",
    ):
        assert (COMMITTED / name).read_bytes() == (tiny / name).read_bytes(), name


def test_the_graphs_that_read_pictures_compute_what_pytorch_does(tiny):
    special = (*SPECIAL_TOKENS, "<feature>")
    _, _, eyes = random_models(vocabulary_of(load_bpe(tiny / "tokenizer.json"), 0, special))
    with torch.inference_mode():
        expected = features_of(eyes, "slope")
        features = run(tiny, "features.onnx", pixels=picture("slope")[None])
        np.testing.assert_allclose(features, expected, atol=1e-4)
        vector = run(tiny, "retriever-image.onnx", features=features)
        np.testing.assert_allclose(vector, eyes.vector(expected), atol=1e-4)
        scores = run(tiny, "familiar.onnx", features=features)
        np.testing.assert_allclose(scores, eyes.unfamiliarity(expected), atol=1e-4)


def test_blue_is_sky_and_green_is_vegetation(tiny):
    pixels = np.zeros((1, 3, 32, 64), np.float32)
    pixels[0, 2, :16], pixels[0, 1, 16:, :32] = 1, 1
    found = run(tiny, "regions.onnx", pixels=pixels)
    assert found.shape == (1, 1 + len(CLASSES), 8, 16)
    np.testing.assert_allclose(found.sum(1), 1, atol=1e-5)
    best = found[0].argmax(0)
    assert (best[:4] == 1).all() and (best[4:, :8] == 2).all()
