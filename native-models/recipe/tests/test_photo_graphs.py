"""The photo pack's graphs against PyTorch and NumPy."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch
from photo_data import encoder_weights

from brookesia_recipe.photo.efficientnet import EfficientNet, same_padding
from brookesia_recipe.photo.encoder_graph import eight_bits, write_feature_encoder, write_front
from brookesia_recipe.photo.familiar import fit, strangers, summary, threshold_of, write_familiar
from brookesia_recipe.photo.regions_model import RegionHead, iou, write_regions
from brookesia_recipe.photo.tail import TAIL_PREFIX, Tail, tail_weights


@pytest.fixture
def encoder() -> EfficientNet:
    return EfficientNet(encoder_weights()).eval()


def run(path: Path, **feeds: np.ndarray) -> np.ndarray:
    return onnxruntime.InferenceSession(str(path)).run(None, feeds)[0]


def relative(found: np.ndarray, expected: np.ndarray) -> float:
    return float(np.sqrt(np.square(found - expected).mean() / np.square(expected).mean()))


def test_norms_fold_into_convolutions(encoder):
    weights, x = encoder_weights(), torch.rand(1, 3, 8, 8)
    plain = torch.nn.functional.conv2d(
        torch.nn.functional.pad(x, (0, 1, 0, 1)), weights["_conv_stem.weight"], stride=2
    )
    mean, variance, gain, bias = (
        weights[f"_bn0.{name}"][:, None, None] for name in ("running_mean", "running_var", "weight", "bias")
    )
    expected = ((plain - mean) / (variance + 1e-3).sqrt() * gain + bias).clamp(0, 6)
    torch.testing.assert_close(encoder.stem(x), expected)


def test_padding_is_that_of_tensorflow():
    assert same_padding(224, 3, 2) == (0, 1) and same_padding(65, 3, 2) == (1, 1)
    assert same_padding(224, 5, 2) == (1, 2) and same_padding(7, 5, 1) == (2, 2)


@pytest.mark.parametrize(("bits", "most"), [(16, 0.01), (8, 0.1)])
def test_the_encoder_graph_is_the_network(encoder, tmp_path, bits, most):
    write_feature_encoder(encoder, tmp_path / "features.onnx", bits)
    pixels = torch.rand(2, 3, 96, 96)
    with torch.inference_mode():
        expected = encoder(pixels).numpy()
    found = run(tmp_path / "features.onnx", pixels=pixels.numpy())
    assert found.shape == expected.shape == (2, 9, 28)
    assert relative(found, expected) < most


def test_the_tail_goes_on_where_the_front_ends(encoder, tmp_path):
    write_front(encoder, tmp_path / "front.onnx", 16)
    pixels = torch.rand(2, 3, 96, 96)
    maps = run(tmp_path / "front.onnx", pixels=pixels.numpy())
    with torch.inference_mode():
        found, expected = Tail(encoder)(torch.from_numpy(maps)), encoder(pixels)
    assert maps.shape[2:] == (6, 6) and relative(found.numpy(), expected.numpy()) < 0.01


def test_what_the_tail_learns_is_the_encoders(encoder):
    learned = Tail(EfficientNet(encoder_weights(1)))
    checkpoint = {f"{TAIL_PREFIX}{name}": value for name, value in learned.state_dict().items()}
    pixels = torch.rand(1, 3, 64, 64)
    with torch.inference_mode():
        before = encoder(pixels)
        Tail(encoder).load_state_dict(tail_weights(checkpoint | {"embedding": torch.zeros(1)}))
        after = encoder(pixels)
        front = encoder.stages(pixels)[2]
    assert not torch.allclose(before, after) and torch.equal(
        front, EfficientNet(encoder_weights()).stages(pixels)[2]
    )
    assert torch.equal(
        torch.cat([p.flatten() for p in Tail(encoder).parameters()]),
        torch.cat([p.flatten() for p in learned.parameters()]),
    )


def test_cells_are_in_reading_order(encoder):
    """What changes at the top right changes the cells there, and none at the bottom left."""
    pixels = torch.rand(1, 3, 512, 512)
    changed = pixels.clone()
    changed[:, :, :64, 448:] = 0
    with torch.inference_mode():
        difference = (encoder(changed) - encoder(pixels)).abs().sum(-1).view(16, 16)
        colours = encoder(pixels)[0, 17, -12:]
    assert difference[:2, -2:].min() > 0 and difference[-4:, :4].max() == 0
    quarter = pixels[0, :, 32:48, 48:64].mean((1, 2))
    torch.testing.assert_close(colours[3:6], (quarter - 0.5) * 4)


def test_eight_bits_lose_at_most_half_a_step():
    value = np.random.default_rng(0).standard_normal((6, 4, 1, 1)).astype(np.float32)
    codes, scales = eight_bits(value)
    assert (np.abs(codes * scales - value) <= scales / 2 + 1e-7).all() and np.abs(codes).max() == 127


def test_the_region_graph_is_the_head_on_the_encoders_maps(encoder, tmp_path):
    head = RegionHead((6, 8, 12, 16), 8, 3).eval()
    write_regions(encoder, head, tmp_path / "regions.onnx", 16)
    pixels = torch.rand(1, 3, 64, 96)
    with torch.inference_mode():
        expected = head(encoder.stages(pixels)).softmax(1).numpy()
    found = run(tmp_path / "regions.onnx", pixels=pixels.numpy())
    assert found.shape == (1, 3, 16, 24)
    np.testing.assert_allclose(found, expected, atol=0.02)


def test_iou_by_hand():
    found, right = torch.tensor([0, 0, 1, 1]), torch.tensor([0, 1, 1, 1])
    assert iou(found, right, 2) == [1 / 2, 2 / 3]


def test_familiarity_is_a_mahalanobis_distance(tmp_path):
    rng = np.random.default_rng(0)
    known = (rng.standard_normal((400, 4, 3)) * (1, 5, 0.2) + (0, 3, 1)).astype(np.float32)
    model = fit(known)
    rows = summary(known)
    covariance = np.cov(rows.T) + 0.05 * rows.var(0).mean() * np.eye(3)
    apart = rows - rows.mean(0)
    expected = np.einsum("ni,ij,nj->n", apart, np.linalg.inv(covariance), apart) / 3
    np.testing.assert_allclose(model.scores(known), expected, rtol=1e-8)
    write_familiar(model, tmp_path / "familiar.onnx")
    np.testing.assert_allclose(
        run(tmp_path / "familiar.onnx", features=known), expected, rtol=0.02, atol=0.01
    )
    assert np.mean(expected > threshold_of(expected)) == pytest.approx(0.05, abs=0.003)


def test_strangers_are_of_three_kinds_and_of_the_size_that_is_read():
    kinds = {}
    for number, (kind, picture) in enumerate(strangers(64)):
        assert picture.shape == (3, 64, 64) and picture.dtype == np.uint8
        kinds[kind] = kinds.get(kind, 0) + 1
        if number > 2:
            break
    assert kinds == {"drawings": 4}
