"""The judge learns from the renderer's labels, and its graph says what its network says."""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from brookesia_recipe.judge import export, train
from brookesia_recipe.judge.accuracy import true_instances, verdicts
from brookesia_recipe.judge.instances import Instance, instances
from brookesia_recipe.judge.labels import ATTRIBUTES, CELL_KINDS, labels_of
from brookesia_recipe.judge.model import Judge
from brookesia_recipe.judge.pictures import Pictures, judged_scene
from brookesia_recipe.judge.soften import soften
from brookesia_recipe.settings import load_preset
from brookesia_recipe.world import COLOURS, FIRST_HELD_OUT_SEED, Scene, Thing, render

TWINS = (Thing("car", "red", "small", 1, 11), Thing("car", "red", "small", 6, 11))
SIDE_BY_SIDE = Scene(0, "day", "clear", "blue", "meadow", "none", 9, "left", TWINS)


def said_truly(scene: Scene) -> dict[str, np.ndarray]:
    """The scores of a judge that is always right."""
    labels = labels_of(scene)
    spread = {"kinds": (labels.kinds, len(CELL_KINDS)), "colours": (labels.colours, len(COLOURS))}
    cells = {name: np.eye(count)[values].transpose(2, 0, 1) for name, (values, count) in spread.items()}
    whole = {name: np.eye(len(values))[i] for (name, values), i in zip(ATTRIBUTES.items(), labels.attributes)}
    return {**cells, "joined": labels.joined - 0.5, **whole}


def test_true_scores_give_back_every_scene() -> None:
    for seed in range(FIRST_HELD_OUT_SEED, FIRST_HELD_OUT_SEED + 200):
        scene = judged_scene(seed)
        assert all(all(right) for right in verdicts(scene, said_truly(scene)).values()), scene


def test_alike_things_side_by_side_are_two() -> None:
    said = said_truly(SIDE_BY_SIDE)
    found = instances(said["kinds"], said["colours"], said["joined"])
    assert found == true_instances(SIDE_BY_SIDE)


def test_a_stray_cell_makes_no_thing_and_widens_no_box() -> None:
    said = said_truly(SIDE_BY_SIDE)
    car = CELL_KINDS.index("car")
    for row, column in ((2, 2), (10, 3)):
        said["kinds"][:, row, column] = np.eye(len(CELL_KINDS))[car]
    said["joined"][:, 10:12, 3] = 1
    found = instances(said["kinds"], said["colours"], said["joined"])
    assert found == [Instance(car, 0, (1, 11, 6, 14)), Instance(car, 0, (6, 11, 11, 14))]


def test_softened_pictures_are_repeatable_and_still_like_the_rendered_ones() -> None:
    picture = render(judged_scene(5))
    for seed in range(20):
        soft = soften(picture, np.random.default_rng(seed))
        assert (soft == soften(picture, np.random.default_rng(seed))).all()
        assert np.abs(soft.astype(int) - picture).mean() < 20


def test_a_batch_belongs_to_its_step() -> None:
    source = Pictures(2)
    source.batch(0)
    assert (source.batch(1)[0] == Pictures(2).batch(1)[0]).all()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a short training leaves behind."""
    made = tmp_path_factory.mktemp("judge")
    preset = load_preset("toy")
    names = argparse.Namespace(work=made, minutes=None, judge=made / "judge", pack=made / "none")
    train.run(preset, names)
    export.run(replace(preset, evaluation=replace(preset.evaluation, judged=8)), names)
    return made


def test_training_lowers_the_loss(folder: Path) -> None:
    torch.manual_seed(load_preset("toy").seed)
    before, after = train.new_judge(load_preset("toy")), train.trained_judge(folder, load_preset("toy"))
    pixels, true = Pictures(16).make(100_000)
    losses = [sum(train.judge_loss(model(pixels.float() / 255), true).values()) for model in (before, after)]
    assert losses[1] < losses[0] - 1


def test_a_finished_training_is_not_gone_over_again(folder: Path) -> None:
    preset = load_preset("toy")
    train.run(preset, argparse.Namespace(work=folder, minutes=None))
    steps = {int(line[1]) for line in csv.reader((folder / "judge.csv").open())}
    assert max(steps) == preset.judge.steps


def test_the_graph_says_what_the_network_says(tmp_path: Path) -> None:
    model = rounded(Judge((8, 16, 32), 2)).eval()
    export.write_judge(model, tmp_path / "judge.onnx")
    pixels = torch.rand(2, 3, 256, 256, generator=torch.Generator().manual_seed(1))
    with torch.inference_mode():
        expected = model(pixels)
    judge: Callable = export.graph_judge(tmp_path / "judge.onnx")
    given = judge(pixels)
    assert list(given) == list(expected)
    for name, scores in expected.items():
        torch.testing.assert_close(given[name], scores, atol=1e-4, rtol=1e-3)


def rounded(model: Judge) -> Judge:
    """Random weights, none of them zero, as exactly as the graph stores them."""
    generator = torch.Generator().manual_seed(2)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_((torch.randn(parameter.shape, generator=generator) * 0.05).half().float())
    return model


def test_the_description_names_the_classes_and_states_the_accuracy(folder: Path) -> None:
    stated = json.loads((folder / "judge" / "judge.json").read_text())
    assert stated["kinds"] == list(CELL_KINDS)
    assert {name: tuple(values) for name, values in stated["attributes"].items()} == ATTRIBUTES
    for kind in ("rendered", "softened"):
        assert set(stated["accuracy"][kind]) == {"kind", "colour", "count", "things", "box", *ATTRIBUTES}
