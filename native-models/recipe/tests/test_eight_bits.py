"""The transformer graph with weights in blocks of whole numbers, against NumPy's and PyTorch's reading of the same numbers."""

from __future__ import annotations

import copy
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from conftest import IMAGE_START
from onnxruntime import InferenceSession

from brookesia_recipe.data.pictures import held_out
from brookesia_recipe.data.tokenise import Scenes
from brookesia_recipe.export import variant_quality
from brookesia_recipe.export.graph_builder import CONTRIBUTED, GraphBuilder
from brookesia_recipe.export.graph_model import GraphModel
from brookesia_recipe.export.pack import PACK_FILES, manifest
from brookesia_recipe.export.quantise import Blocks, dequantise, quantise
from brookesia_recipe.export.run import check_greedy
from brookesia_recipe.export.session import open_session
from brookesia_recipe.export.tiny import ABOUT, random_models
from brookesia_recipe.export.transformer_graph import write_transformer
from brookesia_recipe.settings import EvaluationSettings, ExportSettings, load_preset
from brookesia_recipe.text.vocabulary import EOS
from brookesia_recipe.transformer import sequences
from brookesia_recipe.transformer.batches import Sequences, collate
from brookesia_recipe.transformer.examples import Stored
from brookesia_recipe.transformer.model import Transformer
from brookesia_recipe.transformer.sample import Sampling, write_text
from brookesia_recipe.transformer.train import group_weights, measure

EXPORTS = (
    ExportSettings(8, 32, accuracy=1),
    ExportSettings(8, 16, accuracy=0, embedding_bits=8),
    ExportSettings(4, 32, accuracy=1),
)


def graph_of(model: Transformer, folder: Path, export: ExportSettings) -> GraphModel:
    write_transformer(model, folder / "transformer.onnx", export)
    return GraphModel(open_session(folder / "transformer.onnx", threads=1), model.settings)


def as_stored(model: Transformer, export: ExportSettings) -> Transformer:
    """The model with the weights that its graph's numbers stand for."""
    stored = copy.deepcopy(model)
    linear = [module.weight for module in stored.modules() if isinstance(module, torch.nn.Linear)]
    blocks = [(weight, export.bits, export.block) for weight in [*linear, stored.head]]
    if export.embedding_bits == 8:
        blocks.append((stored.embedding, 8, stored.embedding.shape[1]))
    with torch.no_grad():
        for weight, bits, block in blocks:
            weight.copy_(torch.from_numpy(dequantise(quantise(weight.numpy(), bits, block))))
    return stored


@pytest.mark.parametrize("bits", (8, 4))
def test_no_weight_moves_by_more_than_its_blocks_step(bits):
    matrix = np.random.default_rng(0).standard_normal((5, 50)).astype(np.float32)
    blocks = quantise(matrix, bits, 16)
    assert blocks.codes.shape == (5, 4, 16 * bits // 8)
    step = np.repeat(np.abs(blocks.scales), 16, 1)[:, :50]
    moved = np.abs(dequantise(blocks) - matrix)
    # Half a step; at the end of the range that has one number less, a whole one.
    assert (moved <= step * 1.001).all()
    assert (moved <= step * 0.501).mean() > 0.9


def test_a_block_of_zeros_stays_zero():
    assert not dequantise(quantise(np.zeros((2, 32), np.float32), 8, 32)).any()


def product(folder: Path, x: np.ndarray, blocks: Blocks, accuracy: int) -> np.ndarray:
    """x [M,K] times the blocks [N,K], in ONNX Runtime."""
    rows, _, width = blocks.codes.shape
    g = GraphBuilder("one")
    y = g.node("MatMulNBits", g.input("x", "float32", ["M", blocks.columns]), g.tensor("codes", blocks.codes),
               g.tensor("scales", blocks.scales), domain=CONTRIBUTED, N=rows, K=blocks.columns, bits=blocks.bits,
               block_size=width * 8 // blocks.bits, accuracy_level=accuracy)  # fmt: skip
    g.output("y", "float32", ["M", rows], y)
    g.save(folder / "one.onnx")
    return open_session(folder / "one.onnx", threads=1).run(None, {"x": x})[0]


@pytest.mark.parametrize("bits", (8, 4))
def test_onnx_runtime_reads_the_blocks_as_numpy_does(tmp_path, bits):
    blocks = quantise(np.random.default_rng(1).standard_normal((24, 50)).astype(np.float32), bits, 16)
    found = product(tmp_path, np.eye(50, dtype=np.float32), blocks, 1)
    np.testing.assert_allclose(found.T, dequantise(blocks), atol=1e-5)


@pytest.mark.parametrize("block", (32, 64))
@pytest.mark.parametrize("rows", (1, 2, 8))
def test_rounded_activations_cost_less_than_a_hundredth(tmp_path, block, rows):
    rng = np.random.default_rng(2)
    blocks = quantise(rng.standard_normal((256, 704)).astype(np.float32), 8, block)
    x = rng.standard_normal((rows, 704)).astype(np.float32)
    exact = x @ dequantise(blocks).T
    assert np.sqrt(((product(tmp_path, x, blocks, 4) - exact) ** 2).mean()) < 0.01 * exact.std()


@pytest.mark.parametrize(
    "export", EXPORTS, ids=lambda export: f"{export.bits} bits, accuracy {export.accuracy}"
)
def test_the_graph_computes_with_the_numbers_that_it_stores(model, row, tmp_path, export):
    model = model.folded()
    graph, stored = graph_of(model, tmp_path, export), as_stored(model, export)
    inputs = collate([row]).inputs
    with torch.no_grad():
        expected = stored.logits(stored(inputs))
        floats = model.logits(model(inputs))
    np.testing.assert_allclose(graph(inputs), expected, atol=1e-3)
    assert (floats - expected).abs().max() > 1e-2


def test_a_row_does_not_depend_on_what_else_is_in_the_batch(tmp_path):
    rng = np.random.default_rng(3)
    blocks = quantise(rng.standard_normal((64, 96)).astype(np.float32), 8, 32)
    x = rng.standard_normal((8, 96)).astype(np.float32)
    x[1:] *= 100
    alone, beside = product(tmp_path, x[:1], blocks, 4), product(tmp_path, x, blocks, 4)
    np.testing.assert_allclose(alone[0], beside[0], atol=1e-4)


def test_the_graph_stands_in_for_the_model(model, tmp_path):
    model = model.folded()
    graph = graph_of(model, tmp_path, ExportSettings())
    codes = np.random.default_rng(2).integers(0, 2560, (2, 256))
    prompts = [sequences.caption_prompt(sequences.picture(one, IMAGE_START)) for one in codes]
    written = [
        write_text(either, prompts, (9, IMAGE_START), Sampling(0, 1, 1), limit=8) for either in (model, graph)
    ]
    assert written[0] == written[1]
    assert any(written[0]) and EOS not in written[0][0]


def test_padding_before_a_prompt_is_refused(model, tmp_path):
    graph = graph_of(model.folded(), tmp_path, ExportSettings())
    prompts = [sequences.unconditional_prompt(), sequences.lay_out([sequences.text([0, 20])])]
    with pytest.raises(ValueError, match="one length"):
        write_text(graph, prompts, (9, IMAGE_START), Sampling(0, 1, 1), limit=1)


@pytest.mark.parametrize("setting", ("bits: 5", "block: 48", "accuracy: 5", "embedding_bits: 4"))
def test_senseless_settings_are_refused(tmp_path, setting):
    preset = tmp_path / "odd.yaml"
    preset.write_text(f"export: {{{setting}}}\n")
    with pytest.raises(ValueError, match="is one of"):
        load_preset(str(preset))


def test_the_manifest_names_the_precision(model, writer, tmp_path):
    for name in PACK_FILES:
        (tmp_path / name).touch()
    about = (ABOUT, tmp_path, writer.vocabulary, model.settings, 2, {})
    for export, name in ((ExportSettings(), "fp16-storage"), (ExportSettings(8, 64), "int8-block64")):
        stated = manifest(*about, export.precision)["transformer"]["graphs"]
        assert stated == [{"precision": name, "file": "transformer.onnx"}]


class TestExport:
    @pytest.fixture
    def check(self, writer, tmp_path):
        """Exports one model at the given bits and compares it with a model."""
        trained, _ = random_models(writer.vocabulary)

        def run(bits: int, compared: Transformer = trained) -> dict:
            export = ExportSettings(bits)
            write_transformer(trained, tmp_path / "transformer.onnx", export)
            evaluation = EvaluationSettings(checked_tokens=24)
            preset = replace(load_preset("toy"), export=export, evaluation=evaluation)
            return check_greedy(compared, compared, tmp_path, writer.bpe, preset)

        return run

    def test_states_how_many_greedy_tokens_are_equal(self, check):
        for bits, least in ((16, 1.0), (8, 0.9)):
            stated = check(bits)
            assert stated["greedyTokensCompared"] == 96
            assert least <= stated["greedyTokensEqual"] / 96 <= 1

    def test_refuses_a_graph_that_is_not_the_models(self, check, writer):
        other, _ = random_models(writer.vocabulary)
        with torch.no_grad():
            other.head.copy_(other.head.flip(1))
        for bits in (16, 8):
            with pytest.raises(SystemExit, match="disagree"):
                check(bits, other)


def test_the_quality_of_a_variant_is_told_beside_the_float_graph(writer, tmp_path, monkeypatch):
    for name, value in {"SCENES": 2, "DRAWN": 1, "CELLS": 4}.items():
        monkeypatch.setattr(variant_quality, name, value)
    model, _ = random_models(writer.vocabulary)
    preset, rng = load_preset("toy"), np.random.default_rng(4)
    scenes = Scenes(np.array(held_out(2)), rng.integers(0, 2560, (2, 256)), rng.random((2, 256)) < 0.3)
    source = Sequences(Stored(scenes, scenes, scenes), writer.bpe, writer.vocabulary, preset)

    def session(bits: int) -> InferenceSession:
        return graph_of(model, tmp_path, ExportSettings(bits)).session

    quality = variant_quality.Quality(session(16), model.settings, source, preset)
    same, other = quality.of(session(16)), quality.of(session(4))
    expected = measure(model, source, group_weights(preset), 2)
    for group in ("object", "background", "unconditional", "caption", "plan"):
        assert quality.nats[group] == pytest.approx(expected[f"held_out_{group}"], rel=0.02)
        assert same[f"nats {group}"] == 0 != other[f"nats {group}"]
    for kind in ("image", "text"):
        assert same[f"equal {kind} %"] == 100 > other[f"equal {kind} %"]
    assert same["cells of 4"] == 4 > other["cells of 4"]
