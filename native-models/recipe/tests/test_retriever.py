"""The two towers: their graphs against PyTorch, and what padding and length may not change."""

from __future__ import annotations

import random
from types import SimpleNamespace

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from brookesia_recipe.data.pictures import scene_of
from brookesia_recipe.data.tokenise import Scenes
from brookesia_recipe.export.session import open_session
from brookesia_recipe.export.tiny import random_retriever
from brookesia_recipe.judge.said import contradictions, read
from brookesia_recipe.retriever.batches import Batch
from brookesia_recipe.retriever.graphs import IMAGE_FILE, TEXT_FILE, write_retriever
from brookesia_recipe.retriever.pairs import altered, telling_sentence
from brookesia_recipe.retriever.recall import recall
from brookesia_recipe.retriever.texts import token_rows
from brookesia_recipe.retriever.train import contrast, in_halves
from brookesia_recipe.text.vocabulary import BOS, PAD
from brookesia_recipe.world import describe

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


def scenes_of(count):
    return [scene_of(seed, "calm") for seed in range(count)]


def test_a_telling_sentence_is_true_of_one_scene_and_not_of_the_other():
    rng, seen = random.Random(0), 0
    for scene in scenes_of(60):
        other = altered(scene, rng, "calm")
        if other is None:
            continue
        seen += 1
        text = telling_sentence(scene, other, rng)
        if text not in (describe(scene, "medium"), describe(scene, "long")):
            assert contradictions(read(text), scene) == []
            assert contradictions(read(text), other)
        assert text not in (describe(other, "medium"), describe(other, "long"))
    assert seen > 40


def test_the_loss_falls_when_what_belongs_together_is_alike():
    vectors = F.normalize(torch.randn(4, 8, generator=torch.Generator().manual_seed(0)), dim=-1)

    def loss_of(texts):
        towers = SimpleNamespace(image=lambda _: vectors, text=lambda _: texts, scale=torch.tensor(20.0))
        tokens = torch.full((len(texts), 3), BOS)
        batch = Batch(
            torch.zeros(4, 16, 16, dtype=torch.long), tokens, torch.eye(4, len(texts), dtype=torch.bool)
        )
        return [float(part) for part in contrast(towers, batch)]

    assert max(loss_of(vectors)) < 0.2
    assert min(loss_of(vectors.roll(1, 0))) > 2
    lured = loss_of(torch.cat([vectors, vectors[:1]]))
    assert lured[0] > loss_of(vectors)[0] + 0.1
    assert lured[1] == pytest.approx(loss_of(vectors)[1])


def test_texts_in_halves_have_the_vectors_of_all_together(tiny_retriever, writer):
    tokens = token_rows(writer.bpe, TEXTS, 12)
    with torch.no_grad():
        np.testing.assert_allclose(
            in_halves(tiny_retriever.text, tokens), tiny_retriever.text(tokens), atol=1e-6
        )


def test_recall_counts_only_the_scene_itself_and_says_how_many_share_a_text(writer):
    codes = np.arange(3 * 256, dtype=np.uint16).reshape(3, 256)
    empty = next(scene.seed for scene in scenes_of(300) if not scene.things)
    scenes = Scenes(np.array([empty, empty, 0]), codes, np.zeros((3, 256), bool))
    of_text = {
        text: F.one_hot(torch.tensor(place), 2).float() for place, text in enumerate(("empty", "other"))
    }
    towers = SimpleNamespace(
        settings=random_retriever(writer.vocabulary).settings,
        text=lambda tokens: torch.stack([of_text["empty"], of_text["empty"], of_text["other"]]),
        image=lambda codes: torch.stack([of_text["empty"], of_text["empty"], of_text["other"]]),
    )
    figures = recall(towers, scenes, writer.bpe, "calm")
    assert figures["long"] == pytest.approx(2 / 3)
    assert figures["long_alike"] == 1
    assert figures["long_shared"] == pytest.approx(2 / 3)
