"""The same training alone and on two processes: FSDP may change nothing but where things lie."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from brookesia_recipe.data.tokenise import Scenes, save
from brookesia_recipe.text.bpe import train_bpe
from brookesia_recipe.transformer.paper_train import factor

RECIPE = Path(__file__).parents[1]
PRESET = """
world: toy
paper:
  {{model: custom, layers: 2, width: 32, heads: 2, rate: 0.003, vocabulary: 3072, length: 64, batch: 4, warm_up: 2,
   steps: {steps}}}
"""


def prepare(folder: Path) -> Path:
    (folder / "scenes").mkdir(parents=True)
    codes = np.random.default_rng(0).integers(0, 2560, (8, 256)).astype(np.uint16)
    save(folder / "scenes" / "train-0000000.npz", Scenes(np.arange(8), codes, np.zeros((8, 256), bool)))
    train_bpe(["a red boat on the sea", "two blue houses at night"] * 4, 300).save(
        str(folder / "tokenizer.json")
    )
    return folder


def start(work: Path, steps: int, processes: int = 1) -> list[float]:
    """The losses of all steps so far."""
    preset = work / "preset.yaml"
    preset.write_text(PRESET.format(steps=steps))
    launcher = (
        ["-m", "torch.distributed.run", "--standalone", f"--nproc-per-node={processes}"]
        if processes > 1
        else []
    )
    command = [
        sys.executable,
        *launcher,
        "-m",
        "brookesia_recipe",
        "paper",
        "--preset",
        str(preset),
        "--work",
        str(work),
    ]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "CUDA_VISIBLE_DEVICES": ""}
    done = subprocess.run(command, cwd=RECIPE, capture_output=True, text=True, timeout=900, env=environment)
    assert done.returncode == 0, done.stderr[-3000:]
    with (work / "paper.csv").open() as file:
        return [float(row[3]) for row in csv.reader(file) if row[2] == "loss"]


def test_two_processes_learn_what_one_learns_and_a_stopped_run_goes_on(tmp_path):
    alone = start(prepare(tmp_path / "alone"), 6)
    shared = prepare(tmp_path / "shared")
    start(shared, 6, 2)
    # The rate depends on the length of the plan, so it is the checkpoint that is compared, not a shorter plan's.
    with (shared / "paper.csv").open() as file:
        losses = [float(row[3]) for row in csv.reader(file) if row[2] == "loss"]
    np.testing.assert_allclose(losses, alone, rtol=2e-4)
    assert alone[0] == pytest.approx(np.log(3072), abs=1e-3)
    assert alone[-1] < alone[0] - 0.3
    one, two = (
        torch.load(folder / "paper.pt", weights_only=False) for folder in (tmp_path / "alone", shared)
    )
    for name, weight in one["model"].items():
        torch.testing.assert_close(two["model"][name], weight, rtol=1e-3, atol=2e-4)
    assert two["progress"] == 6
    longer = start(shared, 8)
    assert len(longer) == 8
    assert longer[6] < alone[0] - 0.3


def test_the_rate_rises_and_falls_in_lines():
    found = [factor(step, 4, 12) for step in range(12)]
    assert found[:4] == [0.25, 0.5, 0.75, 1.0]
    assert found[4] == 1.0
    assert found[8] == 0.5
    assert found[11] == 0.125
