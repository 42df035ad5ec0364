"""ONNX Runtime against PyTorch on random models, and the tiny pack that the TypeScript tests stand on."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from conftest import as_written

from brookesia_recipe.export.image_graphs import write_decoder, write_encoder
from brookesia_recipe.export.session import Stream, greedy_cells, greedy_words, open_session, single
from brookesia_recipe.export.tiny import LAYOUT, export_tiny, random_models, synthetic_picture
from brookesia_recipe.export.transformer_graph import write_transformer
from brookesia_recipe.text.bpe import load_bpe, vocabulary_of
from brookesia_recipe.text.vocabulary import EOS
from brookesia_recipe.tokenizer import fsq
from brookesia_recipe.transformer import sequences
from brookesia_recipe.transformer.model import KINDS
from brookesia_recipe.transformer.sample import inputs_of
from brookesia_recipe.transformer.sequences import Writer

COMMITTED = Path(__file__).parents[3] / "test" / "support" / "tiny-pack"


@pytest.fixture(scope="module")
def tiny(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("tiny") / "tiny-pack"
    export_tiny(folder)
    return folder


@pytest.fixture
def expected(tiny) -> dict:
    return json.loads(tiny.with_name("tiny-pack.expected.json").read_text())


def models(folder: Path):
    vocabulary = vocabulary_of(load_bpe(folder / "tokenizer.json"), 2560)
    return vocabulary, *random_models(vocabulary)


def test_logits_of_a_chunked_run_are_those_of_one_pytorch_pass(model, row, tmp_path):
    model = model.folded()
    write_transformer(model, tmp_path / "transformer.onnx")
    session = open_session(tmp_path / "transformer.onnx")
    inputs, _ = inputs_of([row], [(9, -8, -8)], KINDS["text"])
    with torch.no_grad():
        logits = model.logits(model(inputs))[0].numpy()
    stream = Stream(session, model.settings, slots=32)
    head = sequences.Row(*(getattr(row, name)[:6] for name in ("tokens", "positions", "kinds", "groups")))
    np.testing.assert_allclose(stream.feed(head, row.positions[6], row.kinds[6]), logits[5], atol=1e-4)
    for place in range(6, len(row) - 1):
        one = single(row.tokens[place], row.positions[place], row.kinds[place])
        found = stream.feed(one, row.positions[place + 1], row.kinds[place + 1])
        np.testing.assert_allclose(found, logits[place], atol=1e-4)


def test_image_graphs_compute_what_pytorch_does(tiny, tmp_path):
    _, _, image_model = models(tiny)
    write_encoder(image_model, tmp_path / "encoder.onnx")
    write_decoder(image_model, tmp_path / "decoder.onnx")
    pixels = torch.rand(2, 3, 64, 96, generator=torch.Generator().manual_seed(0))
    codes = open_session(tmp_path / "encoder.onnx").run(None, {"pixels": pixels.numpy()})[0]
    assert codes.shape == (2, 4, 6)
    with torch.no_grad():
        assert (codes == image_model.encode(pixels).numpy()).mean() > 0.99
        made = image_model.decode(torch.from_numpy(codes)).numpy()
    found = open_session(tmp_path / "decoder.onnx").run(None, {"codes": codes})[0]
    np.testing.assert_allclose(found, made, atol=1e-4)


def test_the_engine_way_of_stepping_gives_the_expected_ids(tiny, expected):
    vocabulary, model, _ = models(tiny)
    session = open_session(tiny / "transformer.onnx")
    writer = Writer(load_bpe(tiny / "tokenizer.json"), vocabulary)
    prompts = [writer.generate_prompt(LAYOUT), sequences.unconditional_prompt()]
    assert prompts[0].tokens.tolist() == expected["generatePrompt"]["ids"]
    streams = [Stream(session, model.settings) for _ in range(3)]
    plain = greedy_cells(streams[:1], prompts[:1], 40, 2560)
    mixed = greedy_cells(streams[1:], prompts, 40, 2560, expected["guidance"])
    assert [code + vocabulary.image_start for code in plain] == expected["greedyImageIds"]
    assert [code + vocabulary.image_start for code in mixed] == expected["greedyImageIdsGuided"]


def test_reading_the_synthetic_picture_gives_the_expected_ids(tiny, expected):
    vocabulary, model, _ = models(tiny)
    codes = open_session(tiny / "encoder.onnx").run(None, {"pixels": synthetic_picture()[None]})[0]
    assert codes.flatten().tolist() == expected["encoderCodes"]
    prompt = sequences.caption_prompt(sequences.picture(codes, vocabulary.image_start))
    allowed = np.r_[EOS, vocabulary.text_start : vocabulary.location_start]
    stream = Stream(open_session(tiny / "transformer.onnx"), model.settings)
    assert greedy_words(stream, prompt, allowed, EOS, 16) == expected["captionIds"]


def test_no_expected_code_hangs_on_rounding(tiny):
    _, _, image_model = models(tiny)
    with torch.no_grad():
        values = image_model.encoder(torch.from_numpy(synthetic_picture())[None]).permute(0, 2, 3, 1)
    bounded = fsq.bound(values, image_model.levels)
    assert (0.5 - (bounded - bounded.round()).abs()).min() > 5e-4


def test_the_tiny_pack_is_small_and_the_committed_one_is_this_one(tiny):
    assert sum(path.stat().st_size for path in tiny.iterdir()) < 1_000_000
    committed, fresh = (
        json.loads(folder.with_name("tiny-pack.expected.json").read_text()) for folder in (COMMITTED, tiny)
    )
    assert fresh == as_written(committed)
    for name in ("tokenizer.json", "transformer.onnx", "pack.json"):
        assert (COMMITTED / name).read_bytes() == (tiny / name).read_bytes(), name
