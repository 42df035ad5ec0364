"""The forms of the tasks: what stands where, what carries loss, and which cells are drawn anew."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from brookesia_recipe.data.pictures import edit_of, held_out, scene_of
from brookesia_recipe.data.tokenise import Scenes
from brookesia_recipe.text.bpe import train_bpe, vocabulary_of
from brookesia_recipe.text.vocabulary import BOS, BREAK, EOS, HOLE, MASKS
from brookesia_recipe.transformer.batches import of_like_length
from brookesia_recipe.transformer.examples import Examples, Stored
from brookesia_recipe.transformer.model import KINDS, NEUTRAL
from brookesia_recipe.transformer.sequences import NONE, Row, Writer, lay_out
from brookesia_recipe.transformer.sight import MEANT, UNTOLD
from brookesia_recipe.transformer.tasks import (
    ABOUT,
    ANSWER,
    DESCRIBED,
    FILLED,
    READ,
    REDRAWN,
    REPLAN,
    TaskWriter,
    Turn,
    box_cells,
    region,
)
from brookesia_recipe.world import LabelledBox, Layout, layout, sample_scene

RNG = np.random.default_rng(5)
BOAT = LabelledBox("red boat", (64, 128, 144, 224))
HERE = Layout((BOAT,), "on the sea by day")


@pytest.fixture(scope="module")
def tasks() -> TaskWriter:
    lines = ["where is the red boat", "make it blue", "on the sea by day", "a red boat"] * 5
    bpe = train_bpe(lines, 300)
    return TaskWriter(Writer(bpe, vocabulary_of(bpe, 2560)))


@pytest.fixture(scope="module")
def examples(tasks) -> Examples:
    seeds = np.array(held_out(24))
    stored = [Scenes(seeds, RNG.integers(0, 2560, (24, 256)), RNG.random((24, 256)) < 0.3) for _ in range(3)]
    return Examples(Stored(*stored), tasks.writer, "calm")


def codes() -> np.ndarray:
    return RNG.integers(0, 2560, 256)


def drawn(row: Row, group: int) -> np.ndarray:
    """Row and column of every token of the group."""
    return row.positions[row.groups == group][:, 1:]


def written(row: Row, group: int) -> list[int]:
    return row.tokens[row.groups == group].tolist()


def starts_with(row: Row, prompt: Row) -> bool:
    return np.array_equal(row.tokens[: len(prompt)], prompt.tokens) and np.array_equal(
        row.positions[: len(prompt)], prompt.positions
    )


class TestRegion:
    def test_a_box_takes_the_cells_it_touches_and_those_around(self):
        cells = box_cells((64, 128, 144, 224)).reshape(16, 16)
        assert np.argwhere(cells).min(0).tolist() == [7, 3] and np.argwhere(cells).max(0).tolist() == [14, 9]
        assert box_cells((0, 0, 16, 16)).sum() == 4

    def test_equal_layouts_differ_nowhere(self):
        assert not region(HERE, HERE).any()

    def test_a_changed_thing_is_drawn_anew_where_it_was_and_where_it_is(self):
        moved = LabelledBox("red boat", (160, 128, 240, 224))
        cells = region(HERE, replace(HERE, things=(moved,)))
        assert np.array_equal(cells, box_cells(BOAT.box) | box_cells(moved.box))

    def test_another_background_is_drawn_everywhere(self):
        assert region(HERE, replace(HERE, background="on the sea at night")).all()


class TestForms:
    def test_redraw_draws_the_chosen_cells_alone_each_in_its_place(self, tasks):
        cells, source, target = box_cells(BOAT.box), codes(), codes()
        row = tasks.redraw(source, HERE, replace(HERE, things=()), target, cells)
        assert starts_with(row, lay_out(tasks.redraw_prompt(source, HERE, replace(HERE, things=()))))
        chosen = np.flatnonzero(cells)
        assert np.array_equal(drawn(row, REDRAWN), np.stack((chosen // 16, chosen % 16), 1))
        start = tasks.writer.vocabulary.image_start
        assert np.array_equal(row.tokens[row.groups == REDRAWN], target[chosen] + start)
        assert np.array_equal(row.tokens[row.kinds == KINDS["source"]], source + start)

    def test_read_is_the_beginning_of_redraw(self, tasks):
        source = codes()
        read = tasks.read(source, HERE)
        assert starts_with(tasks.redraw(source, HERE, HERE, source, np.ones(256, bool)), read)
        assert read.tokens[:3].tolist() == [BOS, MASKS[1], BREAK] and read.tokens[-1] == EOS
        assert (drawn(read, READ) == NEUTRAL).all()

    def test_fill_hides_what_lies_under_the_holes(self, tasks):
        holes, source = box_cells(BOAT.box), codes()
        row = tasks.fill(HERE, source, holes)
        assert (row.tokens == HOLE).sum() == holes.sum() == (row.groups == FILLED).sum()
        given = row.tokens[(row.kinds == KINDS["source"]) & (row.tokens != HOLE)]
        assert np.array_equal(given, source[~holes] + tasks.writer.vocabulary.image_start)

    def test_what_differs_is_all_that_replan_writes(self, tasks):
        boat = [*tasks.writer.words(BOAT.label), *tasks.locations(BOAT.box)]
        blue = [*tasks.writer.words("blue boat"), *tasks.locations(BOAT.box)]
        after = replace(HERE, things=(replace(BOAT, label="blue boat"),))
        assert written(tasks.replan("make it blue", HERE, after), REPLAN) == [*boat, BREAK, *blue, BREAK, EOS]
        assert written(tasks.replan("take it away", HERE, replace(HERE, things=())), REPLAN) == [
            *boat,
            BREAK,
            BREAK,
            EOS,
        ]

    def test_another_background_is_written_whole_and_things_that_stay_are_not(self, tasks):
        night = "on the sea at night"
        row = tasks.replan("make it night", HERE, replace(HERE, background=night))
        assert written(row, REPLAN) == [BREAK, BREAK, *tasks.writer.words(night), EOS]
        assert starts_with(row, lay_out(tasks.replan_prompt("make it night", HERE)))

    def test_the_words_of_a_description_are_counted_apart(self, tasks):
        row = tasks.ask(HERE, Turn("describe it", "a red boat on the sea", long=True))
        assert (row.groups == DESCRIBED).sum() == len(tasks.writer.words("a red boat on the sea")) + 1
        assert not (row.groups == ANSWER).any()

    def test_an_answer_in_words_or_a_box_is_all_that_ask_writes(self, tasks):
        where = Turn("where is the red boat", BOAT.box)
        assert written(tasks.ask(HERE, where), ANSWER) == [*tasks.locations(BOAT.box), EOS]
        what = Turn("what is this", "a boat", box=BOAT.box)
        assert written(tasks.ask(HERE, what), ANSWER) == [*tasks.writer.words("a boat"), EOS]
        assert starts_with(tasks.ask(HERE, what), lay_out(tasks.ask_prompt(HERE, what)))

    def test_the_things_that_an_answer_follows_from_stand_before_it(self, tasks):
        row = tasks.ask(HERE, Turn("what colour is the boat", "red", about=(BOAT,)))
        boat = tasks.writer.things([BOAT], placed=False).tokens.tolist()
        assert written(row, ABOUT) == [*boat, BREAK]
        assert row.tokens[-2 - len(tasks.writer.words("red")) :][0] == BREAK
        assert written(tasks.ask(HERE, Turn("is there a house", "no")), ABOUT) == [BREAK]

    def test_each_thing_of_a_layout_is_told_to_be_meant_or_not_where_its_box_stands(self, tasks):
        house = LabelledBox("house", (160, 64, 224, 160))
        layout = Layout((BOAT, house), "on the sea by day")
        turn = Turn("is it blue", "no", box=house.box, about=(house,))
        edit = tasks.replan("make it blue", layout, replace(layout, things=(BOAT,)))
        for row in (tasks.ask(layout, turn), edit):
            places = np.flatnonzero(row.seen[:, MEANT] >= 0)
            told = [*tasks.locations(BOAT.box), *tasks.locations(house.box)]
            assert row.tokens[places].tolist() == told
            assert row.seen[places, MEANT].tolist() == [0] * 4 + [1] * 4
            assert (row.seen[:, :MEANT] == UNTOLD).all()

    def test_a_question_stands_before_the_layout_that_answers_it(self, tasks):
        tokens = lay_out(tasks.ask_prompt(HERE, Turn("is it blue", "no"))).tokens.tolist()
        question = tasks.writer.bpe.encode("is it blue").ids
        assert tokens[: len(question) + 3] == [BOS, BREAK, *question, BREAK] and tokens[-1] == BREAK

    def test_two_references_and_the_picture_each_have_their_own_time(self, tasks):
        row = tasks.liken([codes(), codes()], HERE, codes())
        times = row.positions[row.kinds != KINDS["text"]][:, 0]
        assert [len(set(part)) for part in np.split(times, 3)] == [1, 1, 1] and len(set(times)) == 3


class TestExamples:
    @pytest.mark.parametrize("form", ("read", "redraw", "fill", "guide", "instruct", "show", "liken"))
    def test_every_form_gives_rows_that_teach_something(self, examples, form):
        rows = [examples.make(form, place, random.Random(place)) for place in range(24)]
        found = [row for row in rows if row]
        assert found or form == "liken"
        assert all((row.groups != NONE).any() for row in found)
        again = [examples.make(form, place, random.Random(place)) for place in range(24)]
        assert all(np.array_equal(a.tokens, b.tokens) for a, b in zip(found, [r for r in again if r]))

    def test_an_edit_and_its_way_back_end_in_each_others_beginning(self, examples):
        seed = int(examples.stored.scenes.seeds[0])
        edit = edit_of(scene_of(seed, "calm"), "calm")
        assert edit and edit.source == scene_of(seed, "calm") and layout(edit.source) != layout(edit.target)
        lengths = {len(examples.make("redraw", 0, random.Random(n)) or ()) for n in range(8)}
        assert len(lengths) > 1

    def test_nothing_is_asked_that_no_layout_tells(self, examples):
        words = [
            examples.tasks.writer.bpe.decode(examples.ask(s, random.Random(s)).tokens) for s in range(200)
        ]
        assert not any(f" {word} " in text for text in words for word in ("sun", "moon"))

    def test_texts_come_from_any_seed(self, examples):
        assert (examples.replan(3, random.Random(1)) or [None]) and len(examples.ask(3, random.Random(1)))
        assert sample_scene(3, "calm") == scene_of(3, "calm")


def test_other_pictures_than_the_scenes_are_refused():
    one, other = (Scenes(np.arange(n, n + 2), np.zeros((2, 256)), np.zeros((2, 256), bool)) for n in (0, 5))
    with pytest.raises(ValueError, match="same seeds"):
        Stored(one, other, one)


def test_rows_of_like_length_need_little_padding(tasks):
    rows = [tasks.ask(HERE, Turn("is it blue " * n, "no")) for n in (1, 1, 4, 20, 20, 24)]
    groups = of_like_length(rows)
    assert sum(len(group) for group in groups) == 6
    assert all(len(group[-1]) <= 1.3 * len(group[0]) for group in groups)
