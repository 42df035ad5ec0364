"""A text in a packed row is, to the model, a sequence of its own."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from brookesia_recipe.export.graph_model import GraphModel
from brookesia_recipe.export.session import open_session
from brookesia_recipe.export.tiny import scatter
from brookesia_recipe.export.transformer_graph import write_transformer
from brookesia_recipe.photo.reader_data import agreement
from brookesia_recipe.photo.rows import ANSWER, CAPTION, FEATURE, NONE, branch, collate
from brookesia_recipe.photo.writing import Search, prompt_inputs, write_texts
from brookesia_recipe.transformer.model import ModelSettings, Transformer

GRID = (2, 3)
SIZE = 12
TEXTS = [
    branch([3, 4], [20, 21, 22, 1], CAPTION),
    branch([3, 30, 31, 3], [40, 1], ANSWER),
    branch([3, 4], [50, 1], CAPTION),
]


@pytest.fixture
def model() -> Transformer:
    made = Transformer(ModelSettings(128, 100, width=32, layers=2, heads=2, hidden=48, still=0.4, levels=(),
                                     features=SIZE, feature_hidden=20, dropout=0.5))  # fmt: skip
    scatter(made, torch.Generator().manual_seed(3))
    return made.eval()


@pytest.fixture
def features() -> np.ndarray:
    return np.random.default_rng(0).standard_normal((2, 6, SIZE)).astype(np.float32)


@torch.no_grad()
def logits(model: Transformer, batch) -> np.ndarray:
    return model.logits(model(batch.inputs, mask=batch.mask)).numpy()


def test_a_text_is_read_as_if_it_stood_there_alone(model, features):
    packed = logits(model, collate([TEXTS, TEXTS[:1]], features, GRID))
    place = 1 + 6
    for text in TEXTS:
        alone = logits(model, collate([[text], [text]], features, GRID))
        length = len(text.tokens)
        np.testing.assert_allclose(packed[0, place : place + length], alone[0, 7 : 7 + length], atol=1e-4)
        place += length


def test_no_text_sees_another_and_all_see_the_picture(model, features):
    before = logits(model, collate([TEXTS], features[:1], GRID))
    other = [branch([3, 4], [60, 61, 62, 1], CAPTION), *TEXTS[1:]]
    after = logits(model, collate([other], features[:1], GRID))
    np.testing.assert_array_equal(after[0, 13:], before[0, 13:])
    assert np.abs(after[0, 10:13] - before[0, 10:13]).max() > 0.01
    shown = logits(model, collate([TEXTS], features[:1] + 0.5, GRID))
    assert (np.abs(shown[0, 7:] - before[0, 7:]).max(1) > 1e-3).all()


def test_loss_counts_what_is_written_and_nothing_else(features):
    batch = collate([TEXTS, TEXTS[:1]], features, GRID)
    written = [
        (batch.groups[0, place].item(), batch.targets[0, place].item())
        for place in range(batch.groups.shape[1])
    ]
    assert [pair for pair in written if pair[0] != NONE] == [
        (CAPTION, 20), (CAPTION, 21), (CAPTION, 22), (CAPTION, 1), (ANSWER, 40), (ANSWER, 1), (CAPTION, 50), (CAPTION, 1),
    ]  # fmt: skip
    assert batch.inputs.tokens[0, 1:7].tolist() == [FEATURE] * 6


def test_vectors_of_zero_leave_tokens_alone(model, features):
    batch = collate([TEXTS], features[:1] * 0, GRID)
    with_zeros = logits(model, batch)
    batch.inputs.features = None
    np.testing.assert_allclose(logits(model, batch), with_zeros, atol=1e-6)


def test_the_graph_reads_vectors_as_pytorch_does(model, features, tmp_path):
    write_transformer(model.folded(), tmp_path / "transformer.onnx")
    graph = GraphModel(open_session(tmp_path / "transformer.onnx"), model.settings)
    inputs = prompt_inputs(features, [[3, 4], [3, 5]], GRID)
    folded = model.folded()
    with torch.no_grad():
        expected = folded.logits(folded(inputs)).numpy()
    np.testing.assert_allclose(graph(inputs).numpy(), expected, atol=2e-4)


def test_more_beams_never_find_a_less_likely_text(model, features):
    def score(texts, prompts):
        total = []
        for row, (ids, prompt) in enumerate(zip(texts, prompts)):
            batch = collate([[branch(prompt, [*ids, 1], CAPTION)]], features[row : row + 1], GRID)
            scores = torch.from_numpy(logits(model, batch))[0]
            allowed = scores[:, [1, *range(10, 60)]].log_softmax(-1)
            column = {token: place for place, token in enumerate([1, *range(10, 60)])}
            start = 7 + len(prompt) - 1
            total.append(sum(allowed[start + i, column[t]].item() for i, t in enumerate([*ids, 1])))
        return np.array(total)

    prompts = [[3, 4], [3, 4]]
    greedy = write_texts(model, features, prompts, GRID, Search(1, 0, 6), (10, 60))
    ending = [ids for ids in greedy if len(ids) < 6]
    wide = write_texts(model, features, prompts, GRID, Search(8, 0, 6), (10, 60))
    if len(ending) == len(greedy):
        assert (score(wide, prompts) >= score(greedy, prompts) - 1e-4).all()
    alone = [
        write_texts(model, features[row : row + 1], prompts[:1], GRID, Search(4, 0.7, 6), (10, 60))[0]
        for row in range(2)
    ]
    assert write_texts(model, features, prompts, GRID, Search(4, 0.7, 6), (10, 60)) == alone


def test_captions_weigh_what_the_others_of_their_photo_say():
    captions = {
        "a": ["a dog runs in the snow", "a dog runs through snow", "my holiday"],
        "b": ["a red car on a road", "a car on a road", "a car on a road"],
        "c": ["a boat"],
    }
    weights = agreement(captions, 0.7)
    assert all(abs(sum(each) / len(each) - 1) < 1e-6 for each in weights.values())
    assert weights["a"][2] == pytest.approx(0.3) and weights["a"][2] < weights["a"][1]
    assert weights["b"][1] == weights["b"][2] > weights["b"][0] and weights["c"] == [1.0]
    assert agreement(captions, 0.0)["a"] == [1.0, 1.0, 1.0]


def test_a_texts_weight_is_that_of_its_tokens():
    texts = [branch([3, 4], [20, 21, 1], CAPTION, 0.5), branch([3, 4], [20, 21, 1], CAPTION)]
    batch = collate([texts], None, (0, 0))
    written = batch.weights[batch.groups != NONE]
    assert len(written) % 2 == 0 and set(written[: len(written) // 2].tolist()) == {0.5}
    assert set(written[len(written) // 2 :].tolist()) == {1.0}
