from __future__ import annotations

import numpy as np
import pytest
from conftest import drawn_after

from brookesia_recipe.export.tiny import LAYOUT
from brookesia_recipe.text.vocabulary import BREAK, EOS, MASKS
from brookesia_recipe.transformer import cm3, sequences
from brookesia_recipe.transformer.cm3 import Span
from brookesia_recipe.transformer.model import NEUTRAL

START = 100


def document(rng: np.random.Generator):
    words = rng.integers(9, 90, rng.integers(1, 30))
    return [sequences.text(words, sequences.PROMPT),
            sequences.picture(rng.integers(0, 2560, 256), START, rng.random(256) < 0.2)]  # fmt: skip


@pytest.mark.parametrize("seed", range(50))
def test_restoring_undoes_the_transformation(seed):
    rng = np.random.default_rng(seed)
    parts = document(rng)
    body, tail = cm3.transform(parts, cm3.draw_spans([len(part) for part in parts], rng, mean=3))
    for part, tokens in zip(parts, cm3.restore(body, tail), strict=True):
        assert tokens.tolist() == part.tokens.tolist()


def test_the_number_of_spans_is_poisson_and_about_37_percent_stay_causal():
    rng = np.random.default_rng(0)
    counts = [len(cm3.draw_spans([10_000, 10_000], rng)) for _ in range(4000)]
    assert 0.34 < np.mean(np.array(counts) == 0) < 0.40
    assert max(counts) <= len(MASKS)


def test_spans_stay_within_a_part_and_apart_from_each_other():
    rng = np.random.default_rng(1)
    for _ in range(500):
        lengths = [7, 256]
        spans = cm3.draw_spans(lengths, rng, mean=4)
        assert spans == sorted(spans)
        assert all(0 <= span.start < span.stop <= lengths[span.part] for span in spans)
        assert not any(a.overlaps(b) for i, a in enumerate(spans) for b in spans[:i])


def test_sentinels_stand_where_the_span_was_and_before_it_at_the_end():
    parts = [sequences.text([10, 11, 12, 13]), sequences.picture(np.arange(4), START)]
    row = sequences.join(*cm3.transform(parts, [Span(0, 1, 3), Span(1, 2, 4)]))
    m0, m1 = MASKS[:2]
    assert row.tokens.tolist() == [0, 10, m0, 13, BREAK, 100, 101, m1, BREAK, m0, 11, 12, m1, 102, 103, EOS]


def test_sentinels_carry_no_loss(writer):
    rng = np.random.default_rng(2)
    for _ in range(100):
        row = writer.cm3_form(LAYOUT, document(rng)[1], rng)
        assert (row.groups[np.isin(row.tokens, MASKS)] == sequences.NONE).all()


def test_moved_cells_keep_picture_time_row_and_column():
    parts = [sequences.text([10, 11]), sequences.picture(np.arange(256), START)]
    plain = sequences.join(*cm3.transform(parts, []))
    moved = sequences.join(*cm3.transform(parts, [Span(1, 30, 50)]))
    place = dict(zip(plain.tokens.tolist(), plain.positions.tolist(), strict=True))
    for token, position in zip(moved.tokens.tolist(), moved.positions.tolist(), strict=True):
        if token >= START:
            assert position == place[token]


def test_without_spans_the_cm3_form_is_the_generate_form(writer):
    image = document(np.random.default_rng(3))[1]
    plain = sequences.join(*cm3.transform([*writer.layout(LAYOUT), image], []))
    expected = writer.generate_form(LAYOUT, image)
    for name in ("tokens", "positions", "kinds"):
        assert getattr(plain, name).tolist() == getattr(expected, name).tolist()


def test_prompts_are_the_beginnings_of_what_was_trained(writer):
    image = sequences.picture(np.arange(256), START)
    given = LAYOUT.things[:1]
    for prompt, whole in (
        (writer.generate_prompt(LAYOUT), writer.generate_form(LAYOUT, image)),
        (writer.plan_prompt("a red boat", given), writer.plan_form("a red boat", given, LAYOUT)),
        (sequences.unconditional_prompt(), sequences.caption_form([20, 21], image)),
        (sequences.caption_prompt(image), sequences.caption_form([20, 21], image)),
    ):
        assert whole.tokens[: len(prompt)].tolist() == prompt.tokens.tolist()
        assert whole.positions[: len(prompt)].tolist() == prompt.positions.tolist()


def test_text_is_neutral_and_a_picture_has_one_time():
    row = drawn_after([20, 21], sequences.picture(np.arange(256), START))
    assert row.positions[:5].tolist() == [[t, NEUTRAL, NEUTRAL] for t in range(4)] + [[4, 0, 0]]
    assert row.positions[4 + 17].tolist() == [4, 1, 1]
    assert row.positions[-1].tolist() == [5, NEUTRAL, NEUTRAL]
