"""What a pack's files give back is what was written into them."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from brookesia_recipe.export.image_graphs import write_decoder, write_encoder
from brookesia_recipe.export.quantise import dequantise, quantise
from brookesia_recipe.export.thaw import StoredGraph, fill, transformer_weights
from brookesia_recipe.export.tiny import scatter
from brookesia_recipe.export.transformer_graph import write_transformer
from brookesia_recipe.settings import ExportSettings
from brookesia_recipe.tokenizer.model import ImageTokenizer, TokenizerSettings
from brookesia_recipe.transformer.model import ModelSettings, Transformer

FLOATS = ExportSettings()
WHOLE = (ExportSettings(8, 32), ExportSettings(8, 16, embedding_bits=8), ExportSettings(4, 32))


def thawed(model: Transformer, path, export: ExportSettings) -> Transformer:
    write_transformer(model, path, export)
    found = Transformer(model.settings)
    found.load_state_dict(transformer_weights(StoredGraph(path), found))
    return found.eval()


def test_half_floats_come_back_as_the_model_that_was_folded(model, tmp_path):
    folded = model.folded()
    found = thawed(folded, tmp_path / "transformer.onnx", FLOATS).folded()
    for name, value in folded.state_dict().items():
        # Taking digits out and folding them in again moves a half float by its last place at most.
        torch.testing.assert_close(found.state_dict()[name], value, rtol=2e-3, atol=1e-6, msg=name)


def test_digits_that_explain_the_tables_are_found_again(model, tmp_path):
    with torch.no_grad():
        for table in (model.embedding, model.head):
            table[model.settings.image_start :] = 0
    found = thawed(model, tmp_path / "transformer.onnx", FLOATS)
    rest = found.embedding[found.settings.image_start :]
    assert rest.abs().max() < 0.01 * found.digits.abs().max()


@pytest.mark.parametrize("export", WHOLE)
def test_whole_numbers_come_back_as_what_they_stand_for(model, tmp_path, export):
    found = thawed(model, tmp_path / "transformer.onnx", export)
    weight = model.blocks[1].feed_forward.down.weight.detach().numpy()
    wanted = dequantise(quantise(weight, export.bits, export.block))
    np.testing.assert_allclose(found.blocks[1].feed_forward.down.weight.detach().numpy(), wanted, atol=1e-7)


def test_a_model_that_reads_vectors_comes_back_too(tmp_path):
    settings = ModelSettings(
        128, 128, width=32, layers=1, heads=2, hidden=48, levels=(), features=10, feature_hidden=20
    )
    model = Transformer(settings)
    scatter(model, torch.Generator().manual_seed(1))
    found = thawed(model, tmp_path / "transformer.onnx", ExportSettings(8, 16, embedding_bits=8))
    assert found.projection.up.weight.shape == (20, 10)
    torch.testing.assert_close(found.projection.up.weight, model.projection.up.weight, rtol=0, atol=0.02)
    torch.testing.assert_close(found.embedding, model.embedding, rtol=0, atol=0.02)


@torch.inference_mode()
def test_the_image_tokenizer_comes_back(tmp_path):
    torch.manual_seed(0)
    settings = TokenizerSettings(channels=(8, 8, 16, 16))
    model, found = ImageTokenizer(settings).eval(), ImageTokenizer(settings).eval()
    for parameter in model.parameters():
        parameter.copy_((torch.randn_like(parameter) / 8).half().float())
    write_encoder(model, tmp_path / "encoder.onnx")
    write_decoder(model, tmp_path / "decoder.onnx")
    fill(found.encoder, tmp_path / "encoder.onnx")
    fill(found.decoder, tmp_path / "decoder.onnx")
    pixels = torch.rand(1, 3, 64, 64)
    torch.testing.assert_close(found(pixels), model(pixels))
