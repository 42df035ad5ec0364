"""The image tokenizer at the paper's grid, and a decoder that draws twice the side."""

from __future__ import annotations

import argparse
import math
from dataclasses import replace

import numpy as np
import torch

from brookesia_recipe.export.image_graphs import write_decoder, write_encoder
from brookesia_recipe.export.session import open_session
from brookesia_recipe.settings import Preset, TokenizerTraining, load_preset
from brookesia_recipe.tokenizer import large, train
from brookesia_recipe.tokenizer.model import ImageTokenizer, TokenizerSettings
from brookesia_recipe.training.loop import save_atomically

SMALL = TokenizerSettings((4, 8, 8, 8), (0, 0, 0, 0), (0, 0, 0, 0))
PAPER_GRID = TokenizerSettings((4, 8, 8), (0, 0, 0), (0, 0, 0), (8, 8, 8, 16))


def test_the_papers_grid_is_32_by_32_of_8192_codes():
    for name in ("tokenizer-f8", "paper-350m", "paper-760m", "paper-7b"):
        settings = load_preset(name).tokenizer_model
        assert math.prod(settings.levels) == 8192
        assert len(settings.channels) == 3
    model = ImageTokenizer(load_preset("tokenizer-f8").tokenizer_model).eval()
    with torch.inference_mode():
        codes = model.encode(torch.rand(1, 3, 256, 256))
        assert codes.shape == (1, 32, 32)
        assert 0 <= int(codes.min()) <= int(codes.max()) < 8192
        assert model.decode(codes[:, :4]).shape == (1, 3, 32, 256)


def test_the_papers_grid_trains_and_exports(tmp_path):
    preset = Preset(world="toy", tokenizer_model=PAPER_GRID, tokenizer=TokenizerTraining(steps=3, batch=2))
    train.run(preset, argparse.Namespace(work=tmp_path, minutes=None))
    train.freeze_tokenizer(tmp_path)
    model = train.frozen_tokenizer(tmp_path, preset)
    write_encoder(model, tmp_path / "encoder.onnx")
    pixels = np.random.default_rng(0).random((1, 3, 64, 64), np.float32)
    (codes,) = open_session(tmp_path / "encoder.onnx").run(None, {"pixels": pixels})
    assert codes.shape == (1, 8, 8)


def test_the_larger_decoder_starts_from_the_trained_one_and_draws_twice_the_side():
    torch.manual_seed(0)
    trained = ImageTokenizer(SMALL)
    decoder = large.LargeDecoder(trained.decoder)
    assert decoder(torch.zeros(1, 4, 16, 16)).shape == (1, 3, 512, 512)
    torch.testing.assert_close(decoder.stages[0].weight, trained.decoder.stages[0].weight)
    decoder.stages[0].weight.data.zero_()
    assert trained.decoder.stages[0].weight.any()


def test_the_larger_decoder_trains_on_the_codes_as_they_are_and_exports(tmp_path):
    preset = Preset(world="toy", tokenizer_model=SMALL)
    frozen = ImageTokenizer(SMALL)
    save_atomically(tmp_path / train.FROZEN, frozen.state_dict())
    preset = replace(preset, tokenizer=TokenizerTraining(steps=2, batch=2))
    large.run(preset, argparse.Namespace(work=tmp_path, minutes=None))
    weights = torch.load(tmp_path / "tokenizer-large.pt", weights_only=False)["averaged"]
    twin = large.enlarged(frozen, weights)
    for name, weight in frozen.encoder.state_dict().items():
        torch.testing.assert_close(twin.encoder.state_dict()[name], weight)
    write_decoder(twin, tmp_path / "decoder.onnx")
    codes = torch.randint(0, 2560, (1, 3, 16))
    (pixels,) = open_session(tmp_path / "decoder.onnx").run(None, {"codes": codes.numpy()})
    assert pixels.shape == (1, 3, 96, 512)
    with torch.inference_mode():
        np.testing.assert_allclose(pixels, twin.decode(codes).numpy(), atol=5e-3)


def test_a_part_of_a_picture_lies_where_its_codes_lie():
    model = ImageTokenizer(SMALL)
    digits, real, objects = large.batch(model, [1, 2], "toy", np.random.default_rng(0))
    assert digits.shape == (2, 4, 8, 8)
    assert real.shape == (2, 3, 256, 256)
    assert objects.shape == (2, 1, 256, 256)
