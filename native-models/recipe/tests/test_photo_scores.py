"""CIDEr-D and BLEU against values worked out by hand."""

from __future__ import annotations

import math

import pytest

from brookesia_recipe.photo.caption_scores import bleu, cider, cider_each

REFERENCES = [["a dog runs", "a dog runs"], ["two men sit"]]


def test_a_caption_that_is_its_reference_scores_ten_times_the_lengths_that_it_has():
    # Three words have no group of four: of the four lengths three are whole.
    assert cider_each(["two men sit", "two men sit"], REFERENCES)[1] == pytest.approx(10 * 3 / 4)


def test_half_of_the_words_by_hand():
    # "a dog sits" beside "a dog runs", all of them in one of two pictures (log 2 each), "sits" in none (log 2 too):
    # words 2/3, pairs 1/2, threes 0, fours 0; both references say the same.
    assert cider_each(["a dog sits", ""], REFERENCES)[0] == pytest.approx(10 * (2 / 3 + 1 / 2) / 4)


def test_words_that_every_picture_has_tell_nothing():
    references = [["the dog"], ["the cat"]]
    # "the" weighs log(2/2) = 0, so of the words only "dog" counts; the pair is whole.
    assert cider_each(["the dog", "the cat"], references)[0] == pytest.approx(10 * 2 / 4)
    assert cider_each(["the the", "the cat"], references)[0] == 0


def test_another_length_is_punished_by_the_gaussian():
    repeated = "a dog runs a dog runs"
    # Clipped to the reference: words 1/2 of the square over |2v||v|, that is 3/(6*3)**... by hand below.
    words = 3 / (math.sqrt(3 * 4) * math.sqrt(3))
    pairs = 2 / (math.sqrt(2 * 4 + 1) * math.sqrt(2))
    threes = 1 / (math.sqrt(4 + 2) * 1)
    expected = 10 * (words + pairs + threes) / 4 * math.exp(-9 / 72)
    assert cider_each([repeated, ""], REFERENCES)[0] == pytest.approx(expected)


def test_cider_is_the_mean_over_pictures_and_ignores_case_and_full_stops():
    each = cider_each(["A dog runs .", "Two men sit."], REFERENCES)
    assert (
        cider(["a dog runs", "two men sit"], REFERENCES) == pytest.approx(sum(each) / 2) == pytest.approx(7.5)
    )


def test_bleu_of_the_papers_own_example():
    # Papineni et al., example 2: "the" is clipped to the two of one reference.
    references = [["the cat is on the mat", "there is a cat on the mat"]]
    assert bleu(["the the the the the the the"], references, 1) == pytest.approx(2 / 7)


def test_bleu_four_by_hand():
    references = [["a b c d e f"]]
    # 5 of 5 words, 3 of 4 pairs, 2 of 3 threes, 1 of 2 fours; five words beside six.
    precision = (5 / 5 * 3 / 4 * 2 / 3 * 1 / 2) ** 0.25
    assert bleu(["a b c d f"], references) == pytest.approx(precision * math.exp(1 - 6 / 5))
    assert bleu(["a b"], references) == 0
