"""An edit changes one thing, says which, and leaves all else as it was."""

import random
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from world_reader import Phrase, phrases

from brookesia_recipe.world import GROUNDS, Scene, Thing, may_stand, render, sample_scene
from brookesia_recipe.world.changes import CHANGES
from brookesia_recipe.world.edits import Edit, edit_pictures, sample_edit
from brookesia_recipe.world.language import COLOUR_WORDS, MAX_WORDS, SKY_WORDS
from brookesia_recipe.world.scene import covered

LEVELS = ("calm", "lively", "rich")
BOATS = (Thing("boat", "red", "small", 1, 10), Thing("boat", "red", "small", 11, 10))
HARBOUR = Scene(0, "day", "clear", "blue", "sea", "none", 9, "left", BOATS)


@cache
def edits(level: str, count: int, operation: str | None = None) -> tuple[Edit, ...]:
    drawn = (
        sample_edit(sample_scene(seed, level), random.Random(f"edit {seed}"), level, operation)
        for seed in range(count)
    )
    return tuple(edit for edit in drawn if edit)


def difference(edit: Edit) -> tuple[list[Thing], list[Thing]]:
    """The things only the source has, and those only the target has."""
    old, new = set(edit.source.things), set(edit.target.things)
    return list(old - new), list(new - old)


def referents(edit: Edit) -> list[Phrase]:
    return [phrase for phrase in phrases(edit.instruction) if phrase.article == "the"]


def test_the_same_seed_gives_the_same_edit() -> None:
    assert edits.__wrapped__("calm", 40) == edits.__wrapped__("calm", 40)


@pytest.mark.parametrize("level", LEVELS)
def test_one_thing_changes_and_all_else_stays(level: str) -> None:
    for edit in edits(level, 500):
        source, target = edit.source, edit.target
        assert (source.seed, source.horizon, source.light) == (target.seed, target.horizon, target.light)
        fields = [
            name
            for name in ("time", "weather", "sky", "ground", "relief")
            if getattr(source, name) != getattr(target, name)
        ]
        old, new = difference(edit)
        touched = bool(old or new)
        assert len(old) <= 1 and len(new) <= 1
        assert touched != bool(fields), edit
        assert len(fields) <= 1 or (edit.operation, fields) == ("time", ["time", "sky"]), edit
        if old and new:
            attributes = ("kind", "colour", "size", "slot")
            changed = [name for name in attributes if getattr(old[0], name) != getattr(new[0], name)]
            expected = {"recolour": "colour", "replace": "kind", "move": "slot", "resize": "size"}
            assert changed == [expected[edit.operation]], edit


@pytest.mark.parametrize("level", LEVELS)
def test_targets_are_scenes_of_the_world(level: str) -> None:
    for edit in edits(level, 500):
        target = edit.target
        for i, thing in enumerate(target.things):
            x0, y0, x1, y1 = thing.box
            assert 0 <= x0 < x1 <= 256 and 0 <= y0 < y1 <= 256
            assert may_stand(thing.kind, target.ground)
            most = 0.3 if level == "rich" else 0
            assert all(covered(thing, other) <= most for other in target.things[:i])
        if level != "rich":
            assert len({thing.slot for thing in target.things}) == len(target.things)
        centres = [thing.box[0] + thing.box[2] for thing in target.things]
        assert centres == sorted(centres)
        assert target.ground in GROUNDS and (target.ground != "city" or target.relief == "none")


@pytest.mark.parametrize("level", LEVELS)
def test_instructions_mean_one_thing(level: str) -> None:
    for edit in edits(level, 500):
        assert len(edit.instruction.split()) <= MAX_WORDS
        old, new = difference(edit)
        if old:
            phrase = referents(edit)[0]
            meant = phrase.meant(edit.source) or phrase.meant(edit.source, placed=False)
            assert meant == old, edit
        if edit.operation == "add":
            (phrase,) = [phrase for phrase in phrases(edit.instruction) if phrase.article != "the"]
            assert (phrase.kind, phrase.colour) == (new[0].kind, new[0].colour), edit
            assert (phrase.size or "big") == new[0].size, edit


def test_instructions_name_what_is_asked_for() -> None:
    for edit in edits("calm", 150, "recolour"):
        assert any(
            word in edit.instruction.lower() for word in COLOUR_WORDS[difference(edit)[1][0].colour]
        ), edit
    for edit in edits("calm", 150, "sky"):
        assert any(word in edit.instruction.lower() for word in SKY_WORDS[edit.target.sky]), edit
    for edit in edits("lively", 150, "move"):
        slot = {"middle": ("middle", "cent")}.get(slot := difference(edit)[1][0].slot, (slot,))
        assert any(word in edit.instruction.lower() for word in slot), edit


@pytest.mark.parametrize("operation", CHANGES)
def test_pictures_change_where_they_should(operation: str) -> None:
    found = edits("lively", 9, operation)
    assert len(found) >= 3
    for edit in found:
        pictures = edit_pictures(edit)
        assert pictures.changed.any()
        assert np.array_equal(pictures.source, render(edit.source))
        assert pictures.cells.shape == (16, 16) and pictures.cells.dtype == bool
        allowed = np.zeros((256, 256), bool)
        for x0, y0, x1, y1 in [thing.box for things in difference(edit) for thing in things]:
            allowed[y0:y1, x0:x1] = True
        if allowed.any():
            assert not (pictures.changed & ~allowed).any(), edit
        if operation in ("sky", "weather", "relief"):
            assert not pictures.changed[edit.source.horizon * 16 :].any(), edit


def test_changed_cells_hold_every_changed_pixel() -> None:
    for edit in edits("calm", 20):
        pictures = edit_pictures(edit)
        for row, column in np.ndindex(16, 16):
            block = pictures.changed[row * 16 : row * 16 + 16, column * 16 : column * 16 + 16]
            assert pictures.cells[row, column] == block.any()


def test_of_two_alike_the_place_is_said() -> None:
    for i in range(60):
        edit = sample_edit(HARBOUR, random.Random(i), operation="remove")
        assert edit is not None
        assert "left" in edit.instruction.lower() or "right" in edit.instruction.lower()


def test_what_no_words_can_tell_apart_is_left_alone() -> None:
    twins = (Thing("boat", "red", "small", 0, 10), Thing("boat", "red", "small", 3, 10))
    crowd = replace(HARBOUR, things=twins)
    assert sample_edit(crowd, random.Random(0), operation="remove") is None


def test_all_operations_occur_in_varied_words() -> None:
    found = edits("lively", 600)
    assert {edit.operation for edit in found} == set(CHANGES)
    assert len({edit.instruction for edit in found}) > 560


def test_a_level_bounds_its_edits() -> None:
    for edit in edits("toy", 150):
        assert edit.operation not in ("sky", "weather", "relief")
        assert edit.target.ground in ("meadow", "snow")
        assert all(thing.kind in ("house", "tree", "ball") for thing in edit.target.things)
