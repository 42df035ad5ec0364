"""The held-out suite: sentences nobody trained on, what they say, and where things stand in the scene they come from."""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from brookesia_recipe.data.pictures import held_out
from brookesia_recipe.judge.said import Said, contradictions, read
from brookesia_recipe.judge.trials import background_record, png, thing_record, trial_pictures, trials
from brookesia_recipe.settings import Preset
from brookesia_recipe.world import (
    CELLS,
    DEFAULT_SKY,
    PIXELS,
    SLOTS,
    Scene,
    captions,
    sample_scene,
)
from brookesia_recipe.world.language import GROUND_WORDS, TIME_WORDS
from brookesia_recipe.world.scene import SLOT_CENTRES

NAME = "held-out"


def run(preset: Preset, arguments: argparse.Namespace) -> None:
    """Writes JUDGE/held-out.jsonl, and WORK/held-out/SEED*.png for the tasks that start from a picture."""
    pictures: Path = arguments.work / NAME
    for folder in (arguments.judge, pictures):
        folder.mkdir(parents=True, exist_ok=True)
    scenes = [sample_scene(seed, preset.world) for seed in held_out(arguments.count)]
    lines = [header(preset.world), *(entry(scene, preset.world) for scene in scenes)]
    text = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines)
    (arguments.judge / f"{NAME}.jsonl").write_text(text, encoding="utf-8")
    for scene in scenes:
        for suffix, picture in trial_pictures(scene, preset.world).items():
            (pictures / f"{scene.seed}{suffix}.png").write_bytes(png(picture))
    print(f"{len(scenes)} scenes in {arguments.judge / NAME}.jsonl, their pictures in {pictures}", flush=True)


def header(world: str) -> dict[str, Any]:
    """How captions word each ground and time, the sky that goes unsaid, and where the sides are, in parts of the width."""
    return {
        "format": 1, "suite": NAME, "world": world, "pixels": PIXELS,
        "grounds": {name: words[0] for name, words in GROUND_WORDS.items()},
        "times": {name: words[0] for name, words in TIME_WORDS.items()},
        "skies": DEFAULT_SKY,
        "slots": {slot: SLOT_CENTRES[slot] / CELLS for slot in SLOTS},
    }  # fmt: skip


def entry(scene: Scene, world: str) -> dict[str, Any]:
    """One scene: its sentence, what that says, all that its picture shows, and what the other tasks are asked."""
    sentence = captions(scene, random.Random(f"suite {scene.seed}"))
    said = read(sentence)
    if wrong := contradictions(said, scene):
        raise ValueError(f"'{sentence}' was misread: {', '.join(wrong)}")
    return {
        "seed": scene.seed, "sentence": sentence, "said": as_record(said),
        "things": [thing_record(thing) for thing in scene.things],
        "background": background_record(scene), **trials(scene, world),
    }  # fmt: skip


def as_record(said: Said) -> dict[str, Any]:
    things = [
        {"kind": kind, "colour": colour, "count": count} for (kind, colour), count in said.counts().items()
    ]
    return {"things": things, "sides": list(sides(said)), "background": said.background}


def sides(said: Said) -> Iterator[dict[str, Any]]:
    """The things whose side was named."""
    for thing in said.things:
        if thing.slot:
            yield {"kind": thing.kind, "colour": thing.colour, "slot": thing.slot}
