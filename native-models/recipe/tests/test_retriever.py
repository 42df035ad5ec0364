"""The two towers: their graphs against PyTorch, and what padding and length may not change."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from brookesia_recipe.export.session import open_session
from brookesia_recipe.export.tiny import random_retriever
from brookesia_recipe.retriever.graphs import IMAGE_FILE, TEXT_FILE, write_retriever
from brookesia_recipe.retriever.texts import token_rows
from brookesia_recipe.text.vocabulary import BOS, PAD

TEXTS = ("a red boat", "a blue house in a meadow by day", "")


@pytest.fixture(scope="module")
def tiny_retriever(writer):
    return random_retriever(writer.vocabulary)


def test_the_graphs_compute_what_pytorch_does(tiny_retriever, writer, tmp_path):
    write_retriever(tiny_retriever, tmp_path)
    tokens = token_rows(writer.bpe, TEXTS, tiny_retriever.settings.max_tokens)
    codes = torch.from_numpy(np.random.default_rng(0).integers(0, 2560, (3, 16, 16)))
    with torch.no_grad():
        texts, pictures = tiny_retriever.text(tokens).numpy(), tiny_retriever.image(codes).numpy()
    (found,) = open_session(tmp_path / TEXT_FILE).run(None, {"tokens": tokens.numpy()})
    np.testing.assert_allclose(found, texts, atol=1e-5)
    (found,) = open_session(tmp_path / IMAGE_FILE).run(None, {"codes": codes.numpy()})
    np.testing.assert_allclose(found, pictures, atol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(pictures, axis=1), 1, atol=1e-5)
    assert np.abs(pictures[0] - pictures[1]).max() > 0.01


def test_a_text_has_one_vector_whatever_is_read_beside_it(tiny_retriever, writer):
    with torch.no_grad():
        together = tiny_retriever.text(token_rows(writer.bpe, TEXTS, 12))
        alone = torch.cat([tiny_retriever.text(token_rows(writer.bpe, [text], 12)) for text in TEXTS])
    np.testing.assert_allclose(together, alone, atol=1e-6)


def test_the_order_of_words_and_cells_matters(tiny_retriever, writer):
    codes = torch.zeros(2, 16, 16, dtype=torch.long)
    codes[0, 3, 2] = codes[1, 3, 9] = 77
    with torch.no_grad():
        texts = tiny_retriever.text(token_rows(writer.bpe, ["a red boat", "boat a red"], 12))
        pictures = tiny_retriever.image(codes)
    assert (texts[0] - texts[1]).abs().max() > 0.01
    assert (pictures[0] - pictures[1]).abs().max() > 1e-3


def test_texts_are_cut_at_their_end_and_padded_there(writer):
    rows = token_rows(writer.bpe, ["a red boat", "a"], 3)
    assert rows.tolist() == [
        [BOS, *writer.bpe.encode("a red boat").ids[:2]],
        [BOS, *writer.bpe.encode("a").ids, PAD],
    ]
