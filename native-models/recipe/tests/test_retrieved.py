"""Retrieval in training: near-copies and repetitions stay out, and the sequence keeps its pictures apart."""

from __future__ import annotations

import numpy as np
import pytest
from conftest import IMAGE_START

from brookesia_recipe.text.vocabulary import BOS, BREAK, EOS
from brookesia_recipe.transformer import sequences
from brookesia_recipe.transformer.retrieved import (
    Document,
    Store,
    candidates,
    nearest,
    retrieved_form,
    sampled,
    thinned,
    thinned_cells,
    unit,
)


def at(*degrees: float) -> np.ndarray:
    """Vectors of a plane by their angle."""
    angles = np.radians(degrees)
    return np.stack((np.cos(angles), np.sin(angles)), -1)


def test_the_nearest_come_first_and_near_copies_of_the_query_not_at_all():
    documents = at(80, 10, 40, 70)
    assert nearest(at(0)[0], documents, 2) == [2, 3]
    assert nearest(at(0)[0], documents, 2, most=1.0) == [1, 2]


def test_a_score_of_exactly_nine_tenths_is_still_let_in():
    documents = np.array([[0.9, np.sqrt(1 - 0.81)], [0.0, 1.0]])
    assert nearest(np.array([1.0, 0.0]), documents, 1) == [0]


def test_what_repeats_a_retrieved_document_is_skipped():
    documents = at(40, 42, 44, 75)
    assert nearest(at(0)[0], documents, 3) == [0, 3]


def test_two_by_text_and_two_by_picture_never_the_scene_itself_nor_one_twice():
    rng = np.random.default_rng(0)
    store = Store(unit(rng.normal(size=(60, 8))), unit(rng.normal(size=(60, 8))))
    documents = store.documents
    np.testing.assert_allclose(np.linalg.norm(documents, axis=1), 1)
    for own in range(60):
        found = candidates(store.texts[own], store.pictures[own], store, own)
        assert len(found) == len(set(found)) == 4
        assert own not in found
        by_text = documents @ store.texts[own]
        allowed = [place for place in np.argsort(-by_text) if place != own and by_text[place] <= 0.9
                   and documents[place] @ documents[own] <= 0.9]  # fmt: skip
        assert found[0] == allowed[0]
        scores = [by_text[found[0]], by_text[found[1]], *(documents[found[2:]] @ store.pictures[own])]
        assert max(scores) <= 0.9


def test_a_fifth_of_the_query_is_left_out_and_never_all_of_it():
    rng = np.random.default_rng(1)
    words = list(range(1000))
    kept = thinned(words, rng)
    assert kept == sorted(kept)
    assert 0.75 < len(kept) / 1000 < 0.85
    assert all(thinned([7], rng) == [7] for _ in range(50))
    assert thinned([], rng) == []


def test_cells_left_out_take_the_code_of_another_cell():
    codes = np.arange(256)
    changed = thinned_cells(codes, np.random.default_rng(2))
    assert set(changed) <= set(codes)
    assert 0.1 < (changed != codes).mean() < 0.3


def test_none_one_and_two_documents_come_equally_often():
    rng = np.random.default_rng(3)
    counts = np.bincount([len(sampled([5, 6, 7, 8], rng)) for _ in range(3000)], minlength=3)
    assert len(counts) == 3
    assert np.abs(counts - 1000).max() < 120
    assert {place for _ in range(100) for place in sampled([5, 6, 7, 8], rng)} == {5, 6, 7, 8}
    assert sampled([], rng) == []


def picture(number: int):
    codes = np.random.default_rng(number).integers(0, 2560, 256)
    return sequences.picture(codes, IMAGE_START, group=sequences.NONE, number=number)


def test_documents_stand_first_and_cells_of_all_pictures_line_up():
    own = [sequences.text([30, 31], sequences.PROMPT), picture(2)]
    row = retrieved_form([Document([20], picture(0)), Document([21, 22], picture(1))], own)
    assert len(row) == 1 + (1 + 1 + 256 + 1) + (2 + 1 + 256 + 1) + (2 + 1 + 256) + 1
    assert (row.tokens[0], row.tokens[-1]) == (BOS, EOS)
    assert (row.tokens == BREAK).sum() == 5
    cells = row.tokens >= IMAGE_START
    places = row.positions[cells].reshape(3, 256, 3)
    np.testing.assert_array_equal(places[0, :, 1:], places[2, :, 1:])
    assert len({float(time) for time in places[:, 0, 0]}) == 3
    assert (row.groups[: 1 + 259 + 260] == sequences.NONE).all()


def test_pictures_of_one_number_are_refused():
    with pytest.raises(ValueError, match="one number"):
        retrieved_form([Document([20], picture(0))], [sequences.text([30]), picture(0)])
